import canonicalize from 'canonicalize';
import { Fault } from '../../../shared/contract/errors.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import type { VerifyReport } from '../../../shared/contract/vault.ts';
import { type ExhibitKind, isExhibitKind } from '../../../shared/domain/exhibit-kinds.ts';
import { computedFromLater, savedChart } from '../charts/reads.ts';
import type { JobContext } from '../context.ts';
import type { Linked } from '../custody/chain.ts';
import { storedCellsDigest } from '../datasets/cells-digest.ts';
import { companionFaults } from '../datasets/readings/companions.ts';
import type { ReadDb } from '../db/open.ts';
import { savedTrace } from '../traces/reads.ts';
import { type Log, removal } from './log.ts';
import {
  columnsOfTable,
  isDataset,
  listDatasets,
  madeFromLater,
  queryOf,
  type RecordedExhibit,
  tableRows,
} from './reads.ts';

type Report = (fault: VerifyReport['faults'][number]) => void;

type Compare = (db: ReadDb, exhibit: RecordedExhibit, entry: Linked | undefined, report: Report) => void;
interface KindInVerify {
  /** What its bytes are called where they are at fault. */
  readonly bytes: VerifyReport['faults'][number]['what'];
  /** What is held against the entry that took it in, beside what every exhibit has. */
  readonly compare: Compare;
}
const OF_KIND: Readonly<Record<ExhibitKind, KindInVerify>> = {
  file: { bytes: 'original', compare: () => {} },
  query: { bytes: 'query', compare: compareQuery },
  chart: { bytes: 'chart', compare: compareChart },
  trace: { bytes: 'trace', compare: compareTrace },
};
export const nameOfBytes = (kind: string | null): KindInVerify['bytes'] =>
  kind !== null && isExhibitKind(kind) ? OF_KIND[kind].bytes : 'original';

/** Every exhibit against the entry that took it in, and every such entry against the exhibit. */
export function compareExhibits(db: ReadDb, { taken, removed, exhibits }: Log, report: Report): void {
  for (const exhibit of exhibits) {
    const wrong = (problem: string) => report({ what: 'exhibit', subject: exhibit.label, problem });
    const entry = taken.get(exhibit.id);
    if (!entry) wrong('no custody entry tells how it came in');
    else {
      const different = differences(exhibit, entry);
      if (different.length > 0)
        wrong(`its record differs from custody entry ${entry.seq} of its import: ${different.join(', ')}`);
    }
    const told = removed.has(removal(exhibit.caseId, exhibit.number));
    if (!exhibit.held && !told) wrong('it was removed, but no custody entry tells by whom and why');
    if (exhibit.held && told) wrong('a custody entry says it was removed, but it is there');
    if (exhibit.held && exhibit.contentSha256 === null) wrong('its bytes are missing although it was never removed');
    if (exhibit.contentSha256 !== null && exhibit.contentSha256 !== exhibit.sha256)
      wrong('it points to the bytes of something else');
    const later = madeFromLater(db, exhibit.id);
    if (later) wrong(`it is said to be made from ${later}, which has no lower number`);
    if (isExhibitKind(exhibit.kind)) OF_KIND[exhibit.kind].compare(db, exhibit, entry, report);
    else wrong(`its kind, "${exhibit.kind}", is none that this program knows`);
  }
  const present = new Set(exhibits.map(({ id }) => id));
  for (const [id, entry] of taken) {
    if (!present.has(id))
      report({
        what: 'exhibit',
        subject: entry.subject,
        problem: `its record is gone; custody entry ${entry.seq} tells how it came in`,
      });
  }
}

function differences(exhibit: RecordedExhibit, { subject, caseId, detail }: Linked): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['number', exhibit.number, subject],
    ['case', exhibit.caseId, caseId],
    ['SHA-256', exhibit.sha256, detail['sha256']],
    ['size', exhibit.bytes, detail['bytes']],
    ['name', exhibit.name, detail['name']],
    ['type', exhibit.mediaType, detail['mediaType']],
    ['how it was acquired', exhibit.how, detail['how']],
  ];
  return pairs.filter(([, now, then]) => now !== then).map(([what]) => what);
}

/** Its rows are an original like any other; here its statement and inputs are held against the entry of its freezing. */
function compareQuery(db: ReadDb, exhibit: RecordedExhibit, entry: Linked | undefined, report: Report): void {
  const wrong = (problem: string) => report({ what: 'query', subject: exhibit.label, problem });
  const query = queryOf(db, exhibit.id);
  // One that was removed where the bundle comes from came as its record alone.
  if (!query && !exhibit.held && typeof entry?.detail['removedThere'] === 'string') return;
  if (!query) return wrong('its statement is missing');
  if (entry?.action !== 'query.freeze') return; // one that came in a bundle: its log is an exhibit of its own
  const { sql, rows, rowLimit, limitedBy, inputs } = entry.detail;
  const now = { ...query, inputs: parsed(query.inputs) };
  if (canonicalize(now) !== canonicalize({ sql, rows, rowLimit, limitedBy, inputs }))
    wrong(`its statement, inputs or row count differ from custody entry ${entry.seq} of its freezing`);
}

/** Its bytes are hashed like any other; here it is told whether they are a chart, of what came before it. */
function compareChart(db: ReadDb, exhibit: RecordedExhibit, _entry: Linked | undefined, report: Report): void {
  if (!exhibit.held || exhibit.contentSha256 === null) return;
  const wrong = (problem: string) => report({ what: 'chart', subject: exhibit.label, problem });
  try {
    const later = computedFromLater(savedChart(db, ExhibitId.parse(exhibit.id)), Number(exhibit.number.slice(2)));
    if (later !== null) wrong(`it is said to be made from ${later}, which has no lower number`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    wrong('its bytes are no chart');
  }
}

/** Its bytes are hashed like any other; here it is told whether they are a trace. */
function compareTrace(db: ReadDb, exhibit: RecordedExhibit, _entry: Linked | undefined, report: Report): void {
  if (!exhibit.held || exhibit.contentSha256 === null) return;
  try {
    savedTrace(db, ExhibitId.parse(exhibit.id));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report({ what: 'trace', subject: exhibit.label, problem: 'its bytes are no trace' });
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Whether the tables that were read from exhibits are there, whole, and of these very bytes. */
export async function checkDatasets({ db, breathe }: JobContext, report: Report): Promise<void> {
  for (const { number, label, rows, cellsSha256, fileSha256, sha256 } of listDatasets(db)) {
    const wrong = (problem: string) => report({ what: 'exhibit', subject: label, problem });
    if (!isDataset(db, number)) continue; // dropped since the list was read
    const found = tableRows(db, number);
    if (found === null) wrong('its table is missing; read the exhibit as a table again');
    else if (found !== rows) wrong(`its table has ${found} rows; ${rows} were read. Read the exhibit as a table again`);
    else if ((await storedCellsDigest(db, { number, rows, cellsSha256 }, breathe)) !== cellsSha256)
      wrong('cells of its table were altered. Read the exhibit as a table again');
    else {
      const altered = await companionFaults(db, number, columnsOfTable(db, number), breathe);
      if (altered.length > 0)
        wrong(
          `typed values of ${altered.map((name) => `"${name}"`).join(', ')} are not what its text and reading give`,
        );
    }
    if (fileSha256 !== sha256) wrong('its table was read from other bytes than it has now');
    await breathe();
  }
}
