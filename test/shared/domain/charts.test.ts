import { expect, it } from 'vitest';
import { ChartData, type Drawn } from '../../../shared/domain/charts.ts';

const value = { value: 1, text: '1', rows: 1 };
const names = (...all: string[]) => ({ names: all, others: 0 });
const day = (n: number) => `2026-03-0${n}T00:00:00`;
const reads = (drawn: Drawn): boolean =>
  ChartData.safeParse({ rows: 1, drawnRows: 1, notDrawn: [], clock: null, notes: [], drawn }).success;

const SOUND: Drawn[] = [
  {
    shape: 'grouped',
    along: { is: 'time', unit: 'day', at: [day(1), day(2)] },
    series: names(''),
    values: [[value, null]],
  },
  { shape: 'grouped', along: { is: 'number', at: [1, 2], width: 1 }, series: names(''), values: [[value, value]] },
  { shape: 'grouped', along: { is: 'category', ...names('a') }, series: names('x', 'y'), values: [[value], [null]] },
  {
    shape: 'points',
    along: 'time',
    series: names(''),
    gathered: false,
    points: [{ x: day(1), y: 1, series: 0, rows: 1 }],
  },
  { shape: 'bins', unit: 'day', bins: [{ from: day(1), to: day(2), rows: 1 }] },
  { shape: 'boxes', groups: names(), boxes: [] },
  {
    shape: 'flows',
    levels: true,
    nodes: ['a', 'b', 'c'],
    flows: [
      { from: 0, to: 1, ...value },
      { from: 1, to: 2, ...value },
    ],
  },
  { shape: 'places', step: 0, places: [{ longitude: 180, latitude: -90, rows: 1 }] },
];

/** What each is changed to, by the place of the sound one. */
const BROKEN: readonly (readonly [string, number, (drawn: never) => void])[] = [
  ['a value too few', 0, (drawn: { values: unknown[][] }) => drawn.values[0]?.pop()],
  ['a day that is none', 0, (drawn: { along: { at: string[] } }) => drawn.along.at.splice(1, 1, '2026-99-99T00:00:00')],
  ['30 February', 0, (drawn: { along: { at: string[] } }) => drawn.along.at.splice(0, 1, '2026-02-30T00:00:00')],
  ['times that go back', 0, (drawn: { along: { at: string[] } }) => drawn.along.at.reverse()],
  ['numbers that go back', 1, (drawn: { along: { at: number[] } }) => drawn.along.at.reverse()],
  ['a number without room', 1, (drawn: { along: { at: number[] } }) => drawn.along.at.splice(1, 1, 1e308)],
  ['a series too few', 2, (drawn: { values: unknown[][] }) => drawn.values.pop()],
  [
    'others without a name',
    2,
    (drawn: object) => Object.assign(drawn, { series: { names: [], others: 2 }, values: [] }),
  ],
  [
    'a point of no series',
    3,
    (drawn: { points: { series: number }[] }) => Object.assign(drawn.points[0] ?? {}, { series: 1 }),
  ],
  ['a number among times', 3, (drawn: { points: object[] }) => Object.assign(drawn.points[0] ?? {}, { x: 5 })],
  [
    'an interval that ends early',
    4,
    (drawn: { bins: object[] }) => Object.assign(drawn.bins[0] ?? {}, { from: day(3) }),
  ],
  ['an interval of numbers', 4, (drawn: { bins: object[] }) => Object.assign(drawn.bins[0] ?? {}, { from: 1, to: 2 })],
  ['a group without a box', 5, (drawn: object) => Object.assign(drawn, { groups: names('a') })],
  ['a node that is not there', 6, (drawn: { nodes: string[] }) => drawn.nodes.pop()],
  ['a flow into itself', 6, (drawn: { flows: object[] }) => Object.assign(drawn.flows[0] ?? {}, { to: 0 })],
  ['a circle', 6, (drawn: { flows: object[] }) => Object.assign(drawn.flows[1] ?? {}, { to: 0 })],
  ['a flow of nothing', 6, (drawn: { flows: object[] }) => Object.assign(drawn.flows[1] ?? {}, { value: 0 })],
  ['a place off the earth', 7, (drawn: { places: object[] }) => Object.assign(drawn.places[0] ?? {}, { latitude: 91 })],
];

it('reads data of which a drawing can be made', () => {
  for (const drawn of SOUND) expect(reads(drawn), drawn.shape).toBe(true);
});

it.each(BROKEN)('reads no data with %s', (_, at, breaks) => {
  const drawn = structuredClone(SOUND[at]) as Drawn;
  breaks(drawn as never);
  expect(reads(drawn)).toBe(false);
});
