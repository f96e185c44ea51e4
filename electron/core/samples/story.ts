import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Confidence, Likelihood } from '../../../shared/contract/findings.ts';
import type { SampleExhibits } from './board.ts';

/**
 * The made-up ring that the sample case is about. What is written here is what an investigator can find in the
 * generated tables and see on the drawn screenshots; nothing of it exists. Addresses are from the documentation
 * ranges (RFC 5737, RFC 3849), domains are reserved (RFC 2606), phone numbers are from the 555-01xx block.
 */
export interface RingAccount {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly country: string;
  /** Indices into `DEVICES`. */
  readonly devices: readonly number[];
  readonly sharesAvatar: boolean;
  readonly sharesPayout: boolean;
}

export const MARKET = 'Pinewick Market';
export const MARKET_HOST = 'pinewick.example.com';
export const OUTSIDE_HOST = 'pay.example.net';
export const PAYOUT_ACCOUNT = 'po_91c44e07';
export const BURST_IP = '203.0.113.77';
export const BURST_START = '2026-03-14T02:10:00Z';
export const BURST_LOGINS = 96;
export const BURST_AGENT = 'python-requests/2.31.0';
/** The other addresses the ring signs in from, a few times each. */
export const RING_IPS = ['203.0.113.18', '203.0.113.19', '203.0.113.77', '2001:db8:77::18'] as const;
export const DEVICES = ['dv-5f1e09c2', 'dv-a83b77d0', 'dv-c20d4471'] as const;

export const RING: readonly RingAccount[] = [
  ring('ac_lm7k2q', 'lumen.vault', 'Lumen Vault Audio', 'US', [0, 1], true, true),
  ring('ac_4hx9tw', 'lumen_vault_2', 'Lumen Vault Outlet', 'US', [0], true, true),
  ring('ac_q83npd', 'brassanddusk', 'Brass & Dusk', 'GB', [0, 2], true, true),
  ring('ac_vt5w6r', 'coppertable', 'Copper Table', 'DE', [1], true, true),
  ring('ac_9zk4mb', 'harbor.lens', 'Harbor Lens Co.', 'US', [1], true, true),
  ring('ac_x2f8gj', 'night_harvest', 'Night Harvest', 'PL', [1, 2], true, true),
  ring('ac_d6y3sn', 'olkhon.gear', 'Ольхон Снаряжение', 'KZ', [2], false, true),
  ring('ac_r7bq5h', 'amber.finch', 'Amber Finch', 'US', [2], false, true),
  ring('ac_w4tj8c', 'rivet.and.pine', 'Rivet & Pine', 'CA', [0], false, true),
  ring('ac_k9mg2v', 'sable.courtyard', 'Sable Courtyard', 'FR', [1], false, false),
  ring('ac_3pd7xf', 'tin.lark', 'Tin Lark', 'US', [2], false, false),
];

function ring(
  id: string,
  username: string,
  displayName: string,
  country: string,
  devices: readonly number[],
  sharesAvatar: boolean,
  sharesPayout: boolean,
): RingAccount {
  return { id, username, displayName, country, devices, sharesAvatar, sharesPayout };
}

export const LURE = (item: string): string =>
  `The ${item} is still free. The market checkout is down for me, so please pay at https://${OUTSIDE_HOST}/r/77 and send me the receipt, then I ship today.`;

export const SAMPLE_CASE = {
  title: 'Copper Lantern: fake sellers on Pinewick Market (synthetic sample)',
  codename: 'Copper Lantern',
  tlp: 'AMBER',
  requester: 'Rowan Sample, Head of Trust & Safety',
  team: 'Marketplace integrity',
  priority: 'high',
  dueZone: 'America/Los_Angeles',
  background:
    'SYNTHETIC SAMPLE. Buyers of a made-up market report that sellers lead them to pay outside the checkout and then fall silent. ' +
    'Asked: do these sellers belong together, where does the money go, and what should be closed.',
} as const;

/** Asked in words alone: what it came as is no exhibit. */
export const SAMPLE_REQUEST = {
  subject: 'Do these sellers belong together?',
  requester: 'Rowan Sample, Head of Trust & Safety',
  team: 'Executive escalations',
  channel: 'call',
  asked: 'SYNTHETIC SAMPLE. Do these sellers belong together, where does the money go, and will they come back?',
  why: 'To decide whether payouts are held and accounts closed',
  sensitivity: 'AMBER',
  questions: [
    'Are the reported seller accounts run by one group?',
    'Where do their payouts go, and how much was paid?',
    'Will the group open new accounts once these are closed?',
  ],
} as const;

export interface SampleFinding {
  readonly claim: string;
  readonly explanation: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly exhibits: Exhibit['id'][];
}

/** Of the sample's exhibits, by what they are: the tables and screenshots come first, what was made of them last. */
const E = {
  accounts: 'E-0001',
  payouts: 'E-0003',
  lumen: 'E-0005',
  brass: 'E-0006',
  chat: 'E-0007',
  support: 'E-0008',
  devices: 'E-0009',
  burst: 'E-0011',
  numbers: 'E-0012',
  chart: 'E-0013',
} as const;
/** A cell of the sums of the ring, which the report reads at each print. */
const sum = (column: string): string => `{${E.numbers}:1:${column}}`;

