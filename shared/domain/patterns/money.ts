import { number, type Template, type Words } from './template.ts';

const payments = (words: Words): string => `given_rows AS (
  SELECT ${words.column('account')} AS sender, ${words.column('counterparty')} AS receiver,
    ${words.seconds(words.column('time'))} AS sec, ${words.column('time')} AS seen, ${words.real(words.column('amount'))} AS amount
  FROM ${words.table}
), source AS (
  SELECT sender, receiver, sec, seen, amount FROM given_rows
  WHERE sender IS NOT NULL AND receiver IS NOT NULL AND sec IS NOT NULL AND amount > 0 AND sender <> receiver
)`;

const mule: Template = {
  id: 'in-then-out',
  name: 'In, then out (money mule)',
  group: 'Money',
  finds: 'accounts that send on nearly all they receive, within a day',
  needs: ['account', 'counterparty', 'time', 'amount'],
  parameters: [
    number('hours', 'Hours from in to out, at most', 24, 0.1, 720),
    number('kept', 'Kept of what came in, at most (%)', 10, 0, 99),
    number('least', 'Received in all, at least (in the unit of the amounts)', 500, 0, 1e12),
  ],
  facts: (words) => `WITH ${payments(words)}
SELECT (SELECT COUNT(*) FROM given_rows) AS all_rows, (SELECT COUNT(*) FROM given_rows) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(*) FROM given_rows WHERE amount < 0) AS negative,
  (SELECT COUNT(*) FROM (SELECT receiver FROM source INTERSECT SELECT sender FROM source) AS through) AS through_accounts,
  (SELECT COUNT(*) FROM (SELECT receiver FROM source WHERE receiver IN (SELECT sender FROM source) GROUP BY receiver
    HAVING SUM(amount) < ${words.value('least')}) AS small) AS under_least`,
  conditions: [
    {
      fact: 'negative',
      atMost: 0,
      refusal:
        '{negative|amount is|amounts are} negative: this is a list of bookings, not of payments from one to another. Select payments with sender, receiver and a positive amount.',
    },
    {
      fact: 'through_accounts',
      atLeast: 1,
      refusal: 'No account both receives and sends: the table may hold one direction only.',
    },
  ],
  notes: [
    {
      when: 'left_out',
      says: '{left_out} of {all_rows} rows have no sender, receiver, time or positive amount, or go from an account to itself; they are left out.',
    },
    {
      when: 'through_accounts',
      says: '{through_accounts|account receives and sends|accounts both receive and send}.',
    },
    {
      when: 'under_least',
      says: 'Left out by the minimum: {under_least} of them, with less than {least} received in all, in the unit of the amounts. Lower it to see them.',
    },
  ],
  sql: (words) => `WITH ${payments(words)}, incoming AS (
  SELECT taken.receiver AS mule, taken.sec, taken.amount,
    (SELECT MIN(sent.sec) FROM source AS sent WHERE sent.sender = taken.receiver AND sent.sec >= taken.sec) AS next_out
  FROM source AS taken
), received AS (
  SELECT mule, COUNT(*) AS payments_in, SUM(amount) AS total_in,
    SUM(CASE WHEN next_out - sec <= ${words.value('hours')} * 3600 THEN amount ELSE 0 END) AS quick_in
  FROM incoming GROUP BY mule
), sent AS (
  SELECT sender AS mule, SUM(amount) AS total_out FROM source GROUP BY sender
), mules AS (
  SELECT received.mule, received.total_in, sent.total_out, 100.0 * (received.total_in - sent.total_out) / received.total_in AS kept
  FROM received JOIN sent ON sent.mule = received.mule
  WHERE received.total_in >= ${words.value('least')}
    AND received.quick_in >= (100 - ${words.value('kept')}) * received.total_in / 100.0
    AND sent.total_out BETWEEN (100 - ${words.value('kept')}) * received.total_in / 100.0 AND received.total_in * 1.1
), dated AS (
  SELECT sender, receiver, sec, amount, FIRST_VALUE(seen) OVER (PARTITION BY sender, receiver ORDER BY sec) AS first_seen,
    FIRST_VALUE(seen) OVER (PARTITION BY sender, receiver ORDER BY sec DESC) AS last_seen
  FROM source
), pairs AS (
  SELECT sender, receiver, COUNT(*) AS payments, SUM(amount) AS total, MIN(sec) AS first_sec, MIN(first_seen) AS first_seen,
    MAX(last_seen) AS last_seen
  FROM dated GROUP BY sender, receiver
)
SELECT COALESCE(giving.mule, taking.mule) AS mule, pairs.sender, pairs.receiver, pairs.payments, pairs.total, pairs.first_seen, pairs.last_seen,
  COALESCE(giving.total_in, taking.total_in) AS total_in, COALESCE(giving.total_out, taking.total_out) AS total_out,
  COALESCE(giving.kept, taking.kept) AS kept_percent, CASE WHEN giving.mule IS NOT NULL THEN taking.mule END AS next_mule
FROM pairs LEFT JOIN mules AS giving ON giving.mule = pairs.sender LEFT JOIN mules AS taking ON taking.mule = pairs.receiver
WHERE giving.mule IS NOT NULL OR taking.mule IS NOT NULL
ORDER BY total_in DESC, mule, pairs.first_sec, pairs.sender, pairs.receiver`,
  links: [
    {
      from: { column: 'sender', type: 'account' },
      to: { column: 'receiver', type: 'account' },
      type: 'paid to',
      amount: 'total',
      first: 'first_seen',
      last: 'last_seen',
    },
  ],
  entities: [],
  claim: '{distinct mule|account|accounts} sent on nearly all that came in within a day.',
  caveats: [
    'Amounts are added as they stand: select one currency first.',
    'A payment out counts as quick when any payment out follows the payment in; which money went on is not told.',
    'Each pair of accounts is listed once. Where both are such accounts, it stands under the one that paid, and next_mule names the other.',
    'Sums are computed as REAL, to about 15 digits.',
  ],
  alternatives: [
    'An escrow, payment or payroll account, whose business this is.',
    'Rent, or a group present, that one person collects and pays.',
    'A person who moves money between own accounts.',
  ],
};

