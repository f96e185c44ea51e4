import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Confidence, Likelihood } from '../../../shared/contract/findings.ts';
import type { SampleExhibits } from './board.ts';
import { BURST_IP, BURST_LOGINS, PAYOUT_ACCOUNT, RING } from './ring.ts';

export const SAMPLE_CASE = {
  title: 'Copper Lantern: fake sellers on Pinewick Market (synthetic sample)',
  codename: 'Copper Lantern',
  tlp: 'AMBER',
  requester: 'Rowan Sample, Head of Trust & Safety',
  team: 'Marketplace integrity',
  priority: 'high',
  dueAt: '2026-04-10T00:00:00.000Z',
  dueZone: 'America/Los_Angeles',
  background:
    'SYNTHETIC SAMPLE. Buyers of a made-up market report that sellers lead them to pay outside the checkout and then fall silent. ' +
    'Asked: do these sellers belong together, where does the money go, and what should be closed.',
} as const;

export interface SampleFinding {
  readonly claim: string;
  readonly explanation: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly exhibits: Exhibit['id'][];
}

const paidTogether = RING.filter(({ sharesPayout }) => sharesPayout).length;

export const sampleFindings = (from: SampleExhibits): SampleFinding[] => [
  {
    claim: `${RING.length} seller accounts are run by one group`,
    explanation:
      `Three devices were used by ${RING.length} accounts between them. On 14 March 2026, from 02:10 UTC, all of them signed in in turn ` +
      `from ${BURST_IP}: ${BURST_LOGINS} sign-ins within ten minutes by the same script. Six of them show the same profile picture. ` +
      'Against it: a shared device can also mean a shared office; the round of sign-ins by script speaks against that.',
    likelihood: 'very-likely',
    confidence: 'high',
    exhibits: [from.devicesQuery.id, from.burstQuery.id, from.logins, from.lumen.id, from.brass.id],
  },
  {
    claim: `${paidTogether} of them are paid out to one payout account, ${PAYOUT_ACCOUNT}`,
    explanation:
      'The payout table and the support view agree. No other payout account on the market is shared by three or more accounts. ' +
      'The remaining two accounts are paid out to accounts of their own.',
    likelihood: 'almost-certain',
    confidence: 'high',
    exhibits: [from.payoutQuery.id, from.payouts, from.payout.id],
  },
  {
    claim: 'The group will open new accounts once these are closed',
    explanation:
      'Assessment, not evidence: the accounts were opened within a week of each other and need little effort to replace.',
    likelihood: 'likely',
    confidence: 'low',
    exhibits: [],
  },
];

export const SAMPLE_REPORT = {
  recipient: 'Rowan Sample, Head of Trust & Safety',
  summary:
    `${RING.length} seller accounts on Pinewick Market share three devices and were signed in to by one script within ten minutes. ` +
    `${paidTogether} of them are paid out to ${PAYOUT_ACCOUNT}. Buyers are led to pay at https://pay.example.net/r/77 and lose their money.\n\n` +
    `Proposed: hold all payouts to ${PAYOUT_ACCOUNT}, close the ${RING.length} accounts together and not one by one, block the outside address in messages, ` +
    'and ask who verified the two remaining payout accounts.\n\n' +
    'All data in this report is synthetic. It was generated for the Redthread sample case and describes nobody.',
  caveat:
    'SYNTHETIC SAMPLE. Handle it as you would a real report of this class; nothing in it refers to a real person, company or payment.',
  method:
    'Four table exports (accounts, sign-ins, payouts, messages; 1 February to 28 March 2026, times in UTC) were imported unchanged; every import balances. ' +
    'Shared devices, shared payout accounts and bursts of sign-ins were looked for by SQL; the statements, their inputs and their rows are kept as exhibits. ' +
    'Thresholds: three accounts for a device or payout account, twenty sign-ins in ten minutes for a burst. ' +
    'Not examined: payments outside the market, and the content of devices.',
} as const;
