import { closing, significant, type Token } from './sql-tokens.ts';

/** A column of a result, or of a table, view or common table expression that a statement reads. */
export interface LineageColumn {
  readonly name: string;
  /** Whether its value can depend on one of the columns asked about. */
  readonly depends: boolean;
  /** Names of columns that its value is made of, in lower case; not those that it only counts, adds up or averages. */
  readonly of: readonly string[];
  /** It stands for the columns of a table that is not known, however many. */
  readonly open?: true;
}
export interface Lineage {
  /** By place in the result. */
  readonly depends: readonly boolean[];
  /** Whether it could not be told with certainty: then every column depends. */
  readonly unsure: boolean;
  /** What the statement gives a name to, inner columns among it. */
  readonly named: readonly LineageColumn[];
}
/** Columns of the tables that a statement may name, in their order; keys in lower case. */
export type KnownTables = ReadonlyMap<string, readonly string[]>;

const MOST_PASSES = 20;
const COUNT = /^count$/i;
const TELLS_NO_VALUE = /^(?:count|sum|total|avg|dec_sum|dec_avg)$/i;
const OPERATOR = /^(?:union|intersect|except)$/i;
const AFTER_FROM = /^(?:where|group|having|window|order|limit)$/i;
const JOIN_WORD = /^(?:natural|left|right|full|inner|outer|cross|join)$/i;
/** Words behind which an expression goes on: what follows is no alias. */
const GOES_ON =
  /^(?:and|or|not|is|in|like|glob|match|regexp|between|collate|escape|as|distinct|from|case|when|then|else|select|all|exists|over|filter|by|cast)$/i;
const NEVER_ALIAS = /^(?:end|isnull|notnull|null)$/i;
const FUNCTION_COLUMNS = ['key', 'value', 'type', 'atom', 'id', 'parent', 'fullkey', 'path', 'json', 'root'];

const lower = (text: string): string => text.toLowerCase();
const is = (token: Token | undefined, word: RegExp): boolean => token?.kind === 'word' && word.test(token.text);
const isName = (token: Token | undefined): token is Token => token?.kind === 'word' || token?.kind === 'quoted';

/**
 * Which columns of a statement's result can depend on columns of these names: through any expression, function, aggregate, subquery,
 * common table expression, arm of a compound or star. What a WHERE, a join, a group, an order or a partition goes by chooses rows and
 * is no part of it, and neither is what is only counted. It goes by names and not by scopes, so that it tells one too many
 * rather than one too few; what it cannot follow is `unsure`.
 * @param names of the columns asked about, in lower case @param result names of the result's columns
 */
export function resultLineage(
  sql: string,
  names: ReadonlySet<string>,
  tables: KnownTables,
  result: readonly string[],
): Lineage {
  const reader = new Reader(sql, names, tables);
  const columns = reader.read();
  const touches = reader.touches();
  const filled = columns && filledFrom(columns, result, (name) => reader.isNamed(name));
  const unsure = touches && (reader.lost || !filled);
  const depends = result.map((_, at) => unsure || (filled?.[at] ?? false));
  return { depends, unsure, named: reader.named };
}

/** The columns of a result by their place, with what its open stars stand for by the names of the result; null where they do not fit. */
function filledFrom(
  columns: readonly LineageColumn[],
  result: readonly string[],
  isNamed: (name: string) => boolean,
): boolean[] | null {
  const first = columns.findIndex(({ open }) => open);
  if (first < 0) return columns.length === result.length ? columns.map(({ depends }) => depends) : null;
  const behind = columns.length - 1 - columns.findLastIndex(({ open }) => open);
  if (first + behind > result.length) return null;
  const between = columns.slice(first, columns.length - behind).some(({ depends }) => depends);
  return result.map((name, at) => {
    if (at < first) return columns[at]?.depends === true;
    if (at >= result.length - behind) return columns[columns.length - (result.length - at)]?.depends === true;
    return between || isNamed(name);
  });
}

