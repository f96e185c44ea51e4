import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { suggestedMapping } from '../../../../shared/domain/patterns/roles.ts';
import { templateById } from '../../../../shared/domain/patterns/templates.ts';
import { TYPOLOGIES } from '../../../../shared/domain/typologies/typologies.ts';
import { Typology } from '../../../../shared/domain/typologies/typology.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putFile, putTable } from '../../../support/exhibit.ts';
import { csvOf } from '../../../support/planted/table.ts';
import { PLANTED } from '../../../support/planted.ts';

const OPENSSH = '../shared/data/loghub/OpenSSH/OpenSSH_2k.log_structured.csv';
const RING = 'user_id,device_id,note\na1,d1,x\na2,d1,x\na3,d2,y\na4,d3,z\n';
type Run = Awaited<ReturnType<TestCore['run']>> & { result: { resultId: never } | null };

async function rowsOf(test: TestCore, run: Pick<Run, 'result'>) {
  if (!run.result) throw new Error('refused');
  const { rows } = await test.call('query.rows', { resultId: run.result.resultId, offset: 0, limit: 5000 });
  return rows.map((row) => row.map((cell) => cellText(cell)));
}

it('remembers which column has which role, and drops it with the exhibit', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putTable(test, caseId, 'logins.csv', RING);
  const [found] = await test.call('pattern.mappings', { caseId });
  expect(found).toMatchObject({ view: 'logins', mapping: { account: 'user_id', device: 'device_id' }, chosen: [] });
  await test.call('pattern.map', { datasetId: dataset.id, mapping: { account: null, text: 'note' } });
  const [after] = await test.call('pattern.mappings', { caseId });
  expect(after?.mapping).toEqual({ device: 'device_id', text: 'note' });
  expect(after?.chosen).toEqual(['account', 'text']);
  await expect(test.call('pattern.map', { datasetId: dataset.id, mapping: { ip: 'no such' } })).rejects.toMatchObject({
    code: 'not-found',
  });
  const entries = await test.call('custody.list', { caseId });
  expect(JSON.stringify(entries)).toContain('pattern.map');
  await test.call('evidence.remove', { exhibitId: dataset.exhibitId, reason: 'test' });
  expect(await test.call('pattern.mappings', { caseId })).toEqual([]);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('puts no total of several currencies onto the board', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putTable(
    test,
    caseId,
    'mule.csv',
    `sender,receiver,time,amount,currency
ac_1,mule,2026-05-01T10:00:00Z,100000.00,JPY
ac_1,mule,2026-05-01T10:10:00Z,700.10,USD
mule,ac_9,2026-05-01T12:00:00Z,95000.20,JPY
mule,ac_9,2026-05-01T12:30:00Z,690.10,USD
`,
  );
  const run = await test.run('pattern.run', {
    caseId,
    template: 'in-then-out',
    source: { datasetId: dataset.id },
    mapping: { account: 'sender', counterparty: 'receiver', time: 'time', amount: 'amount' },
  });
  const { mapped } = await test.call('pattern.board', { resultId: run.result?.resultId as never });
  expect(mapped.mixedUnits.count).toBe(2);
  const links = await test.call('link.list', { caseId });
  expect(links.map(({ facts }) => [facts?.count, facts?.amount])).toEqual([
    [1, undefined],
    [1, undefined],
  ]);
});

