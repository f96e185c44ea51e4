import { quoteName } from './sql-names.ts';
import { tokens } from './sql-tokens.ts';

/** The view of a dataset's text. */
const RAW = '_raw';
const folded = (name: string): string => name.toLowerCase();

export interface NamedIn {
  /** The statement with the other name; null where the name may also mean a column or an alias, so that a person has to look. */
  readonly sql: string | null;
}

/**
 * What a statement becomes when a table gets another name; null for one that does not name it.
 * @param columns names of columns that there are, folded: a word that is one of them is not changed unseen
 */
export function withTableRenamed(
  sql: string,
  { from, to }: { readonly from: string; readonly to: string },
  columns: ReadonlySet<string>,
): NamedIn | null {
  const names = new Map([
    [folded(from), to],
    [folded(from + RAW), to + RAW],
  ]);
  const all = tokens(sql);
  let found = false;
  let sure = true;
  let before = '';
  const text = all.map(({ kind, text: own, value }) => {
    if (kind === 'space' || kind === 'comment') return own;
    const last = before;
    before = own.toLowerCase();
    const name = kind === 'word' || kind === 'quoted' ? names.get(folded(value)) : undefined;
    if (name === undefined) return own;
    found = true;
    sure &&= last !== 'as' && last !== '.' && !columns.has(folded(value));
    return quoteName(name);
  });
  return found ? { sql: sure ? text.join('') : null } : null;
}
