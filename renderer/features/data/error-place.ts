const PLACE = / ?\(line (\d+), column (\d+)\)$/;

/** Offset in the statement that a message ends with, "(line 2, column 7)"; null when it names no place. */
function offsetOf(message: string, sql: string): number | null {
  const [, line, column] = PLACE.exec(message) ?? [];
  if (!line || !column) return null;
  const before = sql.split('\n').slice(0, Number(line) - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + Number(column) - 1;
  return offset <= sql.length ? offset : null;
}

/** The word of a statement that a message is about; at its very end the last character. Null when it names no place. */
export function errorPlace(message: string, sql: string): { from: number; to: number } | null {
  const at = offsetOf(message, sql);
  if (at === null || sql === '') return null;
  const from = Math.min(at, sql.length - 1);
  const word = /^(?:[\p{L}\p{N}_.]+|"[^"]*"?|'[^']*'?)/u.exec(sql.slice(from))?.[0];
  return { from, to: from + (word?.length ?? 1) };
}

/** The message with its place counted in the whole text of the editor instead of in the statement alone. */
export function inText(message: string, sql: string, text: string): string {
  const at = offsetOf(message, sql);
  const start = text.indexOf(sql);
  if (at === null || start < 0) return message;
  const before = text.slice(0, start + at).split('\n');
  return message.replace(PLACE, ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`);
}