it('puts a ring onto the board with its rows as proof, and into a finding with its caveats', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putTable(test, caseId, 'logins.csv', RING);
  const run = await test.run('pattern.run', {
    caseId,
    template: 'ring-device',
    source: { datasetId: dataset.id },
    mapping: { account: 'user_id', device: 'device_id' },
  });
  expect(await rowsOf(test, run as never)).toEqual([
    ['d1', 'a1', '2', '1'],
    ['d1', 'a2', '2', '1'],
  ]);
  expect(run.claim).toBe('2 accounts share a device with others (1 in all).');
  const resultId = run.result?.resultId as never;
  const { exhibit, mapped } = await test.call('pattern.board', { resultId });
  expect(mapped).toMatchObject({ entities: { made: 3 }, links: { made: 2 } });
  const links = await test.call('link.list', { caseId });
  expect(links.map(({ type, exhibits }) => [type, exhibits])).toEqual([
    ['uses device', [exhibit.id]],
    ['uses device', [exhibit.id]],
  ]);
  const { finding } = await test.call('pattern.finding', { resultId });
  expect(finding).toMatchObject({ claim: run.claim, basis: 'evidence', likelihood: 'not-judged' });
  expect(finding.explanation).toContain('What else could look the same');
  expect(finding.explanation).toContain('Looked at logins, account in user_id, device in device_id; ');
  expect(finding.exhibits).toEqual([exhibit.id]);
  await expect(test.call('pattern.save', { resultId })).rejects.toThrow(`saved as ${exhibit.label} already`);
  expect((await test.call('evidence.list', { caseId })).filter(({ kind }) => kind === 'query').length).toBe(1);
  await test.call('evidence.remove', { exhibitId: exhibit.id, reason: 'test' });
  expect((await test.call('pattern.save', { resultId })).id).not.toBe(exhibit.id);
});

/** A case with a table, and a pattern run on it, whose roles are the names of its columns. */
async function ranOn(test: TestCore, template: string, csv: string, values = {}) {
  const caseId = await newCase(test, template);
  const { dataset } = await putTable(test, caseId, `${template}.csv`, csv);
  const names = csv.slice(0, csv.indexOf('\n')).replaceAll('"', '').split(',');
  const mapping = Object.fromEntries(names.map((name) => [name, name]));
  const source = { datasetId: dataset.id };
  const run = await test.run('pattern.run', { caseId, template, source, mapping, values });
  return { caseId, run, rows: await rowsOf(test, run as never) };
}

const MULES = `account,counterparty,time,amount
victim1,mulea,2026-03-01 10:00:00Z,600
victim2,mulea,2026-03-01 10:05:00Z,400
mulea,muleb,2026-03-01 10:30:00Z,500
mulea,muleb,2026-03-01 10:40:00Z,490
muleb,boss,2026-03-01 11:00:00Z,980
`;
it('tells of a payment from mule to mule once, with its own sum, first and last time', async () => {
  await using test = await openTestCore();
  const { caseId, run, rows } = await ranOn(test, 'in-then-out', MULES);
  expect(rows.map((row) => [row[0], row[1], row[2], row[3], Number(row[4]), row.at(-1)])).toEqual([
    ['mulea', 'victim1', 'mulea', '1', 600, ''],
    ['mulea', 'victim2', 'mulea', '1', 400, ''],
    ['mulea', 'mulea', 'muleb', '2', 990, 'muleb'],
    ['muleb', 'muleb', 'boss', '1', 980, ''],
  ]);
  expect(run.claim).toMatch(/^2 accounts sent on/);
  const resultId = run.result?.resultId as never;
  // Once more, for the links that the case knows by then.
  for (const _ of [1, 2]) {
    await test.call('pattern.board', { resultId });
    const labels = new Map((await test.call('entity.list', { caseId })).map(({ id, label }) => [id as string, label]));
    const links = await test.call('link.list', { caseId });
    const between = links.find(({ from, to }) => labels.get(from.id) === 'mulea' && labels.get(to.id) === 'muleb');
    expect(links).toHaveLength(4);
    expect(between?.facts).toMatchObject({
      count: 1,
      amount: { values: 1 },
      first: expect.stringMatching(/^2026-03-01.10:30:00/),
      last: expect.stringMatching(/^2026-03-01.10:40:00/),
    });
    expect(Number(between?.facts?.amount?.sum)).toBe(990);
  }
});

it('counts one of two events that are exactly an hour apart', async () => {
  await using test = await openTestCore();
  const hourly = Array.from({ length: 24 }, (_, hour) => `steady,2026-03-01 ${String(hour).padStart(2, '0')}:00:01Z`);
  const burst = ['bot,2026-03-01 10:00:00Z', 'bot,2026-03-01 10:59:59.999Z'];
  const { rows } = await ranOn(test, 'velocity', `account,time\n${[...hourly, ...burst].join('\n')}\n`, { in_hour: 2 });
  expect(rows.map((row) => row.slice(0, 3))).toEqual([['bot', '2', '2']]);
});

