import { Fault } from '../../../shared/contract/errors.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import type { openReadOnly } from '../db/native.ts';
import { boundValues } from './bound-values.ts';
import { OWN_FUNCTIONS } from './functions/registry.ts';
import { sqlFault } from './sql-fault.ts';

export type Native = ReturnType<typeof openReadOnly>;
type Statement = ReturnType<Native['prepare']>;
export interface Operation {
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: string | null;
  readonly p5: number;
}

/** Names of tables by the page their rows begin at: those of a case's datasets in the store, and the private copies in `temp`. */
export interface Roots {
  readonly main: ReadonlyMap<number, string>;
  readonly temp: ReadonlyMap<number, string>;
}

export interface Checked {
  readonly statement: Statement;
  /** Tables that the program opens: `ds_…` of the case, and copies of the case's own. */
  readonly tables: ReadonlySet<string>;
  readonly program: readonly Operation[];
}

const DENIED_FUNCTIONS = new Set(['load_extension', 'sqlite_log', 'fts3_tokenizer']);
const REGISTER = 0x10; // OPFLAG_P2ISREG: the page is computed, which no statement that reads needs

/**
 * Compiles a statement and decides from the compiled program, not from its text, whether it may run: the program names
 * every table, virtual table and function it can touch, however they were spelled. It may open the tables of the
 * case's datasets and the private copies in `temp`; nothing else of the store, which holds other cases too.
 * What its comments bind to its parameters is bound.
 * The caller holds a read transaction, so that what was checked is what runs.
 * @throws Fault `sql-refused`, `sql-error`
 */
export function check(native: Native, sql: string, roots: Roots): Checked {
  const inner = readingPart(sql);
  const bound = boundValues(sql);
  let statement: Statement;
  let program: Operation[];
  try {
    statement = native.prepare(sql);
    if (!statement.reader || !statement.readonly)
      throw new Fault('sql-refused', 'The statement would change data. Statements here only read.');
    if (bound) statement.bind(bound);
    const explained = native.prepare(`EXPLAIN ${inner}`);
    program = (bound ? explained.all(bound) : explained.all()) as Operation[];
  } catch (error) {
    throw sqlFault(error, sql, (text) => native.prepare(text));
  }
  const tables = new Set<string>();
  const callable = callableFunctions(native);
  let harmless: ReadonlySet<string> | null = null;
  for (const { opcode, p2, p3, p4, p5 } of program) {
    if (opcode === 'OpenRead' || opcode === 'ReopenIdx') {
      if (p5 & REGISTER) throw refused();
      const table = (p3 === 0 ? roots.main : p3 === 1 ? roots.temp : undefined)?.get(p2);
      if (!table) throw refused();
      tables.add(table);
    } else if (opcode === 'VOpen') {
      harmless ??= jsonTables(native);
      if (!harmless.has(p4 ?? '')) throw refused();
    } else if (opcode === 'OpenWrite') {
      throw refused();
    } else if (/Func|^Agg/.test(opcode)) {
      const name = /^(.*)\(-?\d+\)$/s.exec(p4 ?? '')?.[1];
      if (name === undefined || !callable.has(name.toLowerCase()))
        throw new Fault('sql-refused', `The function ${name} is not available in statements.`);
    }
  }
  return { statement, tables, program };
}

const refused = (): Fault =>
  new Fault(
    'sql-refused',
    'The statement reads a table that does not belong to this case, or the inner tables of the store. Use the datasets and tables listed for the case.',
  );

/** The statement without EXPLAIN [QUERY PLAN]. @throws Fault `sql-refused` unless it begins like one that reads */
function readingPart(sql: string): string {
  if (sql.includes('\0')) throw new Fault('sql-refused', 'The statement holds a NUL character.');
  if (!sql.isWellFormed())
    throw new Fault(
      'sql-error',
      'The statement holds half of a character (a lone surrogate). Type that character again.',
    );
  const found = significant(sql);
  const word = (at: number) => (found[at]?.kind === 'word' ? found[at].text.toUpperCase() : '');
  let first = 0;
  if (word(0) === 'EXPLAIN') first = word(1) === 'QUERY' && word(2) === 'PLAN' ? 3 : 1;
  if (found.length === 0) throw new Fault('sql-error', 'There is no statement to run.');
  if (!['SELECT', 'WITH', 'VALUES'].includes(word(first)))
    throw new Fault(
      'sql-refused',
      'Only statements that read are run: SELECT, WITH or VALUES, or EXPLAIN before them.',
    );
  return sql.slice(found[first]?.at);
}

/** json_each and json_tree, by the identity under which a program on this connection opens them. */
function jsonTables(native: Native): Set<string> {
  const program = native.prepare(`EXPLAIN SELECT 1 FROM json_each('[]'), json_tree('[]')`).all() as Operation[];
  return new Set(program.filter(({ opcode }) => opcode === 'VOpen').map(({ p4 }) => p4 ?? ''));
}

const callables = new WeakMap<Native, ReadonlySet<string>>();

/** SQLite's own functions and ours, not those of extensions, some of which reach outside the store. Listed once for a connection. */
function callableFunctions(native: Native): ReadonlySet<string> {
  let callable = callables.get(native);
  if (!callable) callables.set(native, (callable = listedFunctions(native)));
  return callable;
}

function listedFunctions(native: Native): ReadonlySet<string> {
  const listed = native.pragma('function_list') as { name: string; builtin: number }[];
  const names = listed.filter(({ builtin }) => builtin === 1).map(({ name }) => name.toLowerCase());
  return new Set([...names, ...OWN_FUNCTIONS].filter((name) => !DENIED_FUNCTIONS.has(name)));
}
