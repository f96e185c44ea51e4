import { randomUUID } from 'node:crypto';
import type { BoardOp } from '../../../shared/contract/board.ts';
import type { EntityType, Subject } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { EntityId, ItemId, LinkId, NoteId } from '../../../shared/contract/values.ts';
import { entitySize, exhibitSize, noteSize, type Size, tableSize } from '../../../shared/domain/board-layout.ts';
import { BURST_IP, DEVICES, PAYOUT_ACCOUNT, RING, type RingAccount } from './story.ts';

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
  readonly numbersQuery: Exhibit;
  readonly chart: Exhibit;
}
/** Rows and columns that the query tiles show. */
export type QuerySizes = Readonly<
  Record<'devicesQuery' | 'payoutQuery' | 'burstQuery', { columns: number; rows: number }>
>;

const ACCOUNT_STEP = 105;
const ROW = { queries: -330, address: -300, devices: -150, accounts: 10, payout: 225, pictures: 425 } as const;

/** The ring as one step: accounts in a row, their devices above, their money below, pictures and queries beside what they show. */
export function boardOps(from: SampleExhibits, sizes: QuerySizes): BoardOp[] {
  const ops: BoardOp[] = [];
  const place = (subject: Subject, x: number, y: number, size: Size) =>
    ops.push({ op: 'item.place', item: { id: ItemId.parse(randomUUID()), subject, x, y, ...size } });
  const entity = (
    type: EntityType,
    label: string,
    x: number,
    y: number,
    note: string,
    exhibits: ExhibitId[],
  ): Subject => {
    const id = EntityId.parse(randomUUID());
    ops.push({ op: 'entity.create', entity: { id, type, label, note, exhibits } });
    place({ kind: 'entity', id }, x, y, entitySize(label));
    return { kind: 'entity', id };
  };
  const exhibit = ({ id, width, height }: Exhibit, x: number, y: number, size?: Size): Subject => {
    place({ kind: 'exhibit', id }, x, y, size ?? exhibitSize(width && height ? { width, height } : null));
    return { kind: 'exhibit', id };
  };
  const note = (text: string, x: number, y: number) => {
    const id = NoteId.parse(randomUUID());
    ops.push({ op: 'note.create', note: { id, text } });
    place({ kind: 'note', id }, x, y, noteSize(text));
  };
  const link = (a: Subject, b: Subject, type: string, exhibits: ExhibitId[], label = '') =>
    ops.push({
      op: 'link.create',
      link: { id: LinkId.parse(randomUUID()), from: a, to: b, type, label, direction: 'forward', note: '', exhibits },
    });

  const middle = (count: number, step: number, index: number) => (index - (count - 1) / 2) * step;
  const devices = DEVICES.map((label, index) =>
    entity('device', label, middle(DEVICES.length, 400, index), ROW.devices, '', [from.logins, from.devicesQuery.id]),
  );
  const payout = entity('payout', PAYOUT_ACCOUNT, 300, ROW.payout, 'Verified on 2026-02-17', [
    from.payouts,
    from.payout.id,
  ]);
  const address = entity('ip', BURST_IP, 80, ROW.address, 'One script, ninety-six sign-ins', [
    from.logins,
    from.burstQuery.id,
  ]);
  for (const device of devices) link(device, address, 'signed in from', [from.logins, from.burstQuery.id]);
  const accounts = new Map<string, Subject>();
  for (const [index, account] of byDevice().entries()) {
    const y = ROW.accounts + (index % 2) * 70; // two heights, so that links to neighbours stay apart
    const x = middle(RING.length, ACCOUNT_STEP, index);
    const told = `${account.displayName} (@${account.username})`;
    const subject = entity('account', account.id, x, y, told, [from.accounts]);
    accounts.set(account.username, subject);
    for (const device of account.devices)
      link(subject, devices[device] as Subject, 'uses device', [from.logins, from.devicesQuery.id]);
    if (account.sharesPayout) link(subject, payout, 'paid to', [from.payouts, from.payoutQuery.id]);
  }
  const account = (username: string) => accounts.get(username) as Subject;

  const lumen = exhibit(from.lumen, -700, ROW.pictures);
  const brass = exhibit(from.brass, -365, ROW.pictures);
  link(lumen, account('lumen.vault'), 'shows', [from.lumen.id]);
  link(brass, account('brassanddusk'), 'shows', [from.brass.id]);
  link(lumen, brass, 'same picture', [from.lumen.id, from.brass.id, from.accounts]);
  link(exhibit(from.chat, -110, ROW.pictures), account('brassanddusk'), 'written by', [from.chat.id]);
  link(exhibit(from.payout, 150, ROW.pictures), payout, 'shows', [from.payout.id]);
  const tile = (of: keyof QuerySizes, x: number, y: number) =>
    exhibit(from[of], x, y, tableSize(sizes[of].columns, sizes[of].rows));
  const devicesTile = tile('devicesQuery', -270, ROW.queries);
  for (const device of devices) link(devicesTile, device, 'supports', [from.devicesQuery.id]);
  link(tile('burstQuery', 420, ROW.queries), address, 'supports', [from.burstQuery.id]);
  link(tile('payoutQuery', 500, ROW.pictures), payout, 'supports', [from.payoutQuery.id]);
  note('SYNTHETIC sample. Nobody and nothing on this board exists.', -700, ROW.queries);
  note(
    'Open: two of the eleven accounts are paid out elsewhere. Ask who verified those payout accounts.',
    600,
    ROW.payout,
  );
  return ops;
}

/** Accounts of one device beside each other, so that few links cross. */
const byDevice = (): RingAccount[] => {
  const place = ({ devices }: RingAccount) => devices.reduce((sum, device) => sum + device, 0) / devices.length;
  return RING.toSorted((a, b) => place(a) - place(b));
};
