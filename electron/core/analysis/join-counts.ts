import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { type Reading, readingWords, sqlType } from '../../../shared/domain/readings.ts';
import { SPACES, shapingSql } from '../../../shared/domain/shaping.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import type { JobContext } from '../context.ts';
import { listDatasets } from '../datasets/reads.ts';
import { askRows } from '../query/reads.ts';

type Asked = Parsed<'analysis.joinCounts'>;
type Counts = Output<'analysis.joinCounts'>;

/** Counts how a join would match before it is made, both ways, by the keys of either side. */
export async function joinCounts(context: JobContext, asked: Asked): Promise<Counts> {
  const { caseId, timeoutSeconds } = asked;
  const ask = (sql: string, rowLimit: number) => askRows(context, { caseId, sql, rowLimit, timeoutSeconds });
  const [row = []] = await ask(countsSql(asked), 1);
  const [leftRows, rightRows, leftMatched, rightMatched, leftBlank, rightBlank, joinedRows, mostForLeft, mostForRight] =
    row.map((cell) => Number(cellText(cell))) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  const nearly: Counts['nearly'] = [];
  if (leftMatched + leftBlank < leftRows)
    for (const by of ['case', 'spaces', 'zeros'] as const) {
      const [found] = await ask(nearlySql(asked, by), 1);
      const rows = Number(cellText(found?.[0] ?? 0));
      if (rows > 0) nearly.push({ by, rows, example: [cellText(found?.[1] ?? null), cellText(found?.[2] ?? null)] });
    }
  return {
    leftRows,
    rightRows,
    leftMatched,
    rightMatched,
    leftBlank,
    rightBlank,
    joinedRows,
    mostForLeft,
    mostForRight,
    nearly,
    warnings: [
      ...nearly.map(nearlyWords),
      ...multiplied(joinedRows, leftMatched, mostForLeft, mostForRight),
      ...readAlike(context, asked),
    ],
  };
}

/** The keys of both sides with how many rows have each; a key of which a part is NULL matches nothing. */
function keys({ shaping, table, on }: Asked): { from: string; whole: string; same: string } {
  const key = (at: number) => `k${at + 1}`;
  const of = (side: 'left' | 'right') => on.map((pair, at) => `${quoteName(pair[side])} AS ${key(at)}`).join(', ');
  const by = on.map((_, at) => at + 1).join(', ');
  return {
    from: `WITH l_rows AS (\n${shapingSql(shaping)}\n),
l AS (SELECT ${of('left')}, count(*) AS n FROM l_rows GROUP BY ${by}),
r AS (SELECT ${of('right')}, count(*) AS n FROM ${quoteName(table)} GROUP BY ${by})`,
    whole: on.map((_, at) => `${key(at)} IS NOT NULL`).join(' AND '),
    same: on.map((_, at) => `l.${key(at)} = r.${key(at)}`).join(' AND '),
  };
}

function countsSql(asked: Asked): string {
  const { from, whole, same } = keys(asked);
  return `${from},
pairs AS MATERIALIZED (SELECT l.n AS ln, r.n AS rn FROM l JOIN r ON ${same})
SELECT
  (SELECT coalesce(sum(n), 0) FROM l),
  (SELECT coalesce(sum(n), 0) FROM r),
  (SELECT coalesce(sum(l.n), 0) FROM l WHERE EXISTS (SELECT 1 FROM r WHERE ${same})),
  (SELECT coalesce(sum(r.n), 0) FROM r WHERE EXISTS (SELECT 1 FROM l WHERE ${same})),
  (SELECT coalesce(sum(n), 0) FROM l WHERE NOT (${whole})),
  (SELECT coalesce(sum(n), 0) FROM r WHERE NOT (${whole})),
  (SELECT coalesce(sum(ln * rn), 0) FROM pairs),
  (SELECT coalesce(max(rn), 0) FROM pairs),
  (SELECT coalesce(max(ln), 0) FROM pairs)`;
}

const SPACES_SQL = `char(${[...SPACES].map((space) => space.codePointAt(0)).join(', ')})`;
const WITHOUT = {
  case: (key: string) => `lower(${key})`,
  spaces: (key: string) => `trim(${key}, ${SPACES_SQL})`,
  zeros: (key: string) => `ltrim(${key}, '0')`,
} as const;

function nearlySql(asked: Asked, by: keyof typeof WITHOUT): string {
  const { from, whole, same } = keys(asked);
  const plain = (side: string) =>
    asked.on.map((_, at) => `${WITHOUT[by](`CAST(${side}.k${at + 1} AS TEXT)`)} AS p${at + 1}`).join(', ');
  const alike = asked.on.map((_, at) => `a.p${at + 1} = b.p${at + 1}`).join(' AND ');
  return `${from},
a AS MATERIALIZED (SELECT l.k1, l.n, ${plain('l')} FROM l WHERE ${whole} AND NOT EXISTS (SELECT 1 FROM r WHERE ${same})),
b AS MATERIALIZED (SELECT min(r.k1) AS k1, ${plain('r')} FROM r WHERE ${whole} GROUP BY ${asked.on.map((_, at) => at + 2).join(', ')})
SELECT coalesce(sum(a.n), 0), min(a.k1), b.k1 FROM a JOIN b ON ${alike}`;
}

const IGNORED = {
  case: 'upper and lower case',
  spaces: 'leading and trailing spaces',
  zeros: 'leading zeros',
} as const;
const nearlyWords = ({ by, rows, example: [one, other] }: Counts['nearly'][number]): string =>
  `${counted(rows, 'row')} of the left without a match would have one but for ${IGNORED[by]}: '${one}' and '${other}'.`;

const multiplied = (joined: number, matched: number, forLeft: number, forRight: number): string[] =>
  forLeft > 1 && forRight > 1
    ? [
        `Keys repeat on both sides: ${counted(matched, 'row')} of the left with a match ${matched === 1 ? 'becomes' : 'become'} ${joined.toLocaleString('en-US')}. Sums over the join count rows several times.`,
      ]
    : forLeft > 1
      ? [
          `A row of the left matches up to ${counted(forLeft, 'row')} of the right and stands once for each: sums of the left's columns count it several times.`,
        ]
      : [];

/** Warns where one side is a number and the other text, or dates are read otherwise. */
function readAlike({ db }: JobContext, { caseId, shaping, table, on }: Asked): string[] {
  const datasets = listDatasets(db, caseId);
  const readingOf = (view: string, column: string): Reading | undefined =>
    datasets.find((each) => each.view === view)?.columns.find((each) => each.name === column)?.reading?.reading;
  const { base } = shaping;
  if (!('table' in base)) return [];
  return on.flatMap(({ left, right }) => {
    const [one, other] = [readingOf(base.table, left), readingOf(table, right)];
    if (!one || !other) return [];
    if (sqlType(one) === sqlType(other) && (sqlType(one) !== 'TEXT' || one.kind === other.kind)) return [];
    return [
      `${base.table}.${left} is read as ${readingWords(one)}, ${table}.${right} as ${readingWords(other)}: values that look alike may not match, and 7 may match 007.`,
    ];
  });
}
