import { closing, significant, type Token } from '../../../shared/domain/sql-tokens.ts';

interface Column {
  readonly name: string;
  readonly type: string;
}
export interface ScopeTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

const JOINS = /^(?:from|join)$/i;
// What ends the name of a table: a word that is none of these behind it is its alias.
const AFTER_TABLE =
  /^(?:where|on|using|join|left|right|full|inner|cross|natural|outer|group|order|having|limit|union|except|intersect|window|indexed|not|select|as|set|values|returning)$/i;
const folded = (name: string): string => name.toLowerCase();
const isName = (token: Token | undefined): token is Token => token?.kind === 'word' || token?.kind === 'quoted';

/**
 * The tables of a statement by what its columns are called with: names, aliases, and the WITH tables that it makes itself.
 * Where the same alias stands twice, in two subqueries, its columns are those of both.
 */
export function scopeOf(sql: string, tables: readonly ScopeTable[]): Map<string, ScopeTable> {
  const all = significant(sql);
  const known = new Map(tables.map((table) => [folded(table.name), table]));
  const scope = new Map<string, ScopeTable>();
  const add = (name: string, columns: readonly Column[]) => {
    const held = scope.get(folded(name))?.columns ?? [];
    const fresh = columns.filter((column) => !held.some((each) => each.name === column.name));
    scope.set(folded(name), { name, columns: [...held, ...fresh] });
  };
  for (const made of withTables(all, known)) {
    known.set(folded(made.name), made);
    add(made.name, made.columns);
  }
  for (const { name, alias, columns } of mentioned(all, known)) add(alias ?? name, columns);
  return scope;
}

interface Mentioned extends ScopeTable {
  readonly alias: string | null;
}

/** What stands behind FROM, JOIN and the commas of a FROM. */
function mentioned(all: readonly Token[], known: ReadonlyMap<string, ScopeTable>): Mentioned[] {
  const found: Mentioned[] = [];
  const at = (index: number): void => {
    let next = index;
    const first = all[next];
    let columns: readonly Column[] = [];
    let name = '';
    if (first?.text === '(') {
      const end = closing(all, next);
      columns = selected(all.slice(next + 1, end), known);
      next = end + 1;
    } else if (isName(first)) {
      name = first.value;
      columns = known.get(folded(name))?.columns ?? [];
      next++;
      if (all[next]?.text === '.' && isName(all[next + 1])) {
        name = (all[next + 1] as Token).value;
        columns = known.get(folded(name))?.columns ?? [];
        next += 2;
      }
    } else return;
    if (/^as$/i.test(all[next]?.text ?? '')) next++;
    const alias = all[next];
    const called = isName(alias) && !(alias.kind === 'word' && AFTER_TABLE.test(alias.text)) ? alias.value : null;
    if (called !== null) next++;
    if (name !== '' || called !== null) found.push({ name, alias: called, columns });
    if (all[next]?.text === ',') at(next + 1);
  };
  for (const [index, token] of all.entries()) if (token.kind === 'word' && JOINS.test(token.text)) at(index + 1);
  return found;
}

/** The tables of WITH, in their order, each of which may read those before it. */
function withTables(all: readonly Token[], known: ReadonlyMap<string, ScopeTable>): ScopeTable[] {
  const made: ScopeTable[] = [];
  for (const [index, token] of all.entries()) {
    if (token.kind !== 'word' || !/^with$/i.test(token.text)) continue;
    let next = index + 1;
    if (/^recursive$/i.test(all[next]?.text ?? '')) next++;
    for (let name = all[next]; isName(name); name = all[next]) {
      next++;
      let listed: string[] | null = null;
      if (all[next]?.text === '(') {
        const end = closing(all, next);
        listed = all.slice(next + 1, end).flatMap((each) => (isName(each) ? [each.value] : []));
        next = end + 1;
      }
      while (all[next] && all[next]?.text !== '(') next++;
      const end = closing(all, next);
      const reach = new Map([...known, ...made.map((each) => [folded(each.name), each] as const)]);
      const columns = listed?.map((each) => ({ name: each, type: '' })) ?? selected(all.slice(next + 1, end), reach);
      made.push({ name: name.value, columns });
      next = end + 1;
      if (all[next]?.text !== ',') break;
      next++;
    }
  }
  return made;
}

/** The names of a SELECT's columns: of each its AS, or the name that it ends with; of * those of the tables behind FROM. */
function selected(all: readonly Token[], known: ReadonlyMap<string, ScopeTable>): Column[] {
  const from = topLevel(all).findIndex(({ text }) => /^from$/i.test(text));
  const top = topLevel(all);
  const list = top.slice(/^select$/i.test(top[0]?.text ?? '') ? 1 : 0, from < 0 ? undefined : from);
  const items: Token[][] = [[]];
  for (const token of list) {
    if (token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  return items.flatMap((item): Column[] => {
    const last = item.at(-1);
    if (last?.text === '*') {
      const of = item.length > 1 ? folded((item[0] as Token).value) : null;
      return mentioned(all, known)
        .filter(({ name, alias }) => of === null || folded(alias ?? name) === of)
        .flatMap(({ columns }) => columns);
    }
    return isName(last) && !/^end$/i.test(last.text) ? [{ name: last.value, type: '' }] : [];
  });
}

/** Without what stands in parentheses. */
function topLevel(all: readonly Token[]): Token[] {
  let depth = 0;
  return all.filter(({ text }) => {
    if (text === ')') depth--;
    const here = depth === 0 && text !== '(' && text !== ')';
    if (text === '(') depth++;
    return here || (depth === 0 && text === ')');
  });
}
