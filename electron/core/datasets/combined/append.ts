import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../../shared/contract/commands.ts';
import type { CombinedDataset, DatasetSummary } from '../../../../shared/contract/datasets.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import { type CaseId, CombinedId, type DatasetId } from '../../../../shared/contract/values.ts';
import { type ColumnReading, questionWords, type Reading, readingWords } from '../../../../shared/domain/readings.ts';
import type { JobContext, WriteContext } from '../../context.ts';
import type { ReadDb, WriteDb } from '../../db/open.ts';
import { folded } from '../columns.ts';
import { type Chosen, changeReadings, tryReading } from '../readings/change.ts';
import { mergedMoments } from '../readings/moments.ts';
import {
  type Combined,
  combinedById,
  datasetById,
  datasetTables,
  isReserved,
  isTaken,
  listCombined,
  listDatasets,
  takenNames,
} from '../reads.ts';
import { addMember, deleteCombined, insertCombined } from '../store.ts';
import { storedLineRuns } from './lines.ts';
import { likeness, type Member, merged, sameShape } from './merge.ts';
import { separated } from './separate.ts';
import { type LineRuns, placeColumns } from './view.ts';

/** The combined datasets of a case, as the contract tells of them. */
export function describeCombined(db: ReadDb | WriteDb, caseId: CaseId): CombinedDataset[] {
  const combined = listCombined(db, caseId);
  if (combined.length === 0) return [];
  const summaries = new Map(listDatasets(db, caseId).map((each) => [each.id, each]));
  const tables = new Map(datasetTables(db, caseId).map((each) => [each.datasetId, each]));
  return combined.map(({ id, view, members }) => {
    const own = members.flatMap(({ datasetId }) => tables.get(datasetId) ?? []);
    const columns = merged(own);
    const moments = mergedMoments(own);
    const files = columns.map(({ column }) => column);
    const each = members.flatMap(({ datasetId, lines }) => {
      const found = summaries.get(datasetId);
      return found ? [{ ...found, lines: lines !== null }] : [];
    });
    return {
      id,
      view,
      rows: each.reduce((sum, { rows }) => sum + rows, 0),
      members: each.map(({ id: datasetId, exhibitId, exhibitLabel, view: name, rows, lines }) => ({
        datasetId,
        exhibitId,
        exhibitLabel,
        view: name,
        rows,
        lines,
      })),
      columns: [
        ...[...placeColumns(files), ...files].map(({ name, type, reading }) => ({
          name,
          type,
          reading: reading?.reading ?? null,
        })),
        ...moments.told.map(({ name, reading }) => ({ name, type: 'TEXT' as const, reading })),
      ],
      notes: [
        ...columns.flatMap(({ column: { name }, places, asText }) => {
          const read = own.map((member, at) => ({ member, reading: member.columns[places[at] as number]?.reading }));
          return [
            ...(asText ? [textNote(name, view, read)] : []),
            ...read.flatMap(({ member, reading }) =>
              reading?.takenFrom
                ? [
                    `${name} of ${member.exhibitLabel} is read as ${readingWords(reading.reading)}, as ${reading.takenFrom} reads it. Its own values do not tell.`,
                  ]
                : [],
            ),
          ];
        }),
        ...moments.untold.map(
          (name) => `${view} has no ${name}, since only some of its datasets have it. Read their dates alike.`,
        ),
      ],
    };
  });
}

/** Why a column is text where its datasets are read as one, with what is still asked about it in any of them. */
function textNote(
  name: string,
  view: string,
  read: readonly { readonly member: Member; readonly reading: ColumnReading | null | undefined }[],
): string {
  const asked = read.flatMap(({ member, reading }) => {
    const [question] = reading?.questions ?? [];
    return reading && question ? [`${member.exhibitLabel}, ${questionWords(reading, question)}`] : [];
  });
  const open = asked.length > 0 ? ` Appending did not answer what is asked of ${told('', asked).trim()}.` : '';
  return `${name} is text in ${view}, since its datasets read it in different ways. Read it alike in each of them.${open}`;
}

/**
 * Puts datasets below others of their shape. Nothing is copied: the combined dataset is a view over the tables of its members.
 * @throws Fault `not-found`, `unsupported` for other columns, `conflict` for a dataset that is part of another
 */
