import { SQL_FUNCTIONS } from '../../../shared/domain/sql-functions.ts';
import { significant, type Token, tokens } from '../../../shared/domain/sql-tokens.ts';

// Without them it would put a space between the name of a function and its parenthesis.
const OWN_FUNCTIONS = SQL_FUNCTIONS.flatMap(({ functions }) =>
  functions.flatMap(({ name, operator }) => (operator === undefined ? [name.toUpperCase()] : [])),
);

/**
 * The text laid out anew: white space alone changes, which the words of both texts are compared for.
 * @returns null where the words or comments would not be the same ones, or where the text cannot be laid out
 */
export async function formattedSql(text: string): Promise<string | null> {
  const { formatDialect, sqlite } = await import('sql-formatter');
  const { tokenizerOptions } = sqlite;
  const reservedFunctionNames = [...tokenizerOptions.reservedFunctionNames, ...OWN_FUNCTIONS];
  let made: string;
  try {
    made = formatDialect(text, {
      dialect: { ...sqlite, tokenizerOptions: { ...tokenizerOptions, reservedFunctionNames } },
      keywordCase: 'preserve',
      expressionWidth: 80,
      linesBetweenQueries: 1,
      paramTypes: { named: [':', '@', '$'], numbered: ['?'], positional: true },
    });
  } catch {
    return null; // it does not know every text that SQLite takes
  }
  return same(significant(text), significant(made)) && same(comments(text), comments(made)) ? made : null;
}

const comments = (text: string): Token[] => tokens(text).filter(({ kind }) => kind === 'comment');

/** Of a comment over several lines the indentation may change. */
const wordOf = ({ kind, text }: Token): string => (kind === 'comment' ? text.replace(/\s+/g, ' ').trim() : text);
const same = (one: readonly Token[], other: readonly Token[]): boolean =>
  one.length === other.length && one.every((token, at) => wordOf(token) === wordOf(other[at] as Token));
