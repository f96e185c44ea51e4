import { shapeOf } from './cell-kinds.ts';
import type { Record } from './dialect.ts';

/** What the cells of the columns look like in rows of the table's width. */
export interface ColumnShapes {
  /** @returns why a row with fewer fields than the table cannot be one that left out its last fields; null when it can */
  misfit(cells: Record): string | null;
}

const ENOUGH_ROWS = 20;
/** Share of a column's values that look alike before another look counts as a contradiction. */
const ALIKE = 0.98;
/** Share of short rows from which on leaving out the last fields is a habit of the file. */
const HABIT = 0.05;

/** @param records from several places of the file @returns null when those of the table's width are too few to tell */
export function columnShapes(records: readonly Record[], width: number): ColumnShapes | null {
  const rows = records.filter((row) => row.length === width);
  if (rows.length < ENOUGH_ROWS) return null;
  const short = records.filter((row) => row.length < width && row.some((cell) => cell !== null)).length;
  const endsEarly = short > HABIT * records.length;
  const columns = Array.from({ length: width }, (_, at) => columnShape(rows.map((row) => row[at] ?? null)));
  return {
    misfit(cells) {
      for (const [at, column] of columns.entries()) {
        const cell = cells[at] ?? null;
        if (cell === null || cell === '') {
          if (column.alwaysFilled && !(endsEarly && at >= cells.length))
            return `column ${at + 1} would be empty, which it never is in the rows looked at`;
        } else if (column.alwaysEmpty)
          return `column ${at + 1} would be filled, which it never is in the rows looked at`;
        else if (column.shapes && !column.shapes.has(shapeOf(cell)))
          return `${JSON.stringify(cell.slice(0, 40))} does not look like the other values of column ${at + 1}`;
      }
      return null;
    },
  };
}

interface Column {
  readonly alwaysFilled: boolean;
  readonly alwaysEmpty: boolean;
  /** The few shapes that its values have; null when they are many, or text. */
  readonly shapes: ReadonlySet<string> | null;
}

const FEW_SHAPES = 3;

function columnShape(cells: readonly (string | null)[]): Column {
  const filled = cells.filter((cell) => cell !== null && cell !== '') as string[];
  const counts = new Map<string, number>();
  for (const cell of filled) {
    const shape = shapeOf(cell);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const usual = [...counts].sort(([, a], [, b]) => b - a).slice(0, FEW_SHAPES);
  const covered = usual.reduce((sum, [, count]) => sum + count, 0);
  const told = filled.length >= ENOUGH_ROWS && covered >= filled.length * ALIKE && !counts.has('text');
  return {
    alwaysFilled: filled.length === cells.length,
    alwaysEmpty: filled.length === 0,
    shapes: told ? new Set(counts.keys()) : null,
  };
}
