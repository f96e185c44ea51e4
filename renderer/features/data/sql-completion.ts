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
  ['sha256', 'x', 'SHA-256 of a text in UTF-8, or of bytes, in hexadecimal'],
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
  ['lower', 'x', 'ASCII letters in lower case'],
  ['upper', 'x', 'ASCII letters in upper case'],
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

const functions: readonly Completion[] = SQL_FUNCTIONS.map(([name, args, info], index) => ({
  label: name,
  type: 'function',
  boost: index < 4 ? 2 : 0, // ours are what people come looking for
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
