import { DIALECTS } from '../patterns/dialects.ts';
import { boundIn, boundValue, type Parameter, problemOf, withoutBound } from '../sql-parameters.ts';
import { closing, significant, type Token, tokens } from '../sql-tokens.ts';
import { CALLS, type Elsewhere, KEYWORDS, RESERVED, TYPES } from './words.ts';

/** A table that a statement reads, and what it and its columns are called where the statement is to run. */
export interface CarriedTable {
  readonly name: string;
  /** Parts of a name are separated by dots; each is quoted. */
  readonly there: string;
  readonly columns: readonly { readonly name: string; readonly there: string }[];
}
export interface Carried {
  /** null where something cannot be carried over. */
  readonly sql: string | null;
  /** What cannot be, each with its place: "GLOB (line 2, column 7): …". */
  readonly left: readonly string[];
  /** What is the same only under a condition, to be read before the statement is run. */
  readonly cautions: readonly string[];
}

interface Piece {
  readonly token: Token;
  text: string;
}

/**
 * A statement of SQLite in another dialect, word by word: each word, function and sign is one that is known to mean the same there,
 * or is written as what does. What is not known to is named, and then there is no statement.
 * @param known the names of all tables of the case, of which those that are read elsewhere are in `read`
 */
export function carry(
  statement: string,
  dialect: Elsewhere,
  read: readonly CarriedTable[],
  known: readonly string[],
  parameters: readonly Parameter[] = boundIn(statement),
): Carried {
  const sql = withoutBound(statement).trim().replace(/;$/, '');
  const all = significant(sql);
  const left: string[] = [];
  const cautions = new Set<string>();
  const leave = (token: Token, why: string) => {
    left.push(`${token.text} (${placeOf(sql, token.at)}): ${why}`);
    return token.text;
  };
  const { quote, literal, name: engine } = DIALECTS[dialect];
  const tables = new Map(read.map((table) => [folded(table.name), table.there.split('.').map(quote).join('.')]));
  const columns = new Map<string, string>();
  for (const table of read)
    for (const { name, there } of table.columns) {
      const before = columns.get(folded(name));
      if (before !== undefined && before !== there)
        left.push(
          `${name}: it has two names there, ${before} and ${there}, by its table. Give it one, or an alias here.`,
        );
      columns.set(folded(name), there);
    }
  const own = namesMade(all);
  const others = new Set(known.map(folded));

  const name = (token: Token, at: number): string => {
    const plain = folded(token.value);
    const behindDot = all[at - 1]?.text === '.';
    const beforeDot = all[at + 1]?.text === '.';
    if (own.has(plain) && !behindDot) return quote(token.value);
    if (!behindDot && tables.has(plain) && (beforeDot || standsForTable(all, at))) {
      if (!beforeDot) return tables.get(plain) as string;
      // A name of several parts cannot qualify a column everywhere: the last part does.
      return quote((read.find((table) => folded(table.name) === plain)?.there ?? '').split('.').at(-1) ?? '');
    }
    const column = columns.get(plain);
    if (column !== undefined) return quote(column);
    if (own.has(plain)) return quote(token.value);
    if (others.has(plain)) return leave(token, 'this table of the case is not mapped to one there');
    if (token.kind === 'quoted' && token.text.startsWith('"'))
      return leave(token, 'no column is called so; SQLite takes it for a text. Write it in single quotes');
    return leave(token, `not known to mean the same in ${engine}`);
  };

  const pieces: Piece[] = all.map((token) => ({ token, text: token.text }));
  for (const [at, piece] of pieces.entries()) {
    const { token } = piece;
    const before = all[at - 1];
    if (token.kind === 'string') {
      piece.text = /^[xX]/.test(token.text) ? leave(token, 'bytes are written otherwise there') : literal(token.value);
      if (/^(?:like|escape)$/i.test(before?.text ?? '') && token.value.includes('\\'))
        leave(token, 'a backslash is a sign of its own in LIKE there');
    } else if (token.kind === 'number') {
      if (/[xX_]/.test(token.text)) leave(token, 'numbers are not written so there');
    } else if (token.kind === 'parameter') piece.text = value(token);
    else if (token.kind === 'quoted') piece.text = name(token, at);
    else if (token.kind === 'word') piece.text = word(token, at);
    else if (token.kind === 'other') piece.text = sign(token, at);
  }

  function value(token: Token): string {
    const parameter = parameters.find((each) => `:${each.name}` === token.text);
    if (!parameter || problemOf(parameter) !== null) return leave(token, 'the parameter has no value');
    cautions.add(`The value of ${token.text} stands in the text: there are no parameters of ours there.`);
    const bound = boundValue(parameter);
    return bound === null ? 'NULL' : typeof bound === 'string' ? literal(bound) : String(bound);
  }

  function word(token: Token, at: number): string {
    const text = token.text.toUpperCase();
    if (all[at + 1]?.text === '(' && all[at - 1]?.text !== '.') {
      const call = CALLS[token.text.toLowerCase()];
      if (call) return called(token, at, call(dialect, argumentsOf(all, at + 1)));
      if (!KEYWORDS.has(text) && !own.has(folded(token.value)) && !tables.has(folded(token.value)))
        return leave(token, `this function is not known to give the same in ${engine}`);
    }
    const dotted = all[at - 1]?.text === '.' || all[at + 1]?.text === '.';
    if (dotted || !KEYWORDS.has(text)) {
      const type = /^as$/i.test(all[at - 1]?.text ?? '') ? TYPES[text] : undefined;
      if (type && inCast(all, at))
        return (
          type[dialect] ??
          leave(token, 'SQLite reads the beginning of a text here and cuts decimals off, other engines do not')
        );
      return name(token, at);
    }
    const why = keywordFault(text, at);
    if (why !== null) return leave(token, why);
    if (text === 'LIKE') {
      if (dialect === 'bigquery') return leave(token, 'LIKE knows upper and lower case apart there');
      if (all[at + 1]?.kind !== 'string')
        return leave(token, 'its pattern has to be a text, so that a backslash in it is seen');
      return 'ILIKE';
    }
    return text;
  }

  function keywordFault(text: string, at: number): string | null {
    const next = all[at + 1];
    if (text === 'IS' && !/^(?:null|not|distinct|true|false)$/i.test(next?.text ?? ''))
      return 'IS compares values in SQLite alone; write IS NOT DISTINCT FROM';
    if (
      text === 'IS' &&
      /^not$/i.test(next?.text ?? '') &&
      !/^(?:null|distinct|true|false)$/i.test(all[at + 2]?.text ?? '')
    )
      return 'IS NOT compares values in SQLite alone; write IS DISTINCT FROM';
    if (text === 'LIMIT' && limitHasComma(all, at)) return 'write LIMIT … OFFSET …';
    if (text === 'HAVING' && havingNames(all, at, own, columns))
      return 'it names a column of the result, which SQLite alone allows; write the expression';
    if (text === 'FILTER' && (dialect === 'bigquery' || dialect === 'snowflake'))
      return 'aggregates have no FILTER there';
    if (text === 'RECURSIVE' && dialect === 'spark') return 'no WITH of it repeats itself';
    return null;
  }

  function called(
    token: Token,
    at: number,
    made: { readonly name?: string; readonly why?: string; readonly caution?: string },
  ) {
    if (made.why !== undefined) return leave(token, made.why);
    if (made.caution !== undefined) cautions.add(made.caution);
    if (/^(?:min|max)$/i.test(token.text) && argumentsOf(all, at + 1).length > 0) cautions.add(ORDERED);
    return made.name ?? token.text;
  }

  function sign(token: Token, at: number): string {
    const { text } = token;
    const joined = (other: string) => all[at + 1]?.text === other && all[at + 1]?.at === token.at + 1;
    if (text === '=' && all[at - 1]?.text === '=' && all[at - 1]?.at === token.at - 1) return '';
    if (text === '/') {
      const first = operandBefore(all, at);
      const decimal = all[first - 1]?.text === '*' && /^\d+\.\d+$/.test(all[first - 2]?.text ?? '');
      return decimal
        ? text
        : leave(token, 'whole numbers are divided without a rest in SQLite, not so everywhere; begin with 1.0 *');
    }
    if (text === '-' && joined('>')) return leave(token, 'JSON is taken apart otherwise there');
    if (text === '<' && joined('<')) return leave(token, 'bits are moved otherwise there');
    return /^[(),.*+\-=<>!|]$/.test(text) ? text : leave(token, `this sign is not known to mean the same in ${engine}`);
  }

  if (/\border\s+by\b/i.test(sql)) {
    placeNulls(pieces);
    cautions.add(ORDERED);
  }
  if (all.some((_, at) => comparesText(all, at))) cautions.add(COMPARED);
  if (all.some(({ kind, text }) => kind === 'word' && /^like$/i.test(text))) cautions.add(LIKENED);
  return { sql: left.length > 0 ? null : rejoined(sql, pieces), left, cautions: [...cautions] };
}

