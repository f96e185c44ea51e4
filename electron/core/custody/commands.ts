import type { CustodyEntry } from '../../../shared/contract/custody.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { csvLines, guarded } from '../files/csv.ts';
import { head } from './chain.ts';
import { type CustodyFilter, countEntries, eachEntry, listEntries } from './store.ts';

export const custodyHandlers: Handlers<'custody'> = {
  'custody.list': ({ db }, { offset, limit, newestFirst, ...filter }) => ({
    total: countEntries(db, filter),
    head: head(db).hash,
    entries: listEntries(db, filter, offset, limit, newestFirst),
  }),
  'custody.export': async ({ core, db, note, label }, { caseId, format, guardFormulas }) => {
    label('Exporting the custody log');
    const filter = { caseId };
    note(({ record }) =>
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
      open: () => (format === 'csv' ? asCsv(db, filter, guardFormulas) : asJson(db, filter)),
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
const FLUSH_ROWS = 500;

/** An array, an entry a line, so that `entryHash` can be recomputed from it. */
async function* asJson(db: ReadDb, filter: CustodyFilter): AsyncIterableIterator<Uint8Array> {
  let text = '[';
  let separator = '\n';
  for (const entry of eachEntry(db, filter)) {
    text += `${separator}${JSON.stringify(entry)}`;
    separator = ',\n';
    if (text.length < FLUSH_CHARACTERS) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  yield Buffer.from(`${text}\n]\n`, 'utf8');
}

/** RFC 4180, detail as JSON. @param guard puts an apostrophe before what a spreadsheet would run */
async function* asCsv(db: ReadDb, filter: CustodyFilter, guard: boolean): AsyncIterableIterator<Uint8Array> {
  const field = (value: CustodyEntry[keyof CustodyEntry]): string | null => {
    if (typeof value === 'number' || value === null) return value === null ? null : String(value);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return guard ? guarded(text) : text;
  };
  let rows: (string | null)[][] = [[...COLUMNS]];
  for (const entry of eachEntry(db, filter)) {
    rows.push(COLUMNS.map((column) => field(entry[column])));
    if (rows.length < FLUSH_ROWS) continue;
    yield csvLines(rows);
    rows = [];
  }
  yield csvLines(rows);
}
