import type { Tlp } from '../contract/cases.ts';
import type { EdgeElement, NodeElement } from './board-elements.ts';
import { boundsOf, CAPTION, ENTITY_ICON, FONT, type Rect, UNSUPPORTED_DASH } from './board-layout.ts';
import { fitted, textWidth } from './chart-scene/scene.ts';
import { type Course, type LinkPath, linkPath, svgLine } from './link-path.ts';
import { coursesOf, isRouted, UNROUTED } from './link-routes.ts';
import { LINK_TEXT, put, putLoops, roomOfLoop, standFor, type Taken } from './link-words.ts';
import { TLP } from './tlp.ts';
import { wrapped } from './wrapped.ts';
import { escapeXml as xml } from './xml.ts';

/** What a line of the legend shows. */
export interface LegendEntry {
  readonly words: string;
  /** Of a swatch; null for a line, drawn dashed or not. */
  readonly colour: string | null;
  readonly dashed?: boolean;
  /** Words alone. */
  readonly plain?: boolean;
}
export interface BoardPicture {
  readonly nodes: readonly NodeElement[];
  readonly edges: readonly EdgeElement[];
  readonly tlp: Tlp;
  /** Stands beside the classification. */
  readonly heading: string;
  /** Below the heading, a line each. */
  readonly notes: readonly string[];
  readonly legend: readonly LegendEntry[];
  /** Two letters on the icon of an entity whose picture is not given, by its id. */
  readonly letters: ReadonlyMap<string, string>;
}

const INK = { ground: '#ffffff', surface: '#ffffff', text: '#1c2127', muted: '#5a6473', border: '#8f99a8' } as const;
const PAPER = { fill: '#fff4c2', text: '#40350a' } as const;
const FONTS = "'Noto Sans', 'Segoe UI', system-ui, sans-serif";
const AIR = 40;
const HEADING = 40;
const LINE = 18;
const NARROWEST = 640;
const SIZE = 12;
const GAP = 8;
/** Cards are made for letters of the usual width, and leave some room: widths are told for the widest font. */
const CLOSE = 0.92;

/** A board as an SVG document that refers to nothing outside itself, under its classification and with its legend. */
export function boardSvg({ nodes, edges, tlp, heading, notes: said, legend, letters }: BoardPicture): string {
  const cards = nodes.filter(({ kind }) => kind !== 'frame');
  const notes = isRouted(cards.length, edges.length) ? said : [...said, UNROUTED];
  const at = new Map(nodes.map((node) => [node.id, node]));
  const loops = edges.flatMap((edge) => {
    const node = edge.loop === undefined ? undefined : at.get(edge.source);
    return node ? [roomOfLoop(linkPath(node, node, edge))] : [];
  });
  const bounds = boundsOf([...nodes, ...loops]) ?? { x: 0, y: 0, width: 1, height: 1 };
  const width = Math.ceil(Math.max(NARROWEST, bounds.width + 2 * AIR));
  const top = HEADING + notes.length * LINE + AIR / 2;
  const keys = legendRows(legend, width - 2 * AIR);
  const height = Math.ceil(top + bounds.height + 2 * AIR + keys.length * LINE);
  const dx = width / 2 - bounds.x;
  const dy = top + AIR / 2 + bounds.height / 2 - bounds.y;
  const taken: Taken = new Map();
  for (const card of cards) put(taken, card);
  const courses = coursesOf(cards, edges);
  const lines = edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    const course: Course = courses.get(edge.id) ?? edge;
    return from && to ? [{ edge, path: linkPath(from, to, course), over: course.over === true }] : [];
  });
  putLoops(
    taken,
    lines.map(({ path }) => path),
  );
  const { label, colour } = TLP[tlp];
  const after = AIR / 2 + textWidth(label, 14, true) + AIR / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${xml(FONTS)}" font-size="${SIZE}">`,
    `<title>${xml(`${label} ${heading}`)}</title>`,
    `<rect width="${width}" height="${height}" fill="${INK.ground}"/>`,
    `<rect width="${width}" height="${HEADING}" fill="#000000"/>`,
    written(AIR / 2, HEADING / 2, label, { size: 14, fill: colour, bold: true }),
    written(after, HEADING / 2, fitted(heading, SIZE, width - after - AIR / 2), { size: SIZE, fill: '#ffffff' }),
    ...notes.map((note, line) =>
      written(AIR / 2, HEADING + LINE * (line + 0.8), fitted(note, SIZE, width - AIR), { size: SIZE, fill: INK.muted }),
    ),
    `<g transform="translate(${round(dx)} ${round(dy)})">`,
    ...nodes.filter(({ kind }) => kind === 'frame').map(frame),
    ...lines.map(({ edge, path, over }) => (over ? '' : line(edge, path))),
    ...lines.map(({ edge, path }) => words(edge, path, taken)),
    ...cards.map((node) => card(node, letters.get(node.id) ?? '')),
    ...lines.map(({ edge, path, over }) => (over ? gap(path) + line(edge, path) : '')),
    '</g>',
    ...keys.flatMap((row, index) => legendRow(row, height - (keys.length - index) * LINE)),
    '</svg>',
  ].join('\n');
}