export async function appendDatasets(
  context: JobContext,
  { caseId, to, datasetIds, view }: Parsed<'dataset.append'>,
): Promise<CombinedDataset> {
  const { db } = context;
  context.label(`Appending to ${to}`);
  const { old, first } = target(db, caseId, to);
  const before = old ? old.members.map(({ datasetId }) => datasetId) : [(first as DatasetSummary).id];
  const added = [...new Set(datasetIds)].filter((id) => !before.includes(id));
  if (added.length === 0) throw new Fault('conflict', `"${to}" has these rows already.`);
  const model = datasetById(db, before[0] as DatasetId);
  for (const id of added) fits(db, caseId, id, model);
  await readAlike(context, [...before, ...added]);
  const lines = new Map<DatasetId, LineRuns | null>();
  for (const id of old ? added : [...before, ...added]) lines.set(id, await storedLineRuns(context, id));
  const id = context.write((write) => keep(write, caseId, old, { model, view }, added, lines));
  return describeCombined(context.db, caseId).find((each) => each.id === id) as CombinedDataset;
}

/** What is appended to: a combined dataset, or one that becomes the first of one. */
function target(db: ReadDb, caseId: CaseId, to: string): { old: Combined | null; first: DatasetSummary | null } {
  const named = ({ view }: { view: string }) => folded(view) === folded(to);
  const all = listCombined(db, caseId);
  const first = listDatasets(db, caseId).find(named) ?? null;
  const old = all.find((each) => named(each) || each.members.some(({ datasetId }) => datasetId === first?.id)) ?? null;
  if (!old && !first) throw new Fault('not-found', `There is no dataset "${to}" in this case.`);
  return { old, first };
}

function fits(db: ReadDb | WriteDb, caseId: CaseId, id: DatasetId, model: DatasetSummary): void {
  const dataset = datasetById(db, id);
  if (dataset.caseId !== caseId) throw new Fault('not-found', 'That dataset is not in this case.');
  const among = listCombined(db, caseId).find(({ members }) => members.some(({ datasetId }) => datasetId === id));
  if (among)
    throw new Fault('conflict', `${dataset.view} is part of "${among.view}" already. Take it out of there first.`);
  if (sameShape(model.columns, dataset.columns)) return;
  const names = (columns: DatasetSummary['columns']) => new Map(columns.map(({ name }) => [folded(name), name]));
  const [here, there] = [names(dataset.columns), names(model.columns)];
  const lacking = [...there].filter(([name]) => !here.has(name)).map(([, name]) => name);
  const more = [...here].filter(([name]) => !there.has(name)).map(([, name]) => name);
  throw new Fault(
    'unsupported',
    `${dataset.view} has other columns than ${model.view}${told('; it lacks', lacking)}${told('; only it has', more)}.`,
  );
}
const NAMED = 5;
const told = (words: string, names: readonly string[]): string =>
  names.length === 0
    ? ''
    : `${words} ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ` and ${names.length - NAMED} more` : ''}`;

/**
 * Reads columns alike in all datasets where one reading of them fits every value of all. What a person chose stays, and so do columns
 * that identify. Where a dataset leaves a question open and two readings of the others answer it differently, none is taken: which of
 * them holds for it, its neighbours cannot tell.
 */
async function readAlike(context: JobContext, ids: readonly DatasetId[]): Promise<void> {
  const { db } = context;
  const all = ids.map((id) => datasetById(db, id));
  const changes = new Map<DatasetId, Chosen[]>();
  for (const { name } of all[0]?.columns ?? []) {
    const each = all.map(({ id, columns }) => {
      const column = columns.find((one) => folded(one.name) === folded(name));
      return { id, name: column?.name ?? name, reading: column?.reading ?? null };
    });
    const labelOf = (id: DatasetId) => all.find((one) => one.id === id)?.exhibitLabel ?? '';
    const kinds = new Set(each.map(({ reading }) => likeness(reading)).filter((kind) => kind !== null));
    if (kinds.size < 2 || kinds.has('unread')) continue;
    const isFixed = ({ reading }: (typeof each)[number]) =>
      reading?.reading.kind === 'text' && (reading.reading.why === 'identifies' || reading.sure === 'by a person');
    if (each.some(isFixed)) continue;
    const candidates = each.flatMap(({ id, reading }) =>
      reading && reading.reading.kind !== 'text' ? [{ ...reading, from: labelOf(id) }] : [],
    );
    const rank = (sure: string) =>
      ['by a person', 'by profile', 'settled'].indexOf(sure) * -1 || (sure === 'by a person' ? 1 : -9);
    for (const candidate of candidates.sort((one, other) => rank(other.sure) - rank(one.sure))) {
      const kind = likeness(candidate);
      const others = each.filter(({ reading }) => likeness(reading) !== null && likeness(reading) !== kind);
      if (others.some(({ reading }) => reading?.sure === 'by a person')) continue;
      const rivals = candidates.filter((one) => meaning(one.reading) !== meaning(candidate.reading));
      let fitsAll = true;
      for (const { id, name: own, reading: now } of others) {
        fitsAll &&= await fitsWhole(db, id, own, candidate.reading);
        for (const rival of fitsAll && now && now.questions.length > 0 ? rivals : [])
          fitsAll &&= !(await fitsWhole(db, id, own, rival.reading));
        if (!fitsAll) break;
        await context.breathe();
      }
      if (!fitsAll) continue;
      for (const { id, name: own } of others) {
        const taken = { column: own, reading: candidate.reading, takenFrom: candidate.from };
        changes.set(id, [...(changes.get(id) ?? []), taken]);
      }
      break;
    }
  }
  for (const [id, chosen] of changes) await changeReadings(context, id, chosen);
}

