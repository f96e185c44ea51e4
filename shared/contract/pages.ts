import { z } from 'zod';
import { job, read, write } from './command.ts';
import { Entity, EntityLabel, EntityType, Link, Rows } from './entities.ts';
import { CaseId, DatasetId, EntityId, ExhibitId, FindingId } from './values.ts';

/** A value that may be an entity of the case, or is none yet. */
const Value = { caseId: CaseId, type: EntityType, label: EntityLabel };

export const EntityPage = z.object({
  type: EntityType,
  label: z.string(),
  entity: Entity.nullable().describe('that the case holds of this value, in this writing or another'),
  problem: z.string().nullable().describe('why it may be mistyped'),
  links: z
    .array(
      z.object({
        link: Link,
        other: z.object({ id: z.string(), name: z.string(), type: EntityType.nullable() }),
      }),
    )
    .describe('those it has, and what is at their other ends'),
  exhibits: z.array(
    z.object({
      id: ExhibitId,
      label: z.string(),
      title: z.string(),
      removed: z.boolean(),
      rows: Rows.nullable().describe('in which it stands, where that is known'),
    }),
  ),
  findings: z.array(z.object({ id: FindingId, label: z.string(), claim: z.string() })).describe('that name it'),
  elsewhere: z.object({ cases: z.int(), entities: z.int() }).describe('of the same value in other cases'),
});
export type EntityPage = z.infer<typeof EntityPage>;

/** Why a value deserves a look. */
export const EntityMarks = z.object({
  hits: z
    .array(
      z.object({
        exhibitId: ExhibitId,
        run: z.string().describe('"E-0009"'),
        list: z.string(),
        entry: z.string(),
        name: z.string().describe('of the entry, that was compared'),
        points: z.int(),
        verdict: z.string().describe('of the rules'),
        decision: z.string().nullable().describe('of a person, the last'),
        against: z.string().describe('date of the other version of the list that was decided on; empty for this one'),
      }),
    )
    .describe('of the last screening over each set of lists; at most 50'),
  hitCount: z.int(),
  screened: z.array(
    z.object({
      exhibitId: ExhibitId,
      run: z.string(),
      at: z.string(),
      lists: z.array(z.string()),
      asked: z.boolean().describe('whether this value was among those compared'),
      hitsLeft: z.int().describe('hits of the run that it does not list'),
    }),
  ),
  unusual: z.array(z.string()).describe('sentences: what is unusual of it, beside what'),
});
export type EntityMarks = z.infer<typeof EntityMarks>;

export const PageRows = z.object({
  datasets: z.array(
    z.object({
      datasetId: DatasetId,
      view: z.string(),
      exhibitId: ExhibitId,
      exhibitLabel: z.string(),
      total: z.int().describe('rows of the dataset'),
      rows: z.int().describe('that have the value in a column'),
      columns: z.array(z.object({ column: z.string(), rows: z.int() })).describe('those that have it'),
      sql: z.string().describe('gives these rows'),
    }),
  ),
  without: z.int().describe('datasets that do not have it'),
  compared: z.string().describe('how cells are held against the value, in words'),
});
export type PageRows = z.infer<typeof PageRows>;

/** What is known of one value. */
export const pageCommands = {
  'page.entity': read(Value, EntityPage, 'everything'),
  /** Hits on lists that were screened, and what is unusual of a value beside others of its type. */
  'page.marks': read(Value, EntityMarks, ['screening', 'evidence', 'entity']),
  'page.of': read({ entityId: EntityId }, z.object({ caseId: CaseId, type: EntityType, label: z.string() }), [
    'entity',
  ]),
  /** Looks for the value in every column of every dataset, in the text of its cells. */
  'page.rows': job('reads', Value, PageRows),
  /** Which other cases have the value: asked for on purpose, and recorded in this case. */
  'page.elsewhere': write(
    Value,
    z.array(z.object({ caseId: CaseId, case: z.string().describe('C-0002'), title: z.string(), label: z.string() })),
  ),
  /** Rows that have the value in columns that are indexed, at once; the others only `page.rows` looks through. */
  'page.indexed': read(
    Value,
    z.object({
      datasets: z.array(
        z.object({ view: z.string(), columns: z.array(z.object({ column: z.string(), rows: z.int() })) }),
      ),
      pending: z.int().describe('columns that are still to be indexed'),
    }),
    ['dataset', 'page'],
  ),
  /** Indexes the columns of a case that identify somebody or something, where that was not done yet. */
  'page.index': job(
    'writes',
    {
      caseId: CaseId,
      unattended: z.boolean().optional(),
      large: z
        .boolean()
        .default(true)
        .describe('also of large datasets, whose indexing holds up the program for seconds'),
    },
    z.object({ columns: z.int(), ms: z.int() }),
    ['page'],
  ),
  /** How many columns of the case are still to be indexed. */
  'page.unindexed': read(
    { caseId: CaseId },
    z.object({ columns: z.int(), large: z.int().describe('of them those of large datasets') }),
    ['dataset', 'page'],
  ),
  /** Every value of an exhibit's text or rows whose type can be told; changes nothing. */
  'page.find': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({
      values: z.array(
        z.object({
          type: EntityType,
          label: z.string(),
          count: z.int().describe('times it stands there'),
          lead: z.boolean().describe('a guess of a tool, that nobody has looked at'),
          problem: z.string().nullable().describe('why it may be mistyped, or imitates another'),
          known: z.object({ id: EntityId, label: z.string() }).nullable(),
          forms: z
            .array(z.object({ text: z.string(), place: z.string(), rows: z.string() }))
            .describe('how it is written, and where: the first'),
        }),
      ),
      left: z.int().describe('values that are not listed, being too many'),
      read: z.array(z.string()).describe('what was looked through'),
    }),
  ),
  /** Makes entities of values that `page.find` gave; those that the case has get the exhibit as a further place. */
  'page.take': job(
    'writes',
    {
      exhibitId: ExhibitId,
      chosen: z
        .array(z.strictObject({ type: EntityType, label: EntityLabel }))
        .min(1)
        .max(5000),
    },
    z.object({ made: z.int(), known: z.int() }),
    ['entity'],
  ),
};
