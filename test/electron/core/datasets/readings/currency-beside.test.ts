import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../../support/core.ts';
import { putTable } from '../../../../support/exhibit.ts';

it('asks about a sign beside a column that names another currency, and takes one that agrees', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const read = async (name: string, currency: string) => {
    const text = `id,amount,currency\na,"$1,234.50",USD\nb,$7.25,${currency}\n`;
    const { dataset } = await putTable(test, caseId, name, text);
    return { dataset, reading: dataset.columns[1]?.reading };
  };
  const agreeing = await read('agreeing.csv', 'CAD');
  expect(agreeing.reading).toMatchObject({ reading: { kind: 'decimal', form: { unit: '$' } }, questions: [] });
  const other = await read('other.csv', 'EUR');
  expect(other.reading).toMatchObject({
    reading: { kind: 'text', why: 'asked' },
    questions: [{ about: 'unit', beside: 'currency (EUR)', choices: [{ fitting: 2 }] }],
  });
  const { warnings } = await test.call('dataset.certificate', { datasetId: other.dataset.id });
  expect(warnings.map(({ message }) => message).join(' ')).toContain(
    '"amount" the column currency (EUR) names another currency than its values: decimal',
  );
  const reading = other.reading?.questions[0]?.choices[0]?.reading as never;
  const chosen = await test.run('dataset.reading', {
    datasetId: other.dataset.id,
    readings: [{ column: 'amount', reading }],
  });
  expect(chosen.columns[1]?.reading).toMatchObject({ reading: { kind: 'decimal' }, sure: 'by a person', fitting: 2 });
});
