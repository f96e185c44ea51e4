import { Fault } from '../../../../shared/contract/errors.ts';
import { significant } from '../../../../shared/domain/sql-tokens.ts';
import { type Scalars, textOf, type Value } from './value.ts';

/**
 * LIKE, lower and upper as SQLite has them, but for the letters beyond ASCII: "МОШЕННИК" is LIKE 'мошенник'. Unicode's own
 * mappings (ECMAScript, toLowerCase and toUpperCase), so that they depend on no locale. A statement's LIKE never uses an
 * index: SQLite leaves that out where the function is another than its own, and tables of a case have none to use.
 */
export const letterFunctions = {
  lower: { runs: [(value: Value) => (value === null ? null : textOf(value).toLowerCase())] },
  upper: { runs: [(value: Value) => (value === null ? null : textOf(value).toUpperCase())] },
  like: {
    runs: [
      (pattern: Value, value: Value) => like(pattern, value, null),
      (pattern: Value, value: Value, mark: Value) => (mark === null ? null : like(pattern, value, textOf(mark))),
    ],
  },
} satisfies Scalars;

function like(pattern: Value, value: Value, mark: string | null): Value {
  if (pattern === null || value === null) return null;
  if (pattern instanceof Uint8Array || value instanceof Uint8Array) return 0n; // as this build of SQLite does
  return BigInt(matches(compiled(textOf(pattern), mark), folded(textOf(value))));
}

/** Case apart, and the two small sigmas alike, between which the place in the word decides. */
const folded = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
};

/**
 * Whether SQLite's own LIKE, a native function, says the same of every text as the one above: each pattern of the statement is
 * written out and holds only ASCII, of which no letter is the small one of something beyond ASCII, as i is of \u0130 and k of \u212a.
 */
export function ownLikeIsEnough(statement: string): boolean {
  const found = significant(statement);
  return found.every(({ kind, text }, at) => {
    if (kind !== 'word' || text.toLowerCase() !== 'like') return true;
    const [pattern, after] = [found[at + 1], found[at + 2]];
    return (
      pattern?.kind === 'string' &&
      after?.text !== '||' &&
      after?.text !== '|' &&
      ALIKE.test(pattern.value) &&
      pattern.value.split('%').length <= MOST_WILD
    );
  });
}
/** Its own goes back and forth over a text for each `%`. */
const MOST_WILD = 4;
const ALIKE = /^[ -HJL-hjl-~]*$/;

/** A piece of a pattern between two `%`: plain text, or one with `_` in it. */
type Piece = string | RegExp;
const NEVER = /(?!)/y;
const KEPT_PATTERNS = 50;
const known = new Map<string, readonly Piece[]>();

/** The last one: a statement asks for the same pattern row after row. */
let last: { readonly pattern: string; readonly mark: string | null; readonly pieces: readonly Piece[] } | null = null;

function compiled(pattern: string, mark: string | null): readonly Piece[] {
  if (last?.pattern === pattern && last.mark === mark) return last.pieces;
  const pieces = piecesKept(pattern, mark);
  last = { pattern, mark, pieces };
  return pieces;
}

function piecesKept(pattern: string, mark: string | null): readonly Piece[] {
  const key = `${mark ?? ''}\0${pattern}`;
  const found = known.get(key);
  if (found) return found;
  const made = piecesOf(pattern, mark);
  if (known.size >= KEPT_PATTERNS) known.clear();
  known.set(key, made);
  return made;
}

function piecesOf(pattern: string, mark: string | null): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let source: string | null = null; // of the regular expression, once there is a `_`
  const end = () => {
    pieces.push(source === null ? folded(literal) : new RegExp(source + quoted(literal), 'suy'));
    literal = '';
    source = null;
  };
  if (mark !== null && [...mark].length !== 1) throw new Fault('sql-error', 'ESCAPE takes a single character.');
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string;
    if (character === mark) {
      const next = characters[++at];
      if (next === undefined) return [NEVER]; // an escape of nothing matches nothing, as in SQLite
      literal += next;
    } else if (character === '%') end();
    else if (character === '_') {
      source = `${source ?? ''}${quoted(literal)}.`;
      literal = '';
    } else literal += character;
  }
  end();
  return pieces;
}

const quoted = (literal: string): string => folded(literal).replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

/** The pieces in order, each as early as it can be: between two `%` that is enough, so that no pattern backtracks. */
function matches(pieces: readonly Piece[], text: string): boolean {
  const [first = ''] = pieces;
  let at = endOf(first, text, 0);
  if (pieces.length === 1) return at === text.length;
  if (at < 0) return false;
  for (const piece of pieces.slice(1, -1)) {
    at = find(piece, text, at);
    if (at < 0) return false;
  }
  const last = pieces.at(-1) ?? '';
  if (typeof last === 'string') return text.length - last.length >= at && text.endsWith(last);
  for (let start = at; start <= text.length; start++) if (endOf(last, text, start) === text.length) return true;
  return false;
}

/** Where a piece that begins at `at` ends; -1 where it does not stand there. */
function endOf(piece: Piece, text: string, at: number): number {
  if (typeof piece === 'string') return text.startsWith(piece, at) ? at + piece.length : -1;
  piece.lastIndex = at;
  return piece.test(text) ? piece.lastIndex : -1;
}

function find(piece: Piece, text: string, from: number): number {
  if (typeof piece === 'string') {
    const start = text.indexOf(piece, from);
    return start < 0 ? -1 : start + piece.length;
  }
  for (let start = from; start <= text.length; start++) {
    const end = endOf(piece, text, start);
    if (end >= 0) return end;
  }
  return -1;
}
