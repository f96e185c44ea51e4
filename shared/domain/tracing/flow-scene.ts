import type { Trace } from '../../contract/traces.ts';
import { fitted, path, rect, type Scene, type Shape, short, text, textWidth, wrapped } from '../chart-scene/scene.ts';
import { counted } from '../counted.ts';
import { METHODS, type Method } from './methods.ts';
import { valueOfPayments, valueWords } from './prices.ts';
import { unitsText } from './words.ts';

interface Options {
  readonly width: number;
  /** Of letters. */
  readonly size: number;
  readonly method: Method;
  /** Accounts of one column that are drawn; the rest of it is one box. */
  readonly most?: number;
  /** What each account is called, where it is not by its name: labels, services drawn as one. */
  readonly nameOf?: (account: string) => string;
  /** Places of payments among those of the trace: the flows of others are drawn faintly. */
  readonly followed?: ReadonlySet<number>;
  /** Places of payments that are selected: their flows are drawn in another colour. */
  readonly chosen?: ReadonlySet<number>;
  /** Steps whose accounts are all drawn, however many they are. */
  readonly open?: ReadonlySet<number>;
}
export interface FlowScene extends Scene {
  /** Of each ribbon, whose `place` is that in this list: the places of its payments among those of the trace. */
  readonly flows: readonly (readonly number[])[];
  /** Steps of which some accounts share a box, with how many these are. */
  readonly folded: readonly { readonly step: number; readonly accounts: number }[];
}
interface Box {
  readonly name: string;
  readonly hop: number;
  readonly stop: boolean;
  /** Why the money goes no further there, or what a list calls it: a line or two. */
  readonly notes: readonly string[];
  /** Of a source what it sends, of others what they receive, by the method of the drawing. */
  sum: bigint;
  accounts: number;
  height: number;
  y: number;
}
/** Between the senders of a transaction that takes in coins of several. */
export const SEVERAL = ' + ';
const GAP = 8;
const NOTHING = 2;

/** Widths are drawn: a share of a whole that is exact, in numbers that need not be. */
const share = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((part * 1_000_000n) / whole) / 1_000_000;
/** An address by its ends, in as many letters as there is room for, at most 15; words of the case as they are. */
function brief(name: string, size: number, room: number): string {
  if (name.includes(' ') || name.length <= SHORTEST) return name;
  const ends = (letters: number): string => {
    const front = Math.ceil(letters * 0.55);
    return name.length <= letters + 1 ? name : `${name.slice(0, front)}…${name.slice(front - letters)}`;
  };
  let letters = name.length > 20 ? 14 : name.length;
  while (letters > SHORTEST && textWidth(ends(letters), size) > room) letters--;
  return ends(letters);
}
const SHORTEST = 7; // letters

/** An amount with its unit; of one that is too long the last digits are left out, and never the unit. */
function briefAmount(units: string, symbol: string, size: number, room: number): string {
  const unit = symbol === '' ? '' : ` ${symbol}`;
  const [whole = '', rest = ''] = units.split('.');
  for (let digits = rest.length; digits > 0; digits--) {
    const shown = `${whole}.${rest.slice(0, digits)}${digits < rest.length ? '…' : ''}${unit}`;
    if (textWidth(shown, size) <= room) return shown;
  }
  return `${whole}${rest === '' ? '' : '…'}${unit}`;
}

/** Names by which services of one kind are one box. */
export function serviceNames({ accounts }: Pick<Trace, 'accounts'>): (account: string) => string {
  const kinds = new Map(
    accounts.map(({ account, stop }) => [account, /^(exchange|mixer|bridge|swap)/.exec(stop)?.[0] ?? account]),
  );
  return (account) => kinds.get(account) ?? account;
}

/** "exchange: Exchange A" on two lines, so that both are read in a narrow column. */
const notesOf = ({ stop, level, labels: [label] }: Trace['accounts'][number]): string[] => {
  if (stop === '' || level === 0) return label ? [`“${label.text}”`] : [];
  const [kind = '', ...rest] = stop.split(': ');
  return [kind, ...(rest.length > 0 ? [rest.join(': ')] : [])];
};

/**
 * Payments that the money of one may have gone on by: those of its receiver after it, and so on. It may, by the order of payments
 * alone; how much of it did is what a trace of that payment tells. @returns places among those of the trace, its own included
 */
export function onwards({ transfers, spec }: Pick<Trace, 'transfers' | 'spec'>, place: number): Set<number> {
  const back = spec.direction === 'backwards';
  const first = transfers[place];
  const found = new Set<number>(first ? [place] : []);
  const holds = new Set(first ? (back ? first.from : first.to).split(SEVERAL) : []);
  for (let at = place + 1; at < transfers.length; at++) {
    const { from, to } = transfers[at] as Trace['transfers'][number];
    const [givers, takers] = (back ? [to, from] : [from, to]).map((end) => end.split(SEVERAL)) as [string[], string[]];
    if (!givers.some((giver) => giver !== '' && holds.has(giver))) continue;
    found.add(at);
    for (const taker of takers) holds.add(taker);
  }
  return found;
}

