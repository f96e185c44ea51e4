import { closing, significant, type Token } from '../../../shared/domain/sql-tokens.ts';
import { folded } from '../datasets/columns.ts';

/** A statement that gives, behind what it shows, the rows that each row was made from. */
export interface Carried {
  readonly sql: string;
  /** Columns of the result that hold these rows. */
  readonly rows: readonly CarriedRow[];
}
export interface CarriedRow {
  readonly name: string;
  /** The one place in the statement where its dataset is read for this row; null where it is read from there more than once. */
  readonly from: NamedIn | null;
}
/** A dataset as a FROM names it: by its folded view, between two places of the statement. */
export interface NamedIn {
  readonly view: string;
  readonly at: number;
  readonly end: number;
  /** What columns are called after it in SQL, where it has no alias. */
  readonly alias: string | null;
}
/** Begins the names of the columns that carry rows; a statement that has it in a name is not carried. */
export const CARRIED = 'carried row ';
const MOST_NESTED = 60;
const ENDS = new Set(['where', 'order', 'limit']);
const ORDER = new Set(['order']);
const GATHERS = new Set(['group', 'having', 'union', 'intersect', 'except', 'window']);
const JOINS = new Set(['natural', 'left', 'right', 'full', 'outer', 'inner', 'cross', 'join']);
const NOT_AN_ALIAS = new Set([...ENDS, ...GATHERS, ...JOINS, 'on', 'using', 'indexed', 'not']);

class NotCarried extends Error {}

/**
 * The statement with one more column for each table it reads row by row: through FROM, joins, WITH and queries nested in FROM. Where
 * rows are gathered (GROUP BY, DISTINCT, UNION, an aggregate) nothing is carried, since what they show is of no one row.
 * @param sources by the folded name of a view, its column that gives the row
 * @param aggregates the names of functions that gather rows, folded
 * @returns words for why where nothing can be told
 */
export function carriedRows(
  statement: string,
  sources: ReadonlyMap<string, string>,
  aggregates: ReadonlySet<string>,
): Carried | string {
  if (statement.toLowerCase().includes(CARRIED)) return 'its statement has a name that is used to tell rows apart';
  let all = significant(statement);
  while (all.at(-1)?.text === ';') all = all.slice(0, -1);
  const reader = new Reader(all, aggregates);
  try {
    const rows = reader.select(0, all.length, new Map(sources), 0);
    if (rows.length === 0) return reader.unlisted ?? 'it reads no dataset row by row';
    const edits = reader.edits.toSorted((one, other) => one.at - other.at);
    let sql = '';
    let from = 0;
    for (const { at, text } of edits) {
      sql += `${statement.slice(from, at)}${text}`;
      from = at;
    }
    return { sql: sql + statement.slice(from), rows };
  } catch (error) {
    if (error instanceof NotCarried) return error.message;
    throw error;
  }
}

type Scope = ReadonlyMap<string, string | readonly CarriedRow[]>;
interface Source {
  readonly qualifier: string | null;
  readonly rows: readonly CarriedRow[];
}

/** Goes through one SELECT after the other; what it would insert is kept until all could be read. */
class Reader {
  readonly edits: { readonly at: number; readonly text: string }[] = [];
  /** Why a list of columns could not be carried. */
  unlisted: string | null = null;
  private made = 0;

  constructor(
    private readonly all: readonly Token[],
    private readonly aggregates: ReadonlySet<string>,
  ) {}

  /** @returns the columns that carry rows out of the SELECT between two tokens */
  select(first: number, end: number, scope: Scope, depth: number): CarriedRow[] {
    if (depth > MOST_NESTED) throw new NotCarried('its queries are nested too deeply');
    const [from, known] = this.word(first) === 'with' ? this.tables(first, end, scope, depth) : [first, scope];
    if (this.word(from) !== 'select') throw new NotCarried('it is no SELECT of rows');
    if (this.word(from + 1) === 'distinct') throw new NotCarried('DISTINCT makes one row of several');
    const at = this.clause(from + 1, end, new Set(['from']));
    const stop = this.clause(at, end, ENDS);
    const gathers = this.clause(from + 1, end, GATHERS);
    if (gathers < end)
      throw new NotCarried(
        `${this.word(gathers).toUpperCase()} gathers rows, or puts those of several queries together`,
      );
    this.refuseAggregates(from + 1, end, at);
    if (at === end) return [];
    const rows: CarriedRow[] = [];
    let text = '';
    for (const source of this.sources(at + 1, stop, known, depth))
      for (const row of source.rows) {
        const name = `${CARRIED}${++this.made}`;
        text += `, ${source.qualifier === null ? '' : `${source.qualifier}.`}"${row.name}" AS "${name}"`;
        rows.push({ name, from: row.from });
      }
    if (text !== '') this.edits.push({ at: (this.all[at] as Token).at, text: `${text} ` });
    return rows;
  }

