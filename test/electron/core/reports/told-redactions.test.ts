import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

it('tells by its labels that an edition redacts, and says of no such edition that nothing is masked', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await test.call('report.update', { caseId, summary: 'Hannah Keller was asked for a deposit.' });
  const { redactions } = await test.call('report.settings', { caseId });
  const printed = async (edition: 'executive' | 'legal'): Promise<string> => {
    const { ticket } = await test.run('report.print', { caseId, edition });
    return (await readPdf(await test.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  };
  expect(await printed('executive')).toContain('was taken out of this edition or masked in it');
  const rule = { kind: 'value', what: 'Hannah Keller', as: 'block', name: '' } as const;
  await test.call('report.update', {
    caseId,
    redactions: [...redactions, { ...rule, number: 1, editions: ['executive'] } as never],
  });
  const text = await printed('executive');
  expect(text).toContain('[REDACTED-01]');
  expect(text).not.toContain('Hannah');
  expect(text).not.toContain('or masked in it');
  expect(text).toContain('a label stands in its place: [REDACTED-01].');
  expect((await test.call('report.preview', { caseId, edition: 'executive' })).redactedAs).toEqual(['[REDACTED-01]']);
  expect(await printed('legal')).not.toContain('a label stands');
});
