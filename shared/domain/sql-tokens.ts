export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'comment' | 'space' | 'other';
  readonly text: string;
  /** A name or string without its quotes. */
  readonly value: string;
  /** Offset in the statement, in UTF-16 units. */
  readonly at: number;
}

// SQLite's lexical rules (sqlite.org/lang_expr.html, lang_comment.html): an unclosed comment runs to the end.
const RULES: readonly (readonly [kind: Token['kind'], rule: RegExp])[] = [
  ['space', /[ \t\n\f\r]+/y],
  ['comment', /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /[xX]?'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y],
  // Never closed, it runs to the end: taken a character at a time, a million of them would take hours.
  ['other', /[xX]?'[\s\S]*|["`[][\s\S]*/y],
  ['number', /(?:0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y],
  ['parameter', /\?\d*|[:@$#][\w$\u0080-\uffff]+/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
];

/** Cuts a statement into tokens, comments and white space among them; never fails. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const token = next(sql, at);
    found.push(token);
    at += token.text.length;
  }
  return found;
}

function next(sql: string, at: number): Token {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = at;
    const text = rule.exec(sql)?.[0];
    if (text) return { kind, text, value: unquoted(kind, text), at };
  }
  return { kind: 'other', text: sql[at] as string, value: sql[at] as string, at };
}

function unquoted(kind: Token['kind'], text: string): string {
  if (kind !== 'quoted' && kind !== 'string') return text;
  const inner = text.slice(text.search(/['"`[]/) + 1, -1);
  const quote = text.at(-1) as string;
  return quote === ']' ? inner : inner.replaceAll(quote + quote, quote);
}

/** Those that carry meaning. */
export const significant = (sql: string): Token[] =>
  tokens(sql).filter(({ kind }) => kind !== 'space' && kind !== 'comment');

/** The place of the parenthesis that closes the one at `open`; the end where none does. */
export function closing(all: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < all.length; at++) {
    if (all[at]?.text === '(') depth++;
    if (all[at]?.text === ')' && --depth === 0) return at;
  }
  return all.length;
}
