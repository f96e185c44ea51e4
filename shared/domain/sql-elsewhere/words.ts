import type { Dialect } from '../patterns/dialects.ts';
import type { Token } from '../sql-tokens.ts';

export type Elsewhere = Exclude<Dialect, 'redthread'>;

/** Words that mean the same in SQLite and in the five others, or are looked at one by one. */
export const KEYWORDS = new Set(
  'ALL AND AS ASC BETWEEN BY CASE CAST CROSS CURRENT DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS FALSE FILTER FIRST FOLLOWING FROM FULL GROUP HAVING IN INNER INTERSECT IS JOIN LAST LEFT LIKE LIMIT NOT NULL NULLS OFFSET ON OR ORDER OUTER OVER PARTITION PRECEDING RECURSIVE RIGHT ROW ROWS SELECT THEN TRUE UNBOUNDED UNION USING VALUES WHEN WHERE WINDOW WITH'.split(
    ' ',
  ),
);

// sqlite.org/lang_keywords.html: what stands behind a name and is one of these is no alias of it.
const SQLITE =
  'ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT TRUE FALSE';
export const RESERVED: ReadonlySet<string> = new Set(SQLITE.split(' '));

type Types = Readonly<Partial<Record<Elsewhere, string>>>;
/** What CAST makes, where it makes the same. */
export const TYPES: Readonly<Record<string, Types>> = {
  TEXT: { postgresql: 'text', duckdb: 'VARCHAR', bigquery: 'STRING', snowflake: 'VARCHAR', spark: 'STRING' },
  REAL: { postgresql: 'double precision', duckdb: 'DOUBLE', bigquery: 'FLOAT64', snowflake: 'DOUBLE', spark: 'DOUBLE' },
  INTEGER: {},
};

interface Made {
  readonly name?: string;
  /** Why it is not carried over. */
  readonly why?: string;
  readonly caution?: string;
}
type Call = (dialect: Elsewhere, given: readonly (readonly Token[])[]) => Made;

const same: Call = () => ({});
const only =
  (names: Partial<Record<Elsewhere, string>>, caution?: string): Call =>
  (dialect) => {
    const name = names[dialect];
    return name === undefined
      ? { why: 'there is no function there that is known to give the same' }
      : { name, ...(caution && { caution }) };
  };
const oneArgument: Call = (_, given) =>
  given.length === 1 ? {} : { why: 'with several arguments NULL counts otherwise there' };

/** Functions that are known to give the same, by the name that they have there. */
export const CALLS: Readonly<Record<string, Call>> = {
  count: same,
  sum: same,
  avg: same,
  min: oneArgument,
  max: oneArgument,
  abs: same,
  lower: same,
  upper: same,
  coalesce: same,
  nullif: same,
  replace: same,
  row_number: same,
  rank: same,
  dense_rank: same,
  lag: same,
  lead: same,
  first_value: same,
  exists: same,
  cast: same,
  trim: oneArgument,
  length: same,
  ifnull: () => ({ name: 'COALESCE' }),
  iif: only({ duckdb: 'if', bigquery: 'IF', snowflake: 'IFF', spark: 'IF' }),
  instr: only({ postgresql: 'strpos', duckdb: 'instr', bigquery: 'STRPOS', spark: 'instr' }),
  substr: (_, given) => {
    const [, from, many] = given;
    const whole = (tokens: readonly Token[] | undefined) =>
      tokens?.length === 1 && /^[1-9]\d*$/.test(tokens[0]?.text ?? '');
    return whole(from) && (many === undefined || whole(many))
      ? {}
      : { why: 'only a place and a length from 1, written as numbers, mean the same there' };
  },
  round: (dialect, given) =>
    dialect === 'duckdb' || (dialect === 'snowflake' && given.length === 1)
      ? {}
      : { why: 'halves are rounded otherwise there' },
  stddev: only({
    postgresql: 'stddev_samp',
    duckdb: 'stddev_samp',
    bigquery: 'STDDEV_SAMP',
    snowflake: 'STDDEV_SAMP',
    spark: 'stddev_samp',
  }),
  stddev_pop: only({
    postgresql: 'stddev_pop',
    duckdb: 'stddev_pop',
    bigquery: 'STDDEV_POP',
    snowflake: 'STDDEV_POP',
    spark: 'stddev_pop',
  }),
  median: only({ duckdb: 'median', snowflake: 'MEDIAN', spark: 'median' }),
  group_concat: (dialect, given) => {
    if (given.length !== 2) return { why: "name its separator, as in group_concat(x, ',')" };
    const name = {
      postgresql: 'string_agg',
      duckdb: 'string_agg',
      bigquery: 'STRING_AGG',
      snowflake: 'LISTAGG',
      spark: undefined,
    }[dialect];
    return name === undefined
      ? { why: 'there is no function there that is known to give the same' }
      : { name, caution: 'The order of the parts of group_concat is not told, here or there.' };
  },
};