interface Writing {
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle';
}
/** @param y the middle of the line */
const written = (x: number, y: number, text: string, { size, fill, bold, anchor }: Writing): string =>
  `<text x="${round(x)}" y="${round(y + size * 0.36)}" font-size="${size}" fill="${fill}"${bold ? ' font-weight="700"' : ''}${anchor === 'middle' ? ' text-anchor="middle"' : ''} xml:space="preserve">${xml(text)}</text>`;

function frame({ x, y, width, height, text }: NodeElement): string {
  const [left, top] = [x - width / 2, y - height / 2];
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${INK.text}" fill-opacity="0.05" stroke="${INK.border}"/>${written(left + 10, top + 13, text, { size: FONT.label, fill: INK.text, bold: true })}`;
}

/** What a line in front of a card is set off from it by. */
const gap = (path: LinkPath): string =>
  `<path d="${svgLine(path, at)}" fill="none" stroke="${INK.ground}" stroke-width="${GAP}"/>`;

function line({ direction, supported, text }: EdgeElement, path: LinkPath): string {
  const { startArrow, endArrow } = path;
  const dash = supported === 'no' ? ` stroke-dasharray="${UNSUPPORTED_DASH.join(' ')}"` : '';
  const arrows = direction === 'none' ? [] : direction === 'both' ? [startArrow, endArrow] : [endArrow];
  return [
    `<path d="${svgLine(path, at)}" fill="none" stroke="${INK.muted}" stroke-width="1.6"${dash}><title>${xml(text)}</title></path>`,
    ...arrows.map((points) => `<path d="M${points.map(at).join('L')}Z" fill="${INK.muted}"/>`),
  ].join('');
}

/** Beside nothing else; words that find no room are told by the title of the line. */
function words({ text }: EdgeElement, path: LinkPath, taken: Taken): string {
  if (text === '') return '';
  const rows = wrapped(text, LINK_TEXT, (part) => textWidth(part, FONT.small));
  const width = Math.max(...rows.map((row) => textWidth(row, FONT.small))) + 4;
  const size = { width, height: rows.length * FONT.small * 1.2 + 4 };
  const spot = standFor(taken, path, size);
  if (!spot) return '';
  return [
    `<rect x="${round(spot.x - width / 2)}" y="${round(spot.y - size.height / 2)}" width="${round(width)}" height="${round(size.height)}" fill="${INK.ground}"/>`,
    ...block(rows, spot.x, spot.y, { size: FONT.small, fill: INK.text, anchor: 'middle' }),
  ].join('');
}

