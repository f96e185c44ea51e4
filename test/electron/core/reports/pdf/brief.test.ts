import { describe, expect, it } from 'vitest';
import type { Plain, ReportModel } from '../../../../../electron/core/reports/model.ts';
import { decisionWords } from '../../../../../electron/core/reports/pdf/brief.tsx';
import { cutAt } from '../../../../../electron/core/reports/pdf/brief-plan.ts';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { readPdf } from '../../../../support/pdf-text.ts';
import { assessment, exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const executive = async (over: Partial<Plain<ReportModel>> = {}) => {
  const { pdf, pages } = await print(reportModel({ edition: 'executive', ...over }), null);
  return { pages, texts: (await readPdf(pdf)).pages.map((text) => text.replace(/\s+/g, ' ')) };
};
const { brief } = reportModel();
const sentences = (count: number, of: string) =>
  Array.from({ length: count }, (_, at) => `${of} number ${at} says a little more about it (E-0001).`).join(' ');

describe('the executive edition', { timeout: 60_000 }, () => {
  it('says on its first page what is asked and known, and holds no statement, hash, register or link table', async () => {
    const numbers = [{ label: 'lost by buyers', value: '36,522.10', unit: 'USD', exhibit: 'E-0002' }];
    const { pages, texts } = await executive({ brief: { ...brief, numbers } });
    expect(pages).toBeLessThanOrEqual(4);
    for (const words of [
      'One group operates eleven seller accounts',
      'High confidence',
      '36,522.10 USD',
      'Eleven seller accounts share one device',
      'Who holds the two bank accounts.',
      'Whether the eleven accounts are closed together.',
      'M. Lindqvist, by 25 November 2026.',
      'Ask the bank for the holders.',
    ])
      expect(texts[0]).toContain(words);
    expect(texts.join(' ')).toMatch(/E-0001, page \d; E-0002, page \d/);
    expect(texts.join(' ')).not.toMatch(/SELECT|[0-9a-f]{32}|Register of exhibits|SHA-256/);
  });

  it('takes as many pages as it has content: one for little, the first page alone for more', async () => {
    const { pages, texts } = await executive({ findings: [], exhibits: [], summary: 'Little is known.' });
    expect(pages).toBe(1);
    for (const words of ['Little is known.', 'Ask the bank for the holders.', 'No exhibit or finding was taken out'])
      expect(texts[0]).toContain(words);
    const more = await executive({ summary: sentences(20, 'Sentence of the summary') });
    expect(more.pages).toBe(2);
    expect(more.texts[0]).not.toContain('Exhibits cited');
    expect(more.texts[1]).toContain('Exhibits cited');
  });

  it('moves to an annex what has no room, says so, and loses none of it', async () => {
    const findings = Array.from({ length: 24 }, (_, at) => ({
      ...assessment,
      label: `F-${at + 1}`,
      claim: `Claim of finding ${at + 1}`,
      explanation: sentences(9, `Reason of ${at + 1}`),
    }));
    const summary = sentences(60, 'Sentence of the summary');
    const unknowns = sentences(30, 'Gap');
    const { texts } = await executive({ findings, summary, brief: { ...brief, unknowns } });
    const annex = texts.findIndex((text) => text.includes('Annex What has no room'));
    expect(annex).toBeGreaterThan(0);
    expect(annex).toBeLessThanOrEqual(4);
    expect(texts[0]).toContain('Goes on in the annex.');
    expect(texts[0]).toContain('Ask the bank for the holders.');
    const whole = texts.join(' ');
    for (const piece of [
      'Sentence of the summary number 59',
      'Gap number 29',
      'Claim of finding 24',
      'Reason of 24 number 8',
    ])
      expect(whole).toContain(piece);
  });

  it('lists every exhibit that it cites, however many, with the page that findings name', async () => {
    const exhibits = Array.from({ length: 70 }, (_, at) => exhibitEntry(at + 1));
    const cited = exhibits.map(({ record }) => record.label);
    const [first] = reportModel().findings;
    const findings = [{ ...(first as NonNullable<typeof first>), exhibits: cited }];
    const { texts } = await executive({ exhibits, findings });
    const annex = texts.findIndex((text) => text.includes('Annex What has no room'));
    expect(annex).toBeLessThanOrEqual(4);
    for (const label of cited) expect(texts.slice(annex).join(' ')).toContain(label);
    expect(texts.join(' ')).toContain(`, page ${annex + 1}`);
  });

  it('asks for nothing by a day that is over', () => {
    const by = { decisionBy: 'The board' } as never;
    const words = (past: boolean) => decisionWords({ ...Object(by), decisionDue: { day: '2026-04-10', past } });
    expect(words(false)).toBe('Decides: The board, by 10 April 2026.');
    expect(words(true)).toBe('Decides: The board. The day it was asked for, 10 April 2026, is over.');
  });

  it('cuts a text at the end of a sentence, else at a word', () => {
    expect(cutAt('One. Two three. Four.', 16)).toEqual({ head: 'One. Two three.', rest: 'Four.' });
    expect(cutAt('one two three', 8)).toEqual({ head: 'one two', rest: 'three' });
    expect(cutAt('xxxxxxxxxx', 4)).toEqual({ head: 'xxxx', rest: 'xxxxxx' });
    expect(cutAt('short')).toEqual({ head: 'short', rest: '' });
  });
});
