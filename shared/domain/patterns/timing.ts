import { number, type Template, type Words } from './template.ts';

const HOUR = 3600;
/** Rows with an account and a time. `sec` are seconds since 1970, `seen` the time as it stands. */
const timed = (words: Words, more = ''): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.seconds(words.column('time'))} AS sec, ${words.column('time')} AS seen${more}
  FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.seconds(words.column('time'))} IS NOT NULL
)`;
const clocked = `SUM(CASE WHEN sec - 86400 * FLOOR(sec / 86400) > 0 THEN 1 ELSE 0 END) AS with_clock`;
const CLOCK = {
  fact: 'with_clock',
  atLeast: 1,
  refusal: 'No time has a time of day: hours cannot be told from dates.',
} as const;
const WITHOUT = {
  when: 'left_out',
  says: '{left_out} of {all_rows} rows have no account or no time that can be read and are left out.',
} as const;
const counted = (words: Words): string => `(SELECT COUNT(*) FROM ${words.table}) AS all_rows,
  (SELECT COUNT(*) FROM ${words.table}) - COUNT(*) AS left_out`;
const INSTANT = 0.0001; // seconds: below a millisecond, and far above the rounding of seconds since 1970
/** Both bounds of a RANGE belong to it, so that it ends an instant before: of events just an hour apart, one is in an hour. */
const within = (seconds: number, what = 'COUNT(*)'): string =>
  `${what} OVER (PARTITION BY account ORDER BY sec RANGE BETWEEN ${seconds - INSTANT} PRECEDING AND CURRENT ROW)`;

const velocity: Template = {
  id: 'velocity',
  name: 'Velocity: bursts in 1 hour, 24 hours, 7 days',
  group: 'Time and place',
  finds: 'accounts with many events in a short time',
  needs: ['account', 'time'],
  parameters: [
    number('in_hour', 'Events in 1 hour, at least', 20, 2, 1e9),
    number('in_day', 'Events in 24 hours, at least', 60, 2, 1e9),
    number('in_week', 'Events in 7 days, at least', 200, 2, 1e9),
  ],
  facts: (words) => `WITH ${timed(words)}
SELECT ${counted(words)}, COUNT(DISTINCT account) AS accounts, ${clocked} FROM source`,
  conditions: [{ fact: 'accounts', atLeast: 1, refusal: 'No row has both an account and a time.' }, CLOCK],
  notes: [WITHOUT],
  sql: (words) => `WITH ${timed(words)}, counted AS (
  SELECT account, seen,
    ${within(HOUR)} AS in_1h,
    ${within(24 * HOUR)} AS in_24h,
    ${within(7 * 24 * HOUR)} AS in_7d
  FROM source
)
SELECT account, COUNT(*) AS events, MAX(in_1h) AS peak_1h, MAX(in_24h) AS peak_24h, MAX(in_7d) AS peak_7d,
  MIN(seen) AS first_seen, MAX(seen) AS last_seen
FROM counted GROUP BY account
HAVING MAX(in_1h) >= ${words.value('in_hour')} OR MAX(in_24h) >= ${words.value('in_day')} OR MAX(in_7d) >= ${words.value('in_week')}
ORDER BY MAX(in_1h) DESC, account`,
  links: [],
  entities: [{ column: 'account', type: 'detect' }],
  claim: '{found|account|accounts} had bursts of events.',
  caveats: [
    'Windows end at each event and look back: one hour is any 3,600 seconds, not an hour of the clock. Of two events exactly an hour apart only one is in it.',
    'The bounds are starting values: set them above what ordinary accounts of this platform reach.',
  ],
  alternatives: [
    'A sale, a launch or a pay day.',
    'A program of the customer: an API client, an importer, a point of sale.',
    'A log that writes several rows for one act.',
  ],
};

const bruteForce: Template = {
  id: 'failure-burst',
  name: 'Burst of failures (brute force, card testing)',
  group: 'Time and place',
  finds: 'addresses, accounts or cards with many failures in an hour, and any success among them',
  needs: ['account', 'time', 'outcome'],
  parameters: [
    { name: 'failed', label: 'Outcome of a failure contains', kind: 'text', value: 'fail' },
    { name: 'succeeded', label: 'Outcome of a success contains', kind: 'text', value: 'success' },
    number('least', 'Failures in 1 hour, at least', 5, 1, 1e9),
  ],
  facts: (words) => `WITH ${timed(words, said(words))}
