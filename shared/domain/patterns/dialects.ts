import { textLiteral } from '../sql-names.ts';
/**
 * How six dialects write what the templates need and SQL has no common word for. Each entry was written by hand for its
 * dialect; nothing is translated from another. DuckDB's and PostgreSQL's are proven by their engines in the tests.
 */
export interface DialectWords {
  readonly name: string;
  /** Whether the tests run it on the real engine. */
  readonly proven: boolean;
  quote(name: string): string;
  literal(text: string): string;
  text(value: string): string;
  real(value: string): string;
  /** Seconds since 1970 of a time, as a number. */
  seconds(time: string): string;
  /** 1 where a time names its zone. */
  zoned(time: string): string;
  /** The hour of day, 0 to 23, on the clocks of a zone, summer time followed. @param seconds since 1970 @param zone a literal */
  hourIn(seconds: string, zone: string): string;
  least(one: string, other: string): string;
  power(base: string, exponent: string): string;
  log10(value: string): string;
  /** Every match of a regular expression replaced; patterns are of what all dialects know. */
  replaceAll(value: string, pattern: string, by: string): string;
  matches(value: string, pattern: string): string;
  /** Everything that is no letter and no digit, as a pattern. */
  readonly noWord: string;
  /** A SELECT that gives `key` and one `word` a row, of words separated by blanks. */
  words(table: string, key: string, words: string): string;
  km(latitude: string, longitude: string, otherLatitude: string, otherLongitude: string): string;
}

