import {
  CAPTION,
  type Size,
  TABLE_COLUMNS,
  TABLE_ROW_HEIGHT,
  TABLE_ROWS,
} from '../../../shared/domain/board-layout.ts';
import { escapeXml } from '../../../shared/domain/xml.ts';
import type { Palette } from './palette.ts';

export interface TableContent {
  readonly label: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** All rows and columns of the result, of which the first are drawn. */
  readonly rowCount: number;
}

const CHARACTER = 5.9; // average width of a character at 10 px in the fonts of the page

/** A query's first rows as an SVG picture; text is cut to its column and the counts say what is not shown. */
export function tableSvg(content: TableContent, { width, height }: Size, palette: Palette): string {
  const columns = content.columns.slice(0, TABLE_COLUMNS);
  const rows = content.rows.slice(0, TABLE_ROWS);
  const cell = (width - 16) / Math.max(1, columns.length);
  const fits = Math.max(3, Math.floor((cell - 8) / CHARACTER));
  const line = (values: readonly string[], y: number, style: string): string =>
    values
      .map(
        (value, index) =>
          `<text x="${8 + index * cell + 3}" y="${y}" ${style}>${escapeXml(oneLine(value, fits))}</text>`,
      )
      .join('');
  const { text, muted, border, surface } = palette;
  const font = escapeXml(palette.font);
  const more = content.columns.length - columns.length;
  const counts = `${content.rowCount.toLocaleString('en')} rows${more > 0 ? `, ${more} more columns` : ''}`;
  const body = rows.map((row, index) => {
    const y = CAPTION + TABLE_ROW_HEIGHT * (index + 1);
    const rule = `<line x1="8" x2="${width - 8}" y1="${y}" y2="${y}" stroke="${border}" stroke-opacity="0.35"/>`;
    return rule + line(row.slice(0, columns.length), y + 14, `fill="${text}"`);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height * 2}" viewBox="0 0 ${width} ${height}" font-family="${font}" font-size="10">`,
    `<rect width="${width}" height="${height}" fill="${surface}"/>`,
    `<text x="8" y="14" font-size="11" font-weight="600" fill="${text}">${escapeXml(content.label)}</text>`,
    `<text x="${width - 8}" y="14" text-anchor="end" fill="${muted}">${escapeXml(counts)}</text>`,
    `<text x="8" y="28" font-size="11" fill="${text}">${escapeXml(oneLine(content.title, Math.floor((width - 16) / 6.2)))}</text>`,
    line(columns, CAPTION + 14, `fill="${muted}" font-weight="600"`),
    ...body,
    '</svg>',
  ].join('');
}

/** An icon in white on a tile of its colour. @param paths outlines on a 20 by 20 grid, as the icon set draws them */
export const iconSvg = (paths: readonly string[], colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="0 0 28 28"><rect width="28" height="28" rx="6" fill="${colour}"/><g transform="translate(6 6) scale(0.8)" fill="#fff">${paths
    .map((path) => `<path d="${path}" fill-rule="evenodd"/>`)
    .join('')}</g></svg>`;

export const svgUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function oneLine(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