SELECT ${counted(words)}, COUNT(DISTINCT account) AS accounts, SUM(failed) AS failures, SUM(succeeded) AS successes,
  SUM(failed * succeeded) AS both_words, ${clocked} FROM source`,
  conditions: [
    { fact: 'accounts', atLeast: 1, refusal: 'No row has both an account and a time.' },
    {
      fact: 'failures',
      atLeast: 1,
      refusal: 'No outcome contains "{failed}": say what a failure is called in this table.',
    },
    {
      fact: 'both_words',
      atMost: 0,
      refusal:
        '{both_words} outcomes contain the words of a failure and of a success alike: choose words that only one of them has.',
    },
    CLOCK,
  ],
  notes: [
    WITHOUT,
    {
      when: 'accounts',
      says: '{accounts} different addresses, accounts or cards, {failures} failures, {successes} successes in all.',
    },
  ],
  sql: (words) => `WITH ${timed(words, said(words))}, counted AS (
  SELECT account, seen, failed, succeeded,
    ${within(HOUR, 'SUM(failed)')} AS in_1h,
    SUM(failed) OVER (PARTITION BY account ORDER BY sec ROWS UNBOUNDED PRECEDING) AS failed_before
  FROM source
)
SELECT account, SUM(failed) AS failures, SUM(succeeded) AS successes,
  SUM(CASE WHEN succeeded = 1 AND failed_before > 0 THEN 1 ELSE 0 END) AS successes_after_failures,
  MAX(in_1h) AS peak_1h, MIN(seen) AS first_seen, MAX(seen) AS last_seen
