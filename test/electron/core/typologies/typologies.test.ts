import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { TYPOLOGIES } from '../../../../shared/domain/typologies/typologies.ts';
import { checksOf, readTypology } from '../../../../shared/domain/typologies/typology.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const DRAFT = {
  name: 'Gift card resale',
  summary: 'Cards bought with stolen money and sold on.',
  signals: ['Many cards within an hour'],
  columns: ['account' as const, 'time' as const],
  patterns: ['velocity'],
  statements: [{ title: 'Cards by account', sql: 'SELECT account, count(*) FROM cards GROUP BY 1' }],
  questions: ['Who redeemed the cards?'],
  techniques: ['F1006'],
  alternatives: ['A company buys presents.'],
  source: '',
};

it('keeps typologies of the user, copies and exports them, and takes an exported one in elsewhere', async () => {
  await using test = await openTestCore();
  const made = await test.call('typology.save', { draft: DRAFT });
  const { id } = made.typology;
  await expect(test.call('typology.save', { draft: { ...DRAFT, name: 'gift CARD resale' } })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(
    test.call('typology.save', { id: 'account-takeover', draft: { ...DRAFT, name: 'Another' } }),
  ).rejects.toThrow(/not among those of this vault/);
  await test.call('typology.save', { id, draft: { ...DRAFT, name: 'Voucher resale' } });
  const { ticket, name } = await test.call('typology.export', { id });
  expect(name).toBe('voucher-resale.json');
  const text = (await test.collect(ticket)).toString('utf8');
  await test.call('typology.remove', { id });
  expect((await test.call('typology.list', {})).length).toBe(TYPOLOGIES.length);
  const back = await test.call('typology.import', { text });
  expect(back.typology).toEqual({ ...DRAFT, name: 'Voucher resale', id: back.typology.id });
  expect(back.typology.id).not.toBe(id);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('refuses what is no typology in words', () => {
  const problem = (value: unknown) => {
    const read = readTypology(typeof value === 'string' ? value : JSON.stringify(value));
    return 'problem' in read ? read.problem : '';
  };
  for (const name of ['Mine\u202e', 'Mi\u0000ne', 'Mi\nne'])
    expect(problem({ ...DRAFT, name })).toMatch(/name is wrong \(holds a control character, or one that turns/);
  expect(problem({ ...DRAFT, questions: ['\u2066Who?'] })).toMatch(/questions.0 is wrong/);
  expect(problem({ ...DRAFT, summary: 'Two\nlines', statements: [{ title: 't', sql: 'SELECT\n\t1' }] })).toBe('');
  expect(problem('{')).toBe('The file is not JSON.');
  expect(problem('[1]')).toMatch(/not one object/);
  expect(problem({ ...DRAFT, patterns: ['no-such'] })).toMatch(/patterns is wrong.*does not have/);
  expect(problem({ ...DRAFT, techniques: ['X1'] })).toMatch(/techniques\.0.*no technique id/);
  expect(problem({ ...DRAFT, script: 'x' })).toMatch(/a field that no typology has: script/);
  expect(problem({ ...DRAFT, questions: 'one' })).toMatch(/questions is wrong/);
  expect(problem(' '.repeat(1_000_001))).toMatch(/longer than/);
  expect(problem('{"__proto__": {"name": "x"}}')).toMatch(/is wrong/);
});

it('begins a case with the checklist of its typology, and keeps who said what of each entry', async () => {
  await using test = await openTestCore();
  const { typology } = await test.call('typology.save', { draft: DRAFT });
  const { id: caseId } = await test.call('case.create', { title: 'Cards', typology: typology.id });
  const items = await test.call('checklist.list', { caseId });
  expect(items.map(({ kind }) => kind)).toEqual(['data', 'question', 'pattern', 'statement', 'alternative']);
  expect(items.map(({ text }) => text)).toEqual(checksOf(DRAFT).map(({ text }) => text));
  const question = items[1]?.id as never;
  const marked = await test.call('checklist.mark', { id: question, state: 'done', note: 'asked the zebra shop' });
  expect(marked).toMatchObject({ state: 'done', note: 'asked the zebra shop', by: expect.stringMatching(/./) });
  expect(marked.at).toMatch(/^\d{4}-/);
  await expect(test.call('checklist.add', { caseId, of: { typology: typology.id } })).rejects.toThrow(/already/);
  const own = await test.call('checklist.add', { caseId, of: { text: 'Call the bank' } });
  expect(own.at(-1)).toMatchObject({ kind: 'own', text: 'Call the bank', position: 5 });
  const { hits } = await test.call('search.find', { caseId, text: 'zebra' });
  expect(hits).toMatchObject([{ kind: 'case', field: 'checklist', label: 'C-0001', title: 'Who redeemed the cards?' }]);
  await test.call('checklist.remove', { id: question });
  expect((await test.call('search.find', { caseId, text: 'zebra' })).hits).toEqual([]);
  const { entries } = await test.call('custody.list', { caseId });
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['checklist.add', 'checklist.mark', 'checklist.remove']),
  );
  await expect(test.call('case.create', { title: 'x', typology: 'no-such' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await test.call('case.list', {})).length).toBe(1);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
  test.core.session?.writer.run({
    text: "UPDATE checklist_items SET state = 'done' WHERE position = 0",
    values: [],
  } as never);
  const { faults } = await test.run('vault.verify', {});
  expect(JSON.stringify(faults)).toContain('checklist_items');
});

it('goes with a bundle of the case, as it stood there', async () => {
  await using test = await openTestCore();
  const { id: caseId } = await test.call('case.create', { title: 'Sent', typology: 'account-takeover' });
  const [first] = await test.call('checklist.list', { caseId });
  await test.call('checklist.mark', { id: first?.id as never, state: 'not-applicable', note: 'no logs are kept' });
  const identity = await generateIdentity();
  const sent = await test.run('bundle.export', { caseId, to: { recipients: [await identityToRecipient(identity)] } });
  const ticket = test.ticketForBytes('case.age', await test.collect(sent.ticket));
  const got = await test.run('bundle.import', { ticket, with: { identity } });
  const there = await test.call('checklist.list', { caseId: got.caseId });
  const said = ({ kind, text, target, typology, state, note, by, at }: (typeof there)[number]) =>
    ({ kind, text, target, typology, state, note, by, at }) as const;
  expect(there.map(said)).toEqual((await test.call('checklist.list', { caseId })).map(said));
  expect(there[0]).toMatchObject({ state: 'not-applicable', note: 'no logs are kept' });
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('stays empty for a case that is made from none', async () => {
  await using test = await openTestCore();
  expect(await test.call('checklist.list', { caseId: await newCase(test) })).toEqual([]);
});