export const sampleFindings = (from: SampleExhibits): SampleFinding[] => [
  {
    claim: 'Eleven seller accounts are run by one group',
    explanation:
      `Three devices were each used by several of the {${E.burst}:1:accounts} accounts (${E.devices}). ` +
      `On 14 March 2026, from 02:10 UTC, all of them signed in in turn from ${BURST_IP}: {${E.burst}:1:sign_ins} sign-ins by one script within ten minutes (${E.burst}). ` +
      `Several of them show the same profile picture (${E.lumen}, ${E.brass}, ${E.accounts}).\n\n` +
      'Assessment: one group of people with access to all three devices explains every one of these observations.\n\n' +
      `Against: a shared device can also mean a shared office or household, and two of the accounts are paid out elsewhere (${E.payouts}). The round of sign-ins by script speaks against that (${E.burst}).`,
    likelihood: 'very-likely',
    confidence: 'high',
    exhibits: [from.devicesQuery.id, from.burstQuery.id, from.logins, from.lumen.id, from.brass.id],
  },
  {
    claim: `Nine of them are paid out to one payout account, ${PAYOUT_ACCOUNT}`,
    explanation:
      `The payout table has ${sum('payouts')} payouts of ${sum('accounts')} accounts to it, ${sum('paid_usd')} USD paid and ${sum('held_usd')} USD held (${E.numbers}). ` +
      `The support view of one of the accounts names the same payout account (${E.support}). ` +
      `No other payout account on the market is shared by three or more accounts (${E.payouts}).\n\n` +
      `Against: the remaining two accounts are paid out to accounts of their own (${E.payouts}).`,
    likelihood: 'almost-certain',
    confidence: 'high',
    exhibits: [from.payoutQuery.id, from.payouts, from.payout.id, from.numbersQuery.id],
  },
  {
    claim: 'The group will open new accounts once these are closed',
    explanation:
      'Assessment: the accounts were opened within a week of each other and need little effort to replace. No exhibit tells what the group intends.',
    likelihood: 'likely',
    confidence: 'low',
    exhibits: [],
  },
];

/** What the report says; numbers in it are cells of exhibits, so that text and table cannot part. */
export const sampleReport = (from: SampleExhibits, decisionDue: string) =>
  ({
    recipient: 'Rowan Sample, Head of Trust & Safety',
    bottomLine: `One group very likely runs eleven seller accounts on ${MARKET}; nine of them were paid ${sum('paid_usd')} USD through one payout account (F-1, F-2).`,
    confidence: 'high',
    summary:
      `Sellers led buyers to pay at an address outside the market, which ${sum('messages')} messages to ${sum('buyers')} buyers name (${E.numbers}, ${E.chat}). ` +
      `The {${E.burst}:1:accounts} seller accounts share three devices and were signed in to by one script within ten minutes (${E.devices}, ${E.burst}). ` +
      `Payouts of ${sum('accounts')} of them meet in ${PAYOUT_ACCOUNT} (F-2).`,
    unknowns:
      'How much buyers paid outside the market: those payments are in no export. Who holds the payout account, and who verified it. Whether the two accounts that are paid out elsewhere belong to the same people.',
    decision: `Hold all payouts to ${PAYOUT_ACCOUNT} and close the eleven accounts together, not one by one.`,
    decisionBy: 'Rowan Sample, Head of Trust & Safety',
    decisionDue,
    nextStep: 'Block the outside address in messages, and ask the payments team who verified the payout accounts.',
    keyNumbers: [
      { label: 'paid out to the shared payout account', column: 'paid_usd', unit: 'USD' },
      { label: 'of payouts to it are held', column: 'held_usd', unit: 'USD' },
      { label: 'seller accounts are paid there', column: 'accounts', unit: '' },
      { label: 'buyers were sent the outside address', column: 'buyers', unit: '' },
    ].map((number) => ({ ...number, exhibitId: from.numbersQuery.id, row: 1 })),
    figureId: from.chart.id,
    figureCaption: `Paid out to ${PAYOUT_ACCOUNT}, by seller account, in USD`,
    captions: [
      { exhibitId: from.lumen.id, caption: `Profile of lumen.vault on ${MARKET}, with the shared profile picture` },
      { exhibitId: from.brass.id, caption: `Profile of brassanddusk on ${MARKET}, with the shared profile picture` },
      { exhibitId: from.chat.id, caption: 'Messages that lead a buyer to pay at the outside address' },
      { exhibitId: from.payout.id, caption: `Payout account of lumen_vault_2 in the support view of ${MARKET}` },
      { exhibitId: from.chart.id, caption: `Paid out to ${PAYOUT_ACCOUNT}, by seller account, in USD` },
    ].map((each) => ({ ...each })),
    caveat:
      'SYNTHETIC SAMPLE. Handle it as you would a real report of this class; nothing in it refers to a real person, company or payment.',
    method:
      'Four table exports (accounts, sign-ins, payouts, messages; 1 February to 28 March 2026, times in UTC) were imported unchanged; every import balances. ' +
      'Shared devices, shared payout accounts and bursts of sign-ins were looked for by SQL; the statements, their inputs and their rows are kept as exhibits. ' +
      'Thresholds: three accounts for a device or payout account, twenty sign-ins in ten minutes for a burst. ' +
      'Not examined: payments outside the market, and the content of devices.',
  }) as const;