const ORDERED = 'Texts are put in order by the collation of that database; here by the bytes of UTF-8.';
const COMPARED =
  'Texts are the same here when their bytes are (SQLite’s BINARY): DE is not de, and é in one character is not é in two. Where a column or the database has a collation that knows no case or accents, more of them are the same there.';
const LIKENED =
  'LIKE knows no upper and lower case here, in any alphabet; there by the locale and the collation of the column.';

/** Whether texts may be compared at a place: with a text, between two columns, or because values are told apart. */
function comparesText(all: readonly Token[], at: number): boolean {
  const { kind, text } = all[at] as Token;
  const [before, after] = [all[at - 1], all[at + 1]];
  if (kind === 'word') {
    if (/^(?:distinct|using|between|union|intersect|except|nullif)$/i.test(text)) return true;
    return (/^group$/i.test(text) && /^by$/i.test(after?.text ?? '')) || (/^in$/i.test(text) && after?.text === '(');
  }
  if (kind !== 'other' || !/^[=<>]$/.test(text)) return false;
  const sign = (token: Token | undefined) => token?.kind === 'other' && /^[=<>!]$/.test(token.text);
  const left = sign(before) ? all[at - 2] : before;
  const right = sign(after) ? all[at + 2] : after;
  const isText = (token: Token | undefined) => token?.kind === 'string' || token?.kind === 'parameter';
  return isText(left) || isText(right) || (isName(left) && isName(right));
}