it('counts a text that two accounts share as one pair of texts', async () => {
  await using test = await openTestCore();
  const text = 'the quick brown fox jumps over a lazy dog';
  const { rows } = await ranOn(
    test,
    'near-duplicates',
    `account,text\na,${text}\nb,${text}\nc,another text altogether\n`,
  );
  expect(rows.map((row) => row.slice(0, 4))).toEqual([['a', 'b', '100.0', '1']]);
});

/* What a link comes to is a row's word: a pair of ends that came in two rows would have it twice. */
it.each(
  PLANTED.flatMap((planted) => {
    const [link] = templateById(planted.id)?.links.filter(({ amount, first, last }) => amount ?? first ?? last) ?? [];
    return link ? [{ ...planted, link }] : [];
  }),
)('$id gives a pair of linked values in one row alone', async ({ id, columns, planted, values, link }) => {
  await using test = await openTestCore();
  const { run, rows } = await ranOn(test, id, csvOf(columns, planted), values);
  const places = [link.from, link.to].map(({ column }) => run.result?.columns.findIndex(({ name }) => name === column));
  const pairs = rows.map((row) => JSON.stringify(places.map((place) => row[place ?? -1])));
  expect(pairs.length).toBeGreaterThan(0);
  expect(new Set(pairs).size).toBe(pairs.length);
});

it('refuses a column that is not there, rather than take its name for a text', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putTable(test, caseId, 'logins.csv', RING);
  const base = { caseId, template: 'ring-device', source: { datasetId: dataset.id } };
  const fault = (mapping: Record<string, string>, values = {}) =>
    test.run('pattern.run', { ...base, mapping, values }).then(
      () => '',
      ({ message }) => message,
    );
  expect(await fault({ account: 'user_id', device: 'devcie' })).toBe('logins has no column "devcie".');
  expect(await fault({ account: 'user_id' })).toBe('Shared device needs a column for: Device.');
  expect(await fault({ account: 'user_id', device: 'device_id' }, { least: 1 })).toMatch(
    /^Accounts at one value, at least must be 2 to/,
  );
  const statement = {
    ...base,
    source: { statement: 'SELECT user_id AS account FROM logins; -- all' },
    mapping: { account: 'account', device: 'device' },
  };
  await expect(test.run('pattern.run', statement)).rejects.toMatchObject({ code: 'not-found' });
});

/* C. Leys et al., "Detecting outliers: Do not use standard deviation around the mean, use absolute deviation around the median",
   Journal of Experimental Social Psychology 49 (2013) 764-766: of 1, 3, 3, 6, 8, 10, 10, 1000 the median is 7 and the MAD,
   before their factor 1.4826, 3.5. */
it('gives the median, MAD and modified z of a published series', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const lines = [1, 3, 3, 6, 8, 10, 10, 1000].map((value, at) => `a${at},${value}`);
  const { dataset } = await putTable(test, caseId, 'series.csv', `account,amount\n${lines.join('\n')}\n`);
  const run = await test.run('pattern.run', {
    caseId,
    template: 'robust-z',
    source: { datasetId: dataset.id },
    mapping: { account: 'account', amount: 'amount' },
  });
  const [row = [], ...more] = await rowsOf(test, run as never);
  expect(more).toEqual([]);
  expect(row.map(Number).slice(1, 4)).toEqual([1000, 7, 3.5]);
  expect(Number(row[4])).toBeCloseTo((0.6745 * 993) / 3.5, 9);
});

/* Powers of two follow the law (P. Diaconis, Annals of Probability 5, 1977). Counted here with whole numbers of any length,
   independently of the pattern; the expected shares are those of F. Benford, Proc. Am. Phil. Soc. 78 (1938), to three places. */
