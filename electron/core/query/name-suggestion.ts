import { Fault } from '../../../shared/contract/errors.ts';
import { SQL_FUNCTIONS } from '../../../shared/domain/sql-functions.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { significant } from '../../../shared/domain/sql-tokens.ts';
import { folded } from '../datasets/columns.ts';
import { mergedMoments, momentsOf } from '../datasets/readings/moments.ts';
import { type CombinedTable, type DatasetTable, RAW } from '../datasets/reads.ts';
import { caseTables } from './case-tables.ts';

interface Named {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The tables that a statement of a case may name, with their columns. */
function tablesOf(datasets: readonly DatasetTable[], combined: readonly CombinedTable[]): Named[] {
  return [
    ...datasets.flatMap(({ view, columns }) =>
      [view, `${view}${RAW}`].map((name, at) => ({
        name,
        columns: [...columns, ...(at === 0 ? momentsOf(columns) : [])].map((column) => column.name),
      })),
    ),
    ...combined.flatMap(({ view, members }) =>
      [view, `${view}${RAW}`].map((name, at) => ({
        name,
        columns: [...members.flatMap(({ columns }) => columns), ...(at === 0 ? mergedMoments(members).told : [])].map(
          (column) => column.name,
        ),
      })),
    ),
    ...caseTables.map(({ name, columns }) => ({ name, columns: columns.map(([column]) => column) })),
  ];
}

const FAILED =
  /^(no such (column|table|function): (?:main\.|temp\.)?([\s\S]*?))((?: - should this be [^(]*)?)( \(line \d+, column \d+\))$/;

/** A fault about a name that is not there, with the name that is most like it; any other fault as it is. */
export function withSuggestion(
  fault: unknown,
  sql: string,
  {
    datasets,
    combined = [],
  }: { readonly datasets: readonly DatasetTable[]; readonly combined?: readonly CombinedTable[] },
): unknown {
  if (!(fault instanceof Fault) || fault.code !== 'sql-error') return fault;
  const [, said, what, name = '', hint = '', place] = FAILED.exec(fault.message) ?? [];
  if (said === undefined) return fault;
  const tables = tablesOf(datasets, combined);
  const words = significant(sql);
  const mentioned = new Set(
    words.flatMap(({ kind, value }) => (kind === 'word' || kind === 'quoted' ? [folded(value)] : [])),
  );
  const own = words.flatMap(({ kind, value }, at) =>
    (kind === 'word' || kind === 'quoted') && /^as$/i.test(words[at - 1]?.text ?? '') ? [value] : [],
  );
  const known =
    what === 'table'
      ? tables.map((each) => each.name)
      : what === 'function'
        ? SQL_FUNCTIONS.flatMap(({ functions }) => functions.map((each) => each.name))
        : [...tables.filter((each) => mentioned.has(folded(each.name))).flatMap(({ columns }) => columns), ...own];
  const nearest = nearestTo(what === 'column' ? (name.split('.').at(-1) ?? '') : name, known);
  if (nearest === null) return fault;
  const written = what === 'function' ? nearest : quoteName(nearest);
  return new Fault('sql-error', `${said}${hint}. Did you mean ${written}?${place}`);
}

/** A fault about a table that has another name now, with that name; any other fault as it is. @param nameNow of a table, by its old name */
export function withNewName(fault: unknown, nameNow: (old: string) => string | null): unknown {
  if (!(fault instanceof Fault) || fault.code !== 'sql-error') return fault;
  const [said, name = '', place = ''] =
    /^no such table: (?:main\.|temp\.)?([\s\S]*?)(?:\. Did you mean [\s\S]*\?)?( \(line \d+, column \d+\))?$/.exec(
      fault.message,
    ) ?? [];
  const now = said === undefined ? null : nameNow(name);
  return now === null
    ? fault
    : new Fault('sql-error', `no such table: ${name} is now called ${quoteName(now)}${place}`);
}

/** By edit distance, case and underscores apart, at most a third of its length; the first of several. */
function nearestTo(name: string, known: readonly string[]): string | null {
  const plain = (text: string) => folded(text).replace(/[_\s-]/g, '');
  const wanted = plain(name);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const each of known) {
    const far = editsBetween(wanted, plain(each));
    if (far < least && each !== name) [best, least] = [each, far];
  }
  return best;
}

/** Optimal string alignment: letters left out, added, changed, or two beside each other swapped, which is the commonest slip of typing. */
function editsBetween(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const here = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      here[at] = Math.min(
        (above[at] as number) + 1,
        (here[at - 1] as number) + 1,
        (above[at - 1] as number) + (same ? 0 : 1),
        swapped ? (before[at - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, here];
  }
  return above[other.length] as number;
}
