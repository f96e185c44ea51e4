import { type Token, tokens } from '../../../shared/domain/sql-tokens.ts';

const OPERATOR = /^(?:union|intersect|except)$/i;
const MOST_MADE = 64;

/**
 * The statements that remain where of every UNION, INTERSECT and EXCEPT one arm is kept, in every combination: SQLite names
 * the columns of a compound after its first arm, whatever the others are.
 * @returns the statement itself where it has none; null where there are too many, or rows of VALUES that select
 */
export function oneArmEach(statement: string): string[] | null {
  const made: string[] = [];
  const left = [statement];
  for (let text = left.pop(); text !== undefined; text = left.pop()) {
    const all = nested(text);
    if (selectsInValues(all)) return null;
    const arms = armsOf(text, all);
    if (arms) left.push(...arms.reverse());
    else made.push(text);
    if (made.length + left.length > MOST_MADE) return null;
  }
  return made;
}

interface Nested extends Token {
  readonly depth: number;
}

function nested(text: string): Nested[] {
  let depth = 0;
  return tokens(text)
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .map((token) => {
      if (token.kind === 'other' && token.text === '(') return { ...token, depth: depth++ };
      if (token.kind === 'other' && token.text === ')') return { ...token, depth: --depth };
      return { ...token, depth };
    });
}

/** The statement with each arm of its first compound alone, in their order; null where there is none. */
function armsOf(text: string, all: readonly Nested[]): string[] | null {
  const first = all.findIndex(({ kind, text: word }) => kind === 'word' && OPERATOR.test(word));
  const depth = all[first]?.depth;
  if (depth === undefined) return null;
  const opened = all.slice(0, first).findLastIndex((token) => token.depth < depth);
  const closed = all.findIndex((token, at) => at > first && (token.depth < depth || token.text === ';'));
  const level = all
    .slice(opened + 1, closed === -1 ? all.length : closed)
    .filter((token) => token.kind === 'word' && token.depth === depth);
  const start = level.find(({ text: word }) => /^(?:select|values)$/i.test(word));
  const operators = level.filter(({ text: word }) => OPERATOR.test(word));
  const last = operators.at(-1) as Token;
  const stop = all[closed]?.at ?? text.length;
  const end = level.find(({ at, text: word }) => at > last.at && /^(?:order|limit)$/i.test(word))?.at ?? stop;
  if (!start) return null;
  const bounds = [...operators.map(({ at }) => at), end];
  return bounds.map((bound, index) => {
    const before = operators[index - 1];
    const arm = before
      ? text.slice(before.at + before.text.length, bound).replace(/^((?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*)all\b/i, '$1')
      : text.slice(start.at, bound);
    return `${text.slice(0, start.at)}${arm} ${text.slice(stop)}`;
  });
}

/** Whether rows of VALUES take values from a SELECT: several of them are a compound without a word for it. */
function selectsInValues(all: readonly Nested[]): boolean {
  return all.some(({ kind, text, depth }, at) => {
    if (kind !== 'word' || !/^values$/i.test(text)) return false;
    for (const token of all.slice(at + 1)) {
      if (token.depth < depth || (token.depth === depth && !/^[(),]$/.test(token.text))) return false;
      if (token.kind === 'word' && /^select$/i.test(token.text)) return true;
    }
    return false;
  });
}
