import { counted } from './counted.ts';
import { type Measure, type Shaping, type Step, shapingColumns } from './shaping.ts';

/** How a join matches; `leftMatched` and `rightMatched` are rows of either side with a match. */
export interface JoinCounts {
  readonly leftRows: number;
  readonly leftMatched: number;
  readonly rightMatched: number;
  readonly joinedRows: number;
}

/** The rows that a join has. @param unmatched rows of the left side without a match are kept */
export const rowsOfJoin = ({ leftRows, leftMatched, joinedRows }: JoinCounts, unmatched: boolean): number =>
  joinedRows + (unmatched ? leftRows - leftMatched : 0);

/** "The join will have 9 rows: 4 with a match and 5 without." */
export function joinWords(counts: JoinCounts, unmatched: boolean): string {
  const rows = rowsOfJoin(counts, unmatched);
  const without = rows - counts.joinedRows;
  const parts =
    without > 0
      ? `: ${counts.joinedRows.toLocaleString('en-US')} with a match and ${without.toLocaleString('en-US')} without`
      : '';
  return `The join will have ${counted(rows, 'row')}${parts}.`;
}

/** A join over which a later step adds up columns of one of its sides or of both. */
export interface SummedJoin {
  /** The shaping before the join. */
  readonly shaping: Shaping;
  readonly table: string;
  readonly on: Extract<Step, { kind: 'join' }>['on'];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

const ADDS: ReadonlySet<Measure['of']> = new Set(['sum', 'exact sum', 'average']);

/** The joins of which a group or a pivot that follows adds up columns; a group makes rows of its own. */
export function summedJoins(shaping: Shaping): SummedJoin[] {
  const { steps } = shaping;
  return steps.flatMap((join, at) => {
    if (join.kind !== 'join') return [];
    const summing = steps.slice(at + 1).find(({ kind }) => kind === 'group' || kind === 'pivot');
    const measures = summing?.kind === 'group' ? summing.measures : summing?.kind === 'pivot' ? [summing.measure] : [];
    const added = new Set(measures.flatMap(({ of, column }) => (column !== undefined && ADDS.has(of) ? [column] : [])));
    if (added.size === 0) return [];
    const before = { ...shaping, steps: steps.slice(0, at) };
    const ofLeft = shapingColumns(before);
    const ofBoth = shapingColumns({ ...shaping, steps: steps.slice(0, at + 1) });
    const left = ofLeft.filter((name) => added.has(name));
    const right = ofBoth.slice(ofLeft.length).filter((name) => added.has(name));
    if (left.length + right.length === 0) return [];
    return [{ shaping: before, table: join.table, on: join.on, left, right }];
  });
}

/** Warns of each side whose rows the join repeats and whose columns are added up. */
export function repeatedWords(
  { shaping: { base, steps }, table, left, right }: SummedJoin,
  { joinedRows, leftMatched, rightMatched }: JoinCounts,
): string[] {
  const before = 'table' in base && steps.every(({ kind }) => kind !== 'join') ? base.table : 'the left side';
  const words = (side: string, rows: number, columns: readonly string[]): string[] =>
    columns.length > 0 && joinedRows > rows
      ? [
          `Rows of ${side} are repeated by the join with ${side === table ? before : table}: ${joinedRows.toLocaleString('en-US')} for ${rows.toLocaleString('en-US')}. Sums and averages of ${columns.join(', ')} count them more than once.`,
        ]
      : [];
  return [...words(before, leftMatched, left), ...words(table, rightMatched, right)];
}
