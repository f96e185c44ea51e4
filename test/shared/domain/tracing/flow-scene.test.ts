import { expect, it } from 'vitest';
import type { Trace } from '../../../../shared/contract/traces.ts';
import { flowScene } from '../../../../shared/domain/tracing/flow-scene.ts';

const claims = (units: string) => ({ by: { haircut: units }, least: units, most: units });
const paid = (from: string, to: string, units: string, hop: number): Trace['transfers'][number] => ({
  ...{ hop, transaction: '', from, to, amount: units, fee: '0', time: '', exhibit: 'E-0001', row: hop },
  carried: claims(units),
  priced: null,
});
const account = (name: string, level: number, units: string, stop = ''): Trace['accounts'][number] => ({
  ...{
    account: name,
    level,
    stop,
    received: claims(units),
    left: claims('0'),
    passedOn: {},
    fees: {},
    opening: '0',
    labels: [],
  },
});
/** The exchange is two payments away, and is paid once more by one that is as far. */
const trace = {
  asset: { symbol: 'ETH', chain: '', contract: '', places: 0 },
  transfers: [paid('a', 'b', '100', 1), paid('b', 'x', '20', 2), paid('b', 'c', '80', 2), paid('c', 'x', '70', 3)],
  accounts: [account('a', 0, '100'), account('b', 1, '100'), account('c', 2, '80'), account('x', 2, '90', 'exchange')],
} as unknown as Trace;

it('an account stands behind all that pay it, and ribbons are as wide as what they carry', () => {
  const { shapes, alternative } = flowScene(trace, { width: 900, size: 12, method: 'haircut' });
  const at = (name: string): number => {
    const box = shapes.find((shape) => shape.is === 'rect' && shape.title?.startsWith(`${name}: `));
    return box?.is === 'rect' ? box.x : Number.NaN;
  };
  expect([at('a') < at('b'), at('b') < at('c'), at('c') < at('x')]).toEqual([true, true, true]);
  const wide = (title: string): number => {
    const ribbon = shapes.find((shape) => shape.is === 'path' && shape.title === title);
    return ribbon?.is === 'path' ? (ribbon.weight ?? 0) : Number.NaN;
  };
  expect(wide('b to c: 80 ETH') / wide('b to x: 20 ETH')).toBeCloseTo(4, 1);
  expect(alternative).toContain('4 accounts');
});
it('names no more accounts than there is room for, and says how many others there are', () => {
  const many = Array.from({ length: 30 }, (_, n) => account(`n${n}`, 1, '1'));
  const wide = {
    ...trace,
    transfers: many.map(({ account: to }) => paid('a', to, '1', 1)),
    accounts: [account('a', 0, '30'), ...many],
  };
  const { shapes } = flowScene(wide as Trace, { width: 900, size: 12, method: 'haircut', most: 5 });
  expect(shapes.flatMap((shape) => (shape.is === 'text' ? [shape.text] : []))).toContain('25 other accounts');
});
it('says why money goes no further, keeps both ends of an address, and tells what its colours mean', () => {
  const long = `0x${'ab'.repeat(19)}cd`;
  const named = {
    ...trace,
    transfers: [paid('a', long, '100', 1)],
    accounts: [account('a', 0, '100'), account(long, 1, '100', 'exchange: Exchange A')],
  };
  const words = flowScene(named as Trace, { width: 900, size: 12, method: 'haircut' }).shapes.flatMap((shape) =>
    shape.is === 'text' ? [shape.text] : [],
  );
  expect(words).toEqual(expect.arrayContaining(['exchange', 'Exchange A', 'reached', 'stops here']));
  expect(words.find((word) => word.startsWith('0x'))).toMatch(/^0xab[^…]*…[^…]*abcd$/);
  const narrow = flowScene(named as Trace, { width: 240, size: 12, method: 'haircut' }).shapes;
  expect(narrow.flatMap((shape) => (shape.is === 'text' ? [shape.text] : []))).toContainEqual(
    expect.stringMatching(/^0xa[^…]*…[^…]*cd$/),
  );
});
it('cuts neither the unit of an amount nor that payments have no price', () => {
  const long = {
    ...{ ...trace, asset: { ...trace.asset, places: 18 }, prices: { currency: 'USD' } },
    transfers: [
      { ...paid('a', 'b', '1948571994069799928', 1), priced: { price: '3178.51' } },
      ...[2, 3].map(() => paid('a', 'b', '1', 1)),
    ],
    accounts: [account('a', 0, '1948571994069799930'), account('b', 1, '1948571994069799930')],
  };
  for (const [width, size] of [
    [560, 12],
    [480, 7],
    [1280, 12],
  ] as const) {
    const { shapes } = flowScene(long as never, { width, size, method: 'haircut' });
    const words = shapes.flatMap((shape) => (shape.is === 'text' ? [shape.text] : []));
    expect(words.filter((line) => /^1\.9485\d+…? ETH$/.test(line))).toHaveLength(2);
    expect(words.join(' ')).toContain('6193.56 USD and 2 payments without a price');
  }
});
