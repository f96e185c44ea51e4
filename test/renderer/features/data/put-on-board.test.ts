import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { canName, entityOps, sourceOf, standingSql } from '../../../../renderer/features/data/put-on-board.ts';
import { BoardOp, type BoardView } from '../../../../shared/contract/board.ts';
import type { Entity } from '../../../../shared/contract/entities.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';

const id = (letter: string) => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const board = (items: unknown[] = []): BoardView => ({ items }) as BoardView;
const known = (letter: string, label: string): Entity => ({ id: id(letter), type: 'ip', label }) as Entity;
const exhibit = id('e') as ExhibitId;

test('new values become entities of the case, seen in the exhibits they came from, and stand apart', () => {
  const values = Array.from({ length: 20 }, (_each, at) => ({
    label: `192.0.2.${at}`,
    type: 'ip' as const,
    exhibits: [exhibit],
  }));
  const step = entityOps(values, board([{ subject: { id: id('a') }, x: 0, y: 0, width: 100, height: 100 }]), []);
  expect(step).toMatchObject({ made: 20, placed: 0, present: 0 });
  for (const op of step.ops) expect(() => BoardOp.parse(op)).not.toThrow();
  expect(step.ops[0]).toMatchObject({ op: 'entity.create', entity: { label: '192.0.2.0', exhibits: [exhibit] } });
  const places = step.ops.flatMap((op) => (op.op === 'item.place' ? [op.item] : []));
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(20);
  for (const one of places)
    for (const other of places)
      if (one !== other)
        expect(
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
            Math.abs(one.y - other.y) >= (one.height + other.height) / 2,
        ).toBe(true);
  for (const { x, width } of places) expect(x - width / 2).toBeGreaterThan(50); // right of what was there
});

test('what the case knows is placed, what is on the board stays as it is', () => {
  const items = [{ subject: { id: id('a') }, x: 0, y: 0, width: 10, height: 10 }];
  const values = ['192.0.2.1', '192.0.2.2'].map((label) => ({ label, type: 'ip' as const }));
  const step = entityOps(values, board(items), [known('a', '192.0.2.1'), known('b', '192.0.2.2')]);
  expect(step).toMatchObject({ made: 0, placed: 1, present: 1 });
  expect(step.ops).toMatchObject([{ op: 'item.place', item: { subject: { kind: 'entity', id: id('b') } } }]);
});

test('the same label of another type is another entity', () => {
  const step = entityOps([{ label: '192.0.2.1', type: 'other' }], board(), [known('a', '192.0.2.1')]);
  expect(step.made).toBe(1);
});

test.each([
  ['a', true],
  ['', false],
  ['  ', false],
  ['two\nlines', false],
  ['x'.repeat(501), true],
  ['x'.repeat(4001), false],
])('%j can name an entity: %s', (value, can) => expect(canName(value)).toBe(can));

const dataset = (letter: string) =>
  ({
    id: id(letter),
    exhibitId: id('e'),
    exhibitLabel: 'E-0001',
    view: 'log "in"s',
    columns: [{ name: 'ip' }, { name: 'Dev"ice' }],
  }) as never;
const resultOf = (...letters: (string | null)[]) =>
  ({ inputs: letters.map((letter) => ({ datasetId: letter && id(letter) })) }) as never;

test('what is made of a result rests on what holds it, on the one table that was read, or on nothing', () => {
  const datasets = [dataset('a'), dataset('b')];
  const saved = { id: exhibit, label: 'E-0007' };
  expect(sourceOf(resultOf('a', 'b'), saved, datasets)).toEqual({ kind: 'result', exhibit: saved });
  expect(sourceOf(resultOf('b'), null, datasets)).toEqual({ kind: 'dataset', dataset: datasets[1] });
  expect(sourceOf(resultOf('a', 'b'), null, datasets)).toEqual({ kind: 'none' });
  expect(sourceOf(resultOf('a', null), null, datasets)).toEqual({ kind: 'none' });
  expect(sourceOf(resultOf(null), null, datasets)).toEqual({ kind: 'none' });
  expect(sourceOf(resultOf(), null, datasets)).toEqual({ kind: 'none' });
});

test('a value without a source makes an entity that was seen nowhere', () => {
  const { ops } = entityOps([{ label: 'd_1', type: 'device' }], board(), []);
  expect(ops[0]).toMatchObject({ entity: { label: 'd_1', exhibits: [] } });
});

test('the table is asked whether a value stands in it, whatever the names and values hold', () => {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE "log ""in""s" (ip TEXT, "Dev""ice" ANY);
    INSERT INTO "log ""in""s" VALUES ('192.0.2.1', 'it''s'), ('192.0.2.1', 7), ('007', NULL)`);
  const rows = db.prepare(standingSql(dataset('a'), ['192.0.2.1', "it's", '7', '07', 'ip', '192.0.2'])).all();
  expect(rows.map((row) => (row as { value: string }).value).sort()).toEqual(['192.0.2.1', '7', "it's"]);
  db.close();
});
