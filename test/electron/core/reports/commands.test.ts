import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';

const at = '2026-11-22T21:05:07.000Z';

describe('the report of a case', { timeout: 120_000 }, () => {
  it('starts out with the requester and the first board, and keeps what is set', async () => {
    await using test = await openTestCore();
    const made = await test.call('case.create', { title: 'Copper Lantern', requester: 'M. Lindqvist' });
    const fresh = await test.call('report.settings', { caseId: made.id });
    expect(fresh).toMatchObject({ recipient: 'M. Lindqvist', boardId: made.boardId, summary: '' });
    await test.call('report.update', { caseId: made.id, summary: 'Eleven accounts, one group.' });
    const kept = await test.call('report.settings', { caseId: made.id });
    expect(kept).toEqual({ ...fresh, summary: 'Eleven accounts, one group.' });
    const { entries } = await test.call('custody.list', { caseId: made.id, action: 'report.' });
    expect(entries).toMatchObject([{ action: 'report.update', subject: 'C-0001', detail: { changed: ['summary'] } }]);
  });

  it('refuses a board of another case', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const other = await test.call('case.create', { title: 'Another' });
    await expect(test.call('report.update', { caseId, boardId: other.boardId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is printed, recorded with its hash, and handed out once', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const printed = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    const pdf = await test.collect(printed.ticket);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(printed.sha256);
    expect(printed.name).toMatch(/^C-0001-legal-2026-11-2[12]\.pdf$/);
    expect(printed.warnings).toContain('The report states no finding.');
    const { pages, bytes, sha256 } = printed;
    const row = { printedAt: at, edition: 'legal', pages, bytes, sha256, encrypted: false };
    expect(await test.call('report.history', { caseId })).toEqual([row]);
    const { entries } = await test.call('custody.list', { caseId, action: 'report.' });
    expect(entries).toMatchObject([{ action: 'report.print', subject: printed.name, detail: row }]);
  });

  it('comes out the same, byte for byte, for the same state and date', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const first = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    const second = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    expect(second.sha256).toBe(first.sha256);
    const later = await test.run('report.print', { caseId, edition: 'legal', printedAt: '2026-11-23T21:05:07.000Z' });
    expect(later.sha256).not.toBe(first.sha256);
  });

  it('refuses a password that a reader could not be given', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await expect(test.run('report.print', { caseId, password: 'ü'.repeat(64) })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('128 bytes'),
    });
    await expect(test.run('report.print', { caseId, password: 'tab\tbed' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(await test.call('report.history', { caseId })).toEqual([]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { jobId } = await test.call('report.print', { caseId });
    await test.call('job.cancel', { jobId });
    await expect.poll(() => test.core.jobs.get(jobId).state).toBe('cancelled');
    expect(await test.call('report.history', { caseId })).toEqual([]);
  });
});