const paid = (words: Words): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.real(words.column('amount'))} AS amount FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.real(words.column('amount'))} > 0
)`;
const LEFT_OUT = {
  when: 'left_out',
  says: '{left_out} of {all_rows} rows have no account or no amount above 0 and are left out.',
} as const;
const rows = (words: Words): string =>
  `(SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - COUNT(*) AS left_out`;
/** Cents are told apart from rounding: a millionth of a step counts as none. */
const isRound = (words: Words): string =>
  `ABS(amount / ${words.value('step')} - ROUND(amount / ${words.value('step')})) < 0.000001`;
const roundAmounts: Template = {
  id: 'round-amounts',
  name: 'Round amounts',
  group: 'Money',
  finds: 'accounts whose amounts are round far more often than others’',
  needs: ['account', 'amount'],
  parameters: [
    number('step', 'Round means a multiple of', 100, 0.01, 1e9),
    number('least', 'Amounts of an account, at least', 10, 2, 1e9),
    number('share', 'Share of round amounts, at least (%)', 80, 1, 100),
  ],
  facts: (words) => `WITH ${paid(words)}
SELECT ${rows(words)}, COUNT(DISTINCT account) AS accounts,
  100.0 * SUM(CASE WHEN ${isRound(words)} THEN 1 ELSE 0 END) / COUNT(*) AS share_of_all FROM source`,
  conditions: [
    { fact: 'accounts', atLeast: 2, refusal: 'Fewer than two accounts have amounts: there is nobody to compare with.' },
    {
      fact: 'share_of_all',
      atMost: 50,
      refusal: '{share_of_all} % of all amounts are multiples of {step}: prices are round here. Choose a larger step.',
    },
  ],
  notes: [LEFT_OUT, { when: 'share_of_all', says: '{share_of_all} % of all amounts are multiples of {step}.' }],
  sql: (words) => `WITH ${paid(words)}, counted AS (
  SELECT account, COUNT(*) AS amounts, SUM(CASE WHEN ${isRound(words)} THEN 1 ELSE 0 END) AS round_amounts, SUM(amount) AS total
  FROM source GROUP BY account
)
SELECT account, amounts, round_amounts, 100.0 * round_amounts / amounts AS share, total FROM counted
WHERE amounts >= ${words.value('least')} AND 100.0 * round_amounts / amounts >= ${words.value('share')}
ORDER BY share DESC, amounts DESC, account`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|account has|accounts have} mostly round amounts.',
  caveats: ['Round in one currency is not round in another: use the amounts as they were paid.'],
  alternatives: ['Top-ups, gift cards, donations and rents are round.', 'A seller with round prices.'],
};

const nearThreshold: Template = {
  id: 'under-threshold',
  name: 'Just under a threshold',
  group: 'Money',
  finds: 'accounts with several amounts just below a limit, and few above it',
  needs: ['account', 'amount'],
  parameters: [
    number('threshold', 'Threshold', 10_000, 0.01, 1e12),
    number('band', 'Width of the band below it (%)', 5, 0.1, 50),
    number('least', 'Amounts in the band, at least', 3, 1, 1e9),
  ],
  facts: (words) => `WITH ${paid(words)}
SELECT ${rows(words)}, COUNT(*) AS amounts, SUM(CASE WHEN amount >= ${words.value('threshold')} THEN 1 ELSE 0 END) AS above,
  SUM(CASE WHEN ${inBand(words)} THEN 1 ELSE 0 END) AS in_band FROM source`,
  conditions: [
    {
      fact: 'amounts',
      atLeast: 30,
      refusal: 'Only {amounts|row has|rows have} an account and an amount: with fewer than 30 nothing stands out.',
    },
    {
      fact: 'above',
      atLeast: 1,
      refusal:
        'No amount reaches {threshold}: what all stay under may be a price or a cap of the platform. Choose another threshold.',
    },
  ],
  notes: [
    LEFT_OUT,
    { when: 'in_band', says: '{in_band} amounts lie in the band below {threshold}, {above} at or above it.' },
  ],
  sql: (words) => `WITH ${paid(words)}
SELECT account, COUNT(*) AS amounts, SUM(CASE WHEN ${inBand(words)} THEN 1 ELSE 0 END) AS just_under,
  SUM(CASE WHEN amount >= ${words.value('threshold')} THEN 1 ELSE 0 END) AS at_or_above,
  SUM(CASE WHEN ${inBand(words)} THEN amount ELSE 0 END) AS total_just_under
FROM source GROUP BY account
HAVING SUM(CASE WHEN ${inBand(words)} THEN 1 ELSE 0 END) >= ${words.value('least')}
  AND SUM(CASE WHEN ${inBand(words)} THEN 1 ELSE 0 END) > SUM(CASE WHEN amount >= ${words.value('threshold')} THEN 1 ELSE 0 END)
ORDER BY just_under DESC, account`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|account has|accounts have} several amounts just under {threshold}.',
  caveats: ['A threshold holds for one currency and one rule: look it up before you name it.'],
  alternatives: ['A price that ends just below a round number.', 'A limit of the card, the bank or the platform.'],
};
const inBand = (words: Words): string =>
  `amount < ${words.value('threshold')} AND amount >= ${words.value('threshold')} * (100 - ${words.value('band')}) / 100.0`;

export const MONEY: readonly Template[] = [mule, roundAmounts, nearThreshold];