/** Where the money went, hop by hop from left to right; ribbons are as wide as what each payment carries. */
export function flowScene(
  trace: Trace,
  { width, size, method, most = 12, nameOf = (name) => name, followed, chosen, open }: Options,
): FlowScene {
  const { asset, transfers, accounts } = trace;
  const boxes = new Map<string, Box>();
  const of = new Map<string, string>();
  // From left to right as payments were made: an account stands behind whoever paid it before it paid itself.
  const column = new Map(accounts.map(({ account, level }) => [account, level === 0 ? 0 : 1]));
  const paid = new Set(accounts.filter(({ level }) => level === 0).map(({ account }) => account));
  // Of several senders of one transaction the first that was reached stands for all.
  const senderOf = (from: string): string => from.split(SEVERAL).find((each) => column.has(each)) ?? from;
  for (const { from: senders, to } of transfers) {
    const from = senderOf(senders);
    paid.add(from);
    if (!paid.has(to)) column.set(to, Math.max(column.get(to) ?? 1, (column.get(from) ?? 0) + 1));
  }
  const columnOf = ({ account }: Trace['accounts'][number]): number => column.get(account) ?? 0;
  const hops = [...new Set(accounts.map(columnOf))].sort((a, b) => a - b);
  const received = (account: Trace['accounts'][number]): bigint => BigInt(account.received.by[method] ?? '0');
  for (const hop of hops) {
    const own = accounts
      .filter((account) => columnOf(account) === hop)
      .sort((a, b) =>
        received(a) < received(b) ? 1 : received(a) > received(b) ? -1 : a.account < b.account ? -1 : 1,
      );
    for (const account of own) {
      const name = nameOf(account.account) || 'outside the files';
      const drawn = open?.has(hop) || [...boxes.values()].filter((box) => box.hop === hop).length < most;
      const key = boxes.has(`${hop} ${name}`) || drawn ? `${hop} ${name}` : `${hop}`;
      const box = boxes.get(key) ?? {
        ...{ name: key === `${hop}` ? '' : name, hop, stop: account.stop !== '' && hop > 0, sum: 0n },
        notes: key === `${hop}` || name !== (account.account || 'outside the files') ? [] : notesOf(account),
        ...{ accounts: 0, height: 0, y: 0 },
      };
      box.sum += received(account);
      box.accounts++;
      boxes.set(key, box);
      of.set(account.account, key);
    }
  }
  const flows = new Map<string, { from: Box; to: Box; sum: bigint; followed: boolean; payments: number[] }>();
  for (const [place, { from, to, carried }] of transfers.entries()) {
    const [a, b] = [of.get(senderOf(from)), of.get(to)];
    const sum = BigInt(carried.by[method] ?? '0');
    if (a === undefined || b === undefined || a === b || sum === 0n) continue;
    const ends = { from: boxes.get(a) as Box, to: boxes.get(b) as Box };
    const flow = flows.get(`${a}\n${b}`) ?? { ...ends, sum: 0n, followed: false, payments: [] };
    flow.sum += sum;
    flow.payments.push(place);
    if (!followed || followed.has(place)) flow.followed = true;
    flows.set(`${a}\n${b}`, flow);
  }
  const worth = (payments: readonly number[]): string => {
    const those = payments.map((place) => transfers[place] as Trace['transfers'][number]);
    const units = those.map(({ carried, priced }) => ({ units: BigInt(carried.by[method] ?? '0'), priced }));
    return trace.prices ? valueWords(valueOfPayments(units, asset.places), trace.prices.currency) : '';
  };
  /** Of a source by what leaves it, of others by what comes to them. */
  const worthOf = (box: Box): string =>
    worth(
      [...flows.values()].flatMap(({ from, to, payments }) => ((box.hop === 0 ? from : to) === box ? payments : [])),
    );
  const whole = [...boxes.values()].filter(({ hop }) => hop === 0).reduce((sum, box) => sum + box.sum, 0n);
  const top = size * 2.4;
  const room = Math.max(
    size * 14,
    ...hops.map((hop) => [...boxes.values()].filter((box) => box.hop === hop).length * size * 3.2),
  );
  const last = size * (width < size * 60 ? 13 : 17); // of the column at the right
  const step = hops.length > 1 ? (width - last) / (hops.length - 1) : 0;
  const shapes: Shape[] = [];
  const bar = size * 0.9;
  const x = (hop: number): number => hops.indexOf(hop) * step;
  /** How wide words beside a box may be: up to the next column, or to the edge. */
  const wordsAt = (hop: number): number =>
    Math.max(size * 8, (hop === hops.at(-1) ? width - x(hop) : step) - bar - size * 0.8);
  const worths = new Map(
    [...boxes.values()].map((box) => [
      box,
      trace.prices ? wrapped(worthOf(box), size * 0.9, wordsAt(box.hop)) : ([] as string[]),
    ]),
  );
  let height = 0;
  for (const hop of hops) {
    let y = top;
    for (const box of [...boxes.values()].filter((each) => each.hop === hop)) {
      box.height = Math.max(NOTHING, share(box.sum, whole) * room * 0.7);
      box.y = y;
      y += Math.max(box.height, size * (2.6 + 1.05 * (box.notes.length + (worths.get(box)?.length ?? 0)))) + GAP;
    }
    height = Math.max(height, y);
    shapes.push(text(x(hop), size * 1.2, hop === 0 ? 'Source' : `Step ${hop}`, size, 'start', 'muted', true));
  }
  const [left, came] = [new Map<Box, number>(), new Map<Box, number>()];
  const drawn = [...flows.values()].sort((a, b) => a.to.y - b.to.y);
  for (const [place, { from, to, sum, followed: bright, payments }] of drawn.entries()) {
    const picked = chosen !== undefined && payments.some((each) => chosen.has(each));
    const wide = Math.max(0.75, share(sum, whole) * room * 0.7);
    // What goes back is a line: a wide band would cover the rest.
    const thick = to.hop > from.hop ? wide : Math.min(wide, 3);
    const [start, end] = [from.y + (left.get(from) ?? 0) + thick / 2, to.y + (came.get(to) ?? 0) + thick / 2];
    left.set(from, (left.get(from) ?? 0) + thick);
    came.set(to, (came.get(to) ?? 0) + thick);
    const [x0, x1] = [x(from.hop) + bar, x(to.hop)];
    const bend = x1 > x0 ? (x1 - x0) / 2 : size * 3;
    shapes.push(
      path(
        `M${short(x0)},${short(start)}C${short(x0 + bend)},${short(start)} ${short(x1 - bend)},${short(end)} ${short(x1)},${short(end)}`,
        {
          stroke: picked
            ? { token: 'series-1', share: 0.8 }
            : { token: to.stop ? 'series-3' : 'series-0', share: bright ? 0.4 : 0.08 },
          weight: short(thick),
          place,
          title: `${from.name || 'others'} to ${to.name || 'others'}: ${unitsText(String(sum), asset.places)} ${asset.symbol}${trace.prices ? `, ${worth(payments)}` : ''}`,
        },
      ),
    );
  }
  for (const box of boxes.values()) {
    const named = box.name === '' ? counted(box.accounts, 'other account') : box.name;
    const units = unitsText(String(box.sum), asset.places);
    const worth = worths.get(box) ?? [];
    const at = x(box.hop) + bar + size * 0.4;
    const words = wordsAt(box.hop);
    shapes.push(
      rect(x(box.hop), box.y, bar, box.height, {
        fill: box.stop ? 'series-3' : 'series-0',
        title: `${named}: ${[`${units} ${asset.symbol}`.trim(), worth.join(' '), ...box.notes].filter((part) => part !== '').join(', ')}`,
      }),
      text(at, box.y + size, fitted(box.name === '' ? named : brief(named, size, words), size, words), size),
      ...[
        ...box.notes.map((note) => fitted(note, size * 0.9, words)),
        briefAmount(units, asset.symbol, size * 0.9, words),
        ...worth,
      ]
        .filter((line) => line !== '')
        .map((line, nth) => text(at, box.y + size * (2.1 + 1.05 * nth), line, size * 0.9, 'start', 'muted')),
    );
  }
  const signs = [
    ['series-0', 'reached', [...boxes.values()].some(({ stop }) => !stop)],
    ['series-3', 'stops here', [...boxes.values()].some(({ stop }) => stop)],
    [
      'series-1',
      'selected',
      chosen !== undefined && drawn.some(({ payments }) => payments.some((at) => chosen.has(at))),
    ],
  ] as const;
  let sign = 0;
  for (const [token, words, is] of signs) {
    if (!is) continue;
    shapes.push(rect(sign, height + size * 0.2, bar, bar, { fill: token }));
    shapes.push(text(sign + bar * 1.5, height + size, words, size * 0.9, 'start', 'muted'));
    sign += bar * 1.5 + words.length * size * 0.55 + size;
  }
  return {
    ...{ width, height: Math.ceil(height + size * 2), shapes },
    flows: drawn.map(({ payments }) => payments),
    folded: [...boxes.values()].flatMap(({ hop, name, accounts: those }) =>
      name === '' ? [{ step: hop, accounts: those }] : [],
    ),
    alternative: `Money flow by ${METHODS[method].name}: ${counted(accounts.length, 'account')} in ${counted(hops.length, 'step')}, ${counted(flows.size, 'flow')}. Every amount is in the table.`,
  };
}
