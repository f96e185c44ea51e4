import { accountForm, transactionForm, walletForm } from '../../../shared/domain/entity-forms.ts';
import { chainOf, type TransferMapping, type TransferRole } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { momentOfRow, momentsOf } from '../datasets/readings/moments.ts';
import { type Exact, exactSum } from '../datasets/readings/numbers.ts';
import { isBlankWord, typedValue } from '../datasets/readings/values.ts';
import { asideOf, legReader, numberOf } from './row-legs.ts';

/** A row as a transfer. An account of '' is outside the file. */
export interface Transfer {
  /** From 1. */
  readonly row: number;
  readonly transaction: string;
  readonly from: string;
  readonly to: string;
  /** 0 for one that failed. */
  readonly amount: Exact;
  readonly fee: Exact;
  readonly asset: string;
  readonly chain: string;
  /** Of a token; '' for a coin or a currency. */
  readonly contract: string;
  /** As a view shows it; '' for none. */
  readonly time: string;
  /** Microseconds since 1970. */
  readonly micros: number | null;
  /** Its time of day names no zone and was taken as UTC. */
  readonly zoneless: boolean;
  readonly block: number | null;
  readonly index: number | null;
  readonly log: number | null;
  readonly nonce: number | null;
  readonly failed: boolean;
  /** As the file writes it. */
  readonly status: string;
  /** Its amount has a minus sign that tells nothing, since both ends are named; or one that turns what came in into what went out. */
  readonly negative: boolean;
  /** It was exchanged for an amount of another asset: for one that is no transfer, or as the transfer of what came for it. */
  readonly leg: 'none' | 'untold' | 'second';
  /** Whose balance its fee leaves. */
  readonly feeBy: 'from' | 'to';
  /** In which its fee is paid; '' for that of the amount. */
  readonly feeAsset: string;
}
export interface Refused {
  readonly row: number;
  readonly refused: string;
  /** Its status, where the mapping does not say what that means. */
  readonly asked?: string;
}
type Cells = readonly (string | null)[];

/** Of a time as views show it. */
const ZONELESS = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const NONE: Exact = { units: 0n, scale: 0 };
const NO_AMOUNT = 'it has no amount';

/**
 * Reads rows by a mapping. A row that exchanges one asset for another is two transfers where the mapping names both. A row that names no amount, or neither end, is refused with its reason; nothing is rounded.
 * @throws RangeError naming a column that the dataset does not have
 */
