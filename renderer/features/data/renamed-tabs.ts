import type { CaseId } from '../../../shared/contract/values.ts';
import { withTableRenamed } from '../../../shared/domain/renamed-tables.ts';
import type { Shaping, Step } from '../../../shared/domain/shaping.ts';
import { changeTab, deskOf, type QueryTab } from './data-desk.ts';

interface Renamed {
  readonly from: string;
  readonly to: string;
}

/**
 * Changes the name of a table in the open tabs: in their text, and in what clicks made of it. What ran and what is shown stay.
 * @param columns names of columns that there are, folded
 * @returns names of the tabs that were changed, and of those where the name may mean something else
 */
export function followRename(caseId: CaseId, renamed: Renamed, columns: ReadonlySet<string>) {
  const changed: string[] = [];
  const left: string[] = [];
  for (const tab of deskOf(caseId).tabs) {
    const { sql, shaping, sure } = withRenamed(tab, renamed, columns);
    if (!sure) left.push(tab.name);
    if (sql === tab.sql && shaping === tab.shaping) continue;
    changeTab(caseId, tab.id, { sql, shaping });
    if (sure) changed.push(tab.name);
  }
  return { changed, left };
}

function withRenamed(
  { sql, shaping }: Pick<QueryTab, 'sql' | 'shaping'>,
  renamed: Renamed,
  columns: ReadonlySet<string>,
) {
  let sure = true;
  const statement = (text: string): string => {
    const found = withTableRenamed(text, renamed, columns);
    sure &&= found === null || found.sql !== null;
    return found?.sql ?? text;
  };
  const table = (name: string): string =>
    [renamed.from, `${renamed.from}_raw`].some((old) => old.toLowerCase() === name.toLowerCase())
      ? `${renamed.to}${name.slice(renamed.from.length)}`
      : name;
  const step = (one: Step): Step => (one.kind === 'join' ? { ...one, table: table(one.table) } : one);
  const shaped = shaping && {
    ...shaping,
    base: 'sql' in shaping.base ? { sql: statement(shaping.base.sql) } : { table: table(shaping.base.table) },
    steps: shaping.steps.map(step),
  };
  const same = JSON.stringify(shaped) === JSON.stringify(shaping);
  return { sql: statement(sql), shaping: same ? shaping : (shaped as Shaping), sure };
}
