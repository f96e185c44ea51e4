import type { KnownType } from '../entities.ts';
import type { Profile, ProfileColumn, ReadingRule } from '../profiles.ts';

/**
 * Columns by their headers as the exports have them. A word says what the values are: an entity type (text), 'text', 'utc' for times
 * and 'epoch' for seconds in UTC, 'epoch-us' for microseconds, 'mdy' for dates with the month first, '' where the values decide.
 */
type Word = KnownType | 'text' | 'utc' | 'epoch' | 'epoch-us' | 'mdy' | 'json' | '';
export type Columns = Readonly<Record<string, Word>>;

const RULES: Readonly<Partial<Record<Word, ReadingRule>>> = {
  '': {},
  utc: { zone: 'UTC' },
  epoch: { kind: 'epoch', unit: 's' },
  'epoch-us': { kind: 'epoch', unit: 'us' },
  mdy: { kind: 'date', order: 'mdy' },
  json: { kind: 'json' },
};

function column([header, word]: readonly [string, Word]): ProfileColumn {
  const rule = RULES[word];
  if (rule) return { header, rule };
  return word === 'text'
    ? { header, rule: { kind: 'text' } }
    : { header, rule: { kind: 'text' }, entity: word as KnownType };
}

interface Facts {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Columns;
  readonly moment?: Profile['moment'];
  readonly notes?: readonly string[];
  readonly caps?: readonly number[];
}
/** One export that the program knows. */
export const known = ({ name, key, columns, moment, notes = [], caps = [] }: Facts): Profile => ({
  name,
  key: [...key],
  columns: Object.entries(columns).map(column),
  ...(moment && { moment }),
  notes: [...notes],
  caps: [...caps],
});