function card(node: NodeElement, letters: string): string {
  const { kind, x, y, width, height, colour, image, imageHeight, text } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const weight = node.measured ? 4 : 1.5;
  const box = (fill: string, stroke: string, radius: number): string =>
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="${weight}"/>`;
  if (kind === 'note')
    return box(PAPER.fill, 'none', 0) + textOf(node, left + 10, y, height, { size: FONT.label, fill: PAPER.text });
  const picture = (box: Rect): string =>
    image === ''
      ? ''
      : `<image href="${xml(image)}" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(box.height)}" preserveAspectRatio="xMidYMid meet"/>`;
  const ink = { fill: INK.text, anchor: 'middle' } as const;
  if (kind === 'entity') {
    const icon = { x: left + 7, y: y - ENTITY_ICON / 2, width: ENTITY_ICON, height: ENTITY_ICON };
    const tile = `<rect x="${round(icon.x)}" y="${round(icon.y)}" width="${ENTITY_ICON}" height="${ENTITY_ICON}" rx="6" fill="${colour}"/>${written(icon.x + ENTITY_ICON / 2, y, letters, { size: SIZE, fill: '#ffffff', bold: true, anchor: 'middle' })}`;
    const middle = x + (ENTITY_ICON + 6) / 2;
    return (
      box(INK.surface, colour, 10) +
      (image === '' ? tile : picture(icon)) +
      textOf(node, middle, y, height, { ...ink, size: FONT.label })
    );
  }
  if (kind === 'badge')
    return box(INK.surface, INK.text, 10) + textOf(node, x, y, height, { ...ink, size: FONT.label });
  const whole = { x: left, y: top, width, height: kind === 'picture' ? imageHeight : height };
  const caption = kind === 'picture' ? top + height - CAPTION / 2 : y;
  return (
    box(INK.surface, INK.border, 4) +
    picture(whole) +
    (text === '' ? '' : textOf(node, x, caption, kind === 'picture' ? CAPTION : height, { ...ink, size: FONT.caption }))
  );
}

function textOf({ text, textWidth: room }: NodeElement, x: number, y: number, height: number, how: Writing): string {
  const rows = wrapped(text, room, (part) => textWidth(part, how.size) * CLOSE);
  const most = Math.max(1, Math.floor(height / (how.size * 1.2)));
  const title = rows.length > most ? `<title>${xml(text)}</title>` : '';
  const shown = rows.slice(0, most);
  if (rows.length > most) shown[most - 1] = `${shown.at(-1)?.slice(0, -1) ?? ''}…`;
  return `<g>${title}${block(shown, x, y, how).join('')}</g>`;
}

const block = (rows: readonly string[], x: number, y: number, how: Writing): string[] =>
  rows.map((row, index) => written(x, y + (index - (rows.length - 1) / 2) * how.size * 1.2, row, how));

interface Key extends LegendEntry {
  readonly x: number;
}
/** Entries side by side, in as many rows as they take. */
function legendRows(legend: readonly LegendEntry[], room: number): Key[][] {
  const rows: Key[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of legend) {
    const width = 22 + textWidth(entry.words, SIZE) + 20;
    if (x + width > room) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ ...entry, x });
    x += width;
  }
  return rows;
}
const legendRow = (row: readonly Key[], y: number): string[] =>
  row.map(({ words: said, colour, dashed, plain, x }) => {
    const left = AIR + x;
    const key =
      colour === null
        ? `<path d="M${left} ${y}h16" stroke="${INK.muted}" stroke-width="1.6"${dashed ? ` stroke-dasharray="${UNSUPPORTED_DASH.join(' ')}"` : ''}/>`
        : `<rect x="${left}" y="${y - 6}" width="16" height="12" rx="3" fill="${colour}"/>`;
    if (plain) return written(left, y, said, { size: SIZE, fill: INK.text });
    return key + written(left + 22, y, said, { size: SIZE, fill: INK.text });
  });

const round = (value: number): number => Math.round(value * 10) / 10;
const at = ({ x, y }: { readonly x: number; readonly y: number }): string => `${round(x)} ${round(y)}`;
