import { expect, it } from 'vitest';
import { composed } from '../../../../../electron/core/reports/pdf/board-composed.ts';
import { labelsOf } from '../../../../../electron/core/reports/pdf/board-labels.ts';
import { prepareFonts } from '../../../../../electron/core/reports/pdf/fonts.ts';
import { decide } from '../../../../../electron/core/reports/resolve/decide.ts';
import { resolveFigure } from '../../../../../electron/core/reports/resolve/figures.ts';
import { POLICIES } from '../../../../../electron/core/reports/resolve/policy.ts';
import type { SnapshotView } from '../../../../../shared/contract/snapshots.ts';
import { entity, exhibit, idOf, material } from '../../../../support/report-material.ts';

const place = (id: string, x: number, more: object = {}) =>
  ({ id: `i${id}`, subject: { kind: 'entity', id }, x, y: 0, width: 160, height: 40, ...more }) as never;
const joined = (id: string, from: string, to: string) => {
  const ends = { from: { kind: 'entity', id: from }, to: { kind: 'entity', id: to } };
  return { id, ...ends, type: 'paid', label: '', direction: 'forward', note: '', exhibits: [idOf(1)] } as never;
};

const taken: SnapshotView = {
  snapshot: { id: 's', title: 'Ring', caption: 'As found', takenAt: '2026-05-04T10:00:00.000Z' } as never,
  board: {
    title: 'Main board',
    items: [
      ...[place('A', 0), place('B', 300), place('C', 600, { group: 'Mules', folded: true })],
      ...[place('D', 900, { group: 'Mules', folded: true }), place('E', 20_000)],
    ],
    entities: [entity('A', [1]), entity('B', [1]), entity('C', [1]), entity('D', [2]), entity('E', [1])],
    exhibits: [],
    notes: [],
    links: [joined('1', 'A', 'C'), joined('2', 'B', 'D'), joined('3', 'A', 'B'), joined('4', 'B', 'C')],
  } as never,
  sight: { shown: null, filter: 'a secret', frame: { x: 500, y: 0, width: 2000, height: 800 }, apart: false },
  identities: [['A', 'B']] as never,
  gone: ['C', '1', 'E'],
};

it('a figure shows what was in view, merged and collapsed as on the board, and says what is gone', async () => {
  prepareFonts();
  const given = material({ exhibits: [exhibit(1), exhibit(2)] });
  const figure = resolveFigure(taken, given, decide(given, POLICIES.legal), new Map());
  expect(figure.extent).toBe('4 of 5 items: within the view, and by the filter that was set.');
  expect(figure.gone).toEqual({ items: 1, links: 1 });
  const { things, links } = composed(figure.board);
  expect(things.map(({ id, face }) => [id, face.kind])).toEqual([
    ['A', 'entity'],
    ['group:Mules', 'badge'],
  ]);
  // Between two that are one now it is a loop.
  expect(links).toMatchObject([
    { words: 'paid', times: 3, direction: 'forward', from: { id: 'A' }, to: { id: 'group:Mules' } },
    { words: 'paid', direction: 'forward', from: { id: 'A' }, to: { id: 'A' } },
  ]);
  const { fitted, shortened } = labelsOf({ ...figure.board, things, links }, new Set());
  expect(shortened.find(({ kind }) => kind === 'Entity')?.text).toBe(
    'A, also known as B (basis: decided otherwise since)',
  );
  expect(fitted.get('group:Mules')?.lines.join(' ')).toBe('Mules 2 items');
  expect(figure.board.links.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
});

it('shows nothing that rests on what the edition leaves out, be it then or now', () => {
  const drawn = (excluded: readonly number[], now: readonly (readonly [string, readonly number[]])[] = []) => {
    const given = {
      ...material({ exhibits: [exhibit(1), exhibit(2)], excluded }),
      restsNow: new Map(now.map(([id, on]) => [id, on.map(idOf)])),
    };
    const { board } = resolveFigure(taken, given, decide(given, POLICIES.legal), new Map());
    return [board.things.map(({ id }) => id).join(''), board.links.map(({ id }) => id).join(''), board.missing?.items];
  };
  expect(drawn([2])).toEqual(['ABC', '134', 1]);
  expect(drawn([1])).toEqual(['D', '', 3]);
  expect(drawn([2], [['A', [2]]])).toEqual(['BC', '4', 2]);
});
