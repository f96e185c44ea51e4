import { z } from 'zod';
import { Cell, type ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, readContent } from '../evidence/content.ts';

const Row = z.array(Cell);
const PIECE = 256 * 1024;

/** The first `limit` rows of a frozen query, whose content is one canonical JSON array a line. */
export function firstRows(db: ReadDb, exhibitId: ExhibitId, limit: number): Cell[][] {
  const { id, bytes } = contentOf(db, exhibitId);
  const rows: Cell[][] = [];
  const decoder = new TextDecoder();
  let rest = '';
  for (let offset = 0; offset < bytes && rows.length < limit; offset += PIECE) {
    const last = offset + PIECE >= bytes;
    const text = rest + decoder.decode(readContent(db, id, offset, PIECE), { stream: !last });
    const lines = text.split('\n');
    rest = last ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      if (rows.length === limit) break;
      const row = line === '' ? null : Row.safeParse(JSON.parse(line));
      if (row?.success) rows.push(row.data);
    }
  }
  return rows;
}