export function rowReader(
  mapping: TransferMapping,
  columns: readonly StoredColumn[],
): (cells: Cells, row: number) => readonly Transfer[] | Refused {
  const places = new Map<TransferRole, number>();
  const timed = columns.findIndex(({ name }) => name === mapping.columns.time);
  const moment = momentsOf(columns).find(({ name, parts }) =>
    timed < 0 ? name === mapping.columns.time : parts.includes(timed),
  );
  for (const [role, name] of Object.entries(mapping.columns) as [TransferRole, string | null][]) {
    if (name === null || name === undefined) continue;
    const own = columns.findIndex((column) => column.name === name);
    const at = role === 'time' && moment ? moment.parts[0] : own;
    if (at < 0) throw new RangeError(`There is no column "${name}".`);
    places.set(role, at);
  }
  const text = (cells: Cells, role: TransferRole): string => {
    const at = places.get(role);
    const cell = at === undefined ? '' : (cells[at] ?? '').trim();
    return isBlankWord(cell) ? '' : cell;
  };
  const number = (cells: Cells, role: TransferRole): Exact | null | undefined =>
    numberOf(text(cells, role), columns[places.get(role) ?? -1]);
  const place = (cells: Cells, role: TransferRole): number | null => {
    const cell = text(cells, role);
    const value = /^\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const aside = asideOf(mapping, columns);
  const legOf = legReader(mapping, columns);
  const subject = accountForm(mapping.subject);
  const succeeds = new Set(mapping.succeeds);
  const fails = mapping.fails && new Set(mapping.fails);
  const outgoing = new Set(mapping.outgoing);
  const incoming = mapping.incoming && new Set(mapping.incoming);

  return (cells, row) => {
    const status = text(cells, 'status');
    const failed = places.has('status') && !succeeds.has(status.toLowerCase());
    const refused = aside(cells);
    if (refused !== null) return { row, refused };
    const asset = places.has('asset') ? text(cells, 'asset') : mapping.asset;
    const leg = legOf(cells);
    const main = amountOf();
    if (typeof leg === 'string') return { row, refused: leg };
    const alone = leg && (main === NO_AMOUNT || (typeof main === 'object' && main.amount.units === 0n));
    if (alone && !outgoing.has(leg.kind.toLowerCase()))
      return {
        row,
        refused: `its only amount is that of another asset, and ${leg.kind === '' ? 'nothing' : `no word like "${leg.kind}"`} says that it goes out`,
      };
    const read = alone ? { amount: leg.amount, out: true, turned: false } : main;
    if (typeof read === 'string') return { row, refused: read };
    // The same asset in both is one amount, told twice.
    const second = leg && !alone && leg.asset.toUpperCase() !== asset.toUpperCase() ? leg : null;
    if (second && !second.exchanges)
      return { row, refused: `it has amounts of two assets, and "${second.kind}" is not known as an exchange` };
    const { amount: written, out, turned } = read;
    const fee = number(cells, 'fee');
    if (fee === null) return { row, refused: `its fee, "${text(cells, 'fee')}", is no number` };
    const word = text(cells, 'direction').toLowerCase();
    if (incoming && places.has('direction') && !incoming.has(word) && !outgoing.has(word))
      return {
        row,
        refused: `its direction, "${word}", is neither among those that come in nor among those that go out`,
      };
    const told = endsOf(out);
    if (typeof told === 'string') return { row, refused: told };
    const { own, ...ends } = told;
    const within = mapping.feeWithin && out === true && fee !== undefined;
    const rest = within ? exactSum(written, negated(magnitude(fee))) : written;
    if (rest.units < 0n) return { row, refused: 'its fee, which its amount is said to hold, is more than that' };
    const moved = shifted(rest);
    if (failed && fails && !fails.has(status.toLowerCase()))
      return { row, refused: `nothing says whether its status, "${status}", means that money moved`, asked: status };
    const time = timeOf(cells);
    const feeIn = places.has('feeAsset') ? text(cells, 'feeAsset') : mapping.feeAsset;
    const feeAsset = alone && feeIn === '' ? asset : feeIn;
    const transfer: Transfer = {
      ...{
        row,
        ...ends,
        failed,
        status,
        ...time,
        feeBy: mapping.feeOf === 'account' ? own : 'from',
        feeAsset,
        leg: leg === null && mapping.legAsset === undefined && aside.hasOther(cells) ? 'untold' : 'none',
        zoneless: time.micros !== null && ZONELESS.test(time.time),
      },
      negative: turned || (out === true && places.has('amount') && places.has('from') && places.has('to')),
      transaction: transactionForm(text(cells, 'transaction')),
      amount: failed ? NONE : moved,
      fee:
        fee === undefined || (failed && !mapping.failedPay) ? NONE : magnitude(mapping.baseUnits ? shifted(fee) : fee),
      asset: alone ? leg.asset : asset,
      chain: places.has('chain') ? chainOf(text(cells, 'chain')) : mapping.chain,
      contract: walletForm(text(cells, 'contract')),
      ...{ block: place(cells, 'block'), index: place(cells, 'index'), log: place(cells, 'log') },
      nonce: place(cells, 'nonce'),
    };
    if (!second) return [transfer];
    const [from, to] = [ends.to, ends.from];
    const other = { amount: failed ? NONE : second.amount, asset: second.asset, contract: '', fee: NONE, feeAsset: '' };
    return [
      transfer,
      { ...transfer, ...other, from, to, feeBy: 'from', leg: 'second', negative: false, log: null, nonce: null },
    ];

    function amountOf(): { amount: Exact; out: boolean | null; turned: boolean } | string {
      if (!places.has('amountIn') && !places.has('amountOut')) {
        const amount = number(cells, 'amount');
        if (amount === undefined) return NO_AMOUNT;
        if (amount === null) return `its amount, "${text(cells, 'amount')}", is no number`;
        const told = places.has('direction') && outgoing.has(text(cells, 'direction').toLowerCase());
        return { amount: magnitude(amount), out: amount.units < 0n || told, turned: false };
      }
      const [coming, going] = [number(cells, 'amountIn'), number(cells, 'amountOut')];
      if (coming === null || going === null) return 'one of its amounts is no number';
      if (coming === undefined && going === undefined) return NO_AMOUNT;
      if (coming && going && coming.units !== 0n && going.units !== 0n) {
        const same = coming.units === going.units && coming.scale === going.scale;
        if (!same) return 'it has an amount that came in and another that went out';
      }
      const ofOut = going !== undefined && going.units !== 0n;
      const amount = (ofOut ? going : (coming ?? going)) as Exact;
      // A reversal: what was paid in goes back. A file may also write all that goes out with a minus sign.
      const turned = amount.units < 0n && !(ofOut && mapping.outSigned);
      return { amount: magnitude(amount), out: ofOut !== turned, turned };
    }
    function endsOf(out: boolean | null): { from: string; to: string; own: 'from' | 'to' } | string {
      const side = out ? 'from' : 'to';
      const [from, to] = [accountForm(text(cells, 'from')), accountForm(text(cells, 'to'))];
      if (places.has('from') && places.has('to')) {
        if (from === '' && to === '') return 'it names neither a sender nor a receiver';
        // A minus is of the side whose export it is: what an owner pays is negative, and its sender is named as such.
        return { from, to, own: side };
      }
      const own = places.has('account') ? accountForm(text(cells, 'account')) : subject;
      if (places.has('counterparty') || own !== '') {
        const named = places.has('counterparty') ? accountForm(text(cells, 'counterparty')) : from || to;
        const other = mapping.paidOnly && !out ? '' : named;
        if (own === '' && other === '') return 'it names neither a sender nor a receiver';
        if (own === '') return out ? { from: other, to: '', own: side } : { from: '', to: other, own: side };
        const goes = places.has('from') ? false : places.has('to') && !places.has('counterparty') ? true : out;
        return goes ? { from: own, to: other, own: 'from' } : { from: other, to: own, own: 'to' };
      }
      if (from === '' && to === '') return 'it names neither a sender nor a receiver';
      return { from, to, own: side };
    }
  };

  function shifted({ units, scale }: Exact): Exact {
    return mapping.baseUnits ? { units, scale: scale + (mapping.decimals ?? 0) } : { units, scale };
  }
  function timeOf(cells: Cells): { time: string; micros: number | null } {
    const told = moment ? momentOfRow(moment, cells) : null;
    if (told !== null) return { time: told, micros: microsOf(told) };
    const cell = text(cells, 'time');
    if (cell === '') return { time: '', micros: null };
    const reading = columns[places.get('time') as number]?.reading?.reading;
    const typed = reading && reading.kind !== 'text' ? typedValue(reading, cell) : undefined;
    const shown = typeof typed === 'string' ? typed : asWritten(cell);
    return { time: shown, micros: microsOf(shown) };
  }
}

const negated = ({ units, scale }: Exact): Exact => ({ units: -units, scale });
const magnitude = ({ units, scale }: Exact): Exact => ({ units: units < 0n ? -units : units, scale });

/** A time that no reading of its column has found. */
function asWritten(text: string): string {
  // Seconds, or milliseconds, since 1970.
  if (/^\d{10}$|^1\d{12}$/.test(text)) {
    const [day, clock = ''] = new Date(Number(text) * (text.length === 10 ? 1000 : 1)).toISOString().split('T');
    return `${day} ${clock.replace(/(\.000)?Z$/, 'Z')}`;
  }
  return text.replace('T', ' ');
}

/** Microseconds since 1970 of a time as views show it; one without a zone is taken as it is written. */
export function microsOf(shown: string): number | null {
  const [, day, clock = '00:00:00', fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/.exec(shown) ?? [];
  if (day === undefined) return null;
  const whole = Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${zone === '' ? 'Z' : zone}`);
  return Number.isNaN(whole) ? null : whole * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0'));
}