const fitsWhole = async (db: ReadDb, id: DatasetId, name: string, wanted: Reading): Promise<boolean> => {
  const { reading } = await tryReading(db, id, name, wanted);
  return reading.fitting === reading.values;
};

/** What a reading makes of a text, without the room that it leaves for the values of its own column. */
const meaning = (reading: Reading): string => {
  if ('form' in reading) {
    const { point, group, lakh, unit } = reading.form;
    return JSON.stringify(['number', point, group, lakh, unit]);
  }
  return JSON.stringify('fraction' in reading ? { ...reading, fraction: 0 } : reading);
};

function keep(
  { db, at, record }: WriteContext,
  caseId: CaseId,
  old: Combined | null,
  { model, view: wanted }: { readonly model: DatasetSummary; readonly view: string | undefined },
  added: readonly DatasetId[],
  lines: ReadonlyMap<DatasetId, LineRuns | null>,
): CombinedId {
  const id = old?.id ?? CombinedId.parse(randomUUID());
  const view = old?.view ?? freeName(db, caseId, model.view, wanted);
  for (const each of added) fits(db, caseId, each, datasetById(db, model.id));
  if (!old) insertCombined(db, id, caseId, view, at);
  for (const [datasetId, runs] of lines) {
    if (!old || added.includes(datasetId)) addMember(db, id, datasetId, runs);
  }
  for (const datasetId of added) {
    const { exhibitLabel, view: name, rows } = datasetById(db, datasetId);
    record({ caseId, action: 'dataset.append', subject: exhibitLabel, detail: { dataset: name, rows, to: view } });
  }
  return id;
}

const LONGEST = 55;
/** @param wanted by whoever appends. @throws Fault `conflict` for a name that is taken */
function freeName(db: WriteDb, caseId: CaseId, first: string, wanted: string | undefined): string {
  const taken = takenNames(db, caseId);
  if (wanted !== undefined && (isReserved(wanted) || isTaken(wanted, taken)))
    throw new Fault('conflict', `The name "${wanted}" is taken. Choose another.`);
  if (wanted !== undefined) return wanted;
  const base = `${[...first].slice(0, LONGEST).join('')}_all`;
  let name = base;
  for (let copy = 2; isTaken(name, taken); copy++) name = `${base}_${copy}`;
  return name;
}

/** Takes one dataset out of a combined one, or all of them. @throws Fault `not-found` */
export function separateDatasets(
  { db, record }: WriteContext,
  combinedId: CombinedId,
  datasetId: DatasetId | undefined,
): CombinedDataset | null {
  const { caseId, ...combined } = combinedById(db, combinedId);
  const going = combined.members.filter((each) => datasetId === undefined || each.datasetId === datasetId);
  if (going.length === 0) throw new Fault('not-found', `That dataset is not part of "${combined.view}".`);
  let stays = false;
  if (datasetId === undefined) deleteCombined(db, combined.id);
  else stays = separated(db, combined, datasetId);
  for (const each of going) {
    const { exhibitLabel, view } = datasetById(db, each.datasetId);
    const detail = { dataset: view, from: combined.view, ...(stays ? {} : { ended: true }) };
    record({ caseId, action: 'dataset.separate', subject: exhibitLabel, detail });
  }
  return stays ? (describeCombined(db, caseId).find(({ id }) => id === combined.id) ?? null) : null;
}
