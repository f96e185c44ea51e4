import type { EntityType } from '../contract/entities.ts';
import type { Followed } from '../contract/selections.ts';
import { counted } from './counted.ts';
import { ENTITY } from './entities.ts';
import { amountWords } from './link-facts.ts';
import { eachRow, rangesOf } from './row-ranges.ts';
import { quoteName } from './sql-names.ts';

/** What a type of entity is called, one and many: "Account", "Accounts". */
type Kinds = (type: EntityType) => { readonly word: string; readonly words: string };

/** "33 payouts" where the name of a dataset is the plural of a word and no type of entity, else "33 rows of logins_2". */
export const rowsOfView = (count: number, view: string): string =>
  /^\p{Ll}{3,}s$/u.test(view) && count !== 1 && !TYPES.has(view)
    ? `${count.toLocaleString('en-US')} ${view}`
    : `${counted(count, 'row')} of ${view}`;
const TYPES: ReadonlySet<string> = new Set(Object.values(ENTITY).map(({ words }) => words.toLowerCase()));

/** Entities by type, the most frequent first. */
export function byType({ entities }: Pick<Followed, 'entities'>): [type: EntityType, those: Followed['entities']][] {
  return [...Map.groupBy(entities, ({ type }) => type)].toSorted(([, a], [, b]) => b.length - a.length);
}

/** Lower case but for abbreviations: "accounts", "IP addresses". */
const inText = (word: string): string => (/^\p{Lu}\p{Ll}/u.test(word) ? word[0]?.toLowerCase() + word.slice(1) : word);
export const entitiesWords = (type: EntityType, count: number, kinds: Kinds): string => {
  const { word, words } = kinds(type);
  return `${count.toLocaleString('en-US')} ${inText(count === 1 ? word : words)}`;
};

/** The amounts of the first amount column of each dataset: "$47,254.50", "EUR 12.50". */
export const sumWords = ({ sums }: Followed['rows'][number]): string[] =>
  sums.filter(({ column }) => column === sums[0]?.column).map(amountWords);

/** "11 accounts", "33 payouts", "$47,254.50", "2 exhibits": what a selection holds, in counted words, amounts near the front. */
export function selectionWords(followed: Pick<Followed, 'entities' | 'rows' | 'exhibits'>, kinds: Kinds): string[] {
  const { rows, exhibits } = followed;
  const [first, ...rest] = byType(followed).map(([type, those]) => entitiesWords(type, those.length, kinds));
  const wordsOf = (some: Followed['rows']): string[] =>
    some.flatMap((each) => [rowsOfView(each.count, each.view), ...sumWords(each)]);
  return [
    ...(first === undefined ? [] : [first]),
    ...wordsOf(rows.filter(({ sums }) => sums.length > 0)),
    ...rest,
    ...wordsOf(rows.filter(({ sums }) => sums.length === 0)),
    ...(exhibits.length > 0 ? [counted(exhibits.length, 'exhibit')] : []),
  ];
}

const MOST_RANGES = 200; // that are written out

/** Rows of a dataset as a statement, which a person can read and change. */
export function rowsSql(view: string, rows: string): string {
  const ranges = rangesOf(rows);
  const test =
    ranges.length <= MOST_RANGES
      ? ranges
          .map(([from, to]) => (from === to ? `row_no = ${from}` : `row_no BETWEEN ${from} AND ${to}`))
          .join('\n  OR ')
      : `row_no IN (SELECT value FROM json_each('[${[...eachRow(rows)].join(',')}]'))`;
  return `SELECT *\nFROM (SELECT row_number() OVER () AS row_no, * FROM ${quoteName(view)})\nWHERE ${test}`;
}