  /** Tables of a WITH. One that gathers rows carries none, and what joins it still does. @returns where the SELECT begins */
  private tables(first: number, end: number, scope: Scope, depth: number): [number, Scope] {
    if (this.word(first + 1) === 'recursive') throw new NotCarried('it is recursive');
    const known = new Map(scope);
    // A body may read a table that is named after it; what that carries is not known yet.
    for (const name of this.namesOfWith(first, end)) known.set(name, []);
    let at = first + 1;
    for (;;) {
      const name = this.all[at];
      const list = this.all[at + 1]?.text === '(' ? closing(this.all, at + 1) : null;
      at = (list ?? at) + 1;
      if (!name || at >= end || this.word(at) !== 'as') throw new NotCarried('its WITH cannot be read');
      at++;
      while (this.word(at) === 'not' || this.word(at) === 'materialized') at++;
      const close = closing(this.all, at);
      if (this.all[at]?.text !== '(' || close >= end) throw new NotCarried('its WITH cannot be read');
      const before = this.edits.length;
      try {
        const rows = this.select(at + 1, close, known, depth + 1);
        if (list !== null) this.nameCarried(list, rows, at + 1, close, known);
        const once = this.mentions(folded(name.value)) === 2; // where it is made, and where it is read
        known.set(folded(name.value), once ? rows : rows.map((row) => ({ ...row, from: null })));
      } catch (error) {
        if (!(error instanceof NotCarried)) throw error;
        this.edits.length = before;
        known.set(folded(name.value), []);
      }
      at = close + 1;
      if (this.all[at]?.text !== ',') return [at, known];
      at++;
    }
  }

  /** A list of column names needs one for each column of its body: for the rows that it carries, and for what its `*` gives of them. */
  private nameCarried(list: number, rows: readonly CarriedRow[], first: number, end: number, scope: Scope): void {
    const at = this.clause(first, end, new Set(['from']));
    const stars = this.all.slice(first + 1, at).filter(({ text }, place) => {
      const before = this.all[first + place];
      return text === '*' && (before?.text === ',' || before?.text === '.' || this.word(first + place) === 'select');
    });
    const view = scope.get(folded(this.all[at + 1]?.value ?? ''));
    const alone = at === first + 2 && typeof view === 'string' && this.readsOne(at + 1, this.clause(at, end, ENDS));
    if (rows.length === 0) return;
    if (this.word(first) !== 'select' || (stars.length > 0 && !alone))
      throw new NotCarried((this.unlisted = 'its WITH names columns that its query does not list one by one'));
    const names = [...(stars.length > 0 ? [`${CARRIED}by ${list}`] : []), ...rows.map(({ name }) => name)];
    this.edits.push({ at: (this.all[list] as Token).at, text: names.map((name) => `, "${name}"`).join('') });
  }

  private readsOne(first: number, end: number): boolean {
    return this.all
      .slice(first, end)
      .every(({ text }) => text !== ',' && text !== '(' && text.toLowerCase() !== 'join');
  }

  private namesOfWith(first: number, end: number): string[] {
    const names: string[] = [];
    for (let at = first + 1; at < end; at++) {
      const name = this.all[at];
      while (at < end && this.all[at]?.text !== '(') at++;
      at = closing(this.all, at) + 1;
      if (this.word(at) === 'as') {
        while (at < end && this.all[at]?.text !== '(') at++; // behind a list of columns
        at = closing(this.all, at) + 1;
      }
      if (name) names.push(folded(name.value));
      if (this.all[at]?.text !== ',') break;
    }
    return names;
  }

  /** How often a name stands in the statement other than before the name of a column. */
  private mentions(name: string): number {
    return this.all.filter(({ value }, at) => folded(value) === name && this.all[at + 1]?.text !== '.').length;
  }

  private sources(first: number, end: number, scope: Scope, depth: number): Source[] {
    const found: Source[] = [];
    let at = first;
    while (at < end) {
      const [source, next] = this.source(at, end, scope, depth);
      found.push(source);
      at = this.nextJoin(next, end);
    }
    return found;
  }

