import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import type { Output } from '../../../shared/contract/commands.ts';
import { SQL_FUNCTIONS } from '../../../shared/domain/sql-functions.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { statementAt } from './statements.ts';

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

const functions: readonly Completion[] = SQL_FUNCTIONS.flatMap((subject) =>
  subject.functions.flatMap(({ name, args, meaning, nulls, sqlite, operator }) =>
    operator === undefined // operators are offered as the words of SQL that they are
      ? [
          {
            label: name,
            type: 'function',
            boost: sqlite ? 0 : 2, // ours are what people come looking for
            detail: `(${args})`,
            info: `${meaning} (${nulls})`,
            apply: `${name}(`,
          },
        ]
      : [],
  ),
);

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
