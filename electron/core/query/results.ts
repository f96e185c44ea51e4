import { Fault } from '../../../shared/contract/errors.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, Cell, ResultId } from '../../../shared/contract/values.ts';
import type { Session } from '../vault/session.ts';
import type { Block } from './runner.ts';

/** A result as it is kept until the vault is locked, or eight newer ones came. */
export interface Kept {
  readonly caseId: CaseId;
  readonly ranAt: string;
  readonly result: QueryResult;
  readonly blocks: readonly Block[];
}

const MOST = 8;
const MOST_BYTES = 512 << 20; // of all kept results together; the newest stays in any case

const bySession = new WeakMap<Session, Map<ResultId, Kept>>();

const resultsOf = (session: Session): Map<ResultId, Kept> => {
  let results = bySession.get(session);
  if (!results) bySession.set(session, (results = new Map()));
  return results;
};

export function keepResult(session: Session, kept: Kept): void {
  const results = resultsOf(session);
  results.set(kept.result.resultId, kept);
  let bytes = 0;
  for (const [at, [id, each]] of [...results].reverse().entries()) {
    bytes += each.blocks.reduce((sum, { lines }) => sum + lines.length, 0);
    if (at > 0 && (at >= MOST || bytes > MOST_BYTES)) results.delete(id);
  }
}

/** @throws Fault `not-found` */
export function keptResult(session: Session, id: ResultId): Kept {
  const kept = resultsOf(session).get(id);
  if (!kept)
    throw new Fault('not-found', `That result is no longer kept: only the last ${MOST} are. Run the statement again.`);
  return kept;
}

export function discardResult(session: Session, id: ResultId): void {
  resultsOf(session).delete(id);
}

export function rowsFrom({ blocks }: Pick<Kept, 'blocks'>, offset: number, limit: number): Cell[][] {
  const rows: Cell[][] = [];
  for (const block of blocks) {
    if (block.first + block.count <= offset) continue;
    if (rows.length >= limit) break;
    const skip = Math.max(0, offset - block.first);
    rows.push(...readLines(block.lines).slice(skip, skip + limit - rows.length));
  }
  return rows;
}

export const readLines = (lines: Uint8Array): Cell[][] => JSON.parse(`[${joined(lines)}]`) as Cell[][];

const joined = (lines: Uint8Array): string =>
  Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString('utf8').trimEnd().split('\n').join(',');