it('counts the first digits of the powers of two, and expects what Benford published', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const powers = Array.from({ length: 300 }, (_, at) => 2n ** BigInt(at));
  const counts = Array.from(
    { length: 9 },
    (_, at) => powers.filter((power) => String(power).startsWith(String(at + 1))).length,
  );
  const statement = `WITH RECURSIVE powers (exponent) AS (SELECT 0 UNION ALL SELECT exponent + 1 FROM powers WHERE exponent < 299)
    SELECT power(2.0, exponent) AS amount FROM powers`;
  const run = await test.run('pattern.run', {
    caseId,
    template: 'benford-first',
    source: { statement },
    mapping: { amount: 'amount' },
  });
  const rows = (await rowsOf(test, run as never)).map((row) => row.map(Number));
  expect(rows.map((row) => row[1])).toEqual(counts);
  expect(rows.map((row) => Number(row[3]?.toFixed(3)))).toEqual([
    0.301, 0.176, 0.125, 0.097, 0.079, 0.067, 0.058, 0.051, 0.046,
  ]);
  expect(run).toMatchObject({ verdict: 'close conformity', found: 0 });
  // Second digits: M. Nigrini, Benford's Law (2012), table 1.1.
  const second = await test.run('pattern.run', {
    caseId,
    template: 'benford-second',
    source: { statement },
    mapping: { amount: 'amount' },
  });
  const shares = (await rowsOf(test, second as never)).map((row) => Number(Number(row[3]).toFixed(5)));
  expect(shares).toEqual([0.11968, 0.11389, 0.10882, 0.10433, 0.10031, 0.09668, 0.09337, 0.09035, 0.08757, 0.085]);
});

it.skipIf(!existsSync(OPENSSH))('names the brute force in the log of an OpenSSH server', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const { dataset } = await putFile(test, caseId, OPENSSH);
  const statement = String.raw`SELECT '2017-12-' || "Day" || ' ' || "Time" AS at, "Content" AS said,
      regexp_extract("Content", '\b(\d{1,3}(?:\.\d{1,3}){3})\b') AS address
    FROM ${dataset.view}`;
  const run = await test.run('pattern.run', {
    caseId,
    template: 'failure-burst',
    source: { statement },
    mapping: { account: 'address', time: 'at', outcome: 'said' },
    values: { failed: 'Failed password', succeeded: 'Accepted password' },
  });
  expect(run.facts).toMatchObject({ accounts: 30, failures: 520, successes: 1 });
  expect(run.notes).toContain('30 different addresses, accounts or cards, 520 failures, 1 successes in all.');
  const rows = await rowsOf(test, run as never);
  expect(rows.slice(0, 3).map((row) => row.slice(0, 2))).toEqual([
    ['183.62.140.253', '286'],
    ['187.141.143.180', '80'],
    ['103.99.0.122', '46'],
  ]);
});

it('proposes the payout account and not the number of the payout, and says of such a number that it cannot be shared', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const csv = 'payout_id,account_id,payout_account\npo-1,a1,X\npo-2,a2,X\npo-3,a3,Y\n';
  const { dataset } = await putTable(test, caseId, 'payouts.csv', csv);
  const [suggested] = await test.call('pattern.mappings', { caseId });
  expect(suggested).toMatchObject({ rows: 3, mapping: { account: 'account_id', payout: 'payout_account' } });
  const over = (payout: string) =>
    test.run('pattern.run', {
      caseId,
      template: 'ring-payout',
      source: { datasetId: dataset.id },
      mapping: { account: 'account_id', payout },
    });
  expect(
    (await rowsOf(test, (await over('payout_account')) as never)).map(([value, account]) => [value, account]),
  ).toEqual([
    ['X', 'a1'],
    ['X', 'a2'],
  ]);
  const numbers = await over('payout_id');
  expect(numbers.found).toBe(0);
  expect(numbers.notes).toEqual(['payout_id: every value is different, so none is shared. Try payout_account.']);
  expect((await over('payout_account')).notes).toEqual([]);
});

