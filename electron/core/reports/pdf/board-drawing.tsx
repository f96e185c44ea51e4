import { Path, Svg, View } from '@react-pdf/renderer';
import { type Point, type Rect, UNSUPPORTED_DASH, waysOf } from '../../../../shared/domain/board-layout.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { ARROW, extentOf, type LinkPath, linkPath, svgLine } from '../../../../shared/domain/link-path.ts';
import { coursesOf } from '../../../../shared/domain/link-routes.ts';
import { put, putLoops, standFor, standsOf, type Taken } from '../../../../shared/domain/link-words.ts';
import type { ReportBoard, ReportLink } from '../model-board.ts';
import { Box, Face, Lines } from './board-faces.tsx';
import { type BoardLabels, LINK_LABEL } from './board-labels.ts';
import { meet, type Tile } from './board-tiles.ts';
import { type Fitted, widthOf } from './fitting.ts';
import { INK } from './printing.ts';
import { tagged } from './tags.ts';

interface Drawing {
  readonly board: ReportBoard;
  readonly labels: BoardLabels;
  readonly tile: Tile;
  readonly canvas: { readonly width: number; readonly height: number };
  /** Boxes and lines alone: where its text is on other pages. */
  readonly textless?: boolean;
}

/** What the links of a board take beside its things: their curves and their labels, in board units. */
export function linkExtents(board: ReportBoard, { fitted }: Pick<BoardLabels, 'fitted'>): Rect[] {
  return pathsOf(board).flatMap(({ link, path }) => {
    const words = fitted.get(link.id);
    const width = words ? LINK_LABEL.width : 0;
    const height = words ? words.lines.length * words.size * LINK_LABEL.lineHeight : 0;
    const size = { width: Math.max(width, 2), height: Math.max(height, 2) };
    const [label] = standsOf(path, size);
    if (path.pieces.length > 1) return [extentOf(path), label];
    // One curve passes through its label and is nowhere further out.
    return words || path.pieces[0]?.control ? [label] : [];
  });
}

interface Run {
  readonly link: ReportLink;
  readonly path: LinkPath;
  /** Drawn in front of things. */
  readonly over: boolean;
}
const found = new WeakMap<ReportBoard, readonly Run[]>();

function pathsOf(board: ReportBoard): readonly Run[] {
  const known = found.get(board);
  if (known) return known;
  const rects = new Map(board.things.map(({ id, rect }) => [id, rect]));
  const ways = waysOf(board.links);
  const cards = board.things.flatMap(({ id, rect, face }) => (face.kind === 'frame' ? [] : [{ id, ...rect }]));
  const edges = board.links.map(({ id, from, to }, at) => ({
    ...{ id, source: from.id, target: to.id, bend: 0 },
    ...ways[at],
  }));
  const courses = coursesOf(cards, edges);
  const runs = board.links.flatMap((link) => {
    const [from, to, course] = [rects.get(link.from.id), rects.get(link.to.id), courses.get(link.id)];
    return from && to && course ? [{ link, path: linkPath(from, to, course), over: course.over === true }] : [];
  });
  found.set(board, runs);
  return runs;
}

