import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId, Cell, ExhibitId } from '../../../shared/contract/values.ts';
import { type Bound, boundIn, boundKey, type CellsThere } from '../../../shared/domain/bound-values.ts';
import { citedRows } from '../../../shared/domain/cited-rows.ts';
import type { ExhibitKind } from '../../../shared/domain/exhibit-kinds.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { setupOf } from '../../../shared/domain/report-templates.ts';
import { reviewedFrom } from '../../../shared/domain/variants.ts';
import { acronymsIn } from '../../../shared/domain/wording.ts';
import { madeFromMail } from '../attachments/reads.ts';
import { boardView } from '../board/reads.ts';
import { caseFacts } from '../cases/reads.ts';
import { savedChart } from '../charts/reads.ts';
import { countEntriesOfCase, entriesOfCase, headBefore } from '../custody/reads.ts';
import { listDatasets } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { ownTypes } from '../entities/own-types.ts';
import { listEntities } from '../entities/reads.ts';
import { listEvents } from '../events/reads.ts';
import { contentOf, copyById, listExhibits, similarPictures, type WorkingCopy } from '../evidence/reads.ts';
import { judgementOfCase, listFindings, listOpenComments } from '../findings/reads.ts';
import { ledger } from '../identities/reads.ts';
import { frozenQueryOf, frozenRows } from '../query/reads.ts';
import { answeredAt } from '../requests/reads.ts';
import { chosenSnapshots, snapshotsInReport } from '../snapshots/reads.ts';
import { inputsOfTrace, savedTrace, staleLinks } from '../traces/reads.ts';
import { assetCodesOf } from '../transfers/reads.ts';
import { checklistOf } from '../typologies/reads.ts';
import { publicIdentity } from '../vault/reads.ts';
import { reachedColumns } from './column-reach.ts';
import type { Material } from './resolve/material.ts';
import { rulesOf } from './resolve/redact.ts';
import { MOST_ENTRIES } from './resolve/resolve.ts';
import { settingsOf } from './store.ts';

/**
 * All that a report of the case could say, as the store stands at this instant.
 * @param most custody entries that are read, the newest @throws Fault `not-found`
 */
export function readMaterial(db: ReadDb, caseId: CaseId, edition: Edition, most = MOST_ENTRIES): Material {
  const { number, title, codename, tlp, requester, team, priority, status, dueAt, dueZone, background } = caseFacts(
    db,
    caseId,
  );
  const settings = settingsOf(db, caseId);
  // Prints are no part of what is printed: so the same state prints the same, however often.
  const chain = headBefore(db, 'report.print');
  const exhibits = listExhibits(db, caseId);
  const copies = exhibits.flatMap(({ id, copyOf }) => (copyOf === null ? [] : (copyById(db, id) ?? [])));
  const held = (wanted: ExhibitKind) => exhibits.filter(({ kind, removedAt }) => kind === wanted && removedAt === null);
  const [queries, charts, traces] = [held('query'), held('chart'), held('trace')];
  const labels = new Map(exhibits.map(({ id, label }) => [id, label]));
  const { board: chosen } = setupOf(settings, edition);
  const boardId = chosen === 'none' ? null : (chosen ?? settings.boardId);
  const board = boardId === null || edition === 'executive' ? null : boardView(db, boardId);
  const legal = edition === 'legal';
  const findings = listFindings(db, caseId);
  const named = new Set(findings.flatMap(({ format }) => format.flatMap(({ id = [] }) => id)));
  const judgement = judgementOfCase(db, caseId);
  const judged = [JSON.stringify(judgement), ...findings.map(({ reasons }) => reasons)];
  const bound = [...boundOf(settings, findings, exhibits), ...boundIn(...judged)];
  const there = cellsThere(db, bound, queries);
  const texts = [...textsOf(settings), ...findings.flatMap((each) => [each.claim, each.explanation])];
  const figures = edition === 'executive' ? [] : chosenSnapshots(db, caseId);
  const { answered } = db.one<{ answered: string | null }>(
    sql`SELECT ${answeredAt(sql`${caseId}`)} AS answered`,
    'no row',
  );
  return {
    answered: answered !== null,
    case: {
      label: caseLabel(number),
      ...{ title, codename, tlp, requester, team, priority, status, dueAt, dueZone, background },
    },
    settings,
    findings,
    judgement,
    comments: listOpenComments(db, caseId),
    exhibits,
    copies: new Map(
      copies.map(({ exhibitId, originalId, steps }) => {
        const [redacts, crops] = ['redact', 'crop'].map((kind) => steps.some((step) => step.kind === kind));
        return [exhibitId, { originalId, redacts: redacts ?? false, crops: crops ?? false }];
      }),
    ),
    alike: new Map(
      settings.redactions.flatMap(({ kind, what }) =>
        kind === 'region' ? [[what as ExhibitId, alikeTo(db, what as ExhibitId, copies)]] : [],
      ),
    ),
    // One that was removed may have come as its record alone, without its statement.
    inputs: new Map([
      ...queries.map(({ id }) => [id, frozenQueryOf(db, id).inputs] as const),
      ...charts.map(({ id }) => [id, savedChart(db, id).source.inputs] as const),
      ...traces.map(({ id }) => [id, inputsOfTrace(savedTrace(db, id))] as const),
      ...held('file').map((exhibit) => [exhibit.id, reviewedFrom(exhibit)] as const),
      // An attachment is a part of the mail that brought it: an edition that hides the one hides the other.
      ...madeFromMail(db).map(({ exhibitId, mailId }) => {
        const name = labels.get(mailId);
        return [exhibitId, name === undefined ? [] : [{ name, exhibitLabel: name, sha256: null }]] as const;
      }),
    ]),
    reached: reachedColumns(db, caseId, exhibits, rulesOf({ settings }, edition)),
    attachments: new Set(madeFromMail(db).map(({ exhibitId }) => exhibitId)),
    named: new Map(
      named.size === 0
        ? []
        : listEntities(db, caseId).flatMap(({ id, exhibits: on }) => (named.has(id) ? [[id as string, on]] : [])),
    ),
    cells: cellsOf(db, bound, queries, there),
    cellsThere: there,
    rowsThere: rowsThere(db, caseId, exhibits, [
      ...texts,
      settings.figureCaption,
      settings.setup.limitations,
      ...judged,
    ]),
    snapshots: named.size === 0 ? new Map() : snapshotsInReport(db, caseId),
    board,
    stale: new Set(board === null ? [] : staleLinks(db, board).map(({ link }) => link.id)),
    figures,
    restsNow: new Map(
      figures.length === 0 ? [] : listEntities(db, caseId).map((each) => [each.id as string, each.exhibits]),
    ),
    ownTypes: ownTypes(db),
    assetCodes: acronymsIn(texts.join('\n')).length > 0 ? assetCodesOf(db, caseId) : [],
    ledger: ledger(db, caseId),
    events: listEvents(db, caseId),
    entities: edition === 'infosec' ? listEntities(db, caseId) : [],
    checklist: legal ? checklistOf(db, caseId) : [],
    entries: legal ? entriesOfCase(db, caseId, chain.seq, most) : [],
    entriesTotal: legal ? countEntriesOfCase(db, caseId, chain.seq) : 0,
    chain,
    signedBy: publicIdentity(db).fingerprint,
  };
}

