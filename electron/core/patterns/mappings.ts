import type { Parsed } from '../../../shared/contract/commands.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { DatasetMapping } from '../../../shared/contract/patterns.ts';
import { ROLE_NAMES, type Role, suggestedMapping } from '../../../shared/domain/patterns/roles.ts';
import type { WriteContext } from '../context.ts';
import { datasetById } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { chosenRoles, setRole } from './store.ts';

export const isRole = (name: string): name is Role => (ROLE_NAMES as readonly string[]).includes(name);

/** What the columns of a dataset are for: as a person set it, and as headers and readings suggest for the rest. */
export function mappingOf(
  db: ReadDb | WriteDb,
  { id, view, rows, exhibitLabel, columns }: DatasetSummary,
): DatasetMapping {
  const given = columns.map(({ name, header, reading }) => ({ name, header, reading: reading?.reading ?? null }));
  const mapping: Partial<Record<Role, string>> = { ...suggestedMapping(given) };
  const chosen: Role[] = [];
  for (const { role, column } of chosenRoles(db, id)) {
    // A later version may know roles that this one does not.
    if (!isRole(role) || (column !== '' && !columns.some(({ name }) => name === column))) continue;
    chosen.push(role);
    if (column === '') delete mapping[role];
    else mapping[role] = column;
  }
  return {
    datasetId: id,
    view,
    rows,
    exhibitLabel,
    columns: given.map(({ name, header }) => ({ name, header })),
    mapping,
    chosen,
  };
}

export function mapColumns(
  { db, record }: WriteContext,
  { datasetId, mapping }: Parsed<'pattern.map'>,
): DatasetMapping {
  const dataset = datasetById(db, datasetId);
  const given = Object.entries(mapping) as [Role, string | null][];
  for (const [role, column] of given) {
    if (column !== null && !dataset.columns.some(({ name }) => name === column))
      throw new Fault('not-found', `${dataset.view} has no column "${column}".`);
    setRole(db, datasetId, role, column ?? '');
  }
  record({ caseId: dataset.caseId, action: 'pattern.map', subject: dataset.exhibitLabel, detail: { mapping } });
  return mappingOf(db, dataset);
}