it('says how many accounts a minimum leaves out, and what cannot be computed', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const csv = `sender,receiver,time,amount
a,mule,2026-05-01T10:00:00Z,41.25
mule,b,2026-05-01T12:00:00Z,41.2
`;
  const { dataset } = await putTable(test, caseId, 'eth.csv', csv);
  const given = { caseId, source: { datasetId: dataset.id } };
  const mapping = { account: 'sender', counterparty: 'receiver', time: 'time', amount: 'amount' };
  const run = (values = {}) => test.run('pattern.run', { ...given, template: 'in-then-out', mapping, values });
  const bounded = await run();
  expect(bounded.found).toBe(0);
  expect(bounded.notes).toContain(
    'Left out by the minimum: 1 of them, with less than 500 received in all, in the unit of the amounts. Lower it to see them.',
  );
  const free = await run({ least: 0 });
  expect(free.found).toBe(2);
  expect(free.notes).toEqual(['1 account receives and sends.']);
  const one = { account: 'receiver', time: 'time' };
  const statement = "SELECT 'a' AS receiver, '2026-05-01T10:00:00Z' AS time";
  const few = await test.run('pattern.run', {
    caseId,
    source: { statement },
    template: 'signup-cluster',
    mapping: one,
  });
  expect(few.conditions.map(({ text }) => text)).toEqual([
    'Only 1 account has a time: with fewer than 10 no cluster stands out.',
    'Too few rows: median gap cannot be computed.',
  ]);
});

it('suggests roles by header and reading', () => {
  const text = { kind: 'text', why: 'text' } as const;
  const columns = (names: string[]) => names.map((name) => ({ name, header: name, reading: text }));
  expect(suggestedMapping(columns(['userId', 'IP Address', 'deviceFingerprint', 'Phone number']))).toMatchObject({
    account: 'userId',
    ip: 'IP Address',
    phone: 'Phone number',
  });
  expect(suggestedMapping(columns(['from', 'to']))).toMatchObject({ account: 'from', counterparty: 'to' });
  expect(suggestedMapping(columns(['amount'])).amount).toBeUndefined(); // text is no amount
});

it('knows the schemes it names, by patterns that there are', () => {
  for (const typology of TYPOLOGIES) {
    expect(Typology.safeParse(typology).error).toBeUndefined();
    expect(typology.patterns.filter((id) => !templateById(id))).toEqual([]);
  }
  expect(TYPOLOGIES.find(({ id }) => id === 'review-rings')?.techniques).toEqual([]);
});

it('follows summer time when it tells the hours of a zone', async () => {
  await using test = await openTestCore();
  const days = Array.from({ length: 12 }, (_, day) => String(day + 1).padStart(2, '0'));
  // 05:30 in Berlin all year: 04:30 UTC in January, 03:30 UTC in July.
  const rows = days.flatMap((day) => [
    `early,2026-01-${day} 04:30:00Z`,
    `early,2026-07-${day} 03:30:00Z`,
    ...Array.from({ length: 2 }, () => [`day,2026-01-${day} 10:30:00Z`, `day,2026-07-${day} 04:30:00Z`]).flat(),
  ]);
  const values = { zone: 'Europe/Berlin', from: 5, to: 6, share: 100 };
  const { run, rows: found } = await ranOn(test, 'off-hours', `account,time\n${rows.join('\n')}\n`, values);
  expect([run.conditions.filter(({ met }) => !met), found]).toEqual([[], [['early', '24', '24', '100.0']]]);
  await expect(
    ranOn(test, 'off-hours', 'account,time\na,2026-01-01 01:00:00Z\n', { zone: 'Mars/Base' }),
  ).rejects.toThrow(/is not a time zone/);
});

it('says that amounts are of several currencies', async () => {
  await using test = await openTestCore();
  const rows = Array.from({ length: 60 }, (_, at) => `a${at},${at + 10}.5${at % 10},${['USD', 'EUR', 'USD'][at % 3]}`);
  const csv = `account,amount,currency\n${rows.join('\n')}\n`;
  const caseId = await newCase(test);
  const { dataset } = await putTable(test, caseId, 'pay.csv', csv);
  const mapping = { account: 'account', amount: 'amount' };
  const source = { datasetId: dataset.id };
  const run = await test.run('pattern.run', { caseId, template: 'robust-z', source, mapping });
  expect(run.notes).toContain(
    'The amounts are of 2 currencies: USD, EUR, by currency. They are compared as if they were of one.',
  );
});