/** Pictures of the case that look like one, or like what it was made from. */
function alikeTo(db: ReadDb, id: ExhibitId, copies: readonly WorkingCopy[]): ExhibitId[] {
  const originals = new Map(copies.map(({ exhibitId, originalId }) => [exhibitId, originalId]));
  const way = new Set<ExhibitId>();
  for (let at: ExhibitId | undefined = id; at !== undefined && !way.has(at); at = originals.get(at)) way.add(at);
  return [...way].flatMap((each) =>
    similarPictures(db, each, Number.MAX_SAFE_INTEGER).pictures.map(({ exhibitId }) => exhibitId),
  );
}

/** The cells that the report prints in a text or on its first page. */
export const boundOf = (
  settings: ReportSettings,
  findings: readonly Finding[],
  exhibits: readonly Exhibit[],
): Bound[] => [
  ...boundIn(...textsOf(settings), ...findings.flatMap(({ claim, explanation }) => [claim, explanation])),
  ...settings.keyNumbers.flatMap(({ exhibitId, row, column }) => {
    const exhibit = exhibits.find(({ id }) => id === exhibitId);
    return exhibit ? [{ label: exhibit.label, row, column }] : [];
  }),
];
const textsOf = ({ summary, bottomLine, unknowns, decision, nextStep, method }: ReportSettings): string[] => [
  ...[summary, bottomLine, unknowns],
  ...[decision, nextStep, method],
];

/** Rows of the largest table of each exhibit that some text cites rows of; null of a file without a table. What a chart or a trace draws is no table. */
function rowsThere(
  db: ReadDb,
  caseId: CaseId,
  exhibits: readonly Exhibit[],
  texts: readonly string[],
): Map<string, number | null> {
  const cited = new Set(texts.flatMap((text) => citedRows(text).map(({ label }) => label)));
  if (cited.size === 0) return new Map();
  const tables = Map.groupBy(listDatasets(db, caseId), ({ exhibitLabel }) => exhibitLabel as string);
  return new Map(
    exhibits.flatMap(({ id, label, kind, removedAt }): [string, number | null][] => {
      if (!cited.has(label) || removedAt !== null || (kind !== 'file' && kind !== 'query')) return [];
      if (kind === 'query') return [[label, frozenQueryOf(db, id).rowCount]];
      const rows = tables.get(label)?.map((table) => table.rows) ?? [];
      return [[label, rows.length === 0 ? null : Math.max(...rows)]];
    }),
  );
}

/** A statement that writes numbers itself: what it makes may be decimals as text. */
const FORMATS = /\b(?:printf|format)\s*\(/i;

/** By label, what those of the queries have that are named. */
export const cellsThere = (db: ReadDb, bound: readonly Bound[], queries: readonly Exhibit[]): Map<string, CellsThere> =>
  new Map(
    queries.flatMap(({ id, label }) => {
      if (!bound.some((each) => each.label === label)) return [];
      const { columns, rowCount, sql } = frozenQueryOf(db, id);
      const formats = FORMATS.test(sql);
      const numbers = columns.filter(
        ({ exact, reading, made }) => exact || reading?.kind === 'decimal' || (made && formats),
      );
      const exact = new Set(numbers.map(({ name }) => name));
      return [[label, { columns: columns.map(({ name }) => name), exact, rows: rowCount }] as const];
    }),
  );

/** The cells that are there, by `boundKey`. @param there what the queries have, as `cellsThere` tells it */
export function cellsOf(
  db: ReadDb,
  bound: readonly Bound[],
  queries: readonly Exhibit[],
  there: ReadonlyMap<string, CellsThere>,
): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const each of bound) {
    const query = queries.find(({ label }) => label === each.label);
    const columns = there.get(each.label)?.columns;
    if (!query || !columns) continue;
    const at = columns.indexOf(each.column);
    if (at !== columns.lastIndexOf(each.column)) continue; // Of two columns of one name nobody can say which is meant.
    const cell = frozenRows(db, contentOf(db, query.id).id, each.row - 1, 1)[0]?.[at];
    if (cell !== undefined) cells.set(boundKey(each), cell);
  }
  return cells;
}
