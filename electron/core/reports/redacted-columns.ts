import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { tokens } from '../../../shared/domain/sql-tokens.ts';
import { savedChart } from '../charts/reads.ts';
import { columnTexts, datasetTables } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf } from '../evidence/reads.ts';
import { frozenLines, frozenQueryOf, readRow } from '../query/reads.ts';
import type { RedactedColumn } from './resolve/redact.ts';

/** Different values of one redacted column that a print is searched for: 100,000 take about 4 s to prepare. */
const MOST_VALUES = 100_000;
/** What these make of a column tells no value of it. */
const TELLS_NO_VALUE = /^(?:count|sum|total|avg|dec_sum|dec_avg)$/i;
/** Words that end an item of a SELECT, or stand before one. */
const PARTS = /^(?:select|distinct|from|where|with|union|except|intersect|group|order|having|limit|join|on|by|using)$/i;
/** Words of SQL that are no name without quotes. */
const WORDS =
  /^(?:as|case|when|then|else|end|and|or|not|is|in|like|glob|between|null|asc|desc|over|partition|cast|collate|exists|left|right|inner|outer|cross|natural|values|all|filter|escape)$/i;

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const bare = (text: string): string => text.replace(/^["`[](.*)["`\]]$/su, '$1').replaceAll('""', '"');

/** What a statement calls the columns that it reads: "email AS contact". */
function aliasesIn(sql: string): { readonly alias: string; readonly of: readonly string[] }[] {
  const all = tokens(sql).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const isName = (at: number): boolean => {
    const text = all[at]?.text ?? '';
    return /^["`[\p{L}_]/u.test(text) && !PARTS.test(text) && !WORDS.test(text);
  };
  return all.flatMap(({ text }, at) => {
    if (!isName(at) || at === 0) return [];
    const named = same(all[at - 1]?.text ?? '', 'as')
      ? at - 2
      : isName(at - 1) || /^(?:\)|end)$/i.test(all[at - 1]?.text ?? '')
        ? at - 1
        : -1;
    if (named < 0) return [];
    const of: string[] = [];
    let depth = 0;
    for (let from = named; from >= 0; from--) {
      const { text: word } = all[from] as { text: string };
      if (word === ')') depth++;
      if (word === '(' && depth-- === 0) break;
      if (depth === 0 && (word === ',' || PARTS.test(word))) break;
      if (TELLS_NO_VALUE.test(word)) return [];
      if (isName(from)) of.push(bare(word));
    }
    return [{ alias: bare(text), of }];
  });
}

/**
 * Every column that a rule about a column reaches, and every value of them: the columns of that name in all tables and saved
 * queries of the case, what a statement shows them as, and what a column of that name in a result is made of.
 * @throws Fault `too-large` where there are too many values to be looked for
 */
export function redactedColumns(
  db: ReadDb,
  caseId: CaseId,
  exhibits: readonly Exhibit[],
  rules: readonly { readonly kind: string; readonly what: string }[],
): Map<string, RedactedColumn> {
  const wanted = rules.filter(({ kind }) => kind === 'column');
  if (wanted.length === 0) return new Map();
  const held = exhibits.filter(({ removedAt }) => removedAt === null);
  const queries = held
    .filter(({ kind }) => kind === 'query')
    .map((each) => ({ ...each, query: frozenQueryOf(db, each.id) }));
  const statements = [
    ...queries.map(({ query }) => query.sql),
    ...held.filter(({ kind }) => kind === 'chart').map(({ id }) => savedChart(db, id).source.sql),
  ].map(aliasesIn);
  const tables = datasetTables(db, caseId);
  return new Map(
    wanted.map(({ what }) => {
      const sources = new Set([what.toLowerCase()]);
      for (const aliases of statements) {
        // A result's own name stands for what it is made of.
        for (const { alias, of } of aliases.toReversed())
          if (sources.has(alias.toLowerCase())) for (const each of of) sources.add(each.toLowerCase());
      }
      const stored = tables.flatMap((table) =>
        table.columns.flatMap(({ name, header }, at) =>
          sources.has(name.toLowerCase()) || sources.has(header.trim().toLowerCase()) ? [{ table, at, name }] : [],
        ),
      );
      const names = new Set([what.toLowerCase(), ...stored.map(({ name }) => name.toLowerCase())]);
      for (const aliases of statements)
        for (const { alias, of } of aliases)
          if (of.some((each) => names.has(each.toLowerCase()))) names.add(alias.toLowerCase());
      const values = new Set<string>();
      const add = (value: string): void => {
        values.add(value);
        if (values.size > MOST_VALUES)
          throw new Fault(
            'too-large',
            `The column “${what}” has more than ${MOST_VALUES.toLocaleString('en-US')} different values, too many to look for each in the print. Redact what is to go by value, by entity or by pattern instead, or leave the exhibits with this column out.`,
          );
      };
      for (const { table, at } of stored) for (const text of columnTexts(db, table, at)) add(text);
      for (const { id, query } of queries) {
        const at = query.columns.flatMap(({ name }, place) => (names.has(name.toLowerCase()) ? [place] : []));
        if (at.length === 0) continue;
        for (const line of frozenLines(db, contentOf(db, id).id)) {
          const row = readRow(line);
          for (const place of at) add(cellText(row[place] ?? null));
        }
      }
      return [what, { names: [...names], values: [...values] }] as const;
    }),
  );
}