class Reader {
  readonly #sql: string;
  readonly #all: readonly Token[];
  readonly #tables: KnownTables;
  readonly #names: Set<string>;
  #shared = new Map<string, readonly LineageColumn[]>();
  /** Tables that have one of the columns. */
  readonly #holding = new Set<string>();
  named: LineageColumn[] = [];
  lost = false;
  #unknown = false;

  constructor(sql: string, names: ReadonlySet<string>, tables: KnownTables) {
    this.#sql = sql;
    this.#all = significant(sql);
    if (this.#all.at(-1)?.text === ';') this.#all = this.#all.slice(0, -1);
    this.#tables = tables;
    this.#names = new Set(names);
    for (const [table, columns] of tables) if (columns.some((name) => this.isNamed(name))) this.#holding.add(table);
  }

  /** Until no name is added: a name can be used before the place that tells what it stands for. */
  read(): LineageColumn[] | null {
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const before = this.#names.size + this.#holding.size;
      this.named = [];
      this.lost = false;
      this.#unknown = false;
      const columns = this.#query(this.#all, false);
      if (this.#names.size + this.#holding.size === before) return columns;
    }
    return null;
  }

  touches(): boolean {
    return (
      this.#unknown ||
      this.#all.some((token) => (token.kind === 'string' || isName(token)) && this.isNamed(token.value)) ||
      this.#all.some((token) => token.kind !== 'other' && this.#holding.has(lower(token.value)))
    );
  }

  /** Whether a name is one of them, or that of an expression of one: "hex(email)", "email:1". */
  isNamed(name: string): boolean {
    return this.#names.has(lower(name)) || (/[^\p{L}\p{N}_$]/u.test(name) && this.#mentions(significant(name), name));
  }

  #mentions(tokens: readonly Token[], within?: string): boolean {
    const left = stripped(tokens, COUNT);
    const starred = left.some((token) => is(token, /^select$/i)) && left.some(({ text }) => text === '*');
    return left.some((token, at) => {
      if (!isName(token) || token.value === within) return false;
      const after = left[at + 1]?.text;
      if (after === '.' || (after === '(' && token.kind === 'word')) return false;
      if (this.isNamed(token.value)) return true;
      return (starred || is(left[at - 1], /^in$/i)) && this.#holding.has(lower(token.value));
    });
  }

  /** @param inner whether names of its columns can be used by the statement around it */
  #query(tokens: readonly Token[], inner: boolean): LineageColumn[] | null {
    const from = is(tokens[0], /^with$/i) ? this.#common(tokens) : 0;
    const arms: Token[][] = [[]];
    for (const [at, { token, depth }] of leveled(tokens).entries()) {
      if (at < from) continue;
      if (depth === 0 && is(token, OPERATOR)) arms.push([]);
      else arms.at(-1)?.push(token);
    }
    const each = arms.map((arm) => this.#arm(is(arm[0], /^all$/i) ? arm.slice(1) : arm));
    const [first] = each;
    if (!first || each.some((arm) => arm === null)) return this.#lose();
    let made = first;
    if (each.length > 1) {
      const uneven = each.some((arm) => arm?.length !== first.length || arm.some(({ open }) => open));
      if (uneven) this.#lose();
      made = first.map((column, at) => ({
        ...column,
        depends: uneven || each.some((arm) => arm?.[at]?.depends),
        of: [...new Set(each.flatMap((arm) => arm?.[at]?.of ?? []))],
      }));
    }
    this.named.push(...made);
    if (inner) for (const { name, depends, open } of made) if (depends && !open) this.#names.add(lower(name));
    return made;
  }

