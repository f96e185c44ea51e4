import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { OutColumn, OutKind, OutTable } from '../formats/out-table.ts';
import { type Kept, readLines } from './results.ts';

/** A result with the kind that all values of a column share; numbers of one column that are no kind together stay text. */
export async function outOfResult({ result, blocks }: Kept, breathe: () => Promise<void>): Promise<OutTable> {
  const kinds = result.columns.map((): OutKind | null => null);
  for (const block of blocks) {
    for (const row of readLines(block.lines))
      for (const [at, cell] of row.entries()) if (cell !== null) kinds[at] = joined(kinds[at] ?? null, kindOf(cell));
    await breathe();
  }
  const columns = result.columns.map(({ name }, at): OutColumn => ({ name, kind: kinds[at] ?? 'text' }));
  return {
    columns,
    *batches() {
      for (const block of blocks)
        yield readLines(block.lines).map((row) => row.map((cell) => (cell === null ? null : cellText(cell))));
    },
  };
}

function kindOf(cell: Exclude<Cell, null>): OutKind {
  if (typeof cell === 'string') return 'text';
  if (typeof cell === 'number') return Number.isInteger(cell) ? 'integer' : 'real';
  if ('int' in cell) return 'integer';
  return 'real' in cell ? 'real' : 'text';
}

/** Integers among decimals are decimals; any others that differ are text, so that none changes its digits. */
function joined(before: OutKind | null, next: OutKind): OutKind {
  if (before === null || before === next) return next;
  const both = [before, next];
  return both.every((kind) => kind === 'integer' || kind === 'decimal') ? 'decimal' : 'text';
}
