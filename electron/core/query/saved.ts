import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { SavedQuery } from '../../../shared/contract/query.ts';
import { type CaseId, SavedQueryId } from '../../../shared/contract/values.ts';
import { type Parameter, parametersIn } from '../../../shared/domain/sql-parameters.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { folded } from '../datasets/columns.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;
type Row = Omit<SavedQuery, 'parameters'> & { readonly parameters: string };

const SELECT = sql`
  SELECT id, case_id AS caseId, name, description, sql, parameters, updated_at AS updatedAt FROM saved_queries`;
const fromRow = (row: Row): SavedQuery => ({ ...row, parameters: JSON.parse(row.parameters) as Parameter[] });

export const savedQueries = (db: Db, caseId: CaseId): SavedQuery[] =>
  db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} AND deleted_at IS NULL ORDER BY name`).map(fromRow);

/** How a person names it; null when it was deleted. */
export const savedNaming = (db: ReadDb, id: string): { label: string; title: string } | null => {
  const found = db.get<{ name: string }>(sql`SELECT name FROM saved_queries WHERE id = ${id} AND deleted_at IS NULL`);
  return found ? { label: 'Saved query', title: found.name } : null;
};

/** @throws Fault `not-found` */
const savedById = (db: Db, id: SavedQueryId): SavedQuery =>
  fromRow(
    db.one<Row>(
      sql`${SELECT} WHERE id = ${id} AND deleted_at IS NULL`,
      'That saved query is not in this vault. It may have been deleted.',
    ),
  );

/** The names of a case's queries, folded as the store compares them. */
const namesOf = (db: Db, caseId: CaseId, but?: SavedQueryId): Set<string> =>
  new Set(
    db
      .all<{ name: string; id: string }>(
        sql`SELECT name, id FROM saved_queries WHERE case_id = ${caseId} AND deleted_at IS NULL`,
      )
      .flatMap(({ name, id }) => (id === but ? [] : [folded(name)])),
  );

/** The name, or the first one free with a number behind it. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(folded(free)); n++) free = `${name.slice(0, 190)} (${n})`;
  return free;
}

export const savedHandlers: Pick<Handlers<'query'>, 'query.saved' | 'query.save' | 'query.remove' | 'query.restore'> = {
  'query.saved': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return savedQueries(db, caseId);
  },
  'query.save': (context, input) => (input.savedId ? change(context, input.savedId, input) : create(context, input)),
  'query.remove': ({ db, at, record }, { savedId }) => {
    const { caseId, name, description, sql: text } = savedById(db, savedId);
    db.runOne(sql`UPDATE saved_queries SET deleted_at = ${at} WHERE id = ${savedId}`, '');
    record({ caseId, action: 'query.remove', subject: name, detail: { description, sql: text } });
    return null;
  },
  'query.restore': ({ db, record }, { savedId }) => {
    const gone = db.one<{ caseId: CaseId; name: string }>(
      sql`SELECT case_id AS caseId, name FROM saved_queries WHERE id = ${savedId} AND deleted_at IS NOT NULL`,
      'That saved query is not among the deleted ones of this vault.',
    );
    const name = freeName(gone.name, namesOf(db, gone.caseId));
    db.runOne(sql`UPDATE saved_queries SET deleted_at = NULL, name = ${name} WHERE id = ${savedId}`, '');
    record({
      caseId: gone.caseId,
      action: 'query.restore',
      subject: name,
      detail: name === gone.name ? {} : { formerly: gone.name },
    });
    return savedById(db, savedId);
  },
};

type Saving = Parsed<'query.save'>;

/** Only the parameters that the statement has are kept; one that is not described is a text without a value. */
const described = (text: string, given: readonly Parameter[]): Parameter[] =>
  parametersIn(text).map((name) => given.find((each) => each.name === name) ?? { name, kind: 'text', value: null });

export type NewSaved = Pick<SavedQuery, 'caseId' | 'name' | 'description' | 'sql' | 'parameters'>;

function create(
  context: WriteContext,
  { caseId, name, description = '', sql: text, parameters = [] }: Saving,
): SavedQuery {
  requireCase(context.db, caseId);
  if (name === undefined || text === undefined)
    throw new Fault('bad-request', 'A query is saved with its name and its SQL.');
  return insertSaved(context, { caseId, name, description, sql: text, parameters });
}

/** @throws Fault `bad-request` when the case has a query of that name */
export function insertSaved({ db, at, record }: WriteContext, given: NewSaved): SavedQuery {
  const { caseId, name, description, sql: text } = given;
  refuseTaken(db, caseId, name);
  const id = SavedQueryId.parse(randomUUID());
  const parameters = described(text, given.parameters);
  db.run(sql`
    INSERT INTO saved_queries (id, case_id, name, description, sql, parameters, created_at, updated_at)
    VALUES (${id}, ${caseId}, ${name}, ${description}, ${text}, ${JSON.stringify(parameters)}, ${at}, ${at})`);
  record({ caseId, action: 'query.save', subject: name, detail: { description, sql: text, parameters } });
  return savedById(db, id);
}

function change({ db, at, record }: WriteContext, id: SavedQueryId, input: Saving): SavedQuery {
  const before = savedById(db, id);
  if (before.caseId !== input.caseId) throw new Fault('not-found', 'That saved query is of another case.');
  const { name = before.name, description = before.description, sql: text = before.sql } = input;
  const parameters = described(text, input.parameters ?? before.parameters);
  refuseTaken(db, before.caseId, name, id);
  db.runOne(
    sql`UPDATE saved_queries SET name = ${name}, description = ${description}, sql = ${text},
      parameters = ${JSON.stringify(parameters)}, updated_at = ${at} WHERE id = ${id}`,
    '',
  );
  const after = savedById(db, id);
  const changed = (['name', 'description', 'sql', 'parameters'] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  record({
    caseId: after.caseId,
    action: 'query.change',
    subject: after.name,
    detail: Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }])),
  });
  return after;
}

function refuseTaken(db: Db, caseId: CaseId, name: string, but?: SavedQueryId): void {
  if (namesOf(db, caseId, but).has(folded(name)))
    throw new Fault('bad-request', `This case has a saved query "${name}" already. Choose another name.`);
}
