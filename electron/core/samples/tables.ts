import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { bystanders, ITEMS, type Person, type Random, seeded } from './people.ts';
import {
  BURST_AGENT,
  BURST_IP,
  BURST_LOGINS,
  BURST_START,
  DEVICES,
  LURE,
  OUTSIDE_HOST,
  PAYOUT_ACCOUNT,
  RING,
  RING_IPS,
  type RingAccount,
} from './story.ts';

export interface SampleTable {
  readonly name: string;
  readonly title: string;
  readonly csv: string;
}
type Cells = readonly (string | number)[];

const SEED = 0x5eed_1a7e;
const START = Date.parse('2026-02-01T00:00:00Z');
const DAYS = 56;

/** Four exports of the made-up market; the same bytes on every machine. */
export function sampleTables(): readonly SampleTable[] {
  const random = seeded(SEED);
  const people = bystanders(random);
  return [
    table('accounts.csv', 'Accounts', ACCOUNT_COLUMNS, accounts(random, people)),
    table(
      'logins.csv',
      'Sign-ins',
      ['at', 'account_id', 'ip', 'device_id', 'user_agent', 'outcome'],
      logins(random, people),
    ),
    table(
      'payouts.csv',
      'Payouts',
      ['payout_id', 'at', 'account_id', 'payout_account', 'amount', 'currency', 'status'],
      payouts(random, people),
    ),
    table(
      'messages.csv',
      'Messages',
      ['message_id', 'at', 'from_account', 'to_account', 'text'],
      messages(random, people),
    ),
  ];
}

const table = (name: string, title: string, header: Cells, rows: readonly Cells[]): SampleTable => ({
  name,
  title: `${title} (synthetic)`,
  csv: stringify([header, ...rows], { record_delimiter: '\r\n' }),
});

const ACCOUNT_COLUMNS = [
  'account_id',
  'username',
  'display_name',
  'email',
  'phone',
  'country',
  'postcode',
  'created_at',
  'avatar_sha256',
  'rating',
  'status',
];
const picture = (name: string): string => createHash('sha256').update(`sample picture ${name}`).digest('hex');

function accounts(random: Random, people: readonly Person[]): Cells[] {
  const rows = people.map(
    (person): Cells => [
      person.id,
      person.username,
      person.displayName,
      person.email,
      person.phone,
      person.country,
      person.postcode,
      moment(random, -400, 0),
      random.chance(15) ? picture('default') : picture(person.id), // many never change the picture they are given
      `${random.whole(3, 4)}.${random.whole(0, 9)}0`,
      random.chance(3) ? 'suspended' : 'active',
    ],
  );
  for (const [index, account] of RING.entries()) {
    rows.push([
      account.id,
      account.username,
      account.displayName,
      `${account.username}@mail.example.net`,
      `+1 646 555 ${String(110 + index).padStart(4, '0')}`,
      account.country,
      '02134',
      moment(random, 2, 9),
      account.sharesAvatar ? picture('lantern') : picture(account.id),
      '5.00',
      'active',
    ]);
  }
  return rows.sort((a, b) => compare(a[7], b[7]));
}

