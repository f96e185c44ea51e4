import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import type { Output } from '../../../shared/contract/commands.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { statementAt } from './statements.ts';

/** Functions offered by completion: ours first, then those of SQLite that this work calls for. `name`, arguments, meaning. */
const SQL_FUNCTIONS: readonly (readonly [name: string, args: string, info: string])[] = [
  ['regexp', 'pattern, text', '1 when the text matches the regular expression; also written text REGEXP pattern'],
  [
    'regexp_extract',
    'text, pattern, group',
    'the group; without one the first group, or the whole match; NULL without a match',
  ],
  ['regexp_replace', 'text, pattern, replacement', 'the text with every match replaced; $1 stands for a group'],
  [
    'date_trunc',
    'unit, time, zone',
    'the start of the year, quarter, month, week or day as a date; of the hour, minute or second as a time',
  ],
  [
    'date_part',
    'unit, time, zone',
    'year, isoyear, quarter, month, week, day, weekday (1 is Monday), doy, hour, minute or second',
  ],
  ['seconds_between', 'from, to', 'seconds from one time to the other; both with a zone, or both without'],
  ['local_time', 'time, zone', 'what clocks of the zone show, with their offset: Europe/Berlin'],
  ['median', 'x', 'the middle value, interpolated between two'],
  ['percentile', 'x, p', 'the value below which p of 100 lie, interpolated (Hyndman and Fan, type 7)'],
  ['mode', 'x', 'the most frequent value; the first in order of several'],
  ['stddev', 'x', 'the standard deviation of a sample; stddev_pop that of all, variance its square'],
  ['mad', 'x', 'the median distance from the median'],
  ['first_digits', 'x, n', 'the first n digits that count, for Benford: 12 for 0.00123 and 2; NULL for 0'],
  ['haversine_km', 'lat, lon, lat, lon', 'kilometres between two points on a sphere of 6371.0088 km'],
  ['ip_prefix', 'ip, bits', 'the network: 203.0.113.0/24; NULL for what is no address or has fewer bits'],
  ['ip_in_cidr', 'ip, network', '1 when the address lies in the network, else 0; NULL for what is no address'],
  [
    'normalize_email',
    'x',
    'one writing of a mailbox: lower case, without +tag, without dots at Gmail; NULL for what is no address',
  ],
  [
    'normalize_phone',
    'x, country',
    "E.164: +12025550143; numbers without + need the country ('US'); NULL for what is no number",
  ],
  ['phone_country', 'x', 'the country of a number that begins with +'],
  ['domain_of', 'x', 'the host of a URL, e-mail address or name; NULL for an IP address'],
  ['registrable_domain', 'x', 'the part of a domain that was registered: example.co.uk; NULL without a public suffix'],
  ['levenshtein', 'x, y', 'insertions, deletions and replacements from one text to the other'],
  ['jaro_winkler', 'x, y', 'likeness of two texts from 0 to 1; upper and lower case differ'],
  ['unaccent', 'x', 'the text without accents and strokes: Lodz'],
  ['transliterate', 'x', 'the text in ASCII letters, from any script'],
  ['phonetic', 'x', 'how each word sounds (Double Metaphone): K0RN for Catherine'],
  [
    'fingerprint',
    'x',
    'the words in lower case ASCII, sorted, each once: lind mara; ngram_fingerprint(x, n) for letters',
  ],
  ['sha256', 'x', 'SHA-256 of a text in UTF-8, or of bytes, in hexadecimal; also sha1, md5'],
  ['count', 'x', 'rows where x is not NULL; count(*) counts all'],
  ['sum', 'x', 'the sum; NULL when there is nothing to add'],
  ['total', 'x', 'the sum as a real number; 0.0 when there is nothing to add'],
  ['avg', 'x', 'the mean'],
  ['min', 'x', 'the smallest value'],
  ['max', 'x', 'the largest value'],
  ['group_concat', 'x, separator', 'the values of a group as one text'],
  ['coalesce', 'x, y, …', 'the first that is not NULL'],
  ['nullif', 'x, y', 'NULL when both are equal, else x'],
  ['iif', 'test, x, y', 'x when the test holds, else y'],
  ['length', 'x', 'characters of a text'],
  ['lower', 'x', 'in lower case'],
  ['upper', 'x', 'in upper case'],
  ['trim', 'x', 'without spaces at both ends'],
  ['replace', 'x, from, to', 'the text with every from replaced'],
  ['substr', 'x, start, length', 'a part of the text; the first character is 1'],
  ['instr', 'x, part', 'where the part begins; 0 when it is absent'],
  ['printf', 'format, …', 'values formatted as text'],
  ['round', 'x, digits', 'rounded'],
  ['abs', 'x', 'the value without its sign'],
  ['typeof', 'x', 'null, integer, real, text or blob'],
  ['date', 'time, modifier, …', 'YYYY-MM-DD'],
  ['datetime', 'time, modifier, …', "YYYY-MM-DD HH:MM:SS; 'unixepoch' reads seconds since 1970"],
  ['strftime', 'format, time, …', 'a time in the given format: %H is the hour, %w the day of the week'],
  ['unixepoch', 'time', 'seconds since 1970'],
  ['julianday', 'time', 'days; the difference of two is a span in days'],
  ['row_number', '', 'number of the row within its window: row_number() OVER (PARTITION BY … ORDER BY …)'],
  ['lag', 'x, n', 'the value n rows before, within the window'],
  ['lead', 'x, n', 'the value n rows after, within the window'],
  ['json_extract', 'text, path', 'a part of a JSON text: $.a.b[0]'],
];

type Tables = Output<'query.schema'>;

const named = (label: string, type: string, detail: string): Completion => ({
  label,
  type,
  detail,
  apply: quoteName(label),
});

/** Tables, and after a table's name or alias its columns. */
export const schemaOf = (tables: Tables): SQLNamespace =>
  Object.fromEntries(
    tables.map((table) => [
      table.name.replaceAll('.', '\\.'),
      {
        self: named(table.name, table.kind === 'dataset' ? 'type' : 'class', table.kind),
        children: table.columns.map((column) => named(column.name, 'property', column.type)),
      },
    ]),
  );

const OURS = SQL_FUNCTIONS.findIndex(([name]) => name === 'count');
const functions: readonly Completion[] = SQL_FUNCTIONS.map(([name, args, info], index) => ({
  label: name,
  type: 'function',
  boost: index < OURS ? 2 : 0, // ours are what people come looking for
  detail: `(${args})`,
  info,
  apply: `${name}(`,
}));

const wordBefore = (context: CompletionContext) => {
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  const from = word?.from ?? context.pos;
  return context.state.sliceDoc(from - 1, from) === '.' ? null : from; // after a dot only that table's columns fit
};

export function functionCompletions(context: CompletionContext): CompletionResult | null {
  const from = wordBefore(context);
  return from === null ? null : { from, options: functions, validFor: /^\w*$/ };
}

/** Columns of the tables that the statement under the cursor mentions, without their table's name before them. */
export const caseColumns =
  (tables: Tables) =>
  (context: CompletionContext): CompletionResult | null => {
    const from = wordBefore(context);
    if (from === null) return null;
    const statement = statementAt(context.state.doc.toString(), context.pos)?.text.toLowerCase() ?? '';
    const options = tables
      .filter((table) => statement.includes(table.name.toLowerCase()))
      .flatMap((table) =>
        table.columns.map((column) => ({
          ...named(column.name, 'property', `${column.type} of ${table.name}`),
          boost: 1,
        })),
      );
    return { from, options, validFor: /^[\p{L}\p{N}_]*$/u };
  };
