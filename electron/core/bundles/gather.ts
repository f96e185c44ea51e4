import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { boardHandlers } from '../board/commands.ts';
import type { JobContext, ReadContext } from '../context.ts';
import { custodyHandlers } from '../custody/commands.ts';
import { datasetHandlers } from '../datasets/commands.ts';
import { listExhibits } from '../evidence/exhibits.ts';
import { findingHandlers } from '../findings/commands.ts';
import { queryHandlers } from '../query/commands.ts';
import { reportHandlers } from '../reports/commands.ts';
import {
  BundledBoards,
  BundledDataset,
  BundledExhibit,
  BundledFindings,
  BundledQuery,
  BundledReport,
  canonical,
  datasetEntry,
  queryEntry,
} from './format.ts';
import { queryLimit } from './store.ts';

export interface Document {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The exhibits that go, by number. @throws Fault `not-found` when one is not of this case */
export function chosenExhibits(
  context: JobContext,
  caseId: CaseId,
  chosen: readonly ExhibitId[] | undefined,
): Exhibit[] {
  const all = listExhibits(context.db, caseId);
  if (!chosen) return all;
  const wanted = new Set(chosen);
  const found = all.filter(({ id }) => wanted.has(id));
  if (found.length !== wanted.size)
    throw new Fault('not-found', 'An exhibit chosen for the bundle is not in this case.');
  return found;
}

/** A schema's own fields of an object, and no others. */
export const bundledExhibit = (exhibit: Exhibit): BundledExhibit => BundledExhibit.strip().parse(exhibit);

/** How tables were read and queries were run, one document each. */
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
  for (const { id, number, kind, removedAt } of exhibits) {
    if (removedAt) continue;
    const dataset = datasets.get(id);
    if (dataset) {
      const certificate = await datasetHandlers['dataset.certificate'](read, { datasetId: dataset.id });
      documents.push({
        name: datasetEntry(number),
        bytes: canonical(BundledDataset.parse({ view: dataset.view, certificate })),
      });
    }
    if (kind === 'query') {
      const frozen = await queryHandlers['query.frozen'](read, { exhibitId: id, offset: 0, limit: 0 });
      const query = BundledQuery.strip().parse({ ...frozen, rowLimit: queryLimit(context.db, id) });
      documents.push({ name: queryEntry(number), bytes: canonical(query) });
    }
  }
  return documents;
}

/** Board, findings and report of the whole case. */
export async function caseDocuments(context: JobContext, caseId: CaseId): Promise<Document[]> {
  const read = reading(context);
  const report = await reportHandlers['report.settings'](read, { caseId });
  const boards = [];
  for (const { id } of await boardHandlers['board.list'](read, { caseId })) {
    const { title, items, notes } = await boardHandlers['board.get'](read, { boardId: id });
    boards.push({ title, items, notes, drawn: report.boardId === id });
  }
  const entities = await boardHandlers['entity.list'](read, { caseId });
  const links = await boardHandlers['link.list'](read, { caseId });
  const findings = await findingHandlers['finding.list'](read, { caseId });
  return [
    { name: 'case/board.json', bytes: canonical(BundledBoards.parse({ entities, links, boards })) },
    { name: 'case/findings.json', bytes: canonical(BundledFindings.parse(findings)) },
    { name: 'case/report.json', bytes: canonical(BundledReport.strip().parse(report)) },
  ];
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

const reading = ({ core, session, db }: JobContext): ReadContext => ({ core, session, db });
