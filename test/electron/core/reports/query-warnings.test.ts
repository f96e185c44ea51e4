import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

it('prints what the rows of a query do not say of themselves, and names it where a text quotes its cells', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const take = (name: string, text: string) =>
    test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
  await take('paid.csv', 'account,amount,currency\na1,100.00,JPY\na2,100.00,USD\na3,1.50,EUR\n');
  const freeze = async (sql: string, title: string) => {
    const { resultId } = await test.run('query.run', { caseId, sql });
    return (await test.call('query.freeze', { resultId, title })).label;
  };
  const mixed = await freeze('SELECT sum(amount) AS total FROM paid', 'Paid in all');
  const plain = await freeze("SELECT sum(amount) AS total FROM paid WHERE currency = 'USD'", 'Paid in dollars');
  await test.call('report.update', {
    caseId,
    summary: `In all {${mixed}:1:total} were paid, of them {${plain}:1:total} USD.`,
  });
  const points = await test.run('report.check', { caseId, edition: 'legal' });
  const warned = points.filter(({ code }) => code === 'query-warned');
  expect(warned).toMatchObject([
    { where: mixed, words: expect.stringMatching(/quotes its cells.*adds.*EUR.*JPY.*USD/) },
  ]);
  const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
  const text = (await readPdf(await test.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toMatch(
    /To be known of these rows: This adds .{0,40}A total over several currencies is no amount of money/,
  );
  expect(text.match(/To be known of these rows/g)).toHaveLength(1);

  const redaction = { kind: 'value', what: 'JPY', as: 'block', name: '', number: 1, editions: ['legal'] };
  await test.call('report.update', { caseId, redactions: [redaction as never] });
  const again = await test.run('report.print', { caseId, edition: 'legal' });
  const hidden = (await readPdf(await test.collect(again.ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  expect(hidden).toContain('To be known of these rows');
  expect(hidden).not.toContain('JPY');
});

it('quotes a text of digits as it is, and groups what the exact functions give', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const csv = 'dossier,amount\n20240.12,11859.35\n20240.13,0.10\n2024A,0.05\n';
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('inv.csv', csv) });
  const sql = 'SELECT min(dossier) AS dossier, dec_sum(amount) AS total FROM inv';
  const { resultId } = await test.run('query.run', { caseId, sql });
  const { label } = await test.call('query.freeze', { resultId, title: 'Dossier' });
  const summary = `Dossier {${label}:1:dossier} has {${label}:1:total} USD (${label}).`;
  await test.call('report.update', { caseId, summary });
  const { ticket } = await test.run('report.print', { caseId, edition: 'legal' });
  const text = (await readPdf(await test.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('Dossier 20240.12 has 11,859.50 USD');
});
