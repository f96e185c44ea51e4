import { Path, Svg, View } from '@react-pdf/renderer';
import {
  ARROW,
  FONT,
  linkOffsets,
  linkPath,
  type Point,
  type Rect,
  UNSUPPORTED_DASH,
} from '../../../../shared/domain/board-layout.ts';
import type { ReportBoard, ReportLink } from '../model.ts';
import { Face } from './board-faces.tsx';
import { meet, type Tile } from './board-tiles.ts';
import { INK } from './printing.ts';
import { Words } from './text.tsx';

interface Drawing {
  readonly board: ReportBoard;
  readonly tile: Tile;
  readonly canvas: { readonly width: number; readonly height: number };
}

const LABEL_WIDTH = 130;

/** Links as vectors below, things above them, at the places they have on the board. */
export function Drawing({ board, tile, canvas }: Drawing) {
  const { view, scale } = tile;
  const left = (canvas.width - view.width * scale) / 2;
  const top = (canvas.height - view.height * scale) / 2;
  const place = ({ x, y }: Point): Point => ({
    x: left + (x - view.x + view.width / 2) * scale,
    y: top + (y - view.y + view.height / 2) * scale,
  });
  const rects = new Map(board.things.map(({ id, rect }) => [id, rect]));
  const offsets = linkOffsets(board.links);
  const links = board.links.flatMap((link) => {
    const from = rects.get(link.from.id);
    const to = rects.get(link.to.id);
    return from && to ? [{ link, path: linkPath(from, to, offsets.get(link.id) ?? 0) }] : [];
  });
  return (
    <View style={{ ...canvas, overflow: 'hidden', border: `0.5pt solid ${INK.rule}` }}>
      <Svg width={canvas.width} height={canvas.height} style={{ position: 'absolute', left: 0, top: 0 }}>
        {links.map(({ link, path }) => (
          <LinkLine key={link.id} link={link} path={path} place={place} scale={scale} />
        ))}
      </Svg>
      {links
        .filter(({ link, path }) => link.words !== '' && inside(path.label, view))
        .map(({ link, path }) => {
          const { x, y } = place(path.label);
          const size = FONT.small * scale;
          return (
            <View
              key={link.id}
              style={{
                position: 'absolute',
                left: x - (LABEL_WIDTH / 2) * scale,
                top: y - size * 0.8,
                width: LABEL_WIDTH * scale,
                alignItems: 'center',
              }}
            >
              <View style={{ backgroundColor: '#ffffff', paddingHorizontal: 2 * scale }}>
                <Words style={{ fontSize: size, lineHeight: 1.2, color: INK.muted, textAlign: 'center' }}>
                  {link.words}
                </Words>
              </View>
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
              <Face face={face} rect={rect} scale={scale} />
            </View>
          );
        })}
    </View>
  );
}

const inside = ({ x, y }: Point, view: Rect): boolean =>
  Math.abs(x - view.x) < view.width / 2 && Math.abs(y - view.y) < view.height / 2;

interface Line {
  readonly link: ReportLink;
  readonly path: ReturnType<typeof linkPath>;
  readonly scale: number;
  place(point: Point): Point;
}

function LinkLine({ link, path, place, scale }: Line) {
  const start = place(path.start);
  const end = place(path.end);
  const control = path.control ? place(path.control) : null;
  const curve = control ? `Q ${control.x} ${control.y} ${end.x} ${end.y}` : `L ${end.x} ${end.y}`;
  const triangle = (corners: readonly Point[]) => `M ${corners.map((point) => `${point.x} ${point.y}`).join(' L ')} Z`;
  const colour = INK.muted;
  const dash = UNSUPPORTED_DASH.map((length) => length * scale).join(' ');
  return (
    <>
      <Path
        d={`M ${start.x} ${start.y} ${curve}`}
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
