import { randomUUID, verify } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../../shared/contract/commands.ts';
import { Edition } from '../../../../shared/contract/report-setup.ts';
import { readDelivery } from '../../../../shared/domain/deliveries.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { filesOf, openBeside, unzipped } from '../../../support/delivered.ts';
import { openPdf } from '../../../support/pdf-leaks.ts';

const ALL = ['companions', 'docx', 'markdown', 'summary'] as const;
const ROWS = 60;

let test: TestCore;
let made: Awaited<ReturnType<typeof filled>>;
beforeAll(async () => {
  test = await openTestCore();
  made = await filled();
});
afterAll(() => test[Symbol.asyncDispose]());

/** A table of 60 accounts, a query of all of them, two findings, and an address on the board. */
async function filled() {
  const { id: caseId, boardId } = await test.call('case.create', {
    title: 'Copper Lantern',
    requester: 'M. Lindqvist',
  });
  const lines = Array.from({ length: ROWS }, (_, at) => `ac-${at},holder${at}@mail.example,=${at}+1`);
  const ticket = test.ticketForBytes('payouts.csv', Buffer.from(`account,email,formula\n${lines.join('\n')}\n`));
  const { exhibitId: table } = await test.run('evidence.import', { caseId, ticket });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT account, email, formula FROM payouts' });
  const query = await test.call('query.freeze', { resultId: resultId as never, title: 'All payouts' });
  const judged = { likelihood: 'likely', confidence: 'high' } as const;
  const first = await test.call('finding.create', {
    ...{ caseId, claim: 'One group runs them', explanation: 'They share a holder, see E-0002.', ...judged },
    exhibits: [query.id],
  } as never);
  const second = await test.call('finding.create', {
    ...{ caseId, claim: 'Another matter', explanation: 'Assessment: by habit.', ...judged },
  } as never);
  const id = randomUUID() as never;
  await test.call('board.apply', {
    ...{ boardId, step: 'Place' },
    ops: [
      { op: 'entity.create', entity: { id, type: 'email', label: 'holder7@mail.example', exhibits: [table] } as never },
      {
        op: 'item.place',
        item: { id: randomUUID() as never, subject: { kind: 'entity', id }, x: 0, y: 0, width: 180, height: 60 },
      },
    ],
  });
  await test.call('report.update', {
    caseId,
    summary: 'Sixty accounts, of which holder7@mail.example is one.',
    bottomLine: 'Pay no more.',
  });
  return { caseId, boardId, table, query, first, second };
}

type Asked = Partial<Input<'report.deliver'>>;
const deliver = (more: Asked = {}) =>
  test.run('report.deliver', { caseId: made.caseId, copies: [{ edition: 'infosec' }], parts: [...ALL], ...more });
async function one(more: Asked = {}) {
  const { copies, ...rest } = await deliver(more);
  const [copy] = copies;
  if (!copy || copies.length > 1) throw new Error('not one copy was delivered');
  return { ...rest, copy, files: await filesOf(test, copy) };
}
const text = (files: ReadonlyMap<string, Buffer>, name: string): string => files.get(name)?.toString('utf8') ?? '';

