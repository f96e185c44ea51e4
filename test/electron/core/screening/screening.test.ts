import { randomUUID } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId, EntityId, ExhibitId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { MISP, OFAC, UK } from '../../../support/lists.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const put = async (caseId: CaseId, name: string, text: string): Promise<ExhibitId> =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId;
const entity = (type: 'person' | 'wallet' | 'email', label: string) => ({ id: randomUUID() as EntityId, type, label });

it('a run is an exhibit with its lists, points and hits; decisions are kept, and the next run tells what is new', async () => {
  const caseId = await newCase(test);
  const entities = [
    entity('person', 'Дмитрий Орлов'),
    entity('wallet', '149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd'),
    entity('email', 'x@sub.throwaway.example'),
  ];
  await test.call('entity.create', { caseId, entities });
  const files = [
    await put(caseId, 'sdn.csv', OFAC.sdn),
    await put(caseId, 'alt.csv', OFAC.alt),
    await put(caseId, 'comments.csv', OFAC.comments),
  ];
  const lists = [...files, await put(caseId, 'uk.csv', UK), await put(caseId, 'list.json', MISP)];
  await expect(test.run('screening.run', { caseId, lists: [lists[1] as ExhibitId] })).rejects.toThrow('sdn.csv');
  await expect(test.run('screening.run', { caseId, lists, names: ['X; soon'] })).rejects.toThrow('no date of birth');
  await expect(test.run('screening.run', { caseId, lists, names: ['X; 03/04/1975'] })).rejects.toThrow(
    'may be 1975-04-03 or 1975-03-04',
  );

  const made = await test.run('screening.run', {
    caseId,
    lists,
    names: ['Fatima Salem; 1983; Ruritania', 'Nobody At All'],
  });
  expect(made).toMatchObject({ subjects: 5 });
  const { run, decisions } = await test.call('screening.get', { exhibitId: made.exhibitId });
  expect(run.lists.map(({ format, listDate, entries }) => [format, listDate, entries])).toEqual([
    ['OFAC SDN', '', 3],
    ['UK Sanctions List', '08-Oct-2026', 2],
    ['MISP warning list: Disposable mail', '20261001', 2],
  ]);
  expect(run.lists[0]?.files.map(({ name }) => name)).toEqual(['sdn.csv', 'alt.csv', 'comments.csv']);
  expect(
    run.hits.map(({ subject, entry, verdict, nothingToCompare }) => [
      subject.name,
      entry.id,
      verdict,
      nothingToCompare,
    ]),
  ).toEqual([
    ['149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd', 'OFAC 101', 'likely', false],
    ['Fatima Salem', 'OFAC 103', 'possible', false],
    ['Дмитрий Орлов', 'OFAC 101', 'possible', true],
    ['x@sub.throwaway.example', 'throwaway.example', 'known', false],
  ]);
  expect(decisions).toEqual([]);
  expect(await test.call('evidence.get', { exhibitId: made.exhibitId })).toMatchObject({
    acquiredHow: 'screening run',
    mediaType: 'application/json',
  });

  const hit = { exhibitId: made.exhibitId, subject: 'Дмитрий Орлов', list: 'OFAC SDN', entry: 'OFAC 101' };
  await expect(test.call('screening.decide', { ...hit, verdict: 'match', reason: 'same' })).rejects.toThrow(
    'Nothing but the name',
  );
  await expect(
    test.call('screening.decide', { ...hit, entry: 'OFAC 9', verdict: 'cleared', reason: 'x' }),
  ).rejects.toThrow('no such hit');
  await test.call('screening.decide', { ...hit, verdict: 'possible', reason: 'name alone' });
  await test.call('screening.decide', { ...hit, verdict: 'cleared', reason: 'born in 2001 by E-0001' });

  await test.call('entity.create', { caseId, entities: [entity('person', 'Ivan Petrov')] });
  const next = await test.run('screening.run', { caseId, lists });
  const again = await test.call('screening.get', { exhibitId: next.exhibitId });
  expect(again.decisions).toMatchObject([
    { verdict: 'cleared', reason: 'born in 2001 by E-0001', run: made.exhibitId },
  ]);
  expect([again.fresh, again.gone]).toEqual([
    ['Ivan Petrov\nUK Sanctions List\nRUR0001'],
    ['Fatima Salem\nOFAC SDN\nOFAC 103'],
  ]);
  expect((await test.call('screening.runs', { caseId })).map(({ label, hits }) => [label, hits])).toEqual([
    [next.label, 4],
    [made.label, 4],
  ]);

  const identity = await generateIdentity();
  const sent = await test.run('bundle.export', { caseId, to: { recipients: [await identityToRecipient(identity)] } });
  const ticket = test.ticketForBytes('case.age', await test.collect(sent.ticket));
  const got = await test.run('bundle.import', { ticket, with: { identity } });
  const [there] = await test.call('screening.runs', { caseId: got.caseId });
  expect((await test.call('screening.get', { exhibitId: there?.exhibitId as ExhibitId })).decisions).toMatchObject([
    { verdict: 'cleared' },
  ]);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('takes lists of your own for what their files are: neither decisions nor hits pass from one to another', async () => {
  const caseId = await newCase(test);
  await test.call('entity.create', {
    caseId,
    entities: [entity('person', 'Ivan Petrov'), entity('person', 'Mara Voss')],
  });
  const a = await put(caseId, 'customers.csv', 'name\nIvan Petrov\n');
  const b = await put(caseId, 'wanted.csv', 'name,country\nIvan Petrov,Ruritania\n');
  const screened = async (...lists: ExhibitId[]) => (await test.run('screening.run', { caseId, lists })).exhibitId;
  const get = (exhibitId: ExhibitId) => test.call('screening.get', { exhibitId });
  const marks = () => test.call('page.marks', { caseId, type: 'person', label: 'Ivan Petrov' });
  const first = await screened(a);
  const { run } = await get(first);
  const { list = '', entry: of } = run.hits[0] ?? {};
  expect(list).toMatch(/^own list customers\.csv \(SHA-256 [0-9a-f]{16}\)$/);
  const decision = {
    subject: 'Ivan Petrov',
    list,
    entry: of?.id ?? '',
    verdict: 'cleared',
    reason: 'a customer',
  } as const;
  await test.call('screening.decide', { exhibitId: first, ...decision });
  const second = await screened(b);
  expect(await get(second)).toMatchObject({ decisions: [], fresh: [], gone: [] });
  // Its page shows both lists, and holds each hit once.
  expect((await marks()).hits.map(({ exhibitId, decision: of }) => [exhibitId, of])).toEqual([
    [second, null],
    [first, 'cleared'],
  ]);
  const both = await screened(a, b);
  expect((await get(both)).decisions).toMatchObject([{ verdict: 'cleared', list }]);
  expect((await marks()).hits.map(({ exhibitId, decision: of }) => [exhibitId, of])).toEqual([
    [both, 'cleared'],
    [both, null],
  ]);
  // A run that did not ask about it hides nothing.
  await test.run('screening.run', { caseId, lists: [b], entities: false, names: ['Somebody Else'] });
  const then = await marks();
  expect(then.hits.map(({ exhibitId }) => exhibitId)).toEqual([both, both]);
  expect(then.screened.map(({ asked }) => asked)).toEqual([false, true]);
});

it('carries decisions over to the next version of a list where the entry says the same, and asks anew where it does not', async () => {
  const caseId = await newCase(test);
  const people = ['Ivan Petrov', 'Mara Voss', 'Noor Haddad'].map((label) => entity('person', label));
  await test.call('entity.create', { caseId, entities: people });
  const screened = async (list: ExhibitId) => (await test.run('screening.run', { caseId, lists: [list] })).exhibitId;
  const get = (exhibitId: ExhibitId) => test.call('screening.get', { exhibitId });
  const first = await screened(await put(caseId, 'watch.csv', 'name,country\nIvan Petrov,Ruritania\nMara Voss,\n'));
  const { run } = await get(first);
  for (const { subject, list, entry } of run.hits)
    await test.call('screening.decide', {
      ...{ exhibitId: first, subject: subject.name, list, entry: entry.id, verdict: 'cleared', reason: 'another' },
    });
  // A line more in front, so that every line has moved; Mara Voss has a country now.
  const second = await screened(
    await put(caseId, 'watch.csv', 'name,country\nNoor Haddad,\nIvan Petrov,Ruritania\nMara Voss,Freedonia\n'),
  );
  const then = await get(second);
  const day = new Date().toISOString().slice(0, 10);
  const told = (of: typeof then) =>
    of.decisions.map(({ subject, verdict, against, outdated }) => [subject, verdict, against, outdated]).toSorted();
  expect(told(then)).toEqual([
    ['Ivan Petrov', 'cleared', day, false],
    ['Mara Voss', 'cleared', day, true],
  ]);
  const named = (keys: readonly string[]) => keys.map((key) => key.split('\n')[0]).toSorted();
  expect([named(then.fresh), named(then.gone)]).toEqual([['Mara Voss', 'Noor Haddad'], ['Mara Voss']]);
  const marks = async (label: string) =>
    (await test.call('page.marks', { caseId, type: 'person', label })).hits
      .filter(({ exhibitId }) => exhibitId === second)
      .map(({ decision, against }) => [decision, against]);
  expect([await marks('Ivan Petrov'), await marks('Mara Voss')]).toEqual([[['cleared', day]], [[null, '']]]);
  // Decided anew it stands for this version alone.
  const [mara] = then.run.hits.filter(({ subject }) => subject.name === 'Mara Voss');
  const again = { subject: 'Mara Voss', list: mara?.list ?? '', entry: mara?.entry.id ?? '' };
  await test.call('screening.decide', { exhibitId: second, ...again, verdict: 'match', reason: 'country and name' });
  expect(told(await get(second))).toContainEqual(['Mara Voss', 'match', '', false]);
  expect(told(await get(first))).toContainEqual(['Mara Voss', 'cleared', '', false]);
});
