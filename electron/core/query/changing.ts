import { closing, significant, type Token } from '../../../shared/domain/sql-tokens.ts';

const RANDOM = new Set(['random', 'randomblob']);
const CLOCK = new Set(['current_date', 'current_time', 'current_timestamp']);
/** Each reads the clock where it is given no time, or 'now': https://www.sqlite.org/lang_datefunc.html */
const OF_TIME = new Set(['date', 'time', 'datetime', 'julianday', 'unixepoch', 'strftime', 'timediff']);

/** Why a statement may give other rows each time it runs on the same data, even where they look the same; null where it gives the same ones. */
export function changesBetweenRuns(statement: string): string | null {
  const all = significant(statement);
  const called =
    (names: ReadonlySet<string>) =>
    ({ kind, value }: Token, at: number) =>
      kind !== 'string' && names.has(value.toLowerCase()) && all[at + 1]?.text === '(';
  if (all.some(called(RANDOM))) return 'the statement draws at random, and would draw other rows now';
  const now = all.some(({ kind, value }) => kind !== 'other' && /^\s*now\s*$/i.test(value));
  const reads = all.some((token, at) => {
    if (token.kind === 'word' && CLOCK.has(token.value.toLowerCase())) return true;
    if (!called(OF_TIME)(token, at)) return false;
    const end = closing(all, at + 1);
    const noTime =
      token.value.toLowerCase() === 'strftime' ? !all.slice(at, end).some(({ text }) => text === ',') : end === at + 2;
    return now || noTime;
  });
  return reads ? 'the statement reads the clock, and may give other rows now' : null;
}
