import { z } from 'zod';
import { job } from './command.ts';
import { EntityType, Rows } from './entities.ts';
import { CaseId, DatasetId, EntityId, ExhibitId, LinkId, ResultId, Zone } from './values.ts';

/** Rows of a dataset, from 1. */
export const RowsIn = z.strictObject({ datasetId: DatasetId, rows: Rows });
export type RowsIn = z.infer<typeof RowsIn>;

/** What somebody chose on one screen. What follows from it on the others is not part of it. */
export const Selection = z.strictObject({
  entities: z.array(EntityId).max(20_000),
  links: z.array(LinkId).max(20_000),
  rows: z.array(RowsIn).max(500),
  exhibits: z.array(ExhibitId).max(20_000),
});
export type Selection = z.infer<typeof Selection>;

/** Exact, of one column and one currency. */
const Sum = z.object({
  column: z.string(),
  unit: z.string().describe('"$", "EUR"; empty where the data names none'),
  sum: z.string().describe('exact, in decimal digits'),
  values: z.int().describe('rows that have an amount'),
});
export type SelectionSum = z.infer<typeof Sum>;

/** What a selection comes to on every screen: what was chosen, and what follows from it in one step. */
export const Followed = z.object({
  entities: z.array(z.object({ id: EntityId, type: EntityType, label: z.string(), chosen: z.boolean() })),
  rows: z.array(
    z.object({
      datasetId: DatasetId,
      view: z.string(),
      exhibit: z.string(),
      rows: Rows,
      count: z.int(),
      chosen: z.int().describe('of them those that were chosen'),
      sums: z.array(Sum),
    }),
  ),
  exhibits: z.array(z.object({ id: ExhibitId, label: z.string(), title: z.string(), chosen: z.boolean() })),
  gone: z.int().describe('entities, links, datasets and exhibits that are not in the case any more'),
  notes: z.array(z.string()).describe('what was left out, and why, in words'),
  sql: z.string().nullable().describe('gives all of it as a table, to be saved as an exhibit; null for nothing'),
});
export type Followed = z.infer<typeof Followed>;

/** What the rows of a mark of a chart have in one column. */
const Mark = z.union([
  z.strictObject({ is: z.literal('value'), column: z.int().min(0), shown: z.string() }),
  z.strictObject({
    is: z.literal('range'),
    column: z.int().min(0),
    from: z.union([z.number(), z.string()]),
    to: z.union([z.number(), z.string()]),
    toIncluded: z.boolean(),
  }),
  z.strictObject({
    is: z.literal('hour'),
    column: z.int().min(0),
    weekday: z.int().min(1).max(7),
    hour: z.int().min(0).max(23),
    zone: Zone.nullable().describe('null for times that state no zone'),
  }),
]);
/** Rows of a result: by their places from 1, or those that a mark of its chart stands for. */
const Which = z.union([z.strictObject({ rows: Rows }), z.strictObject({ picked: z.array(Mark).min(1).max(10) })]);
export type Which = z.infer<typeof Which>;

export const selectionCommands = {
  'selection.follow': job('reads', { caseId: CaseId, selection: Selection }, Followed),
  /** The rows of datasets that rows of a result show: those with the same values in the columns that it takes from them. */
  'selection.behind': job(
    'reads',
    { resultId: ResultId, which: Which },
    z.object({
      of: z.int().describe('rows of the result that were asked about'),
      rows: z.array(RowsIn),
      notes: z.array(z.string()),
    }),
  ),
  /** Where rows of datasets stand in a result, by the same values. */
  'selection.within': job(
    'reads',
    { resultId: ResultId, rows: z.array(RowsIn).max(500) },
    z.object({ rows: z.union([Rows, z.literal('')]).describe('places from 1'), notes: z.array(z.string()) }),
  ),
};