describe('a delivery', { timeout: 120_000 }, () => {
  it('has beside the PDF what the edition shows, under a signed manifest, and is recorded with all of it', async () => {
    const { copy, files, name, custodyHead } = await one({
      copies: [{ edition: 'infosec', recipient: 'Security desk' }],
    });
    expect([...files.keys()].sort()).toEqual([
      ...['.E-0002.rows.csv', '.board.graphml', '.docx', '.figure-1.png', '.indicators.csv', '.indicators.stix.json'],
      ...['.manifest.json', '.manifest.sig', '.md', '.pdf', '.pdf.sig', '.txt'],
    ]);
    const manifest = readDelivery(JSON.parse(text(files, '.manifest.json')));
    const { publicKeyPem } = await test.call('vault.identity', {});
    const [signed, signature] = ['.manifest.json', '.manifest.sig'].map((each) => files.get(each) ?? Buffer.of());
    expect(manifest.publicKey).toBe(publicKeyPem);
    expect(verify(null, signed as Buffer, publicKeyPem, signature as Buffer)).toBe(true);
    const others = copy.files.filter(({ name: of }) => !of.includes('.manifest.'));
    expect(manifest.entries.map(({ name: of, sha256 }) => [of, sha256])).toEqual(
      others.map((each) => [each.name, each.sha256]),
    );
    expect(manifest).toMatchObject({
      recipient: 'Security desk',
      copyNumber: copy.copyNumber,
      custodyHead,
      edition: 'infosec',
    });
    expect(manifest.without).toEqual(['Custody log: this edition does not print it.']);

    const [record] = await test.call('report.history', { caseId: made.caseId });
    expect(record).toMatchObject({
      recipient: 'Security desk',
      copyNumber: copy.copyNumber,
      sha256: copy.files[0]?.sha256,
    });
    expect(record?.files.map((each) => each.sha256)).toEqual(copy.files.slice(1).map(({ sha256 }) => sha256));
    const { entries } = await test.call('custody.list', { caseId: made.caseId, action: 'report.print' });
    const listed = copy.files.slice(1).map(({ name: of, sha256 }) => ({ name: of, sha256 }));
    expect(entries[0]).toMatchObject({ detail: { recipient: 'Security desk', files: listed } });
    expect(name).toMatch(/^C-\d{4}-infosec-\d{4}-\d\d-\d\d\.zip$/);
  });

  it('holds every row of a table that the print cuts, and makes cells safe that a spreadsheet would run', async () => {
    const { files, copy } = await one();
    const rows = text(files, '.E-0002.rows.csv').trim().split('\r\n');
    expect(rows.length).toBe(ROWS + 1);
    expect(rows[0]).toBe('account,email,formula');
    expect(rows.at(-1)).toBe("ac-59,holder59@mail.example,'=59+1");
    expect((await openPdf(files.get('.pdf') ?? Buffer.of())).text).not.toContain('ac-59');
    expect(copy.warnings.some((words) => words.includes('.rows.csv: 60 cells begin with an apostrophe'))).toBe(true);
  });

  it('prints several copies from one state, numbered one after the other, in one archive', async () => {
    const copies = [
      { edition: 'executive', recipient: 'Board' },
      { edition: 'infosec', recipient: 'Security desk' },
      { edition: 'infosec', recipient: 'Partner' },
    ] as const;
    const delivered = await deliver({ copies: [...copies], parts: ['companions'], marked: true });
    const numbers = delivered.copies.map(({ copyNumber }) => copyNumber ?? 0);
    expect(numbers).toEqual([0, 1, 2].map((at) => (numbers[0] ?? 0) + at));
    const inside = await unzipped(await test.collect(delivered.ticket));
    const manifests = [...inside].filter(([name]) => name.endsWith('.manifest.json'));
    const read = manifests.map(([, bytes]) => readDelivery(JSON.parse(bytes.toString('utf8'))));
    expect(read.map(({ recipient }) => recipient)).toEqual(['Board', 'Security desk', 'Partner']);
    for (const { custodyHead } of read) expect(custodyHead).toEqual(delivered.custodyHead);
    for (const [at, [name, bytes]] of [...inside].filter(([each]) => each.endsWith('.pdf')).entries()) {
      expect(name).toMatch(new RegExp(`^(.*-copy-${numbers[at]})/\\1\\.pdf$`));
      expect((await openPdf(bytes)).text).toContain(`Copy${numbers[at]}for${read[at]?.recipient.replace(' ', '')}`);
    }
    const history = await test.call('report.history', { caseId: made.caseId });
    expect(history.slice(0, 3).map(({ copyNumber }) => copyNumber)).toEqual(numbers.toReversed());
  });

  it('leaves no copy and no number behind when it is cancelled', async () => {
    const before = await test.call('report.history', { caseId: made.caseId });
    const copies = Edition.options.map((edition) => ({ edition }));
    const { jobId } = await test.call('report.deliver', { caseId: made.caseId, copies });
    const state = () => test.core.jobs.get(jobId);
    await expect.poll(() => state().label, { timeout: 60_000 }).toMatch(/^Copy 2 of 3/);
    await test.call('job.cancel', { jobId });
    await expect.poll(() => state().state).toBe('cancelled');
    expect(await test.call('report.history', { caseId: made.caseId })).toEqual(before);
    const { copy } = await one({ parts: [] });
    expect(copy.copyNumber).toBe((before[0]?.copyNumber ?? 0) + 1);
  });

  it('locks what goes beside a PDF with its password, so that no plain file says what that protects', async () => {
    const password = 'long enough words';
    const { copy, files } = await one({ password });
    expect([...files.keys()].sort()).toEqual(['-companions.txt', '-companions.zip.age', '.pdf', '.pdf.sig']);
    const stem = (copy.files[0]?.name ?? '').replace('.pdf', '');
    const howTo = text(files, '-companions.txt');
    expect(howTo).toContain(`age --decrypt --output ${stem}-companions.zip ${stem}-companions.zip.age`);
    for (const word of ['Copper', 'holder7', 'payouts']) expect(howTo).not.toContain(word);
    const locked = files.get('-companions.zip.age') ?? Buffer.of();
    const opened = (secret: string) => {
      const decrypter = new Decrypter();
      decrypter.addPassphrase(secret);
      return decrypter.decrypt(locked);
    };
    await expect(opened('other long words')).rejects.toThrow('no identity matched');
    const within = await unzipped(await opened(password));
    const manifest = readDelivery(JSON.parse(text(within, `${stem}.manifest.json`)));
    expect(manifest.entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`${stem}.pdf`, `${stem}.docx`, `${stem}.indicators.csv`]),
    );
    expect(text(within, `${stem}.indicators.csv`)).toContain('holder7@mail.example');
    const [record] = await test.call('report.history', { caseId: made.caseId });
    expect(record?.files.map(({ name, what }) => [name.slice(stem.length), what])).toEqual(
      expect.arrayContaining([
        ['-companions.zip.age', 'Companions, encrypted with the password of the PDF'],
        ['.indicators.csv', 'Indicators, CSV, in the encrypted archive'],
      ]),
    );
    const alone = await one({ password, parts: [] });
    expect(alone.copy.files.map(({ what }) => what)).toEqual(['Report, PDF', 'Signature of the PDF']);
  });

  it('prints one finding with what it rests on, and no word of the others', async () => {
    const copies = [{ edition: 'legal', findingId: made.first.id }] as const;
    const { copy, files } = await one({ copies: [...copies] });
    expect([copy.finding, copy.files[0]?.name]).toEqual(['F-1', expect.stringMatching(/^C-\d{4}-legal-F-1-/)]);
    const pdf = await openPdf(files.get('.pdf') ?? Buffer.of());
    const beside = await openBeside(files);
    for (const { text: of } of [pdf, beside]) {
      expect(of).toContain('Onegrouprunsthem');
      expect(of).toContain('Allpayouts');
      for (const other of ['Anothermatter', 'Sixtyaccounts', 'Paynomore']) expect(of).not.toContain(other);
    }
    const [record] = await test.call('report.history', { caseId: made.caseId });
    expect(record?.finding).toBe('F-1');
  });

  it('does not print a finding alone that its edition does not have', async () => {
    const { caseId, second } = made;
    const mark = { mark: 'privileged', editions: ['legal'], exhibits: [], findings: [second.id] } as never;
    await test.call('report.update', { caseId, marks: [mark] });
    const copies = (edition: Edition) => [{ edition, findingId: second.id }];
    await expect(deliver({ copies: copies('infosec'), parts: [] })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('F-2 is not in the infosec edition'),
    });
    expect((await one({ copies: copies('legal'), parts: [] })).copy.finding).toBe('F-2');
    await test.call('report.update', { caseId, marks: [] });
  });

  it('has no file of a section that the edition does not print', async () => {
    const { caseId } = made;
    const own = { edition: 'infosec', tlp: null, recipient: '', board: null, paper: 'a4' } as const;
    await test.call('report.update', { caseId, editions: [{ ...own, sections: ['scope', 'summary'] }] });
    const { files } = await one();
    const named = ['.indicators.csv', '.indicators.stix.json', '.board.graphml', '.E-0002.rows.csv', '.custody.json'];
    expect(named.filter((name) => files.has(name))).toEqual([]);
    expect(text(files, '.txt')).not.toContain('One group runs them');
    expect(text(files, '.txt')).not.toContain('Pay no more');
    await test.call('report.update', { caseId, editions: [] });
  });

  it.each(Edition.options)('holds nowhere what the %s edition redacts', async (edition) => {
    const { caseId } = made;
    const rule = { editions: [edition], as: 'block' as const, name: '' };
    const redactions = [
      { ...rule, number: 1, kind: 'value' as const, what: 'holder7@mail.example' },
      { ...rule, number: 2, kind: 'column' as const, what: 'account' },
      { ...rule, number: 3, kind: 'pattern' as const, what: 'holder5\\d@' },
    ];
    const secret = /holder7@|ac-\d|holder5\d@/g;
    const open = await openBeside((await one({ copies: [{ edition }] })).files);
    expect(open.text.match(secret)?.length ?? 0).toBeGreaterThan(0);
    await test.call('report.update', { caseId, redactions });
    const { files } = await one({ copies: [{ edition }] });
    const beside = await openBeside(files);
    expect(beside.text.match(secret)).toBe(null);
    expect(beside.text).toContain('[REDACTED-01]');
    if (edition !== 'executive') {
      const rows = text(files, '.E-0002.rows.csv').trim().split('\r\n');
      expect([rows.length, rows[8]]).toEqual([ROWS + 1, "[REDACTED-02],[REDACTED-01],'=7+1"]);
    }
    await test.call('report.update', { caseId, redactions: [] });
  });

  it('tells the custody log in exact values as far as the legal edition shows it', async () => {
    const { files } = await one({ copies: [{ edition: 'legal' }] });
    const log = JSON.parse(text(files, '.custody.json'));
    const told = (action: string) => log.entries.find((each: { action: string }) => each.action === action);
    const { entries } = await test.call('custody.list', { caseId: made.caseId, action: 'evidence.import' });
    const [kept] = entries.filter(({ action }) => action === 'evidence.import');
    const { bytes, sha256, mediaType } = kept?.detail ?? {};
    expect(told('evidence.import')).toMatchObject({
      subject: 'E-0001',
      hash: kept?.hash,
      detail: { bytes, sha256, mediaType },
    });
    expect(JSON.stringify(told('case.create'))).not.toContain('Copper Lantern');
    expect(log.entries.every((each: { whole: boolean }) => typeof each.whole === 'boolean')).toBe(true);
  });
});

describe('the preview of the pages', { timeout: 60_000 }, () => {
  it('says so on each page, uses no copy number and leaves no record', async () => {
    const { caseId } = made;
    const before = await test.call('report.history', { caseId });
    const { total } = await test.call('custody.list', { caseId });
    const { ticket, pages, places, withheld } = await test.run('report.previewPages', { caseId, edition: 'infosec' });
    const pdf = await openPdf(await test.call('report.previewFile', { ticket }));
    expect(pdf.text.match(/PREVIEW/g)?.length).toBe(pages);
    expect(places.find(({ section }) => section === 'findings')?.page).toBeGreaterThan(1);
    expect(withheld).toBe(null);
    await expect(test.call('report.previewFile', { ticket })).rejects.toMatchObject({ code: 'not-found' });
    expect(await test.call('report.history', { caseId })).toEqual(before);
    expect((await test.call('custody.list', { caseId })).total).toBe(total);
  });

  it('gives the screen no other file', async () => {
    const { ticket } = await test.run('report.print', { caseId: made.caseId });
    await expect(test.call('report.previewFile', { ticket })).rejects.toMatchObject({ code: 'bad-request' });
  });
});
