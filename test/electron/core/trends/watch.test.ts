import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const take = async (caseId: CaseId, name: string, text: string) =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId;
const today = (): string => new Date().toISOString().slice(0, 10);

it('an indicator to watch is looked for in what is imported, in every case, by its whole value', async () => {
  const one = await newCase(test);
  const other = await newCase(test);
  await test.call('finding.judge', {
    caseId: one,
    indicators: [
      { key: 'a', text: 'Logins from 192.0.2.1', means: 'the same operator' },
      { key: 'b', text: 'New accounts come in the night', means: 'another shift' },
    ],
  });
  await take(other, 'near.csv', 'account,ip\nu_1,192.0.2.11\nu_2,10.192.0.2.1\n');
  const period = { from: today(), to: today() };
  expect((await test.call('trend.watch', period)).map(({ values, seen }) => [values, seen])).toEqual([
    [['192.0.2.1'], []],
    [[], []],
  ]);
  const exhibitId = await take(other, 'logins.csv', 'account,ip\nu_3,192.0.2.1\n');
  const [found] = await test.call('trend.watch', period);
  expect(found).toMatchObject({
    ...{ caseId: one, case: 'C-0001', means: 'the same operator', seenLeft: 0 },
    seen: [{ caseId: other, exhibitId, case: 'C-0002', title: 'logins.csv', value: '192.0.2.1' }],
  });
  // Not in what was imported before or after the period.
  expect((await test.call('trend.watch', { from: '2020-01-01', to: '2020-01-31' }))[0]?.seen).toEqual([]);
  const printed = await test.run('trend.print', { by: 'team', ...period });
  expect(printed.pages).toBe(1);
});

it('finds a value in another writing of it, and no part of another one', async () => {
  const caseId = await newCase(test);
  const texts = [
    'IBAN DE89 3704 0044 0532 0130 00',
    'phone +49 170 1234567',
    'domain scam-pay.example.com',
    'card 4111 1111 1111 1111',
  ];
  const indicators = texts.map((text, at) => ({ key: `w${at}`, text, means: '' }));
  await test.call('finding.judge', { caseId, indicators });
  const names = new Map<string, string>();
  for (const [name, text] of [
    ['iban', 'account\nDE89370400440532013000\n'],
    ['iban of another', 'account\nDE893704004405320130001\n'],
    ['iban parted', 'to DE89-3704-0044-0532-0130-00.'],
    ['phone', 'caller\n+491701234567\n'],
    ['phone 00', 'call 0049 (0)170 / 12 34 567 at night'],
    ['phone bare', 'caller\n491701234567\n'],
    ['phone of another', 'caller\n+4917012345678\n'],
    ['mail', 'from\nmule@scam-pay.example.com\n'],
    ['bracketed', 'see hxxps://www.scam-pay[.]example[.]com/x'],
    ['other domain', 'from\nmule@not-scam-pay.example.com\n'],
    ['card', 'pan\n4111111111111111\n'],
  ] as const)
    names.set(await take(caseId, `${name}.txt`, text), name);
  const watched = await test.call('trend.watch', { from: today(), to: today() });
  const seen = texts.map((of) =>
    watched.find(({ text }) => text === of)?.seen.map((each) => names.get(each.exhibitId)),
  );
  expect(seen.map((each) => each?.toSorted())).toEqual([
    ['iban', 'iban parted'],
    ['phone', 'phone 00', 'phone bare'],
    ['bracketed', 'mail'],
    ['card'],
  ]);
});
