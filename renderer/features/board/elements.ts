import type { BoardView } from '../../../shared/contract/board.ts';
import type { Link } from '../../../shared/contract/entities.ts';
import {
  CAPTION,
  ENTITY_ICON,
  linkOffsets,
  onCard,
  type Size,
  TABLE_COLUMNS,
  TABLE_ROW_HEIGHT,
  TABLE_ROWS,
} from '../../../shared/domain/board-layout.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';
import { kindOf } from '../../state/entity-kinds.ts';
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

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Also drops what XML 1.0 cannot hold, so that no cell can spoil the picture. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML refuses
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** What the graph draws: flat values that its style reads, so that a change is a change of one of them. */
export interface NodeElement {
  readonly id: string;
  /** A badge is a folded group, a frame what is around one that is not. */
  readonly kind: 'entity' | 'picture' | 'exhibit' | 'table' | 'note' | 'badge' | 'frame';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly textWidth: number;
  readonly colour: string;
  readonly image: string;
  readonly imageHeight: number;
  /** Keeps its place: neither the mouse nor a layout moves it. */
  readonly locked: boolean;
}
export interface EdgeElement {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly direction: 'none' | 'forward' | 'both';
  readonly supported: 'yes' | 'no';
  /** Distance of the curve's control point, as `linkPath` takes it; 0 for a straight line. */
  readonly bend: number;
}

/** Strip of a group's frame that carries its name, and takes the mouse. */
export const FRAME_TITLE = 26;

const FACES = { picture: 'picture', rows: 'table', drawing: 'picture' } as const;

/** @param images URL of the picture or drawn table of an exhibit, or of an entity type's icon, by id or type */
export function nodesOf(view: BoardView, images: ReadonlyMap<string, string>): NodeElement[] {
  const entities = new Map<string, BoardView['entities'][number]>(view.entities.map((each) => [each.id, each]));
  const exhibits = new Map<string, BoardView['exhibits'][number]>(view.exhibits.map((each) => [each.id, each]));
  const notes = new Map<string, BoardView['notes'][number]>(view.notes.map((each) => [each.id, each]));
  return view.items.flatMap(({ subject, x, y, width, height, locked = false }): NodeElement[] => {
    const common = { id: subject.id, x, y, width, height, colour: '', image: '', imageHeight: 0, locked };
    const entity = entities.get(subject.id);
    if (entity) {
      const image = images.get(entity.type) ?? '';
      const textWidth = width - ENTITY_ICON - 22;
      return [
        {
          ...common,
          kind: 'entity',
          text: onCard(entity.label),
          textWidth,
          colour: kindOf(entity.type).colour,
          image,
        },
      ];
    }
    const exhibit = exhibits.get(subject.id);
    if (exhibit) {
      const image = images.get(exhibit.id) ?? '';
      const kind = !image ? 'exhibit' : FACES[EXHIBIT_KINDS[exhibit.kind].face];
      const gone = exhibit.removedAt ? ' (removed)' : '';
      const text =
        kind === 'table' ? '' : `${exhibit.label}${gone}\n${cut(exhibit.title, Math.floor((width - 12) / 6.2))}`;
      return [{ ...common, kind, text, textWidth: width - 8, image, imageHeight: height - CAPTION }];
    }
    const note = notes.get(subject.id);
    if (!note) return [];
    const room = Math.max(1, Math.floor((height - 20) / 16)) * Math.floor((width - 20) / 6.4);
    return [{ ...common, kind: 'note', text: cut(note.text, room), textWidth: width - 20 }];
  });
}

export function edgesOf(view: BoardView): EdgeElement[] {
  const bends = linkOffsets(view.links);
  return view.links.map((link) => edgeOf(link, bends.get(link.id) ?? 0));
}

export function edgeOf({ id, from, to, type, label, direction, exhibits }: Link, bend: number): EdgeElement {
  const text = label ? `${type}\n${cut(label, 60)}` : type;
  const supported = exhibits.length > 0 ? 'yes' : 'no';
  return { id, source: from.id, target: to.id, text, direction, supported, bend };
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