  #lose(): null {
    this.lost = true;
    return null;
  }

  /** The common table expressions of a WITH. @returns the place behind them */
  #common(tokens: readonly Token[]): number {
    let at = is(tokens[1], /^recursive$/i) ? 2 : 1;
    for (;;) {
      const name = tokens[at++];
      let list: string[] | null = null;
      if (tokens[at]?.text === '(') {
        const end = closing(tokens, at);
        list = split(tokens.slice(at + 1, end)).map((part) => part[0]?.value ?? '');
        at = end + 1;
      }
      while (is(tokens[at], /^(?:as|not|materialized)$/i)) at++;
      if (!name || tokens[at]?.text !== '(') {
        this.#lose();
        return tokens.length;
      }
      const end = closing(tokens, at);
      const made = this.#query(tokens.slice(at + 1, end), true);
      const whole = made !== null && !made.some(({ open }) => open) && (list === null || list.length === made.length);
      if (list !== null && !whole) this.#lose();
      const columns: LineageColumn[] =
        list?.map((each, place) => ({
          name: each,
          depends: !whole || made[place]?.depends === true,
          of: made?.[place]?.of ?? [],
        })) ??
        made ??
        [];
      const key = lower(name.value);
      this.#shared.set(key, columns);
      if (list) this.named.push(...columns);
      for (const column of columns) if (column.depends && !column.open) this.#names.add(lower(column.name));
      if (columns.some(({ depends }) => depends)) this.#holding.add(key);
      at = end + 1;
      if (tokens[at]?.text !== ',') return at;
      at++;
    }
  }

  #arm(tokens: readonly Token[]): LineageColumn[] | null {
    if (is(tokens[0], /^values$/i)) {
      const rows = split(tokens.slice(1)).map((row) => split(row.slice(1, closing(row, 0))));
      return (rows[0] ?? []).map((_, at) => ({
        name: `column${at + 1}`,
        depends: rows.some((row) => this.#mentions(row[at] ?? [])),
        of: rows.flatMap((row) => madeOf(row[at] ?? [])),
      }));
    }
    if (!is(tokens[0], /^select$/i)) return null;
    const start = is(tokens[1], /^(?:distinct|all)$/i) ? 2 : 1;
    const levels = leveled(tokens);
    const isDistinctFrom = (at: number) => is(tokens[at - 1], /^distinct$/i) && at - 1 >= start;
    const ends = (word: RegExp, from: number): number => {
      const found = levels.findIndex(
        ({ token, depth }, at) => at >= from && depth === 0 && is(token, word) && !isDistinctFrom(at),
      );
      return found < 0 ? tokens.length : found;
    };
    const from = Math.min(ends(/^from$/i, start), ends(AFTER_FROM, start));
    const sources = is(tokens[from], /^from$/i)
      ? this.#sources(tokens.slice(from + 1, ends(AFTER_FROM, from + 1)))
      : [];
    return split(tokens.slice(start, from)).flatMap((item) => this.#item(item, sources));
  }

  #item(item: readonly Token[], sources: readonly Source[]): LineageColumn[] {
    if (item.at(-1)?.text === '*' && (item.length === 1 || (item.length === 3 && item[1]?.text === '.'))) {
      const of = item.length === 1 ? null : lower(item[0]?.value ?? '');
      const meant = of === null ? sources : sources.filter(({ alias }) => alias === of);
      if (meant.length === 0 || meant.some(({ natural }) => natural)) return [this.#open()];
      return meant.flatMap(({ columns }) => columns);
    }
    const [last, before] = [item.at(-1), item.at(-2)];
    const named = last?.kind === 'string' || (isName(last) && !NEVER_ALIAS.test(last.text));
    const operand =
      before !== undefined &&
      (/^(?:quoted|string|number|parameter)$/.test(before.kind) ||
        before.text === ')' ||
        (before.kind === 'word' && !GOES_ON.test(before.text)));
    const cut = !named ? 0 : is(before, /^as$/i) ? 2 : operand ? 1 : 0;
    const made = item.slice(0, item.length - cut);
    const plain = made.every((token, at) => (at % 2 === 0 ? isName(token) : token.text === '.'));
    const [head, tail] = [made[0], made.at(-1)];
    const text = head && tail ? this.#sql.slice(head.at, tail.at + tail.text.length) : '';
    const name = cut > 0 ? (last?.value ?? '') : plain ? (tail?.value ?? '') : text;
    return [{ name, depends: this.#mentions(made), of: madeOf(made) }];
  }

  #open(): LineageColumn {
    this.#unknown = true;
    return { name: '*', depends: false, of: [], open: true };
  }

  #sources(tokens: readonly Token[]): Source[] {
    const natural = leveled(tokens).some(({ token, depth }) => depth === 0 && is(token, /^(?:natural|using)$/i));
    const parts: Token[][] = [[]];
    for (const { token, depth } of leveled(tokens)) {
      if (depth === 0 && token.text === ',') parts.push([]);
      else if (depth === 0 && is(token, JOIN_WORD)) {
        if ((parts.at(-1)?.length ?? 0) > 0) parts.push([]);
      } else parts.at(-1)?.push(token);
    }
    return parts.filter((part) => part.length > 0).flatMap((part) => this.#source(part, natural));
  }

  #source(part: readonly Token[], natural: boolean): Source[] {
    const aliasAt = (at: number): string | null => {
      const place = is(part[at], /^as$/i) ? at + 1 : at;
      const token = part[place];
      return token && token.kind !== 'other' && !is(token, /^(?:on|using|indexed|not)$/i) ? lower(token.value) : null;
    };
    if (part[0]?.text === '(') {
      const end = closing(part, 0);
      const inside = part.slice(1, end);
      const alias = aliasAt(end + 1) ?? '';
      if (!is(inside[0], /^(?:select|with|values)$/i))
        return this.#sources(inside).map((each) => ({ ...each, natural: natural || each.natural }));
      return [{ alias, natural, columns: this.#query(inside, true) ?? [this.#open()] }];
    }
    const at = part[1]?.text === '.' ? 2 : 0;
    const name = lower(part[at]?.value ?? '');
    if (part[at + 1]?.text === '(') {
      const end = closing(part, at + 1);
      const depends = this.#mentions(part.slice(at + 2, end));
      if (depends) for (const each of FUNCTION_COLUMNS) this.#names.add(each);
      const of = madeOf(part.slice(at + 2, end));
      const columns = FUNCTION_COLUMNS.slice(0, 8).map((each) => ({ name: each, depends, of }));
      return [{ alias: aliasAt(end + 1) ?? name, natural, columns }];
    }
    const alias = aliasAt(at + 1) ?? name;
    const shared = at === 0 ? this.#shared.get(name) : undefined;
    const known = this.#tables
      .get(name)
      ?.map((each) => ({ name: each, depends: this.isNamed(each), of: [lower(each)] }));
    if (this.#holding.has(name)) this.#holding.add(alias);
    return [{ alias, natural, columns: shared ?? known ?? [this.#open()] }];
  }
}

interface Source {
  readonly alias: string;
  readonly columns: readonly LineageColumn[];
  /** Joined so that a star shows a column of both once. */
  readonly natural: boolean;
}

const madeOf = (tokens: readonly Token[]): string[] => {
  const left = stripped(tokens, TELLS_NO_VALUE);
  return left.flatMap((token, at) => {
    const after = left[at + 1]?.text;
    const skipped = !isName(token) || after === '.' || (after === '(' && token.kind === 'word');
    return skipped ? [] : [lower(token.value)];
  });
};

/** Without the functions named, with their FILTER, and without what the windows of others go by. */
function stripped(tokens: readonly Token[], functions: RegExp): Token[] {
  const left: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (is(token, /^over$/i) && tokens[at + 1]?.text === '(') at = closing(tokens, at + 1);
    else if (is(token, functions) && tokens[at + 1]?.text === '(') {
      at = closing(tokens, at + 1);
      if (is(tokens[at + 1], /^filter$/i)) at = closing(tokens, at + 2);
    } else left.push(token);
  }
  return left;
}

function leveled(tokens: readonly Token[]): { readonly token: Token; readonly depth: number }[] {
  let depth = 0;
  return tokens.map((token) => {
    if (token.kind === 'other' && token.text === ')') depth--;
    const own = depth;
    if (token.kind === 'other' && token.text === '(') depth++;
    return { token, depth: own };
  });
}

/** By the commas outside of parentheses. */
function split(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const { token, depth } of leveled(tokens))
    if (depth === 0 && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  return parts;
}