FROM counted GROUP BY account
HAVING MAX(in_1h) >= ${words.value('least')}
ORDER BY SUM(failed) DESC, account`,
  links: [],
  entities: [{ column: 'account', type: 'detect' }],
  claim: '{found|source|sources} made bursts of failed attempts.',
  caveats: [
    'Outcomes are told by the words they contain, case apart: look at the SQL and at a few rows before you trust the counts.',
    'A line that says "repeated 5 times" counts once.',
  ],
  alternatives: [
    'A saved password that was changed, tried again by a mail program or a phone.',
    'A load test or a monitor.',
    'Many customers behind one address of a carrier.',
  ],
};
const said = (words: Words): string => {
  const has = (parameter: string): string =>
    `CASE WHEN LOWER(${words.text(words.column('outcome'))}) LIKE LOWER('%' || ${words.value(parameter)} || '%') THEN 1 ELSE 0 END`;
  return `,
    ${has('failed')} AS failed,
    ${has('succeeded')} AS succeeded`;
};

/** First time of each account. */
const signups = (words: Words): string => `${timed(words)}, started AS (
  SELECT account, MIN(sec) AS sec, MIN(seen) AS created FROM source GROUP BY account
), gapped AS (
  SELECT account, sec, created, sec - LAG(sec) OVER (ORDER BY sec, account) AS gap FROM started
)`;
const signupCluster: Template = {
  id: 'signup-cluster',
  name: 'Sign-up cluster',
  group: 'Time and place',
  finds: 'accounts that came into being one shortly after the other',
  needs: ['account', 'time'],
  parameters: [
    number('gap', 'Seconds from one to the next, at most', 120, 1, 86_400),
    number('least', 'Accounts in a cluster, at least', 5, 2, 1e6),
  ],
  facts: (words) => `WITH ${signups(words)}, ranked AS (
  SELECT gap, ROW_NUMBER() OVER (ORDER BY gap) AS place, COUNT(*) OVER () AS n FROM gapped WHERE gap IS NOT NULL
)
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(*) FROM started) AS accounts, (SELECT AVG(gap) FROM ranked WHERE 2 * place BETWEEN n AND n + 2) AS median_gap`,
  conditions: [
    {
      fact: 'accounts',
      atLeast: 10,
      refusal: 'Only {accounts|account has|accounts have} a time: with fewer than 10 no cluster stands out.',
    },
    {
      fact: 'median_gap',
      atLeast: 'gap',
      refusal:
        'Half of all accounts follow the one before within {median_gap} seconds: at this rate a gap of {gap} seconds joins strangers. Choose a shorter one.',
    },
  ],
  notes: [WITHOUT],
  sql: (words) => `WITH ${signups(words)}, marked AS (
  SELECT account, created, SUM(CASE WHEN gap IS NULL OR gap > ${words.value('gap')} THEN 1 ELSE 0 END)
    OVER (ORDER BY sec, account ROWS UNBOUNDED PRECEDING) AS cluster_no
  FROM gapped
), sized AS (
  SELECT cluster_no, COUNT(*) AS accounts, MIN(created) AS first_created, MAX(created) AS last_created FROM marked GROUP BY cluster_no
)
SELECT 'Sign-ups from ' || ${words.text('sized.first_created')} AS sign_ups, marked.account, marked.created, sized.accounts, sized.last_created
FROM marked JOIN sized ON sized.cluster_no = marked.cluster_no
WHERE sized.accounts >= ${words.value('least')}
ORDER BY sized.accounts DESC, sized.first_created, marked.created, marked.account`,
  links: [
    { from: { column: 'account', type: 'account' }, to: { column: 'sign_ups', type: 'event' }, type: 'signed up in' },
  ],
  entities: [],
  claim: '{found|account was|accounts were} made in clusters of sign-ups.',
  caveats: [
    'The first time of an account in this table is taken for its sign-up: bind the time of creation, or a table that reaches back to it.',
    'Times that are rounded to minutes or days make clusters of their own.',
  ],
  alternatives: [
    'An advertisement, a news story or a school class.',
    'A batch import or a migration that wrote one time for all.',
  ],
};

const payoutChange: Template = {
  id: 'new-device-payout',
  name: 'New device, then a new payout account',
  group: 'Time and place',
  finds: 'accounts that get a new payout account soon after a device that they never used',
  needs: ['account', 'time', 'device', 'payout'],
  parameters: [number('hours', 'Hours between both, at most', 24, 0.1, 8760)],
  facts: (words) => `WITH ${timed(words, both(words))}, changed AS (
  SELECT account, COUNT(DISTINCT device) AS devices, COUNT(DISTINCT payout) AS payouts FROM source GROUP BY account
)
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(*) FROM changed) AS accounts, (SELECT COUNT(*) FROM changed WHERE devices > 0) AS with_device,
  (SELECT COUNT(*) FROM changed WHERE payouts > 0) AS with_payout, (SELECT COUNT(*) FROM changed WHERE payouts > 1) AS with_change`,
  conditions: [
    { fact: 'with_device', atLeast: 1, refusal: 'No row has an account, a time and a device.' },
    { fact: 'with_payout', atLeast: 1, refusal: 'No row has an account, a time and a payout account.' },
  ],
  notes: [
    WITHOUT,
    { when: 'with_change', says: '{with_change} of {accounts} accounts had more than one payout account.' },
  ],
  sql: (words) => `WITH ${timed(words, both(words))}, accounts AS (
  SELECT account, MIN(CASE WHEN device IS NOT NULL THEN sec END) AS first_device, MIN(CASE WHEN payout IS NOT NULL THEN sec END) AS first_payout
  FROM source GROUP BY account
), devices AS (
  SELECT account, device, MIN(sec) AS sec, MIN(seen) AS seen FROM source WHERE device IS NOT NULL GROUP BY account, device
), payouts AS (
  SELECT account, payout, MIN(sec) AS sec, MIN(seen) AS seen FROM source WHERE payout IS NOT NULL GROUP BY account, payout
)
SELECT accounts.account, devices.device, devices.seen AS device_first_seen, payouts.payout, payouts.seen AS payout_first_seen,
  (payouts.sec - devices.sec) / 3600.0 AS hours_between
