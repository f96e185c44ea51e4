import { accountForm, transactionForm, walletForm } from '../../../shared/domain/entity-forms.ts';
import { PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { chainOf, type TransferMapping, type TransferRole } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { momentOfRow, momentsOf } from '../datasets/readings/moments.ts';
import { type Exact, exactOf } from '../datasets/readings/numbers.ts';
import { isBlankWord, typedValue } from '../datasets/readings/values.ts';

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
  /** It was exchanged for an amount of another asset, which is no transfer. */
  readonly otherLeg: boolean;
}
export interface Refused {
  readonly row: number;
  readonly refused: string;
}
type Cells = readonly (string | null)[];

/** Of a time as views show it. */
const ZONELESS = /\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const NONE: Exact = { units: 0n, scale: 0 };
const GROUPED = { ...PLAIN_NUMBERS, group: ',' as const };

/**
 * Reads rows by a mapping. A row that names no amount, or neither end, is refused with its reason; nothing is rounded.
 * @throws RangeError naming a column that the dataset does not have
 */
export function rowReader(
  mapping: TransferMapping,
  columns: readonly StoredColumn[],
): (cells: Cells, row: number) => Transfer | Refused {
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
  const number = (cells: Cells, role: TransferRole): Exact | null | undefined => {
    const cell = text(cells, role);
    if (cell === '') return undefined;
    const reading = columns[places.get(role) as number]?.reading?.reading;
    const form = reading && 'form' in reading ? reading.form : PLAIN_NUMBERS;
    return exactOf(cell, form) ?? exactOf(cell, PLAIN_NUMBERS) ?? exactOf(cell, GROUPED);
  };
  const place = (cells: Cells, role: TransferRole): number | null => {
    const cell = text(cells, role);
    const value = /^\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  const aside = asideOf(mapping, columns);
  const subject = accountForm(mapping.subject);
  const succeeds = new Set(mapping.succeeds);
  const outgoing = new Set(mapping.outgoing);

  return (cells, row) => {
    const status = text(cells, 'status');
    const failed = places.has('status') && !succeeds.has(status.toLowerCase());
    const { refused, otherLeg } = aside(cells);
    if (refused !== null) return { row, refused };
    const read = amountOf();
    if (typeof read === 'string') return { row, refused: read };
    const { amount: written, out, turned } = read;
    const fee = number(cells, 'fee');
    if (fee === null) return { row, refused: `its fee, "${text(cells, 'fee')}", is no number` };
    const ends = endsOf(out);
    if (typeof ends === 'string') return { row, refused: ends };
    const moved = shifted(written);
    const time = timeOf(cells);
    return {
      ...{
        row,
        ...ends,
        failed,
        status,
        ...time,
        otherLeg,
        zoneless: time.micros !== null && ZONELESS.test(time.time),
      },
      negative: turned || (out === true && places.has('amount') && places.has('from') && places.has('to')),
      transaction: transactionForm(text(cells, 'transaction')),
      amount: failed ? NONE : moved,
      fee:
        fee === undefined || (failed && !mapping.failedPay) ? NONE : magnitude(mapping.baseUnits ? shifted(fee) : fee),
      asset: places.has('asset') ? text(cells, 'asset') : mapping.asset,
      chain: places.has('chain') ? chainOf(text(cells, 'chain')) : mapping.chain,
      contract: walletForm(text(cells, 'contract')),
      ...{ block: place(cells, 'block'), index: place(cells, 'index'), log: place(cells, 'log') },
      nonce: place(cells, 'nonce'),
    };

    function amountOf(): { amount: Exact; out: boolean | null; turned: boolean } | string {
      if (!places.has('amountIn') && !places.has('amountOut')) {
        const amount = number(cells, 'amount');
        if (amount === undefined) return 'it has no amount';
        if (amount === null) return `its amount, "${text(cells, 'amount')}", is no number`;
        const told = places.has('direction') && outgoing.has(text(cells, 'direction').toLowerCase());
        return { amount: magnitude(amount), out: amount.units < 0n || told, turned: false };
      }
      const [coming, going] = [number(cells, 'amountIn'), number(cells, 'amountOut')];
      if (coming === null || going === null) return 'one of its amounts is no number';
      if (coming === undefined && going === undefined) return 'it has no amount';
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
    function endsOf(out: boolean | null): { from: string; to: string } | string {
      const [from, to] = [accountForm(text(cells, 'from')), accountForm(text(cells, 'to'))];
      if (places.has('from') && places.has('to')) {
        if (from === '' && to === '') return 'it names neither a sender nor a receiver';
        // A minus is of the side whose export it is: what an owner pays is negative, and its sender is named as such.
        return { from, to };
      }
      const own = places.has('account') ? accountForm(text(cells, 'account')) : subject;
      if (places.has('counterparty') || own !== '') {
        const other = places.has('counterparty') ? accountForm(text(cells, 'counterparty')) : from || to;
        if (own === '' && other === '') return 'it names neither a sender nor a receiver';
        if (own === '') return out ? { from: other, to: '' } : { from: '', to: other };
        const goes = places.has('from') ? false : places.has('to') && !places.has('counterparty') ? true : out;
        return goes ? { from: own, to: other } : { from: other, to: own };
      }
      if (from === '' && to === '') return 'it names neither a sender nor a receiver';
      return { from, to };
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

/** Rows that are set aside, with the reason, and whether a row has another leg. @throws RangeError for a column that there is not */
function asideOf({ booked = [], internal, otherLeg }: TransferMapping, columns: readonly StoredColumn[]) {
  const placeOf = (name: string): number => {
    const at = columns.findIndex((column) => column.name === name);
    if (at < 0) throw new RangeError(`There is no column "${name}".`);
    return at;
  };
  const filled = booked.map((name) => [name, placeOf(name)] as const);
  const kind = internal && placeOf(internal.column);
  const leg = otherLeg === undefined ? undefined : placeOf(otherLeg);
  return (cells: Cells): { refused: string | null; otherLeg: boolean } => {
    const cell = (at: number): string => (cells[at] ?? '').trim();
    const missing = filled.find(([, at]) => cell(at) === '')?.[0];
    const what = kind === undefined ? '' : cell(kind);
    const inside = internal?.begins.some((begin) => what.toLowerCase().startsWith(begin)) ?? false;
    return {
      refused:
        missing !== undefined
          ? `it has no ${missing}: it is pending and not booked`
          : inside
            ? `"${what}" moves money between wallets of the same holder, and pays nobody`
            : null,
      otherLeg: leg !== undefined && /[1-9]/.test(cell(leg)),
    };
  };
}

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
