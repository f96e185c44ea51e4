import { Fault } from '../../../shared/contract/errors.ts';
import { significant, type Token } from '../../../shared/domain/sql-tokens.ts';
import { folded } from '../datasets/columns.ts';

/** "line 2, column 7", both from 1. */
export function place(sql: string, at: number): string {
  const before = sql.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1) as string).length + 1}`;
}

/**
 * What SQLite says of a statement, with the place it is about: the add-on does not hand on the offset.
 * @param prepare compiles a text, to find which of several equal words is the wrong one
 */
export function sqlFault(error: unknown, sql: string, prepare: (text: string) => unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  if (error instanceof RangeError && error.message.includes('more than one'))
    return new Fault(
      'sql-refused',
      'Only one statement can be run at a time. Remove what follows the first semicolon.',
    );
  // A missing `?` is a RangeError of the add-on, a missing `:name` a TypeError.
  if ((error instanceof RangeError || error instanceof TypeError) && /parameter/i.test(error.message))
    return new Fault('sql-error', 'A parameter of the statement has no value.');
  if (error instanceof RangeError) return new Fault('sql-error', error.message);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!code.startsWith('SQLITE_')) return error;
  if (/^SQLITE_(?:NOMEM|TOOBIG|FULL)/.test(code)) return new Fault('sql-limit', `Stopped: ${error.message}.`);
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR|CANTOPEN|BUSY|LOCKED)/.test(code)) return error;
  const at = offset(error.message, sql, prepare);
  return new Fault('sql-error', at === null ? error.message : `${error.message} (${place(sql, at)})`);
}

function offset(message: string, sql: string, prepare: (text: string) => unknown): number | null {
  if (message === 'incomplete input') return sql.length;
  const near = /^near "([\s\S]*)": syntax error$/.exec(message)?.[1];
  if (near !== undefined) {
    const candidates = significant(sql).filter(({ text }) => text === near);
    return (
      (candidates.length > 1 ? candidates.find((each) => failsAt(each, message, sql, prepare)) : candidates[0])?.at ??
      null
    );
  }
  const unknown =
    /^(?:no such (?:column|table|function)|ambiguous column name|unrecognized token): "?([\s\S]*?)"?(?: - should this be .*)?$/.exec(
      message,
    )?.[1];
  if (unknown === undefined) return null;
  const found = namesOf(significant(sql), unknown);
  // Of several the one without which the statement fails in another way, or not at all.
  const wrong = found.length > 1 ? found.find((each) => !failsWithout(each, message, sql, prepare)) : undefined;
  return (wrong ?? found[0])?.at ?? (sql.includes(unknown) ? sql.indexOf(unknown) : null);
}

interface Place {
  readonly at: number;
  readonly end: number;
  readonly call: boolean;
}

/** Where a name stands that SQLite does not know, "logins.usr" as the words "l", ".", "usr" too; a text is no name. */
function namesOf(all: readonly Token[], unknown: string): Place[] {
  const parts = unknown.split('.');
  const same = (token: Token | undefined, name: string) =>
    token !== undefined && token.kind !== 'string' && folded(token.value) === folded(name);
  const place = (first: number, last: number): Place => {
    const [from, to] = [all[first], all[last]] as [Token, Token];
    return { at: from.at, end: to.at + to.text.length, call: all[last + 1]?.text === '(' };
  };
  const whole = all.flatMap((token, at) => (same(token, unknown) || token.text === unknown ? [place(at, at)] : []));
  if (whole.length > 0 || parts.length === 1) return whole;
  return all.flatMap((_, at) =>
    parts.every((part, n) => same(all[at + 2 * n], part) && (n === 0 || all[at + 2 * n - 1]?.text === '.'))
      ? [place(at, at + 2 * (parts.length - 1))]
      : [],
  );
}

/** Whether a statement fails alike with something in a name's place that SQLite knows. */
function failsWithout({ at, end, call }: Place, message: string, sql: string, prepare: (text: string) => unknown) {
  const known = /^no such table/.test(message) ? '(SELECT 1)' : call ? 'json_array' : 'NULL';
  try {
    prepare(`${sql.slice(0, at)}${known}${sql.slice(end)}`);
    return false;
  } catch (error) {
    return error instanceof Error && error.message === message;
  }
}

function failsAt({ at, text }: Token, message: string, sql: string, prepare: (text: string) => unknown): boolean {
  try {
    prepare(sql.slice(0, at + text.length));
    return false;
  } catch (error) {
    return error instanceof Error && error.message === message;
  }
}
