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

  it('are not judged until someone judges them', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const made = await test.call('finding.create', { caseId, claim: 'One person' });
    expect(made).toMatchObject({ likelihood: 'not-judged', confidence: 'not-judged' });
    const judged = await test.call('finding.update', { findingId: made.id, likelihood: 'likely' });
    expect(judged).toMatchObject({ likelihood: 'likely', confidence: 'not-judged' });
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

describe('exhibits that a text names', () => {
  it('are cited like chosen ones, everywhere', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const [one, two, three] = [newExhibit(test, caseId), newExhibit(test, caseId), newExhibit(test, caseId)];
    const made = await test.call('finding.create', {
      caseId,
      claim: 'E-0003 shows the device.',
      explanation: 'As E-0001 and (E-0002) do; xE-0001, E-00010 and E-0099 are no exhibits.',
      exhibits: [two],
    });
    expect(made).toMatchObject({
      basis: 'evidence',
      exhibits: [two],
      cited: [two, three, one],
      exhibitLabels: ['E-0002', 'E-0003', 'E-0001'],
    });
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT exhibits FROM findings' });
    expect((await test.call('query.rows', { resultId, offset: 0, limit: 1 })).rows).toEqual([
      ['E-0001, E-0002, E-0003'],
    ]);
    const { warnings, points } = await test.call('report.preview', { caseId, edition: 'legal' });
    expect(warnings.join('\n')).not.toMatch(/assessment: F-1/);
    const unknown = points.filter(({ code }) => code === 'no-such-reference');
    expect(unknown.map(({ words }) => /no exhibit (\S+)\./.exec(words)?.[1])).toEqual(['E-00010', 'E-0099']);
    const bare = await test.call('finding.update', { findingId: made.id, claim: 'No number.', explanation: '' });
    expect(bare).toMatchObject({ cited: [two], exhibitLabels: ['E-0002'] });
  });

  it('are the same to SQL as to the program, whatever stands around the number', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (let at = 0; at < 12; at++) newExhibit(test, caseId);
    const around = ['', ' ', '(', 'é', '_', 'x', '-', '.', '1', '\n', '*', '[', ']', '?', '他'];
    const texts = around.flatMap((before) => around.map((after, at) => `${before}E-000${(at % 9) + 1}${after}`));
    for (const claim of [...texts.filter((text) => !/\n/.test(text)), 'E-0012E-0011 E-0010'])
      await test.call('finding.create', { caseId, claim });
    const findings = await test.call('finding.list', { caseId });
    const sql = 'SELECT exhibits FROM findings ORDER BY number';
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 1000 });
    expect(rows.map(([exhibits]) => exhibits ?? '')).toEqual(findings.map((each) => each.exhibitLabels.join(', ')));
    expect(findings.filter(({ cited }) => cited.length > 0).length).toBeGreaterThan(50);
  });
});

describe('a deleted finding', () => {
  it('comes back whole, under its number, at its place, and left out of the report if it was', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const [one, two] = [newExhibit(test, caseId), newExhibit(test, caseId)];
    const add = (claim: string) => test.call('finding.create', { caseId, claim });
    await add('a');
    const made = await test.call('finding.create', {
      caseId,
      claim: 'b',
      explanation: 'As E-0001 shows.',
      likelihood: 'likely',
      confidence: 'high',
      exhibits: [two, one],
    });
    await add('c');
    await test.call('report.update', { caseId, excludedFindings: [made.id] });
    await test.call('finding.remove', { findingId: made.id });
    const deleted = await test.call('finding.deleted', { caseId });
    expect(deleted).toEqual([{ id: made.id, number: 2, claim: 'b', deletedAt: expect.any(String) }]);
    expect((await test.call('search.find', { text: 'As E-0001 shows' })).hits).toEqual([]);
    expect(await test.call('finding.restore', { findingId: made.id })).toEqual(made);
    expect((await test.call('finding.list', { caseId })).map(({ claim, position }) => [claim, position])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(await test.call('finding.deleted', { caseId })).toEqual([]);
    expect((await test.call('search.find', { text: 'As E-0001 shows' })).hits).toHaveLength(1);
    expect((await test.call('report.settings', { caseId })).excludedFindings).toEqual([made.id]);
    const [entry] = (await test.call('custody.list', { caseId, action: 'finding.' })).entries;
    expect(entry).toMatchObject({ action: 'finding.restore', subject: 'F-2', detail: { claim: 'b' } });
    await expect(test.call('finding.restore', { findingId: made.id })).rejects.toMatchObject({ code: 'not-found' });
    const { faults } = await test.run('vault.verify', {}); // the exhibits of this test have no bytes
    expect(faults.filter(({ what }) => what !== 'exhibit')).toEqual([]);
  });
});
