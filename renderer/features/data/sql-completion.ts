import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Output } from '../../../shared/contract/commands.ts';
import { SQL_FUNCTIONS } from '../../../shared/domain/sql-functions.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import { scopeOf } from './sql-scope.ts';
import { statementAt } from './statements.ts';

type Tables = Output<'query.schema'>;

const named = (label: string, type: string, detail: string): Completion => ({
  label,
  type,
  detail,
  apply: quoteName(label),
});

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

/**
 * Tables, aliases and columns of the statement under the cursor; behind "name." the columns of that table, alias or WITH table
 * alone, in quotes where they need them.
 */
export const namesOf =
  (tables: Tables) =>
  (context: CompletionContext): CompletionResult | null => {
    const dotted = context.matchBefore(
      /(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*"|\[[^\]]*\]|`[^`]*`)\s*\.\s*"?[\p{L}\p{N}_]*$/u,
    );
    // Without what is being typed: a quote that is not closed yet would take all behind it with it.
    const doc = context.state.doc.toString();
    const start = dotted?.from ?? context.pos;
    const around = `${doc.slice(0, start)}x${doc.slice(context.pos)}`;
    const statement = statementAt(around, start)?.text ?? '';
    if (dotted) {
      const [, written = '', typed = ''] = /^(.*?)\s*\.\s*("?[\p{L}\p{N}_]*)$/su.exec(dotted.text) ?? [];
      const name = significant(written)[0]?.value ?? '';
      const table =
        scopeOf(statement, tables).get(name.toLowerCase()) ??
        tables.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (!table) return null;
      const options = table.columns.map((column) => named(column.name, 'property', column.type));
      return { from: context.pos - typed.length, options, validFor: /^"?[\p{L}\p{N}_]*$/u };
    }
    const from = wordBefore(context);
    if (from === null) return null;
    const scope = [...scopeOf(statement, tables).values()];
    const known = new Set(tables.map(({ name }) => name.toLowerCase()));
    const options = [
      ...tables.map(({ name, kind }) => named(name, kind === 'dataset' ? 'type' : 'class', kind)),
      ...scope.flatMap(({ name }) => (known.has(name.toLowerCase()) ? [] : [named(name, 'type', 'of this statement')])),
      ...scope.flatMap(({ name, columns }) =>
        columns.map((column) => ({ ...named(column.name, 'property', `${column.type} of ${name}`.trim()), boost: 1 })),
      ),
    ];
    return { from, options, validFor: /^[\p{L}\p{N}_]*$/u };
  };
