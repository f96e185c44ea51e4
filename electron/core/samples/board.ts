import { randomUUID } from 'node:crypto';
import type { BoardOp, EntityType, Subject } from '../../../shared/contract/board.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { EntityId, ItemId, LinkId, NoteId } from '../../../shared/contract/values.ts';
import { entitySize, exhibitSize, noteSize, type Size, tableSize } from '../../../shared/domain/board-layout.ts';
import { BURST_IP, DEVICES, PAYOUT_ACCOUNT, RING } from './ring.ts';

type ExhibitId = Exhibit['id'];
/** What the board rests on. */
export interface SampleExhibits {
  readonly accounts: ExhibitId;
  readonly logins: ExhibitId;
  readonly payouts: ExhibitId;
  readonly lumen: Exhibit;
  readonly brass: Exhibit;
  readonly chat: Exhibit;
  readonly payout: Exhibit;
  readonly devicesQuery: Exhibit;
  readonly payoutQuery: Exhibit;
  readonly burstQuery: Exhibit;
}
/** Rows and columns that the query tiles show. */
export type QuerySizes = Readonly<
  Record<'devicesQuery' | 'payoutQuery' | 'burstQuery', { columns: number; rows: number }>
>;

const ACCOUNT_STEP = 190;
const ROW = { pictures: -560, devices: -260, accounts: 20, below: 300, queries: 580 } as const;

/** The ring as one step: accounts in a row, what they share above and below, pictures and queries around it. */
export function boardOps(from: SampleExhibits, sizes: QuerySizes): BoardOp[] {
  const ops: BoardOp[] = [];
  const place = (subject: Subject, x: number, y: number, size: Size) =>
    ops.push({ op: 'place', item: { id: ItemId.parse(randomUUID()), subject, x, y, ...size } });
  const entity = (
    type: EntityType,
    label: string,
    x: number,
    y: number,
    note: string,
    exhibits: ExhibitId[],
  ): Subject => {
    const id = EntityId.parse(randomUUID());
    ops.push({ op: 'addEntity', entity: { id, type, label, note, exhibits } });
    place({ kind: 'entity', id }, x, y, entitySize(label));
    return { kind: 'entity', id };
  };
  const exhibit = ({ id, width, height }: Exhibit, x: number, y: number, size?: Size): Subject => {
    place({ kind: 'exhibit', id }, x, y, size ?? exhibitSize(width && height ? { width, height } : null));
    return { kind: 'exhibit', id };
  };
  const note = (text: string, x: number, y: number) => {
    const id = NoteId.parse(randomUUID());
    ops.push({ op: 'addNote', note: { id, text } });
    place({ kind: 'note', id }, x, y, noteSize(text));
  };
  const link = (a: Subject, b: Subject, type: string, exhibits: ExhibitId[], label = '') =>
    ops.push({
      op: 'addLink',
      link: { id: LinkId.parse(randomUUID()), from: a, to: b, type, label, direction: 'forward', note: '', exhibits },
    });

  const middle = (count: number, step: number, index: number) => (index - (count - 1) / 2) * step;
  const devices = DEVICES.map((label, index) =>
    entity('device', label, middle(DEVICES.length, 560, index), ROW.devices, '', [from.logins, from.devicesQuery.id]),
  );
  const payout = entity('payout', PAYOUT_ACCOUNT, -300, ROW.below, 'Verified on 2026-02-17', [
    from.payouts,
    from.payout.id,
  ]);
  const address = entity('ip', BURST_IP, 460, ROW.below, '', [from.logins, from.burstQuery.id]);
  const accounts = RING.map((account, index) => {
    const y = ROW.accounts + (index % 2) * 70; // two heights, so that links to neighbours stay apart
    const subject = entity(
      'account',
      account.id,
      middle(RING.length, ACCOUNT_STEP, index),
      y,
      `${account.displayName} (@${account.username})`,
      [from.accounts],
    );
    for (const device of account.devices)
      link(subject, devices[device] as Subject, 'uses device', [from.logins, from.devicesQuery.id]);
    if (account.sharesPayout) link(subject, payout, 'paid to', [from.payouts, from.payoutQuery.id]);
    return subject;
  });
  for (const index of [0, 8, 9, 10])
    link(accounts[index] as Subject, address, 'signed in from', [from.logins, from.burstQuery.id]);

  const lumen = exhibit(from.lumen, -860, ROW.pictures);
  const brass = exhibit(from.brass, -420, ROW.pictures);
  const chat = exhibit(from.chat, 420, ROW.pictures);
  const settings = exhibit(from.payout, -860, ROW.queries);
  link(lumen, accounts[0] as Subject, 'shows', [from.lumen.id]);
  link(brass, accounts[2] as Subject, 'shows', [from.brass.id]);
  link(lumen, brass, 'same picture', [from.lumen.id, from.brass.id, from.accounts], 'copper lantern');
  link(chat, accounts[2] as Subject, 'written by', [from.chat.id]);
  link(settings, payout, 'shows', [from.payout.id]);
  const tile = (of: keyof QuerySizes, x: number, y: number) =>
    exhibit(from[of], x, y, tableSize(sizes[of].columns, sizes[of].rows));
  tile('devicesQuery', 860, ROW.pictures);
  link(tile('payoutQuery', -300, ROW.queries), payout, 'supports', [from.payoutQuery.id]);
  link(tile('burstQuery', 460, ROW.queries), address, 'supports', [from.burstQuery.id]);
  note('SYNTHETIC sample. Nobody and nothing on this board exists.', 0, ROW.pictures);
  note(
    'Open: two of the eleven accounts are paid out elsewhere. Ask who verified those payout accounts.',
    940,
    ROW.below,
  );
  return ops;
}
