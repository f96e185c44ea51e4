import { Fault } from '../../../../shared/contract/errors.ts';
import type { Scalars, Value } from './value.ts';

/**
 * Patterns are JavaScript's (ECMAScript, Unicode mode): known syntax, and no dependency. A
 * pattern that backtracks without end is stopped like any other statement that takes too long, because the whole process
 * can be ended.
 */
export const patternFunctions = {
  /** `text REGEXP pattern`: whether the pattern matches anywhere in the text. */
  regexp: {
    runs: [
      (pattern: Value, text: Value) => (anyNull(pattern, text) ? null : BigInt(compile(pattern).test(string(text)))),
    ],
  },
  /** `regexp_extract(text, pattern [, group])`: the group; without one the first capture, or the whole match when nothing is captured. NULL without a match. */
  regexp_extract: {
    varargs: true,
    runs: [
      (text: Value = null, pattern: Value = null, group?: Value, ...more: Value[]): Value => {
        if (more.length > 0)
          throw new Fault('sql-error', 'regexp_extract takes a text, a pattern and at most a group.');
        if (anyNull(text, pattern) || group === null) return null;
        const match = compile(pattern).exec(string(text));
        if (!match) return null;
        if (group === undefined) return match[1] ?? (match.length > 1 ? null : match[0]);
        const wanted = typeof group === 'string' ? group : Number(group);
        if (typeof wanted === 'string' ? !Object.hasOwn(match.groups ?? {}, wanted) : !(wanted in match))
          throw new Fault('sql-error', `regexp_extract: the pattern has no group ${wanted}.`);
        return (typeof wanted === 'string' ? match.groups?.[wanted] : match[wanted]) ?? null;
      },
    ],
  },
  /** `regexp_replace(text, pattern, by)`: every match replaced; `$1` stands for a group. */
  regexp_replace: {
    runs: [
      (text: Value, pattern: Value, by: Value) =>
        anyNull(text, pattern, by) ? null : string(text).replaceAll(compile(pattern, 'g'), string(by)),
    ],
  },
} satisfies Scalars;

const anyNull = (...values: (Value | undefined)[]): boolean =>
  values.some((value) => value === null || value === undefined);

const string = (value: Value | undefined): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);

const KEPT_PATTERNS = 50;
const compiled = new Map<string, RegExp>();

/** `(?i)`, `(?s)`, `(?m)` at the start set flags, as elsewhere in the field. */
function compile(pattern: Value | undefined, always = ''): RegExp {
  const text = string(pattern);
  const key = `${always}/${text}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  const [, flags = '', body = text] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(text) ?? [];
  let made: RegExp;
  try {
    made = new RegExp(body, [...new Set(`${flags}${always}u`)].join(''));
  } catch (error) {
    throw new Fault(
      'sql-error',
      `The pattern is wrong: ${(error as Error).message.replace(/^Invalid regular expression: /, '')}`,
    );
  }
  if (compiled.size >= KEPT_PATTERNS) compiled.clear();
  compiled.set(key, made);
  return made;
}
