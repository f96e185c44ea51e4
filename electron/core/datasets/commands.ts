import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Origin } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId, CombinedId, DatasetId } from '../../../shared/contract/values.ts';
import { KNOWN_EXPORTS } from '../../../shared/domain/known-exports.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { findMatch } from '../search/match.ts';
import { folded } from './columns.ts';
import { appendDatasets, describeCombined, separateDatasets } from './combined/append.ts';
import { exportCombined } from './combined/export.ts';
import { exportDataset } from './export.ts';
import { previewDataset } from './preview.ts';
import { changeReadings, tryReading } from './readings/change.ts';
import {
  cellsOf,
  certificateOf,
  combinedById,
  countRejected,
  countSkipped,
  datasetById,
  isReserved,
  isTaken,
  listCombined,
  listDatasets,
  listProfiles,
  listRejected,
  listSkipped,
  RAW,
  tableOf,
} from './reads.ts';
import { removeProfile, saveProfile } from './saved-profiles.ts';
import { renameView, setCombinedView, setOrigin } from './store.ts';
import { parseTables } from './tables.ts';

export const datasetHandlers: Handlers<'dataset'> = {
  'dataset.list': ({ db }, { caseId }) => listDatasets(db, caseId),
  'dataset.find': async ({ db }, { datasetId, text }) => {
    const { number, columns } = tableOf(db, datasetId);
    for (let offset = 0; ; offset += ROWS_A_TURN) {
      const rows = cellsOf(db, { number, columns }, offset, ROWS_A_TURN);
      const at = rows.findIndex((cells) => cells.some((cell) => cell !== null && findMatch(cell, text) !== null));
      if (at >= 0) return offset + at + 1;
      if (rows.length < ROWS_A_TURN) return null;
      await nextTurn();
    }
  },
  'dataset.rows': ({ db }, { datasetId, offset, limit }) => {
    const { number, columns, rows: total } = tableOf(db, datasetId);
    return {
      header: columns.map(({ header }) => header),
      rows: cellsOf(db, { number, columns }, offset, limit),
      total,
    };
  },
  'dataset.certificate': ({ db }, { datasetId }) => certificateOf(db, datasetId),
  'dataset.rejected': ({ db }, { datasetId, offset, limit }) => {
    datasetById(db, datasetId);
    return { total: countRejected(db, datasetId), rows: listRejected(db, datasetId, offset, limit) };
  },
  'dataset.skipped': ({ db }, { datasetId, offset, limit }) => {
    datasetById(db, datasetId);
    return { total: countSkipped(db, datasetId), rows: listSkipped(db, datasetId, offset, limit) };
  },
  'dataset.preview': (context, { exhibitId, part, dialect }) =>
    previewDataset(context, exhibitById(context.db, exhibitId), part, dialect),
  'dataset.parse': async (context, { exhibitId, ...wanted }) => {
    context.label(`Reading ${exhibitById(context.db, exhibitId).originalName} as a table`);
    const { parsed } = await parseTables(context, exhibitId, wanted);
    return parsed[0] as (typeof parsed)[number];
  },
  'dataset.fits': ({ db }, { datasetId, column, reading }) => tryReading(db, datasetId, column, reading),
  'dataset.reading': (context, { datasetId, readings }) => {
    const { view } = datasetById(context.db, datasetId);
    const [first] = readings;
    context.label(`Reading ${readings.length === 1 ? first?.column : `${readings.length} columns`} of ${view}`);
    return changeReadings(context, datasetId, readings);
  },
  'dataset.combined': ({ db }, { caseId }) => describeCombined(db, caseId),
  'dataset.append': appendDatasets,
  'dataset.separate': (context, { combinedId, datasetId }) => separateDatasets(context, combinedId, datasetId),
  'dataset.origin': (context, { datasetId, origin }) => stateOrigin(context, datasetId, origin),
  'dataset.export': exportDataset,
  'dataset.exportCombined': exportCombined,
  'dataset.rename': (context, { datasetId, view }) => renameDataset(context, datasetId, view),
  'dataset.renameCombined': (context, { combinedId, view }) => renameCombined(context, combinedId, view),
};

export const profileHandlers: Handlers<'profile'> = {
  'profile.list': ({ db }) => [
    ...listProfiles(db).map(({ profile, ...saved }) => ({ profile, saved })),
    ...KNOWN_EXPORTS.map((profile) => ({ profile, saved: null })),
  ],
  'profile.save': saveProfile,
  'profile.remove': removeProfile,
};

const ROWS_A_TURN = 2000;

/** Keeps with a dataset which query produced it, and records it. The custody log has the query's digest, the dataset its text. */
function stateOrigin({ db, record }: WriteContext, datasetId: DatasetId, origin: Origin | null) {
  const { caseId, exhibitLabel, view } = datasetById(db, datasetId);
  setOrigin(db, datasetId, origin);
  const { query = '', ...facts } = origin ?? {};
  record({
    caseId,
    action: 'dataset.origin',
    subject: exhibitLabel,
    detail: {
      view,
      ...(origin ? facts : { none: true }),
      ...(query === '' ? {} : { querySha256: createHash('sha256').update(query, 'utf8').digest('hex') }),
    },
  });
  return datasetById(db, datasetId);
}

/** @param own of the dataset or the combined one that is to be called so. @throws Fault `conflict` for a name that is taken */
function mustBeFree(db: WriteDb, caseId: CaseId, view: string, own: DatasetId | CombinedId): void {
  if (isReserved(view))
    throw new Fault('conflict', `"${view}" is a name that every case keeps for a table of its own. Choose another.`);
  const clashes = (each: { readonly id: string; readonly view: string }) =>
    each.id !== own && isTaken(view, new Set([folded(each.view)]));
  const clash = listDatasets(db, caseId).find(clashes);
  const combined = listCombined(db, caseId).find(clashes);
  if (combined) throw new Fault('conflict', `A combined dataset is called "${combined.view}". Choose another name.`);
  if (clash)
    throw new Fault(
      'conflict',
      folded(clash.view) === folded(view)
        ? `${clash.exhibitLabel} is called "${clash.view}" already. Choose another name.`
        : `"${view}" goes with "${clash.view}" (${clash.exhibitLabel}): a name ending in ${RAW} is that of the text of the dataset before it. Choose another name.`,
    );
}

/** Gives a combined dataset another name in SQL, and records it. @throws Fault `conflict` for a name that is taken */
function renameCombined({ db, record }: WriteContext, combinedId: CombinedId, view: string) {
  const { caseId, view: from, members } = combinedById(db, combinedId);
  mustBeFree(db, caseId, view, combinedId);
  setCombinedView(db, combinedId, view);
  const labels = new Set(members.map(({ datasetId }) => datasetById(db, datasetId).exhibitLabel));
  record({ caseId, action: 'dataset.rename', subject: [...labels].join(', '), detail: { from, to: view } });
  const renamed = describeCombined(db, caseId).find(({ id }) => id === combinedId);
  if (!renamed) throw new Error('a combined dataset is gone');
  return renamed;
}

/** Gives a dataset another name in SQL, and records it. @throws Fault `conflict` for a name that is taken */
function renameDataset({ db, record }: WriteContext, datasetId: DatasetId, view: string) {
  const dataset = datasetById(db, datasetId);
  mustBeFree(db, dataset.caseId, view, datasetId);
  renameView(db, datasetId, view);
  record({
    caseId: dataset.caseId,
    action: 'dataset.rename',
    subject: dataset.exhibitLabel,
    detail: { from: dataset.view, to: view },
  });
  return datasetById(db, datasetId);
}
