import { z } from 'zod';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { type BundlePart, RolesOfTable } from '../bundle-part.ts';
import type { WriteContext } from '../context.ts';
import { datasetsOfExhibit } from '../datasets/reads.ts';
import { isRole, mapColumns } from './mappings.ts';
import { chosenRoles } from './store.ts';

const DOCUMENT = 'roles.json';
const BundledRoles = z
  .array(z.strictObject({ exhibit: z.string().max(100), view: z.string().max(63), roles: RolesOfTable.min(1) }))
  .max(100_000);

/** What a person said that columns are for. It is set once the tables are read there. */
export const patternsPart: BundlePart = {
  tables: ['column_roles'],
  documents: () => [{ name: DOCUMENT, required: false, schema: BundledRoles }],
  gather: ({ db, exhibits }) => {
    const value = exhibits
      .filter(({ removedAt }) => removedAt === null)
      .flatMap(({ id: exhibit }) =>
        datasetsOfExhibit(db, exhibit).flatMap(({ id, view }) => {
          const roles = chosenRoles(db, id);
          return roles.length === 0 ? [] : [{ exhibit, view, roles }];
        }),
      );
    return value.length === 0 ? [] : [{ name: DOCUMENT, value: BundledRoles.parse(value) }];
  },
  restore: ({ references, document, giveRoles }) => {
    for (const { exhibit, view, roles } of document(DOCUMENT, BundledRoles) ?? [])
      giveRoles(references.find('exhibit', exhibit), view, roles);
    return {};
  },
};

/** Sets the roles that came with a table, but for those that a person has set here and those whose column is not here. */
export function takeRoles(write: WriteContext, { id, columns }: DatasetSummary, roles: RolesOfTable): void {
  const set = new Set(chosenRoles(write.db, id).map(({ role }) => role));
  const taken = roles.filter(
    ({ role, column }) =>
      isRole(role) && !set.has(role) && (column === '' || columns.some(({ name }) => name === column)),
  );
  const mapping = Object.fromEntries(taken.map(({ role, column }) => [role, column === '' ? null : column]));
  if (taken.length > 0) mapColumns(write, { datasetId: id, mapping });
}
