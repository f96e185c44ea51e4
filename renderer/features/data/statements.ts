export interface Statement {
  /** Offsets into the text, from its first word to its end, the semicolon left out. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

// What can hold a semicolon that ends nothing, then the semicolon itself, then anything else.
const TOKEN =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|\s+|[^'"`[\-/;\s]+|[\s\S]/g;
const isComment = (token: string): boolean => token.startsWith('--') || token.startsWith('/*');

/** Cuts a text at the semicolons between statements; those within strings, names and comments end nothing. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let from = -1;
  let to = -1;
  const end = () => {
    if (from >= 0) statements.push({ from, to, text: sql.slice(from, to) });
    from = -1;
  };
  for (const match of sql.matchAll(TOKEN)) {
    const token = match[0];
    if (token === ';') end();
    else if (token.trim() !== '' && !isComment(token)) {
      if (from < 0) from = match.index;
      to = match.index + token.length;
    }
  }
  end();
  return statements;
}

/** The statement that holds `position`; between two, the one before it; null where there is none. */
export function statementAt(sql: string, position: number): Statement | null {
  const statements = splitStatements(sql);
  return statements.findLast((statement) => statement.from <= position) ?? statements[0] ?? null;
}

/** Whether a statement only produces rows, so that it can stand inside another as a sub-select. */
export const canBeNested = (sql: string): boolean => /^(select|with|values)\b/i.test(sql);
