import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';

const TEXT =
  'The holder of account u_12 recieved five payments (E-0003). They share the the device dv_8f3a with Marzanek.';

it('proofreads what is written, in the chosen English, and learns', { timeout: 120_000 }, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const read = async (text: string) => {
    const { remarks, unread } = await test.call('proofreading.read', { caseId, text });
    return { unread, remarks: remarks.map(({ at, length, instead }) => [text.slice(at, at + length), instead[0]]) };
  };
  expect(await read(TEXT)).toEqual({
    unread: null,
    remarks: [
      ['recieved', 'received'],
      ['the the', 'the'],
    ],
  });
  expect((await read('The colour of the screen is deep.')).remarks).toEqual([['colour', 'color']]);
  await test.call('vault.setProfile', { proofreading: 'british' });
  expect((await read('The colour of the screen is deep.')).remarks).toEqual([]);
  expect((await read('The holder of the account will marzanek it every day.')).remarks).toMatchObject([
    ['marzanek', expect.any(String)],
  ]);
  await test.call('vault.setProfile', { ownWords: ['Marzanek'] });
  expect((await read('The holder of the account will marzanek it every day.')).remarks).toEqual([]);
  const german = 'Der Inhaber des Kontos hat das Geld am Montag an eine andere Karte überwiesen.';
  expect(await read(german)).toMatchObject({
    remarks: [],
    unread: expect.stringContaining('does not read as English'),
  });
  await test.call('vault.setProfile', { proofreading: null });
  expect(await read(TEXT)).toMatchObject({ remarks: [], unread: expect.stringContaining('switched off') });
  const { entries } = await test.call('custody.list', { offset: 0, limit: 50 });
  expect(JSON.stringify(entries)).not.toContain('Marzanek');
});
