import type { ReportBoard, ReportThing } from '../model-board.ts';
import { linkExtents } from './board-drawing.tsx';
import { type BoardLabels, isCompact, labelsOf } from './board-labels.ts';
import { LEAST_SCALE, type Tiling, tile } from './board-tiles.ts';

/** A board with its texts as large as paper asks, and where its pages cut it. */
export interface FittedBoard {
  readonly board: ReportBoard;
  readonly labels: BoardLabels;
  readonly tiling: Tiling;
}

/** Below this many points a chart within a tile could not be read. */
const LEAST_CHART = 150;
/** Larger text takes more room beside the links, so that the scale that it is for may shrink once more. */
const ROUNDS = 6;

/**
 * Finds the scale at which a board is drawn on pages of `width` x `height` points and sets its texts for it: in none are they
 * smaller than can be read. Where that leaves no room for a glance at a result, the exhibit's entry has it.
 * @param unknown receives the characters that no font has @returns null for a board with nothing on it
 */
export function fitBoard(board: ReportBoard, unknown: Set<string>, width: number, height: number): FittedBoard | null {
  let scale = 1;
  for (let round = 1; ; round++) {
    const there = glancesAt(board, scale);
    const labels = labelsOf(there, unknown, scale);
    const rects = [...there.things.map(({ rect }) => rect), ...linkExtents(there, labels)];
    const tiling = tile(rects, width, height);
    if (!tiling) return null;
    const drawn = tiling.parts[0]?.scale ?? tiling.whole.scale;
    if (!isCompact(drawn) || drawn >= scale - 1e-6 || round === ROUNDS) return { board: there, labels, tiling };
    scale = Math.max(LEAST_SCALE, round === ROUNDS - 1 ? LEAST_SCALE : drawn * 0.97);
  }
}

/** Without the tables and the charts that would be too small. */
function glancesAt(board: ReportBoard, scale: number): ReportBoard {
  if (!isCompact(scale)) return board;
  const things = board.things.map(({ face, ...thing }): ReportThing => {
    if (face.kind !== 'exhibit') return { ...thing, face };
    const chart = thing.rect.width * scale < LEAST_CHART ? null : face.chart;
    return { ...thing, face: { ...face, table: null, chart } };
  });
  return { ...board, things };
}
