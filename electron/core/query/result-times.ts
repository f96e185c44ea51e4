import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { fromSql, spanOf } from '../../../shared/domain/moments.ts';
import type { JobContext } from '../context.ts';
import { keptResult, readLines } from './results.ts';

/** When each row of a result happened by one of its columns. @throws Fault `bad-request` for a column that is not there */
export async function resultTimes(
  context: JobContext,
  { resultId, column, zone }: Parsed<'query.times'>,
): Promise<Output<'query.times'>> {
  context.label('Reading the times of a result');
  const { result, blocks } = keptResult(context.session, resultId);
  if (column >= result.columns.length) throw new Fault('bad-request', 'The result has no such column.');
  const at = new Float64Array(result.rowCount).fill(Number.NaN);
  let dated = 0;
  let assumed = 0;
  for (const { first, lines } of blocks) {
    for (const [index, row] of readLines(lines).entries()) {
      const cell = row[column] ?? null;
      if (cell === null) continue;
      const { text, isUtc } = fromSql(cellText(cell));
      const span = spanOf(text, isUtc ? 'UTC' : zone);
      if (!span) continue;
      at[first + index] = span.from;
      dated++;
      if (!isUtc) assumed++;
    }
    await context.breathe();
  }
  return { at: new Uint8Array(at.buffer), dated, assumed };
}
