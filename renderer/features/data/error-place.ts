/** Where in a statement a message of SQLite points, when it names something that stands there exactly once; else null. */
export function errorPlace(message: string, sql: string): { from: number; to: number } | null {
  const named =
    /near "((?:[^"]|"")+)"/.exec(message)?.[1] ??
    /(?:no such (?:column|table|function)|ambiguous column name): (?:.*\.)?([^\s:.]+)/.exec(message)?.[1];
  if (!named) return null;
  const word = /\w$/.test(named) ? String.raw`(?!\w)` : '';
  const ahead = /^\w/.test(named) ? String.raw`(?<!\w)` : '';
  const escaped = named.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const found = [...sql.matchAll(new RegExp(ahead + escaped + word, 'gi'))];
  const only = found.length === 1 ? found[0] : undefined;
  return only ? { from: only.index, to: only.index + only[0].length } : null;
}
