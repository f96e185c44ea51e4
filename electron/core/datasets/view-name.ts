import { CASE_TABLES, TABLES_TO_COME } from '../case-table.ts';
import { folded } from './columns.ts';

// Words that SQLite does not take as a name without quotes, and those of joins, which read badly as one.
const RESERVED = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create cross default deferrable delete
  distinct drop else escape except exists foreign from full group having in index inner insert intersect into is isnull
  join left limit natural not nothing notnull null on or order outer primary references returning right row rows select
  set table then to transaction union unique update using values when where`.split(/\s+/),
);
const LONGEST = 63; // as `dataset.rename` allows

export const isReserved = (name: string): boolean => {
  const lower = folded(name);
  return [...CASE_TABLES, ...TABLES_TO_COME].includes(lower) || /^(?:sqlite|pragma|json|jsonb)_/.test(lower);
};

/** A name to type: "Logins (May).csv" becomes logins_may. @param taken names of the case, folded @param part of the file */
export function viewName(fileName: string, taken: ReadonlySet<string>, part = ''): string {
  const stem = fileName.replace(/(?:\.(?:csv|tsv|tab|txt|psv|log|gz))+$/i, '');
  const plain = `${stem} ${part}`
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  let base = /^[\p{L}_]/u.test(plain) ? plain : `t_${plain}`;
  if (plain === '') base = 'dataset';
  base = [...base].slice(0, LONGEST - 5).join('');
  if (RESERVED.has(base)) base = `${base}_`;
  if (isReserved(base)) base = `file_${base}`;
  let name = base;
  for (let copy = 2; taken.has(folded(name)); copy++) name = `${base.replace(/_$/, '')}_${copy}`;
  return name;
}
