import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext, ReadContext } from '../context.ts';
import { copyHandlers } from '../copies/commands.ts';
import { custodyHandlers } from '../custody/commands.ts';
import { datasetHandlers } from '../datasets/commands.ts';
import { queryHandlers } from '../query/commands.ts';
import { reportHandlers } from '../reports/commands.ts';
import {
  BOARD,
  BundledCopy,
  BundledDataset,
  BundledExhibit,
  BundledQuery,
  BundledReport,
  canonical,
  copyEntry,
  datasetEntry,
  FINDINGS,
  queryEntry,
  REPORT,
} from './format.ts';
import { queryLimit } from './store.ts';
import { restingOn, workOf } from './work.ts';

export interface Document {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A schema's own fields of an object, and no others. */
export const bundledExhibit = (exhibit: Exhibit): BundledExhibit => BundledExhibit.strip().parse(exhibit);

/** How tables were read, queries were run and working copies were made, one document each. */
export async function exhibitDocuments(
  context: JobContext,
  caseId: CaseId,
  exhibits: readonly Exhibit[],
): Promise<Document[]> {
  const read = reading(context);
  const documents: Document[] = [];
  const datasets = new Map(
    (await datasetHandlers['dataset.list'](read, { caseId })).map((dataset) => [dataset.exhibitId, dataset]),
  );
  for (const { id, number, kind, removedAt, copyOf } of exhibits) {
    if (removedAt) continue;
    const dataset = datasets.get(id);
    if (dataset) {
      const certificate = await datasetHandlers['dataset.certificate'](read, { datasetId: dataset.id });
      documents.push({
        name: datasetEntry(number),
        bytes: canonical(BundledDataset.parse({ view: dataset.view, certificate })),
      });
    }
    const copy = copyOf === null ? null : await copyHandlers['copy.origin'](read, { exhibitId: id });
    if (copy)
      documents.push({
        name: copyEntry(number),
        bytes: canonical(BundledCopy.parse({ originalId: copy.exhibitId, steps: copy.steps })),
      });
    if (kind === 'query') {
      const frozen = await queryHandlers['query.frozen'](read, { exhibitId: id, offset: 0, limit: 0 });
      const query = BundledQuery.strip().parse({ ...frozen, rowLimit: queryLimit(context.db, id) });
      documents.push({ name: queryEntry(number), bytes: canonical(query) });
    }
  }
  return documents;
}

/** What was worked out, all of it with the words of the report, or what rests on `going` alone. */
export async function workDocuments(
  context: JobContext,
  caseId: CaseId,
  going: ReadonlySet<string> | null,
): Promise<Document[]> {
  const work = await workOf(reading(context), caseId);
  const { boards, findings } = going ? restingOn(work, going) : work;
  const documents = [
    { name: BOARD, bytes: canonical(boards) },
    { name: FINDINGS, bytes: canonical(findings) },
  ];
  if (going) return documents;
  const report = BundledReport.strip().parse(await reportHandlers['report.settings'](reading(context), { caseId }));
  return [...documents, { name: REPORT, bytes: canonical(report) }];
}

const PAGE = 1000;
/** The custody entries of the case, or of some exhibits of it, up to an entry, one a line as JSON that hashes to what it says. */
export async function* custodyLines(
  context: JobContext,
  caseId: CaseId,
  last: number,
  subjects: ReadonlySet<string> | null,
): AsyncIterableIterator<Uint8Array> {
  for (let offset = 0; ; offset += PAGE) {
    const input = { caseId, offset, limit: PAGE, newestFirst: false };
    const { entries } = await custodyHandlers['custody.list'](reading(context), input);
    const kept = entries.filter(
      (entry) => entry.seq <= last && entry.caseId === caseId && (!subjects || subjects.has(entry.subject)),
    );
    if (kept.length > 0) yield Buffer.concat(kept.flatMap((entry) => [canonical(entry), Buffer.from('\n')]));
    if (entries.length < PAGE || (entries.at(-1)?.seq ?? 0) >= last) return;
  }
}

export const reading = ({ core, session, db }: JobContext): ReadContext => ({ core, session, db });
