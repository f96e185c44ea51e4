import { afterAll, beforeAll, expect, it } from 'vitest';
import { id } from '../../../support/bundled-case.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

const PERIOD = { from: '2026-05-01', to: '2026-05-31' };

it('a briefing by country says what loaded lists say of each country, with their dates, and what is not loaded', async () => {
  const { caseId } = await test.call('request.create', {
    to: { newCase: { title: 'Payouts', tlp: 'CLEAR' } },
    ...{ subject: 'Payouts', team: 'Payments', sensitivity: 'CLEAR', receivedAt: '2026-05-04T12:00:00.000Z' },
  });
  const place = (label: string) => ({ id: id(), type: 'location' as const, label, note: '', exhibits: [] as never[] });
  await test.call('entity.create', {
    caseId,
    entities: [place('Tehran, Iran'), place('Oslo, Norway'), place('Atlantis')],
  });
  // The list is of a case of its own, which is more restricted.
  const { id: lists } = await test.call('case.create', { title: 'Lists', tlp: 'RED' });
  const csv = 'country;status;valid from\nIran;call for action;2026-01-01\n';
  const ticket = test.ticketForBytes('fatf.csv', csv);
  const { exhibitId } = await test.run('evidence.import', { caseId: lists, ticket });
  await test.run('country.load', { caseId: lists, exhibits: [exhibitId], date: '2026-02-24' });
  await test.call('country.note', { caseId, country: 'IR', text: 'A note of one case' });

  const print = async (countries: boolean) =>
    (
      await readPdf(await test.collect((await test.run('trend.print', { by: 'country', ...PERIOD, countries })).ticket))
    ).pages.join(' ');
  const plain = await print(false);
  expect(plain).not.toContain('call for action');
  expect(plain).toContain('TLP:CLEAR');
  const told = (await print(true)).replaceAll(/\s+/g, ' ');
  expect(told).toContain('Never a score of a person');
  expect(told).toMatch(/call for action \(2026-01-01 to no last day: holds\)/);
  expect(told).toMatch(/list of 2026-02-24 as whoever loaded it said/);
  expect(told).toMatch(/Norway \(NO\) No loaded list names it/);
  expect(told).toContain('Not loaded in any case: ');
  expect(told).not.toContain('A note of one case');
  expect(told).toContain('TLP:RED');
  await expect(test.run('trend.print', { by: 'team', ...PERIOD, countries: true })).rejects.toThrow('trend by country');
});