const doubled = (mark: string) => (name: string) => `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
const ansi = doubled('"');
/** Where a backslash begins an escape within a text. */
const escaped = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const RADIAN = '0.017453292519943295';
/** Great-circle distance on a sphere of the Earth's mean radius, 6371.0088 km (IUGG). */
const haversine =
  (least: (one: string, other: string) => string, power: (base: string, exponent: string) => string) =>
  (a: string, b: string, c: string, d: string): string =>
    `2 * 6371.0088 * ASIN(${least(
      '1.0',
      `SQRT(${power(`SIN((${c} - ${a}) * ${RADIAN} / 2)`, '2')} + COS(${a} * ${RADIAN}) * COS(${c} * ${RADIAN}) * ${power(`SIN((${d} - ${b}) * ${RADIAN} / 2)`, '2')})`,
    )})`;
const least = (one: string, other: string): string => `LEAST(${one}, ${other})`;
const power = (base: string, exponent: string): string => `POWER(${base}, ${exponent})`;

export const DIALECTS = {
  redthread: {
    name: 'Redthread (SQLite)',
    proven: true,
    quote: ansi,
    literal: textLiteral,
    text: (value) => `CAST(${value} AS TEXT)`,
    real: (value) => `CAST(${value} AS REAL)`,
    seconds: (time) => `unixepoch(${time}, 'subsec')`,
    zoned: (time) => `CASE WHEN ${time} LIKE '%Z' THEN 1 ELSE 0 END`,
    hourIn: (seconds, zone) => `date_part('hour', datetime(${seconds}, 'unixepoch') || 'Z', ${zone})`,
    least: (one, other) => `min(${one}, ${other})`,
    power,
    log10: (value) => `log10(${value})`,
    replaceAll: (value, pattern, by) => `regexp_replace(${value}, ${textLiteral(pattern)}, ${textLiteral(by)})`,
    matches: (value, pattern) => `${value} REGEXP ${textLiteral(pattern)}`,
    noWord: String.raw`[^\p{L}\p{N}]+`,
    words: (table, key, words) =>
      `SELECT DISTINCT ${key}, piece.value AS word FROM ${table}, json_each('["' || replace(${words}, ' ', '","') || '"]') AS piece`,
    km: haversine((one, other) => `min(${one}, ${other})`, power),
  },
  postgresql: {
    name: 'PostgreSQL',
    proven: true,
    quote: ansi,
    literal: textLiteral,
    text: (value) => `CAST(${value} AS text)`,
    real: (value) => `CAST(${value} AS double precision)`,
    seconds: (time) => `CAST(EXTRACT(EPOCH FROM ${time}) AS double precision)`,
    zoned: () => '1',
    hourIn: (seconds, zone) => `CAST(EXTRACT(HOUR FROM to_timestamp(${seconds}) AT TIME ZONE ${zone}) AS integer)`,
    least,
    power,
    log10: (value) => `log(${value})`,
    replaceAll: (value, pattern, by) => `regexp_replace(${value}, ${textLiteral(pattern)}, ${textLiteral(by)}, 'g')`,
    matches: (value, pattern) => `${value} ~ ${textLiteral(pattern)}`,
    noWord: '[^[:alnum:]]+',
    words: (table, key, words) =>
      `SELECT DISTINCT ${key}, piece.word FROM ${table} CROSS JOIN LATERAL unnest(string_to_array(${words}, ' ')) AS piece (word)`,
    km: haversine(least, power),
  },
  duckdb: {
    name: 'DuckDB',
    proven: true,
    quote: ansi,
    literal: textLiteral,
    text: (value) => `CAST(${value} AS VARCHAR)`,
    real: (value) => `CAST(${value} AS DOUBLE)`,
    seconds: (time) => `epoch(${time})`,
    zoned: () => '1',
    hourIn: (seconds, zone) => `EXTRACT(HOUR FROM to_timestamp(${seconds}) AT TIME ZONE ${zone})`,
    least,
    power,
    log10: (value) => `log10(${value})`,
    replaceAll: (value, pattern, by) => `regexp_replace(${value}, ${textLiteral(pattern)}, ${textLiteral(by)}, 'g')`,
    matches: (value, pattern) => `regexp_matches(${value}, ${textLiteral(pattern)})`,
    noWord: String.raw`[^\p{L}\p{N}]+`,
    words: (table, key, words) =>
      `SELECT DISTINCT ${key}, piece.word FROM ${table}, unnest(string_split(${words}, ' ')) AS piece (word)`,
    km: haversine(least, power),
  },
  bigquery: {
    name: 'BigQuery',
    proven: false,
    quote: (name) => `\`${name.replaceAll('`', '\\`')}\``,
    literal: escaped,
    text: (value) => `CAST(${value} AS STRING)`,
    real: (value) => `CAST(${value} AS FLOAT64)`,
    seconds: (time) => `(UNIX_MICROS(${time}) / 1000000)`,
    zoned: () => '1',
    hourIn: (seconds, zone) =>
      `EXTRACT(HOUR FROM TIMESTAMP_MICROS(CAST(FLOOR(${seconds} * 1000000) AS INT64)) AT TIME ZONE ${zone})`,
    least,
    power,
    log10: (value) => `LOG10(${value})`,
    replaceAll: (value, pattern, by) => `REGEXP_REPLACE(${value}, r'${pattern}', ${textLiteral(by)})`,
    matches: (value, pattern) => `REGEXP_CONTAINS(${value}, r'${pattern}')`,
    noWord: String.raw`[^\p{L}\p{N}]+`,
    words: (table, key, words) => `SELECT DISTINCT ${key}, word FROM ${table}, UNNEST(SPLIT(${words}, ' ')) AS word`,
    km: (a, b, c, d) => `ST_DISTANCE(ST_GEOGPOINT(${b}, ${a}), ST_GEOGPOINT(${d}, ${c})) / 1000`,
  },
  snowflake: {
    name: 'Snowflake',
    proven: false,
    quote: ansi,
    literal: escaped,
    text: (value) => `CAST(${value} AS VARCHAR)`,
    real: (value) => `CAST(${value} AS DOUBLE)`,
    seconds: (time) => `(DATE_PART(EPOCH_MILLISECOND, ${time}) / 1000)`,
    zoned: () => '1',
    hourIn: (seconds, zone) => `DATE_PART(HOUR, CONVERT_TIMEZONE('UTC', ${zone}, TO_TIMESTAMP_NTZ(FLOOR(${seconds}))))`,
    least,
    power,
    log10: (value) => `LOG(10, ${value})`,
    replaceAll: (value, pattern, by) => `REGEXP_REPLACE(${value}, ${textLiteral(pattern)}, ${textLiteral(by)})`,
    matches: (value, pattern) => `REGEXP_INSTR(${value}, ${textLiteral(pattern)}) > 0`,
    noWord: '[^[:alnum:]]+',
    words: (table, key, words) =>
      `SELECT DISTINCT ${key}, piece.value AS word FROM ${table}, LATERAL SPLIT_TO_TABLE(${words}, ' ') AS piece`,
    km: (a, b, c, d) => `HAVERSINE(${a}, ${b}, ${c}, ${d})`,
  },
  spark: {
    name: 'Spark SQL',
    proven: false,
    quote: doubled('`'),
    literal: escaped,
    text: (value) => `CAST(${value} AS STRING)`,
    real: (value) => `CAST(${value} AS DOUBLE)`,
    seconds: (time) => `CAST(CAST(${time} AS TIMESTAMP) AS DOUBLE)`,
    zoned: () => '1',
    hourIn: (seconds, zone) =>
      `HOUR(FROM_UTC_TIMESTAMP(TO_UTC_TIMESTAMP(TIMESTAMP_SECONDS(${seconds}), CURRENT_TIMEZONE()), ${zone}))`,
    least,
    power,
    log10: (value) => `LOG10(${value})`,
    replaceAll: (value, pattern, by) => `REGEXP_REPLACE(${value}, r'${pattern}', ${textLiteral(by)})`,
    matches: (value, pattern) => `${value} RLIKE r'${pattern}'`,
    noWord: String.raw`[^\p{L}\p{N}]+`,
    words: (table, key, words) =>
      `SELECT DISTINCT ${key}, word FROM ${table} LATERAL VIEW explode(split(${words}, ' ')) piece AS word`,
    km: haversine(least, power),
  },
} as const satisfies Record<string, DialectWords>;

export type Dialect = keyof typeof DIALECTS;
export const DIALECT_NAMES = Object.keys(DIALECTS) as [Dialect, ...Dialect[]];