  private source(first: number, end: number, scope: Scope, depth: number): [Source, number] {
    const token = this.all[first] as Token;
    let at = first + 1;
    let own: string | null = null;
    let rows: readonly CarriedRow[];
    let named: NamedIn | null = null;
    if (token.text === '(') {
      const close = closing(this.all, first);
      if (close >= end || !/^(?:select|with)$/.test(this.word(first + 1)))
        throw new NotCarried('its FROM holds joins in parentheses');
      rows = this.select(first + 1, close, scope, depth + 1);
      at = close + 1;
    } else {
      if (token.kind !== 'word' && token.kind !== 'quoted') throw new NotCarried('its FROM cannot be read');
      let name = token;
      const qualified = this.all[at]?.text === '.';
      if (qualified) {
        name = this.all[at + 1] as Token;
        at += 2;
      }
      own = name.text;
      const of = scope.get(folded(name.value));
      if (qualified && typeof of !== 'string' && of !== undefined) throw new NotCarried('its FROM cannot be read');
      if (typeof of === 'string')
        named = { view: folded(name.value), at: name.at, end: name.at + name.text.length, alias: null };
      rows = typeof of === 'string' ? [{ name: of, from: named }] : (of ?? []);
      if (this.all[at]?.text === '(') {
        rows = []; // a function that gives rows, as json_each
        at = closing(this.all, at) + 1;
      }
    }
    if (this.word(at) === 'as') at++;
    const alias = this.all[at];
    const aliased = alias && at < end && ['word', 'quoted', 'string'].includes(alias.kind);
    if (!aliased || (alias.kind === 'word' && NOT_AN_ALIAS.has(this.word(at)))) {
      if (named && rows.length > 0) rows = rows.map((row) => ({ ...row, from: named && { ...named, alias: own } }));
      return [{ qualifier: own, rows }, at];
    }
    return [{ qualifier: `"${alias.value.replaceAll('"', '""')}"`, rows }, at + 1];
  }

  /** Passes what joins: ON and USING with all of theirs. @returns where the next table stands */
  private nextJoin(first: number, end: number): number {
    let depth = 0;
    for (let at = first; at < end; at++) {
      const { text } = this.all[at] as Token;
      if (text === '(') depth++;
      if (text === ')') depth--;
      if (depth > 0) continue;
      if (text === ',') return at + 1;
      if (this.word(at) === 'natural' || this.word(at) === 'indexed')
        throw new NotCarried(`it uses ${this.word(at).toUpperCase()}`);
      if (this.word(at) === 'join') return at + 1;
    }
    return end;
  }

  /** An aggregate without GROUP BY gathers all rows; one in a nested query may belong to the outer one. */
  private refuseAggregates(first: number, end: number, from: number): void {
    const order = this.clause(from, end, ORDER);
    for (let at = first; at < end; at++) {
      const nested = this.all[at]?.text === '(' && /^(?:select|with|values)$/.test(this.word(at + 1));
      if (nested) {
        const close = closing(this.all, at);
        if ((at < from || at >= order) && this.gathers(at + 1, close) !== null)
          throw new NotCarried('a query among its columns gathers rows');
        at = close;
      } else if (this.gathers(at, at + 1) !== null) throw new NotCarried(`${this.gathers(at, at + 1)} gathers rows`);
    }
  }

  private gathers(first: number, end: number): string | null {
    for (let at = first; at < end; at++) {
      if (this.word(at) === 'over') return 'OVER';
      const { text, kind, value } = this.all[at] as Token;
      if (this.all[at + 1]?.text !== '(' || (kind !== 'word' && kind !== 'quoted')) continue;
      if (!this.aggregates.has(value.toLowerCase())) continue;
      const most = /^(?:min|max)$/i.test(value) && this.arguments(at + 1) > 1; // then it is the least of its arguments
      if (!most) return `${text}()`;
    }
    return null;
  }

  private arguments(open: number): number {
    let [depth, count] = [0, 1];
    for (let at = open; at < closing(this.all, open); at++) {
      if (this.all[at]?.text === '(') depth++;
      if (this.all[at]?.text === ')') depth--;
      if (depth === 1 && this.all[at]?.text === ',') count++;
    }
    return count;
  }

  /** Where one of some words stands outside of parentheses; the end where none does. */
  private clause(first: number, end: number, words: ReadonlySet<string>): number {
    let depth = 0;
    for (let at = first; at < end; at++) {
      if (this.all[at]?.text === '(') depth++;
      if (this.all[at]?.text === ')') depth--;
      const plain = this.all[at - 1]?.text !== '.' && this.word(at - 1) !== 'distinct'; // IS DISTINCT FROM
      if (depth === 0 && plain && words.has(this.word(at))) return at;
    }
    return end;
  }

  private word(at: number): string {
    const token = this.all[at];
    return token?.kind === 'word' ? token.text.toLowerCase() : '';
  }
}
