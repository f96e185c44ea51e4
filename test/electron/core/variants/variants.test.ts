import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';
import { readPdf } from '../../../support/pdf-text.ts';

const SELLERS =
  'id,seller,paid\n' +
  '1,Müller GmbH,10.00\n2,"gmbh, muller",5.50\n3,MÜLLER  GMBH,1.00\n4,Mueller Trading,2.00\n5,Catherine Hale,3.00\n' +
  '6,Kathryn Hail,4.00\n7,Pay Pal,1.00\n8,PayPal,1.00\n9,Invoice 1001,1.00\n10,Invoice 1002,1.00\n11,Jonathon Smith,1.00\n' +
  '12,Jonathan Smith,1.00\n13,Jonathan Smith,1.00\n14,  ,1.00\n';

it('finds writings of one thing, and keeps what a person decides as a table to be joined', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'sales.csv', SELLERS);
  const comparison = { caseId, sql: 'SELECT * FROM sales -- all;', column: 'seller' } as const;
  const found = async (more: object) => {
    const { clusters } = await test.run('variant.find', { ...comparison, method: 'fingerprint', ...more });
    return clusters.map(({ values }) => values.map(({ text }) => text));
  };
  const muller = ['MÜLLER  GMBH', 'Müller GmbH', 'gmbh, muller'];
  expect(await found({})).toEqual([muller]);
  expect(await found({ method: 'letters' })).toEqual([
    ['MÜLLER  GMBH', 'Müller GmbH'],
    ['Pay Pal', 'PayPal'],
  ]);
  expect(await found({ method: 'sound' })).toContainEqual(['Catherine Hale', 'Kathryn Hail']);
  const close = await found({ method: 'distance' });
  expect(close).toContainEqual(['Jonathan Smith', 'Jonathon Smith']);
  expect(close.flat()).not.toContain('Invoice 1002');
  expect(await found({ method: 'distance', sameDigits: false })).toContainEqual(['Invoice 1001', 'Invoice 1002']);

  const { clusters } = await test.run('variant.find', { ...comparison, method: 'fingerprint' });
  const values = clusters[0]?.values ?? [];
  const decided = { values, verdict: 'same', as: 'Müller GmbH', reason: 'one register entry' } as const;
  const asked = { ...comparison, method: 'fingerprint' as const, title: 'One seller', clusters: [decided] };
  const { exhibit, view } = await test.run('variant.record', asked);
  expect(exhibit).toMatchObject({ label: 'E-0002', acquiredHow: 'review of variants', source: 'E-0001' });
  const joined = `SELECT stands_for, sum(paid) AS paid FROM sales JOIN ${view} ON value = seller GROUP BY 1`;
  const { resultId } = await test.run('query.run', { caseId, sql: joined });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 9 });
  expect(rows).toEqual([['Müller GmbH', { dec: '16.50' }]]);

  const { exhibitId } = await test.run('evidence.import', {
    caseId,
    ticket: test.ticketForBytes('note.txt', 'harmless'),
  });
  expect(exhibitId).toBeTruthy();
  const of = exhibit.id;
  const reviewed = await test.run('query.run', { caseId, sql: `SELECT * FROM ${view}` });
  await test.call('query.freeze', { resultId: reviewed.resultId, title: 'Reviewed' });
  const [source] = await test.call('evidence.list', { caseId });
  await test.call('evidence.update', { exhibitId: source?.id ?? of, sensitivity: 'personal' });
  await test.call('report.update', { caseId, excludedExhibits: source ? [source.id] : [] });
  for (const edition of ['legal', 'infosec', 'executive'] as const) {
    const { ticket } = await test.run('report.print', { caseId, edition });
    const text = (await readPdf(await test.collect(ticket))).pages.join(' ');
    expect(text, edition).not.toMatch(/m[uü]ller|variants of seller|one register entry|FROM sales/i);
  }
  const chosen = await test.call('bundle.preview', { caseId, exhibits: [of] });
  expect(JSON.stringify(chosen)).toContain('reviews values of it');

  const gone = { ...decided, values: values.map((value) => ({ ...value, rows: value.rows + 1 })) };
  await expect(test.run('variant.record', { ...asked, clusters: [gone] })).rejects.toThrow('The data has changed');
  const nobody = { ...decided, as: null };
  await expect(test.run('variant.record', { ...asked, clusters: [nobody] })).rejects.toThrow('stands for it');
});
