import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

const PERIOD = { from: '2026-05-01', to: '2026-05-31' };
const receive = async (day: string, team: string, typology?: string) => {
  const { caseId } = await test.call('request.create', {
    to: { newCase: { title: `${team} ${day}`, tlp: team === 'Legal' ? 'RED' : 'GREEN' } },
    subject: 'A request',
    team,
    receivedAt: `${day}T12:00:00.000Z`,
  });
  if (typology) await test.call('checklist.add', { caseId, of: { typology } });
  return caseId;
};

it('counts cases against the period before, and says what is new and rising', async () => {
  const [first] = await test.call('typology.list', {});
  const typology = first?.typology.id as string;
  await receive('2026-04-10', 'Legal');
  await receive('2026-05-01', 'Legal', typology);
  const caseId = await receive('2026-05-31', 'Legal');
  await receive('2026-05-20', 'Sales');
  await receive('2026-03-31', 'Talent'); // a day before the period before
  await receive('2026-06-01', 'Sales');
  const trend = await test.call('trend.read', { by: 'team', ...PERIOD });
  expect(trend).toMatchObject({
    before: { from: '2026-03-31', to: '2026-04-30' },
    cases: 3,
    casesBefore: 2,
    without: 0,
  });
  expect(
    trend.rows.map(({ name, now, before, firstSeen, isNew, rising }) => [name, now, before, firstSeen, isNew, rising]),
  ).toEqual([
    ['Legal', 2, 1, '2026-04-10', false, true],
    ['Sales', 1, 0, '2026-05-20', true, false],
    ['Talent', 0, 1, '2026-03-31', false, false],
  ]);
  const typologies = await test.call('trend.read', { by: 'typology', ...PERIOD });
  expect([typologies.rows.map(({ name, isNew }) => [name, isNew]), typologies.without]).toEqual([
    [[first?.typology.name, true]],
    2,
  ]);
  for (const by of ['technique', 'country', 'money', 'method'] as const)
    expect((await test.call('trend.read', { by, ...PERIOD })).by).toBe(by);
  await expect(test.call('trend.read', { by: 'team', from: '2026-05-02', to: '2026-05-01' })).rejects.toThrow(
    'before it begins',
  );

  const frozen = await test.call('trend.freeze', { caseId, by: 'team', ...PERIOD });
  expect((await test.call('evidence.get', { exhibitId: frozen.exhibitId })).title).toBe(
    'Trend by team, 2026-05-01 to 2026-05-31',
  );
  const printed = await test.run('trend.print', { by: 'team', ...PERIOD });
  const pdf = await test.collect(printed.ticket);
  expect([printed.pages, pdf.subarray(0, 5).toString(), pdf.includes('TLP:RED')]).toEqual([1, '%PDF-', true]);
  const { entries } = await test.call('custody.list', { action: 'trend.print' });
  expect(entries[0]?.detail).toMatchObject({ by: 'team', cases: 3, sha256: printed.sha256 });
});

it('sums money exactly, by asset', async () => {
  const caseId = await receive('2025-05-04', 'Money');
  const csv = 'booked,partner,sum\n2025-05-04,Mara Vale,0.1\n2025-05-05,Acme Ltd,0.2\n';
  const ticket = test.ticketForBytes('bank.csv', Buffer.from(csv));
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket });
  const [dataset] = await test.call('dataset.list', { caseId });
  expect(dataset?.exhibitId).toBe(exhibitId);
  const mapping = {
    ...{ columns: { counterparty: 'partner', amount: 'sum', time: 'booked' }, asset: 'EUR', feeAsset: '', chain: '' },
    ...{ decimals: 2, baseUnits: false, subject: 'Own account', succeeds: [], model: 'accounts' as const },
  };
  await test.run('transfer.map', { datasetId: dataset?.id as never, mapping });
  const { rows } = await test.call('trend.read', { by: 'money', from: '2025-05-01', to: '2025-05-31' });
  expect(rows.map(({ name, now, sum }) => [name, now, sum])).toEqual([['EUR', 1, '0.3']]);
  const held = await test.run('trend.holdings', {});
  expect(held.find((each) => each.caseId === caseId)).toEqual({
    ...{ caseId, accounts: 0 },
    money: [{ asset: 'EUR', sum: '0.3' }],
  });
});

it('is marked as the most restricted of what it rests on, and is not saved in a less restricted case', async () => {
  const day = async (on: string, team: string, sensitivity: 'CLEAR' | 'AMBER' | 'RED') =>
    await test.call('request.create', {
      to: { newCase: { title: `${team} ${on}`, tlp: 'CLEAR' } },
      ...{ subject: 'A request', team, sensitivity, receivedAt: `${on}T12:00:00.000Z` },
    });
  const markingOn = async (period: { from: string; to: string }) => {
    const { ticket } = await test.run('trend.print', { by: 'team', ...period });
    const pdf = await test.collect(ticket);
    return (['CLEAR', 'AMBER', 'RED'] as const).filter((tlp) => pdf.includes(`TLP:${tlp}`));
  };
  const july = { from: '2024-07-01', to: '2024-07-31' };
  const { caseId } = await day('2024-07-04', 'Payments', 'CLEAR');
  expect(await markingOn(july)).toEqual(['CLEAR']);
  await test.call('trend.freeze', { caseId, by: 'team', ...july });

  // Long before both periods: only the day of first sight comes from it.
  await day('2023-01-01', 'Payments', 'AMBER');
  expect(await markingOn(july)).toEqual(['AMBER']);
  await day('2024-07-05', 'Payments', 'RED');
  expect(await markingOn(july)).toEqual(['RED']);
  await expect(test.call('trend.freeze', { caseId, by: 'team', ...july })).rejects.toThrow(
    /TLP:RED, and C-\d+ is TLP:CLEAR/,
  );
});
