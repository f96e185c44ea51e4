import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shortcutGroups } from '../../../renderer/app/shortcut-sheet.tsx';
import { commandEntries } from '../../../renderer/features/search/palette-entries.ts';
import { hintOf } from '../../../renderer/state/action-button.tsx';
import { type Action, type ActionTable, stateOf } from '../../../renderer/state/actions.ts';

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url));
const isTable = (value: unknown): value is ActionTable =>
  typeof value === 'object' && value !== null && 'prefix' in value && 'actions' in value;
const modules = await Promise.all(
  globSync('**/actions.{ts,tsx}', { cwd: root }).map((path): Promise<Record<string, unknown>> => import(root + path)),
);
const tables = modules.flatMap((module) => Object.values(module).filter(isTable));
const of = (table: ActionTable): Action[] =>
  Object.entries(table.actions).map(([name, spec]) => ({
    ...spec,
    id: `${table.prefix}.${name}`,
    group: table.group,
    enabled: true,
    perform: () => {},
  }));
const every = tables.flatMap(of);

/** Blueprint reads "shift+o" and "o" as different keys, and so does this. */
const keysOf = ({ shortcut, alsoOn = [] }: Action): string[] =>
  (shortcut ? [shortcut, ...alsoOn] : [...alsoOn]).map((keys) => keys.split('+').sort().join('+'));

function shownTogether(a: ActionTable, b: ActionTable): boolean {
  if (a.on === b.on) return !a.mode || !b.mode || a.mode === b.mode;
  const [wide, other] = a.on === 'everywhere' || a.on === 'case' ? [a.on, b.on] : [b.on, a.on];
  return wide === 'everywhere' || (wide === 'case' && other !== 'cases');
}

test('every part of the window says what can be done in it', () => {
  expect(tables.map(({ prefix }) => prefix).sort()).toEqual(
    'board case copy custody data evidence exhibit finding go identity money pages patterns picture report request result selection shaping timeline window'.split(
      ' ',
    ),
  );
});

test('every action has a name of its own, and words', () => {
  const names = every.map(({ id }) => id);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(every.filter(({ label }) => !/^[A-Z1-9]/.test(label))).toEqual([]);
});

test('no two actions that can be taken at the same time have one shortcut', () => {
  const clashes = tables.flatMap((a, at) =>
    tables.slice(at).flatMap((b) => {
      if (!shownTogether(a, b)) return [];
      return of(a).flatMap((one) =>
        of(b)
          .filter((two) => one.id < two.id || a !== b)
          .filter((two) => one.id !== two.id && keysOf(one).some((keys) => keysOf(two).includes(keys)))
          .map((two) => `${one.id} and ${two.id}`),
      );
    }),
  );
  expect(clashes).toEqual([]);
});

test('the palette lists every action, and the shortcut sheet every one that has keys', () => {
  const groups = tables.map(of);
  const listed = commandEntries(groups, '').map(({ id }) => id);
  expect(listed.sort()).toEqual(every.map(({ id }) => `action ${id}`).sort());
  const keyed = [...shortcutGroups(groups).values()].flat().map(({ id }) => id);
  expect(keyed.sort()).toEqual(
    every
      .filter(({ shortcut }) => shortcut)
      .map(({ id }) => id)
      .sort(),
  );
});

test('in a vault that is opened read-only what would write is off and says why; all else is as it was', () => {
  const writing = every.filter(({ writes }) => writes);
  expect(writing.length).toBeGreaterThan(20);
  for (const { writes: _writes, ...action } of every.filter(({ writes }) => !writes))
    expect(stateOf(action, () => {}, 'its disk is read-only')).toEqual({ ...action, enabled: true });
  for (const action of writing) {
    expect(stateOf(action, () => {}, null).enabled).toBe(true);
    const off = stateOf(action, { when: true, perform: () => {} }, 'its disk is read-only');
    expect(off.enabled).toBe(false);
    expect(hintOf({ ...action, ...off })).toContain(': The vault is opened read-only');
  }
});