/** Links as vectors below, things above them, at the places they have on the board. */
export function Drawing({ board, labels: { fitted, compact }, tile, canvas, textless = false }: Drawing) {
  const { view, scale } = tile;
  const left = (canvas.width - view.width * scale) / 2;
  const top = (canvas.height - view.height * scale) / 2;
  const place = ({ x, y }: Point): Point => ({
    x: left + (x - view.x + view.width / 2) * scale,
    y: top + (y - view.y + view.height / 2) * scale,
  });
  const links = pathsOf(board);
  const taken: Taken = new Map();
  for (const { rect, face } of board.things) if (face.kind !== 'frame') put(taken, rect);
  putLoops(
    taken,
    links.map(({ path }) => path),
  );
  const lines = (over: boolean) => (
    <Svg width={canvas.width} height={canvas.height} style={{ position: 'absolute', left: 0, top: 0 }}>
      {links
        .filter((run) => run.over === over)
        .map(({ link, path }) => (
          <LinkLine key={link.id} link={link} path={path} place={place} scale={scale} over={over} />
        ))}
    </Svg>
  );
  return (
    <View
      {...tagged({ role: 'Figure', alt: drawnWords(board) })}
      wrap={false}
      style={{ ...canvas, overflow: 'hidden', border: `0.5pt solid ${INK.rule}` }}
    >
      {lines(false)}
      {links
        .flatMap(({ link, path }) => {
          const words = fitted.get(link.id);
          return words && !textless && inside(path.label, view) ? [{ link, path, words }] : [];
        })
        .map(({ link, path, words }) => {
          const size = words.size * scale;
          const height = words.lines.length * size * LINK_LABEL.lineHeight;
          const width = Math.max(...words.lines.map((line) => widthOf(line))) * size;
          const room = { width: width / scale + 4, height: height / scale };
          const { x, y } = place(standFor(taken, path, room) ?? standsOf(path, room)[0]);
          return (
            <View
              key={link.id}
              style={{
                position: 'absolute',
                left: x - width / 2 - 2 * scale,
                top: y - height / 2,
                width: width + 4 * scale,
                backgroundColor: '#ffffff',
                paddingHorizontal: 2 * scale,
              }}
            >
              <Lines text={words} scale={scale} lineHeight={LINK_LABEL.lineHeight} style={{ color: INK.muted }} />
            </View>
          );
        })}
      {board.things
        .filter(({ rect }) => meet(rect, view))
        .map(({ id, rect, face }) => {
          const corner = place({ x: rect.x - rect.width / 2, y: rect.y - rect.height / 2 });
          return (
            <View
              key={id}
              style={{
                position: 'absolute',
                left: corner.x,
                top: corner.y,
                width: rect.width * scale,
                height: rect.height * scale,
                overflow: 'hidden',
              }}
            >
              {textless ? (
                <Box face={face} />
              ) : (
                <Face face={face} rect={rect} scale={scale} label={fitted.get(id) ?? NOTHING} compact={compact} />
              )}
            </View>
          );
        })}
      {links.some(({ over }) => over) ? lines(true) : null}
    </View>
  );
}

/** Which things there are and which links; what each link rests on is in its table. */
function drawnWords({ title, things, links }: ReportBoard): string {
  const names = new Map(things.map(({ id, face }) => [id, faceWords(face)]));
  const told = links.map(
    ({ from, to, words }) => `${names.get(from.id) ?? 'an item'} ${words ?? 'linked'} ${names.get(to.id) ?? 'an item'}`,
  );
  const boxes = (kind: string): number => things.filter(({ face }) => face.kind === kind).length;
  const [groups, frames] = [boxes('badge'), boxes('frame')];
  return [
    `Board “${title}”: drawn are ${[
      counted(things.length - groups - frames, 'item'),
      ...(groups > 0 ? [counted(groups, 'box that stands for several', 'boxes that stand for several')] : []),
      ...(frames > 0 ? [counted(frames, 'frame')] : []),
      counted(links.length, 'link'),
    ].join(', ')}.`,
    ...(told.length === 0 ? [] : [`${told.slice(0, MOST_TOLD).join('; ')}.`]),
    ...(told.length > MOST_TOLD ? ['The other links are in the table of links.'] : []),
  ].join(' ');
}
const MOST_TOLD = 40;

const faceWords = (face: ReportBoard['things'][number]['face']): string =>
  'label' in face ? face.label : 'name' in face ? face.name : 'a note';

const NOTHING: Fitted = { size: 1, lines: [], whole: true };

const inside = ({ x, y }: Point, view: Rect): boolean =>
  Math.abs(x - view.x) < view.width / 2 && Math.abs(y - view.y) < view.height / 2;

const GAP = 8; // board units

interface Line {
  readonly link: ReportLink;
  readonly path: LinkPath;
  readonly scale: number;
  /** In front of things, within a gap. */
  readonly over: boolean;
  place(point: Point): Point;
}

function LinkLine({ link, path, place, scale, over }: Line) {
  const line = svgLine(path, (point) => {
    const { x, y } = place(point);
    return `${x} ${y}`;
  });
  const triangle = (corners: readonly Point[]) => `M ${corners.map((point) => `${point.x} ${point.y}`).join(' L ')} Z`;
  const colour = INK.muted;
  const dash = UNSUPPORTED_DASH.map((length) => length * scale).join(' ');
  return (
    <>
      {over ? <Path d={line} stroke="#ffffff" strokeWidth={GAP * scale} fill="none" /> : null}
      <Path
        d={line}
        stroke={colour}
        strokeWidth={Math.max(0.5, 1.5 * scale)}
        fill="none"
        {...(link.exhibits.length === 0 ? { strokeDasharray: dash } : {})}
      />
      {link.direction === 'none' || ARROW.length * scale < 0.5 ? null : (
        <Path d={triangle(path.endArrow.map(place))} fill={colour} />
      )}
      {link.direction === 'both' ? <Path d={triangle(path.startArrow.map(place))} fill={colour} /> : null}
    </>
  );
}