const folded = (text: string): string => text.toLowerCase();
const isName = (token: Token | undefined): token is Token => token?.kind === 'word' || token?.kind === 'quoted';

function placeOf(sql: string, at: number): string {
  const before = sql.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) as string).length + 1}`;
}

/** What a statement names itself: aliases of columns and tables, tables of WITH and their columns. */
function namesMade(all: readonly Token[]): Set<string> {
  const made = new Set<string>();
  for (const [at, token] of all.entries()) {
    const before = all[at - 1];
    const afterAs = /^as$/i.test(before?.text ?? '') && !inCast(all, at);
    // "FROM logins l", "(…) l", "count(*) n": a name behind a name or a parenthesis, that is no word of SQL.
    const behind =
      (isName(before) && !(before.kind === 'word' && RESERVED.has(before.text.toUpperCase()))) || before?.text === ')';
    const alone = isName(token) && !(token.kind === 'word' && RESERVED.has(token.text.toUpperCase()));
    if (isName(token) && alone && (afterAs || behind)) made.add(folded(token.value));
    if (!/^(?:with|recursive)$/i.test(token.text)) continue;
    for (let next = at + 1; isName(all[next]); ) {
      made.add(folded((all[next] as Token).value));
      next++;
      if (all[next]?.text === '(') {
        const end = closing(all, next);
        for (const each of all.slice(next + 1, end)) if (isName(each)) made.add(folded(each.value));
        next = end + 1;
      }
      while (all[next] && all[next]?.text !== '(') next++;
      next = closing(all, next) + 1;
      if (all[next]?.text !== ',') break;
      next++;
    }
  }
  return made;
}

/** Each argument of a call by its tokens. @param open the place of its parenthesis */
function argumentsOf(all: readonly Token[], open: number): Token[][] {
  const inside = all.slice(open + 1, closing(all, open));
  if (inside.length === 0) return [];
  const made: Token[][] = [[]];
  let depth = 0;
  for (const token of inside) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (token.text === ',' && depth === 0) made.push([]);
    else made.at(-1)?.push(token);
  }
  return made;
}

/** Where the value before a place begins: a name, a number, or a call with its parentheses. */
function operandBefore(all: readonly Token[], at: number): number {
  let first = at - 1;
  if (all[first]?.text === ')') {
    let depth = 0;
    do {
      if (all[first]?.text === ')') depth++;
      if (all[first]?.text === '(') depth--;
      first--;
    } while (depth > 0 && first >= 0);
    return isName(all[first]) ? first : first + 1;
  }
  while (all[first - 1]?.text === '.') first -= 2;
  return first;
}

const standsForTable = (all: readonly Token[], at: number): boolean => {
  const before = all[at - 1]?.text ?? '';
  if (/^(?:from|join)$/i.test(before)) return true;
  if (before !== ',') return false;
  const earlier = all
    .slice(0, at)
    .findLast(({ kind, text }) => kind === 'word' && /^(?:select|from|where|by|on|values|in)$/i.test(text));
  return /^from$/i.test(earlier?.text ?? '');
};

/** Whether AS stands in a CAST here. */
function inCast(all: readonly Token[], at: number): boolean {
  let depth = 0;
  for (let before = at - 1; before >= 0; before--) {
    const text = all[before]?.text;
    if (text === ')') depth++;
    if (text === '(' && depth-- === 0) return /^cast$/i.test(all[before - 1]?.text ?? '');
  }
  return false;
}

function limitHasComma(all: readonly Token[], at: number): boolean {
  for (let next = at + 1, depth = 0; next < all.length; next++) {
    const text = all[next]?.text;
    if (text === '(') depth++;
    if (text === ')' && depth-- === 0) return false;
    if (text === ',' && depth === 0) return true;
  }
  return false;
}

function havingNames(
  all: readonly Token[],
  at: number,
  own: ReadonlySet<string>,
  columns: ReadonlyMap<string, string>,
): boolean {
  for (const [index, token] of all.slice(at + 1).entries()) {
    if (/^(?:order|limit|union|window|except|intersect)$/i.test(token.text)) return false;
    const qualifies = all[at + 2 + index]?.text === '.';
    if (isName(token) && !qualifies && own.has(folded(token.value)) && !columns.has(folded(token.value))) return true;
  }
  return false;
}

/** SQLite puts NULL before every value, so that it comes last where the order is turned. */
function placeNulls(pieces: readonly Piece[]): void {
  for (const [at, { token }] of pieces.entries()) {
    if (!/^by$/i.test(token.text) || !/^order$/i.test(pieces[at - 1]?.token.text ?? '')) continue;
    let depth = 0;
    let down = false;
    let told = false;
    for (let next = at + 1; ; next++) {
      const here = pieces[next]?.token;
      const text = here?.text.toLowerCase() ?? '';
      const ends =
        here === undefined ||
        (depth === 0 &&
          (text === ')' || (here.kind === 'word' && /^(?:limit|offset|rows|range|groups|union)$/.test(text))));
      if (ends || (text === ',' && depth === 0)) {
        const last = pieces[next - 1];
        if (!told && last) last.text += down ? ' NULLS LAST' : ' NULLS FIRST';
        down = told = false;
        if (ends) break;
      }
      if (text === '(') depth++;
      if (text === ')') depth--;
      if (depth === 0 && text === 'desc') down = true;
      if (depth === 0 && text === 'nulls') told = true;
    }
  }
}

/** The pieces with the white space and the comments that stood between them. */
function rejoined(sql: string, pieces: readonly Piece[]): string {
  const at = new Map(pieces.map(({ token, text }) => [token.at, text]));
  return tokens(sql)
    .map((token) => at.get(token.at) ?? token.text)
    .join('');
}
