import type { Native } from './guard.ts';

/** Of the store: what was found out about columns. Cells of a table never change; one that is made or dropped ends it. */
let known: { readonly schema: unknown; readonly found: Map<string, unknown> } | null = null;

/** What takes a pass over a table to find out, once while the tables of the store stay as they are. @param what names it, with its column */
export function onceFound<T>(native: Native, what: string, find: () => T): T {
  const schema = native.prepare('PRAGMA main.schema_version').pluck(true).get(); // `pragma` is refused while rows are read
  if (known === null || known.schema !== schema) known = { schema, found: new Map() };
  const { found } = known;
  if (!found.has(what)) found.set(what, find());
  return found.get(what) as T;
}

/** Another store has other tables. */
export const forgetFound = (): void => void (known = null);
