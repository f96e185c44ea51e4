import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId, FindingId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putExhibit } from '../../../support/exhibit.ts';
import { newExhibit } from '../board/exhibit.ts';

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
});
afterAll(() => test[Symbol.asyncDispose]());
const stated = async (claim = 'One person runs three accounts') =>
  (await test.call('finding.create', { caseId, claim })).id;
const step = (findingId: FindingId, state: 'draft' | 'in-review' | 'changes-asked' | 'final', by: string, note = '') =>
  test.call('finding.review', { findingId, state, by, note });

describe('versions of a finding', () => {
  it('are one for each change, and come back as a new one', async () => {
    const exhibit = newExhibit(test, caseId);
    const id = await stated();
    await test.call('finding.update', { findingId: id, explanation: 'They share a device.', exhibits: [exhibit] });
    const same = await test.call('finding.update', { findingId: id, explanation: 'They share a device.' });
    expect(same.version).toBe(2);
    await test.call('finding.update', { findingId: id, likelihood: 'likely', exhibits: [] });
    const back = await test.call('finding.restoreVersion', { findingId: id, number: 2 });
    expect(back).toMatchObject({ version: 4, likelihood: 'not-judged', exhibits: [exhibit] });
    const versions = await test.call('finding.versions', { findingId: id });
    expect(versions.map(({ number, explanation, restored }) => [number, explanation, restored])).toEqual([
      [1, '', null],
      [2, 'They share a device.', null],
      [3, 'They share a device.', null],
      [4, 'They share a device.', 2],
    ]);
    expect(versions[1]?.exhibitLabels).toEqual(['E-0001']);
    expect(versions.every(({ savedBy }) => savedBy === versions[0]?.savedBy && savedBy !== '')).toBe(true);
    await expect(test.call('finding.restoreVersion', { findingId: id, number: 9 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('stay with a finding that is deleted and restored', async () => {
    const id = await stated();
    await test.call('finding.update', { findingId: id, claim: 'Two persons run them' });
    await test.call('finding.remove', { findingId: id });
    expect((await test.call('finding.restore', { findingId: id })).version).toBe(2);
  });
});

describe('a review', () => {
  it('is done by a second person, and a final finding is read-only until it is reopened with a reason', async () => {
    const id = await stated();
    await expect(step(id, 'final', 'B. Reviewer')).rejects.toMatchObject({ code: 'conflict' });
    await step(id, 'in-review', 'A. Author');
    await expect(step(id, 'final', 'a. author ')).rejects.toThrow('a second person reviews it');
    await expect(step(id, 'changes-asked', 'B. Reviewer')).rejects.toThrow('Say which changes');
    await step(id, 'changes-asked', 'B. Reviewer', 'Name the device');
    await test.call('finding.update', { findingId: id, explanation: 'Device d-1.' });
    await step(id, 'in-review', 'A. Author');
    const final = await step(id, 'final', 'B. Reviewer');
    expect(final.review.map(({ state, by, version }) => [state, by, version])).toEqual([
      ['in-review', 'A. Author', 1],
      ['changes-asked', 'B. Reviewer', 1],
      ['in-review', 'A. Author', 2],
      ['final', 'B. Reviewer', 2],
    ]);
    for (const refused of [
      test.call('finding.update', { findingId: id, claim: 'Another' }),
      test.call('finding.restoreVersion', { findingId: id, number: 1 }),
      test.call('finding.remove', { findingId: id }),
    ])
      await expect(refused).rejects.toThrow('is final: reopen it with a reason');
    await expect(step(id, 'draft', 'A. Author')).rejects.toThrow('reopened with a reason');
    await step(id, 'draft', 'A. Author', 'A second device was found');
    expect((await test.call('finding.update', { findingId: id, claim: 'Another' })).claim).toBe('Another');
    const { entries } = await test.call('custody.list', { caseId, action: 'finding.review' });
    expect(entries[0]?.detail).toMatchObject({ from: 'final', to: 'draft', note: 'A second device was found' });
  });
});

it('a name is the same however its letters and spaces are written', async () => {
  const id = await stated();
  await step(id, 'in-review', 'Zoë  Author');
  for (const by of ['zoe\u0308 author', 'Zoë\u00a0 Author', 'ＺＯË Author'])
    await expect(step(id, 'final', by), by).rejects.toThrow('a second person reviews it');
  expect((await step(id, 'final', 'Zoe Author')).review).toHaveLength(2);
});

it('nobody makes final what was rewritten after it was handed in', async () => {
  const id = await stated();
  await step(id, 'in-review', 'A. Author');
  await test.call('finding.update', { findingId: id, claim: 'Two persons run them' });
  await expect(step(id, 'final', 'B. Reviewer')).rejects.toThrow(
    'A. Author handed in version 1, and it is now version 2: withdraw it and hand it in again.',
  );
  await step(id, 'draft', 'A. Author');
  await step(id, 'in-review', 'A. Author');
  expect((await step(id, 'final', 'B. Reviewer')).review.at(-1)).toMatchObject({ state: 'final', version: 2 });
});

it('a final finding whose exhibits came or went since is a point of the report check', async () => {
  const ofCase = await newCase(test);
  const points = async () =>
    (await test.call('report.preview', { caseId: ofCase, edition: 'legal' })).points
      .filter(({ code }) => code === 'final-changed')
      .map(({ where, words }) => `${where} ${words.replace(/\d{4}-\d\d-\d\d/, 'DAY')}`);
  const chosen = newExhibit(test, ofCase);
  const { id } = await test.call('finding.create', {
    caseId: ofCase,
    claim: 'E-0002 shows one device',
    exhibits: [chosen],
  });
  await step(id, 'in-review', 'A. Author');
  await step(id, 'final', 'B. Reviewer');
  expect(await points()).toEqual([]);
  const passed = Date.now();
  while (Date.now() === passed); // times count milliseconds
  putExhibit(test, ofCase, 'device.txt', 'd-1');
  await test.call('evidence.remove', { exhibitId: chosen, reason: 'Sent by mistake' });
  expect(await points()).toEqual([
    'F-1 An exhibit that it cites was removed after it was made final on DAY: E-0001.',
    'F-1 An exhibit that its text names was added after it was made final on DAY: E-0002.',
  ]);
  await step(id, 'draft', 'A. Author', 'Another exhibit');
  expect(await points()).toEqual([]);
});

describe('comments', () => {
  it('are about words of the saved text, and are told by the report check until they are resolved', async () => {
    const id = await stated('Four accounts share one device.');
    const said = { findingId: id, field: 'claim' as const, text: 'Which device?', by: 'B. Reviewer' };
    await expect(test.call('finding.comment', { ...said, at: 400, length: 4 })).rejects.toMatchObject({
      code: 'conflict',
    });
    const made = await test.call('finding.comment', { ...said, at: 20, length: 10 });
    expect(made).toMatchObject({ anchor: { quote: 'one device', before: 'Four accounts share ', after: '.' } });
    const points = async () =>
      (await test.call('report.preview', { caseId, edition: 'legal' })).points
        .filter(({ code }) => code === 'open-comment')
        .map(({ words }) => words);
    expect(await points()).toEqual(['Open comment of B. Reviewer on “one device”: Which device?']);
    await test.call('finding.resolveComment', { commentId: made.id, resolved: true });
    expect(await points()).toEqual([]);
    const [comment] = await test.call('finding.comments', { findingId: id });
    expect(comment?.resolved?.by).not.toBe('');
    expect(await test.call('finding.resolveComment', { commentId: made.id, resolved: false })).toMatchObject({
      resolved: null,
    });
  });

  it('keep a finding from becoming final while they are open', async () => {
    const id = await stated('Four accounts share one device.');
    await step(id, 'in-review', 'A. Author');
    const said = { findingId: id, field: 'claim' as const, at: 0, length: 4, text: 'Which?', by: 'B. Reviewer' };
    const made = [await test.call('finding.comment', said), await test.call('finding.comment', said)];
    await expect(step(id, 'final', 'B. Reviewer')).rejects.toThrow('It has 2 open comments: resolve them');
    for (const { id: commentId } of made) await test.call('finding.resolveComment', { commentId, resolved: true });
    expect((await step(id, 'final', 'B. Reviewer')).openComments).toBe(0);
  });

  it('say with a review that is not finished that the report is a draft', async () => {
    const id = await stated('Three accounts share one card.');
    await step(id, 'in-review', 'A. Author');
    const { points } = await test.call('report.preview', { caseId, edition: 'legal' });
    expect(points.filter(({ code }) => code === 'under-review').map(({ words }) => words)).toEqual([
      'Its review is not finished: in review.',
    ]);
  });
});
