import type { Input } from '../../../shared/contract/commands.ts';
import { type DeliveryPart, MOST_COPIES } from '../../../shared/contract/deliveries.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId, FindingId } from '../../../shared/contract/values.ts';
import { onLock } from '../../state/session.ts';
import { createStore } from '../../state/store.ts';
import { plural } from '../../ui/format.ts';

/** A copy of the queue; `all` prints each finding by itself. */
export interface Row {
  readonly key: number;
  readonly edition: Edition;
  readonly recipient: string;
  readonly finding: FindingId | 'all' | '';
}

/** What is to be printed, and for whom. The first copy is that of the edition on screen. */
export interface Order {
  readonly rows: readonly [Row, ...Row[]];
  readonly parts: readonly DeliveryPart[];
  readonly marked: boolean;
}

const EMPTY: Order = {
  rows: [{ key: 0, edition: 'executive', recipient: '', finding: '' }],
  parts: [],
  marked: true,
};

/** By case; it outlasts the screen, so that a look at a finding costs nothing that was typed. No password is in it. */
export const orders = createStore<ReadonlyMap<CaseId, Order>>(new Map());
onLock(() => orders.set(new Map()));

export const orderOf = (all: ReadonlyMap<CaseId, Order>, caseId: CaseId): Order => all.get(caseId) ?? EMPTY;

export const changeOrder = (caseId: CaseId, change: Partial<Order>): void =>
  orders.update((all) => new Map(all).set(caseId, { ...orderOf(all, caseId), ...change }));

export function changeRow(caseId: CaseId, key: number, change: Partial<Row>): void {
  const [first, ...rest] = orderOf(orders.get(), caseId).rows;
  const changed = (row: Row): Row => (row.key === key ? { ...row, ...change } : row);
  changeOrder(caseId, { rows: [changed(first), ...rest.map(changed)] });
}

type Copies = Input<'report.deliver'>['copies'];

/** The copies that an order comes to, in their order. */
export const copiesOf = ({ rows }: Pick<Order, 'rows'>, findings: readonly Pick<Finding, 'id'>[]): Copies =>
  rows.flatMap(({ edition, recipient, finding }) => {
    const copy = { edition, ...(recipient.trim() !== '' && { recipient: recipient.trim() }) };
    if (finding === '') return [copy];
    return (finding === 'all' ? findings.map(({ id }) => id) : [finding]).map((findingId) => ({ ...copy, findingId }));
  });

/** One whole report with nothing beside it: a single PDF instead of an archive of folders. */
export const isPdfAlone = ({ rows, parts }: Order): boolean =>
  rows.length === 1 && rows[0].finding === '' && parts.length === 0;

/** Why nothing can be printed; empty where it can. */
export const tooMany = (copies: number): string =>
  copies === 0
    ? 'The case states no finding to print by itself.'
    : copies > MOST_COPIES
      ? `${copies} copies; one delivery has at most ${MOST_COPIES}.`
      : '';

/** "2 copies, 3 parts, password": what the closed options stand at. */
export const orderWords = (order: Order, copies: number, locked: boolean): string =>
  [
    isPdfAlone(order) ? 'PDF alone' : plural(copies, 'copy', 'copies'),
    ...(order.parts.length > 0 ? [plural(order.parts.length, 'part')] : []),
    ...(order.marked ? [] : ['unmarked']),
    locked ? 'password' : 'no password',
  ].join(', ');
