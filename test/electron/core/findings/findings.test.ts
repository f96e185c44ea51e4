import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { newExhibit } from '../board/exhibit.ts';

describe('findings', () => {
  it('rest on exhibits in the order given, or are marked as assessment', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const [one, two] = [newExhibit(test, caseId), newExhibit(test, caseId)];
    const made = await test.call('finding.create', {
      caseId,
      claim: 'The accounts share one device.',
      likelihood: 'very-likely',
      confidence: 'high',
      exhibits: [two, one, two],
    });
    expect(made).toMatchObject({
      number: 1,
      position: 0,
      basis: 'evidence',
      exhibits: [two, one],
      exhibitLabels: ['E-0002', 'E-0001'],
      likelihood: 'very-likely',
    });
    const bare = await test.call('finding.update', { findingId: made.id, exhibits: [] });
    expect(bare).toMatchObject({ basis: 'assessment', claim: made.claim, likelihood: 'very-likely' });
    const { entries } = await test.call('custody.list', { caseId, action: 'finding.' });
    expect(entries.map(({ action, subject, detail }) => ({ action, subject, detail }))).toEqual([
      { action: 'finding.update', subject: 'F-1', detail: { exhibitLabels: { from: ['E-0002', 'E-0001'], to: [] } } },
      { action: 'finding.create', subject: 'F-1', detail: expect.objectContaining({ claim: made.claim }) },
    ]);
  });

  it('never use a number again, and keep positions without gaps', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const add = (claim: string) => test.call('finding.create', { caseId, claim });
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];
    await test.call('finding.remove', { findingId: b.id });
    await add('d');
    expect((await test.call('finding.list', { caseId })).map((f) => [f.claim, f.number, f.position])).toEqual([
      ['a', 1, 0],
      ['c', 3, 1],
      ['d', 4, 2],
    ]);
    const moved = await test.call('finding.move', { findingId: a.id, position: 10_000 });
    expect(moved.map((f) => [f.claim, f.position])).toEqual([
      ['c', 0],
      ['d', 1],
      ['a', 2],
    ]);
    expect((await test.call('finding.move', { findingId: a.id, position: 1 })).map((f) => f.claim)).toEqual([
      'c',
      'a',
      'd',
    ]);
    expect(c.number).toBe(3);
  });

  it('refuse exhibits of another case, and cases and findings that are not there', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const foreign = newExhibit(test, await newCase(test, 'Other'));
    await expect(test.call('finding.create', { caseId, claim: 'x', exhibits: [foreign] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await test.call('finding.list', { caseId })).toEqual([]);
    const nowhere = '00000000-0000-0000-0000-000000000000' as never;
    await expect(test.call('finding.create', { caseId: nowhere, claim: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(test.call('finding.remove', { findingId: nowhere })).rejects.toMatchObject({ code: 'not-found' });
  });
});