function logins(random: Random, people: readonly Person[]): Cells[] {
  const rows: Cells[] = [];
  for (const person of people) {
    for (let visit = random.whole(2, 10); visit > 0; visit--)
      rows.push([
        moment(random, 0, DAYS),
        person.id,
        person.ip,
        person.device,
        person.agent,
        random.chance(92) ? 'ok' : 'wrong_password',
      ]);
  }
  // Someone who forgot a password: a burst that is no ring.
  const forgetful = people[57] as Person;
  for (let attempt = 0; attempt < 14; attempt++)
    rows.push([
      instant(Date.parse('2026-03-03T18:40:00Z') + attempt * 23_000),
      forgetful.id,
      forgetful.ip,
      forgetful.device,
      forgetful.agent,
      attempt < 13 ? 'wrong_password' : 'ok',
    ]);
  for (const account of RING) {
    for (const device of account.devices) {
      for (let visit = random.whole(3, 7); visit > 0; visit--)
        rows.push([
          moment(random, 9, DAYS),
          account.id,
          random.pick(RING_IPS),
          DEVICES[device] as string,
          'PinewickApp/5.8 (Android 14)',
          'ok',
        ]);
    }
  }
  for (let attempt = 0; attempt < BURST_LOGINS; attempt++) {
    const account = RING[attempt % RING.length] as RingAccount;
    rows.push([
      instant(Date.parse(BURST_START) + attempt * 6000 + random.whole(0, 2500)),
      account.id,
      BURST_IP,
      DEVICES[account.devices[0] as number] as string,
      BURST_AGENT,
      'ok',
    ]);
  }
  return rows.sort((a, b) => compare(a[0], b[0]));
}

function payouts(random: Random, people: readonly Person[]): Cells[] {
  const rows: Cells[] = [];
  const add = (account: string, to: string, from: number, least: number, most: number) =>
    rows.push([
      '',
      moment(random, from, DAYS),
      account,
      to,
      `${random.whole(least, most)}.${random.whole(0, 9)}0`,
      'USD',
      random.chance(96) ? 'paid' : 'held',
    ]);
  for (const person of people)
    for (let sale = random.whole(0, 4); sale > 1; sale--) add(person.id, person.payout, 0, 12, 480);
  for (const account of RING) {
    for (let sale = random.whole(5, 8); sale > 0; sale--)
      add(account.id, account.sharesPayout ? PAYOUT_ACCOUNT : `po_${account.id.slice(3)}`, 14, 220, 940);
  }
  rows.sort((a, b) => compare(a[1], b[1]));
  // Numbers beyond 2^53: a program that reads them as floating point would merge neighbours.
  return rows.map(([, ...rest], index) => [String(9_007_199_254_741_000_001n + BigInt(index) * 2n), ...rest]);
}

function messages(random: Random, people: readonly Person[]): Cells[] {
  const rows: Cells[] = [];
  const ids = people.map(({ id }) => id);
  for (let index = 0; index < 1040; index++) {
    const [from, to] = [random.pick(ids), random.pick(ids)];
    if (from !== to) rows.push(['', moment(random, 0, DAYS), from, to, chatter(random)]);
  }
  for (const account of RING) {
    if (!account.sharesPayout) continue;
    for (let lure = random.whole(5, 9); lure > 0; lure--)
      rows.push(['', moment(random, 14, DAYS), account.id, random.pick(ids), LURE(random.pick(ITEMS))]);
  }
  rows.push([
    '',
    '2026-03-12T09:14:05Z',
    'ac_q83npd',
    ids[12] as string,
    `=HYPERLINK("https://${OUTSIDE_HOST}/r/77","receipt")`,
  ]);
  rows.sort((a, b) => compare(a[1], b[1]));
  return rows.map(([, ...rest], index) => [`m-${String(index + 1).padStart(5, '0')}`, ...rest]);
}

function chatter(random: Random): string {
  const item = random.pick(ITEMS);
  return random.pick([
    `Is the ${item} still available?`,
    `Yes, the ${item} is available. I can ship it on Monday.`,
    `Would you take ${random.whole(20, 90)}.00 for the ${item}, shipped?`,
    'It arrived today, "better than the photos". Thank you',
    `Could you send the measurements of the ${item}?\nWidth and height are enough.`,
    'Danke, alles bestens angekommen.',
    'Можно забрать завтра?',
    `Please pay through the market as usual, then I pack the ${item}.`,
  ]);
}

const moment = (random: Random, from: number, to: number): string =>
  instant(START + random.whole(from * 86_400, to * 86_400 - 1) * 1000);
const instant = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d+Z$/, 'Z');
const compare = (a: string | number | undefined, b: string | number | undefined): number =>
  String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
