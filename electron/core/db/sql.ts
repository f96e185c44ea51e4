import { Fault } from '../../../shared/contract/errors.ts';

/** A statement with its bound values; values never become text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Value[];
}
export type Value = null | string | number | bigint | Uint8Array;

class Raw {
  constructor(readonly text: string) {}
}

/** `` sql`SELECT title FROM cases WHERE id = ${id}` ``: each `${}` is bound, unless made by `identifier` or another `sql`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Value | boolean | Raw | Sql)[]): Sql {
  let text = strings[0] as string;
  const values: Value[] = [];
  for (const [index, part] of parts.entries()) {
    if (part instanceof Raw) text += part.text;
    else if (isSql(part)) {
      text += part.text;
      values.push(...part.values);
    } else {
      text += '?';
      values.push(typeof part === 'boolean' ? Number(part) : part);
    }
    text += strings[index + 1];
  }
  return { text, values };
}

/** A quoted name of a table, view or column. @throws Fault when it cannot be a name. */
export function identifier(name: string): Raw {
  if (name === '' || name.includes('\0'))
    throw new Fault('bad-request', 'A name in SQL cannot be empty or hold a NUL character.');
  return new Raw(`"${name.replaceAll('"', '""')}"`);
}

export const join = (parts: readonly Sql[], separator: ', ' | ' AND ' | ' OR ' | ' UNION ALL '): Sql => ({
  text: parts.map((part) => part.text).join(separator),
  values: parts.flatMap((part) => part.values),
});

const isSql = (part: unknown): part is Sql =>
  typeof part === 'object' && part !== null && 'text' in part && 'values' in part;
