import { createHash, randomUUID, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionWords } from '../../../../shared/domain/custody-actions.ts';
import { caseLabel } from '../../../../shared/domain/labels.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putExhibit } from '../../../support/exhibit.ts';
import { byTool, readPdf } from '../../../support/pdf-text.ts';

const at = '2026-11-22T21:05:07.000Z';

// One vault for all, each test with a case of its own: what prints takes seconds to start.
let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('the report of a case', { timeout: 120_000 }, () => {
  it('starts out with the requester and the first board, and keeps what is set', async () => {
    const made = await test.call('case.create', { title: 'Copper Lantern', requester: 'M. Lindqvist' });
    const fresh = await test.call('report.settings', { caseId: made.id });
    expect(fresh).toMatchObject({ recipient: 'M. Lindqvist', boardId: made.boardId, summary: '' });
    for (const summary of ['A first draft.', 'Eleven accounts, one group.'])
      await test.call('report.update', { caseId: made.id, summary });
    const kept = await test.call('report.settings', { caseId: made.id });
    expect(kept).toEqual({ ...fresh, summary: 'Eleven accounts, one group.' });
    const { entries } = await test.call('custody.list', { caseId: made.id, action: 'report.' });
    const change = { action: 'report.update', subject: caseLabel(made.number), detail: { changed: ['summary'] } };
    expect(entries).toMatchObject([change, change]);
  });

  it('refuses a board of another case', async () => {
    const caseId = await newCase(test);
    const other = await test.call('case.create', { title: 'Another' });
    await expect(test.call('report.update', { caseId, boardId: other.boardId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('refuses to leave out what is of another case', async () => {
    const caseId = await newCase(test);
    const other = await newCase(test, 'Another');
    const { id: finding } = await test.call('finding.create', { caseId: other, claim: 'Of the other case' });
    const foreign = putExhibit(test, other, 'other.txt', Buffer.from('of the other case'));
    const before = await test.call('report.settings', { caseId });
    for (const change of [{ excludedExhibits: [foreign] }, { excludedFindings: [finding] }]) {
      await expect(test.call('report.update', { caseId, ...change })).rejects.toMatchObject({ code: 'not-found' });
      await test.call('report.update', { caseId: other, ...change });
    }
    expect(await test.call('report.settings', { caseId })).toEqual(before);
  });

  it('is printed, recorded with its hash, and handed out once', async () => {
    const caseId = await newCase(test);
    const label = caseLabel((await test.call('case.get', { caseId })).number);
    const printed = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    const pdf = await test.collect(printed.ticket);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(printed.sha256);
    expect(printed.name).toMatch(new RegExp(`^${label}-legal-2026-11-2[12]\\.pdf$`));
    expect(printed.warnings).toContain('The report states no finding.');
    const { publicKeyPem, fingerprint } = await test.call('vault.identity', {});
    expect(printed.signature).toMatchObject({ name: `${printed.name}.sig`, fingerprint });
    const signature = await test.collect(printed.signature.ticket);
    expect([signature.length, verify(null, pdf, publicKeyPem, signature)]).toEqual([64, true]);
    expect((await readPdf(pdf)).pages.join('').replace(/\s/g, '')).toContain(fingerprint.replaceAll(' ', ''));
    const { pages, bytes, sha256 } = printed;
    const row = { printedAt: at, edition: 'legal', pages, bytes, sha256, encrypted: false };
    expect(await test.call('report.history', { caseId })).toMatchObject([
      { ...row, recipient: '', copyNumber: 1, printedBy: expect.any(String), paper: false, accepted: [] },
    ]);
    const { entries } = await test.call('custody.list', { caseId, action: 'report.' });
    expect(entries).toMatchObject([{ action: 'report.print', subject: printed.name, detail: row }]);
  });

  it('counts copies, keeps for whom each is, and says it on each page where that is asked for', async () => {
    const caseId = await newCase(test);
    const given = { caseId, edition: 'legal', printedAt: at } as const;
    const print = async (more: { recipient?: string; marked?: boolean }) => {
      const { ticket } = await test.run('report.print', { ...given, ...more });
      return (await readPdf(await test.collect(ticket))).pages;
    };
    const plain = await print({ recipient: 'Legal, Utrecht' });
    expect(plain.join()).not.toContain('Copy 1');
    const marked = await print({ recipient: 'Outside counsel', marked: true });
    expect(marked.every((page) => page.includes('Copy 2 for Outside counsel'))).toBe(true);
    const record = await test.call('report.history', { caseId });
    expect(record.map(({ copyNumber, recipient }) => [copyNumber, recipient])).toEqual([
      [2, 'Outside counsel'],
      [1, 'Legal, Utrecht'],
    ]);
  });

  it('gives the owner a password of its own, and the reader the permissions that were set', async ({ skip }) => {
    const caseId = await newCase(test);
    const set = { ownerPassword: 'the owner has this', permissions: { print: false, copy: false } };
    await expect(test.run('report.print', { caseId, ...set })).rejects.toMatchObject({ code: 'bad-request' });
    const { ticket } = await test.run('report.print', { caseId, password: 'the reader has this', ...set });
    const folder = mkdtempSync(join(tmpdir(), 'redthread-owner-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), await test.collect(ticket));
      const told = (password: string) =>
        byTool('qpdf', ['--show-encryption', `--password=${password}`, join(folder, 'a.pdf')]) ??
        skip('qpdf is not installed');
      expect(told('the reader has this')).toMatch(
        /user password[\s\S]*extract for any purpose: not allowed[\s\S]*print low resolution: not allowed/,
      );
      expect(told('the owner has this')).toContain('Supplied password is owner password');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says in the custody log that a print is for paper, which has no password', async () => {
    const caseId = await newCase(test);
    const printed = await test.run('report.print', { caseId, paper: true });
    const { entries } = await test.call('custody.list', { caseId, action: 'report.' });
    expect(entries).toMatchObject([{ action: 'report.print', detail: { sha256: printed.sha256, paper: true } }]);
    await expect(test.run('report.print', { caseId, paper: true, password: 'a password' })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('without one'),
    });
  });

  it('prints the query that a table came from', async () => {
    const caseId = await newCase(test);
    const origin = {
      query: 'SELECT id, ip\nFROM warehouse.logins',
      engine: 'BigQuery',
      job: 'bq_1',
      ranAt: '2026-05-04T14:03',
      zone: 'Europe/Madrid',
      ranBy: 'Ana',
    };
    await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('l.csv', 'id,ip\n007,192.0.2.1\n'),
      origin,
    });
    const { ticket } = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    const text = (await readPdf(await test.collect(ticket))).pages.join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(
      'the result of a query in BigQuery, job bq_1, run at 2026-05-04 14:03 (Europe/Madrid), by Ana.',
    );
    expect(text).toContain('FROM warehouse.logins');
  });

  it('comes out the same, byte for byte, for the same state and date', async () => {
    const caseId = await newCase(test);
    const first = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    const second = await test.run('report.print', { caseId, edition: 'legal', printedAt: at });
    expect(second.sha256).toBe(first.sha256);
    const later = await test.run('report.print', { caseId, edition: 'legal', printedAt: '2026-11-23T21:05:07.000Z' });
    expect(later.sha256).not.toBe(first.sha256);
  });

  it('refuses a password that a reader could not be given', async () => {
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

  it('is a draft until its points are put right or accepted with a reason, and runs its queries again', async () => {
    const caseId = await newCase(test);
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT count(*) AS n FROM exhibits' });
    const { id: query } = await test.call('query.freeze', { resultId, title: 'Exhibits of the case' });
    await test.call('report.update', {
      caseId,
      summary: 'There were {E-0001:1:n} exhibits.',
      bottomLine: 'Assessment: few.',
    });
    expect(await test.run('report.check', { caseId })).toMatchObject([
      { code: 'query-changed', where: 'E-0001', place: { exhibit: query }, accepted: null },
    ]);
    const print = async () => {
      const { ticket, points } = await test.run('report.print', { caseId, printedAt: at });
      return { points, text: (await readPdf(await test.collect(ticket))).pages.join('\n') };
    };
    const draft = await print();
    expect(draft.text).toContain('DRAFT');
    expect(draft.text).toContain('There were 0 (E-0001) exhibits.');
    const [point] = draft.points;
    if (!point) throw new Error('the check found nothing');
    const given = { caseId, key: point.key, words: point.words };
    await test.call('report.accept', { ...given, reason: 'As of the day it was saved' });
    const accepted = await print();
    expect(accepted.points).toMatchObject([
      { code: 'query-changed', accepted: { reason: 'As of the day it was saved' } },
    ]);
    expect(accepted.text).not.toContain('DRAFT');
    await test.call('report.accept', { ...given, reason: null });
    expect((await print()).text).toContain('DRAFT');
    const { entries } = await test.call('custody.list', { caseId, action: 'report.accept' });
    expect(entries.map(({ detail }) => detail)).toMatchObject([
      { point: point.words, takenBack: true },
      { point: point.words, reason: 'As of the day it was saved' },
    ]);
  });

  it('says a redacted value by its label in the edition that redacts it, encrypted or not, and by itself in the others', async () => {
    const caseId = await newCase(test);
    const summary = 'Assessment: Anna Meier lost it.';
    const redactions = [
      { ...{ number: 3, kind: 'value', what: 'anna meier', editions: ['executive'], as: 'pseudonym', name: 'Victim' } },
    ] as never;
    await test.call('report.update', { caseId, summary, redactions });
    const text = async (edition: 'executive' | 'legal', password?: string) => {
      const { ticket } = await test.run('report.print', { caseId, edition, password, printedAt: at });
      return (await readPdf(await test.collect(ticket), password)).pages.join(' ').replace(/\s+/g, ' ');
    };
    for (const password of [undefined, 'a good password']) {
      const told = await text('executive', password);
      expect(told).toContain('Victim 3 lost it.');
      expect(told).not.toMatch(/anna|meier/i);
    }
    expect(await text('legal')).toContain('Anna Meier lost it.');
  });

  it('prints no cell of a redacted column where a text or a key number names it, nor a redacted number in groups', async () => {
    const caseId = await newCase(test);
    const { resultId } = await test.run('query.run', { caseId, sql: "SELECT '36522.10' AS paid_usd, 87 AS buyers" });
    const { id: exhibitId, label } = await test.call('query.freeze', { resultId, title: 'Paid out' });
    const cell = { exhibitId, row: 1, unit: '' };
    await test.call('finding.create', { caseId, claim: `Found: {${label}:1:paid_usd}.`, exhibits: [exhibitId] });
    const text = async (redactions: object[]) => {
      const rule = { as: 'block', name: '', editions: ['executive', 'legal', 'infosec'] };
      await test.call('report.update', {
        caseId,
        bottomLine: `Lost: {${label}:1:paid_usd}, with {${label}:1:buyers} buyers; by hand 36,522.10.`,
        keyNumbers: [
          { ...cell, label: 'Paid', column: 'paid_usd' },
          { ...cell, label: 'Buyers', column: 'buyers' },
        ],
        redactions: redactions.map((each, at) => ({ ...rule, number: at + 1, ...each })) as never,
      });
      const { ticket } = await test.run('report.print', { caseId, edition: 'executive', printedAt: at });
      return (await readPdf(await test.collect(ticket))).pages.join(' ').replace(/\s+/g, ' ');
    };
    const columns = await text([
      { kind: 'column', what: 'PAID_USD' },
      { kind: 'column', what: 'buyers' },
    ]);
    expect(columns).toContain('with [REDACTED-02]');
    expect(columns).not.toMatch(/36,?522|\b87\b/);
    for (const what of ['36522.10', '36,522.10']) {
      const told = await text([{ kind: 'value', what }]);
      expect(told).toContain('Lost: [REDACTED-01]');
      expect(told).not.toMatch(/36,?522/);
      expect(told).toMatch(/\b87\b/);
    }
  });

  it('says in each edition what that audience is owed, and warns of what stands on nothing', async () => {
    const caseId = await smallCase(test);
    const executive = await printed(test, caseId, 'executive');
    expect(executive.warnings).toEqual([
      'The first page does not state the bottom line, the confidence in it, what is not known, the decision needed, the next step.',
      'No executive summary has been written; the findings are listed in its place.',
      'Without an exhibit behind them, marked as assessment: F-2.',
      'Printed as not judged yet: F-1 (likelihood and confidence), F-2 (likelihood and confidence).',
      'Sensitive pictures left out of the executive edition: E-0002.',
    ]);
    expect(executive.text).toContain('Assessment: the investigator');
    expect(executive.text.toLowerCase()).not.toContain(actionWords('evidence.import').toLowerCase());
    const legal = await printed(test, caseId, 'legal');
    expect(legal.warnings).toContain('One link on the board has no exhibit behind it; it is drawn dashed.');
    expect(legal.text).toMatch(/Rows 1–12 of 12|All 12 rows/);
    expect(legal.warnings).not.toContainEqual(expect.stringContaining('Sensitive'));
    expect(legal.text).toContain("as a JPEG made for this report, without the file's metadata; the exhibit has 640 by");
    for (const action of ['case.create', 'evidence.import', 'query.freeze', 'finding.create'])
      expect(legal.text.toLowerCase()).toContain(actionWords(action).toLowerCase());
    const { entries } = await test.call('custody.list', { caseId, action: 'board.', limit: 1 });
    expect(legal.text.replace(/\s/g, '')).toContain(entries[0]?.hash);
    const infosec = await printed(test, caseId, 'infosec');
    expect(infosec.text).toContain('The picture is left out of this edition: it is marked graphic.');
    expect(infosec.text).toMatch(/IP address \(1\)\s*Value[\s\S]*203\.0\.113\.7/);
  });

  it('says what was hidden on the board by hand, and leaves it out of every edition', async () => {
    const caseId = await smallCase(test);
    const [board] = await test.call('board.list', { caseId });
    if (!board) throw new Error('the case has no board');
    const { items } = await test.call('board.get', { boardId: board.id });
    const item = items.find(({ subject }) => subject.kind === 'entity');
    if (!item) throw new Error('the board has no entity');
    const ops = [{ op: 'item.mark' as const, ids: [item.id], hidden: true }];
    await test.call('board.apply', { boardId: board.id, step: 'Hide', ops });
    const { warnings, text } = await printed(test, caseId, 'legal');
    expect(warnings).toContainEqual(expect.stringContaining('Hidden on the board, and so neither drawn nor listed'));
    expect(text).toMatch(/taken out of this edition[\s\S]*Hidden on the board by hand|Hidden on the board by hand/);
    expect(text).not.toContain('are left out of this edition');
  });

  it('leaves out what was excluded, and says so where a finding cites it', async () => {
    const caseId = await smallCase(test);
    const [first] = await test.call('evidence.list', { caseId });
    if (!first) throw new Error('the case has no exhibit');
    await test.call('report.update', { caseId, excludedExhibits: [first.id], boardId: null });
    const { warnings, text, leftOut } = await printed(test, caseId, 'infosec');
    const preview = await test.call('report.preview', { caseId, edition: 'infosec' });
    expect([leftOut, warnings]).toEqual([preview.leftOut, preview.warnings]);
    expect(leftOut).toMatchObject([
      { what: 'exhibit', shown: 'absent', reason: 'excluded', count: 1, names: ['E-0001 logins.csv'] },
      { what: 'exhibit', shown: 'masked', reason: 'graphic', count: 1, names: ['E-0002 chat.png'] },
      { what: 'content', shown: 'absent', reason: 'derived', count: 1, names: ['E-0003 Sign-ins'] },
    ]);
    expect(preview.points.filter(({ code }) => code === 'left-out')).toMatchObject([
      { where: 'F-1', words: expect.stringContaining('E-0001 is left out of this edition'), accepted: null },
    ]);
    expect(warnings).toContain('No board is part of this report.');
    expect(text).not.toContain('Parsed as the table logins');
  });
});

/** A CSV, a graphic picture, a frozen query; a finding on all of them, one on none; a board with one bare link. */
async function smallCase(test: TestCore) {
  const { id: caseId, boardId } = await test.call('case.create', { title: 'Copper Lantern' });
  const csv = Array.from({ length: 12 }, (_, at) => `seller_${at},203.0.113.7`).join('\n');
  const logins = test.ticketForBytes('logins.csv', `account,ip\n${csv}\n`);
  await test.run('evidence.import', { caseId, ticket: logins });
  const picture = test.ticketForBytes('chat.png', createCanvas(640, 360).toBuffer('image/png'));
  await test.run('evidence.import', { caseId, ticket: picture, sensitivity: 'graphic' });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT account, ip FROM logins ORDER BY 1' });
  await test.call('query.freeze', { resultId, title: 'Sign-ins' });
  const exhibits = (await test.call('evidence.list', { caseId })).map(({ id }) => id);
  await test.call('finding.create', { caseId, claim: 'One group', exhibits });
  await test.call('finding.create', { caseId, claim: 'It will come back' });
  const [ip, account] = [randomUUID(), randomUUID()] as [never, never];
  const place = (subject: never, x: number) =>
    ({
      op: 'item.place',
      item: { id: randomUUID() as never, subject: { kind: 'entity', id: subject }, x, y: 0, width: 180, height: 60 },
    }) as const;
  await test.call('board.apply', {
    boardId,
    step: 'Arrange',
    ops: [
      { op: 'entity.create', entity: { id: ip, type: 'ip', label: '203.0.113.7' } },
      { op: 'entity.create', entity: { id: account, type: 'account', label: 'seller_1' } },
      place(ip, 0),
      place(account, 400),
      {
        op: 'link.create',
        link: {
          id: randomUUID() as never,
          from: { kind: 'entity', id: account },
          to: { kind: 'entity', id: ip },
          type: 'logged in from',
        },
      },
    ],
  });
  return caseId;
}

async function printed(
  test: TestCore,
  caseId: Awaited<ReturnType<typeof smallCase>>,
  edition: 'executive' | 'legal' | 'infosec',
) {
  const { ticket, warnings, leftOut } = await test.run('report.print', { caseId, edition, printedAt: at });
  const { pages } = await readPdf(await test.collect(ticket));
  return { warnings, leftOut, text: pages.join('\n') };
}