FROM accounts
JOIN devices ON devices.account = accounts.account AND devices.sec > accounts.first_device
JOIN payouts ON payouts.account = accounts.account AND payouts.sec > accounts.first_payout
WHERE payouts.sec - devices.sec BETWEEN 0 AND ${words.value('hours')} * 3600
ORDER BY hours_between, accounts.account, devices.device, payouts.payout`,
  links: [
    { from: { column: 'account', type: 'account' }, to: { column: 'device', type: 'device' }, type: 'uses device' },
    { from: { column: 'account', type: 'account' }, to: { column: 'payout', type: 'payout' }, type: 'cashed out to' },
  ],
  entities: [],
  claim: '{found|change|changes} of the payout account followed a new device.',
  caveats: [
    'The first device and the first payout account of an account in this table count as known: a table that begins late misses changes.',
    'Rows may hold a device, a payout account or both; what stands in one row counts as the same time.',
  ],
  alternatives: [
    'The owner bought a phone and set up the account anew.',
    'A bank moved its customers to new account numbers.',
    'A bookkeeper took over the account.',
  ],
};
const both = (words: Words): string => `,
    CASE WHEN ${words.filled('device')} THEN ${words.column('device')} END AS device,
    CASE WHEN ${words.filled('payout')} THEN ${words.column('payout')} END AS payout`;

const hours = (words: Words): string => `given_rows AS (
  SELECT ${words.column('account')} AS account,
    ${words.seconds(words.column('time'))} AS sec, ${words.zoned(words.column('time'))} AS zoned
  FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.seconds(words.column('time'))} IS NOT NULL
), source AS (
  SELECT account, sec, zoned, ${words.hourIn('sec', words.value('zone'))} AS hour_of_day FROM given_rows
)`;
/** Hours from 22 to 6 go over midnight. */
const off = (words: Words): string => {
  const [from, to] = [words.value('from'), words.value('to')];
  const between = `hour_of_day >= ${from} ${Number(from) < Number(to) ? 'AND' : 'OR'} hour_of_day < ${to}`;
  return `SUM(CASE WHEN ${between} THEN 1 ELSE 0 END)`;
};
const offHours: Template = {
  id: 'off-hours',
  name: 'Off-hours',
  group: 'Time and place',
  finds: 'accounts that act at night, on the clocks of one time zone',
  needs: ['account', 'time'],
  parameters: [
    { name: 'zone', label: 'Clocks of (IANA time zone)', kind: 'zone', value: 'UTC' },
    number('from', 'From hour', 0, 0, 23),
    number('to', 'To hour (not included)', 6, 1, 24),
    number('least', 'Events of an account, at least', 10, 1, 1e9),
    number('share', 'Share in these hours, at least (%)', 60, 1, 100),
  ],
  facts: (words) => `WITH ${hours(words)}
SELECT ${counted(words)}, COUNT(DISTINCT account) AS accounts, ${clocked},
  100.0 * ${off(words)} / COUNT(*) AS share_of_all, COUNT(*) - SUM(zoned) AS without_zone FROM source`,
  conditions: [
    { fact: 'accounts', atLeast: 1, refusal: 'No row has both an account and a time.' },
    CLOCK,
    {
      fact: 'share_of_all',
      atMost: 'share',
      refusal:
        '{share_of_all} % of all events lie in these hours: they are the ordinary hours here. Set the clocks to where the accounts live.',
    },
  ],
  notes: [
    WITHOUT,
    { when: 'without_zone', says: '{without_zone} times name no zone and are taken as UTC.' },
    { when: 'share_of_all', says: '{share_of_all} % of all events lie in these hours.' },
  ],
  sql: (words) => `WITH ${hours(words)}
SELECT account, COUNT(*) AS events, ${off(words)} AS off_hours, 100.0 * ${off(words)} / COUNT(*) AS share
FROM source GROUP BY account
HAVING COUNT(*) >= ${words.value('least')} AND 100.0 * ${off(words)} / COUNT(*) >= ${words.value('share')}
ORDER BY share DESC, events DESC, account`,
  links: [],
  entities: [{ column: 'account', type: 'detect' }],
  claim: '{found|account acts|accounts act} mostly at night.',
  caveats: [
    'The hours are those of one place for all accounts: who lives elsewhere looks nocturnal.',
    'Summer time is followed as the zone has it, by the rules that the engine knows.',
  ],
  alternatives: [
    'Shift work, a bakery, a nurse.',
    'A person abroad, or whose phone is set to another zone.',
    'A scheduled job.',
  ],
};

export const TIMING: readonly Template[] = [velocity, bruteForce, signupCluster, payoutChange, offHours];
