import { stringify } from 'csv-stringify/sync';
import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { head } from './chain.ts';
import { type CustodyFilter, countEntries, eachEntry, listEntries } from './store.ts';

export const custodyHandlers: Handlers<'custody'> = {
  'custody.list': ({ db }, { offset, limit, newestFirst, ...filter }) => ({
    total: countEntries(db, filter),
    head: head(db).hash,
    entries: listEntries(db, filter, offset, limit, newestFirst),
  }),
  'custody.export': async ({ core, db, write }, { caseId, format }) => {
    const filter = { caseId };
    write(({ record }) =>
      record({
        caseId: caseId ?? null,
        action: 'custody.export',
        subject: caseId ? 'case' : 'vault',
        detail: { format },
      }),
    );
    const entries = countEntries(db, filter);
    const name = `custody.${format}`;
    const ticket = core.tickets.issue({
      name,
      mediaType: format === 'csv' ? 'text/csv' : 'application/json',
      open: () => written(db, filter, format),
    });
    return { ticket, name, entries };
  },
};

const COLUMNS: readonly (keyof CustodyEntry)[] = [
  'seq',
  'at',
  'zone',
  'actor',
  'program',
  'caseId',
  'action',
  'subject',
  'detail',
  'detailSha256',
  'rowsSha256',
  'previous',
  'hash',
];
const FLUSH_CHARACTERS = 256 * 1024;

/** JSON: an array, an entry a line, so that `entryHash` can be recomputed from it. CSV: RFC 4180, detail as JSON. */
async function* written(db: ReadDb, filter: CustodyFilter, format: 'json' | 'csv'): AsyncIterableIterator<Uint8Array> {
  let text = format === 'csv' ? stringify([COLUMNS as string[]]) : '[';
  let first = true;
  for (const entry of eachEntry(db, filter)) {
    if (format === 'csv')
      text += stringify([
        COLUMNS.map((column) => (column === 'detail' ? JSON.stringify(entry.detail) : entry[column])),
      ]);
    else text += `${first ? '\n' : ',\n'}${JSON.stringify(entry)}`;
    first = false;
    if (text.length > FLUSH_CHARACTERS) {
      yield Buffer.from(text, 'utf8');
      text = '';
    }
  }
  yield Buffer.from(format === 'json' ? `${text}\n]\n` : text, 'utf8');
}
