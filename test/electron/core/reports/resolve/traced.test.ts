import { describe, expect, it } from 'vitest';
import type { ReportModel } from '../../../../../electron/core/reports/model.ts';
import { decide } from '../../../../../electron/core/reports/resolve/decide.ts';
import { POLICIES } from '../../../../../electron/core/reports/resolve/policy.ts';
import { redacted } from '../../../../../electron/core/reports/resolve/redact.ts';
import { resolve } from '../../../../../electron/core/reports/resolve/resolve.ts';
import { statedTexts } from '../../../../../electron/core/reports/resolve/traced.ts';
import { tracedStatements } from '../../../../../electron/core/reports/traced-statements.ts';
import type { Edition } from '../../../../../shared/contract/report-setup.ts';
import type { Cell } from '../../../../../shared/contract/values.ts';
import { rowsWords } from '../../../../../shared/domain/cited-rows.ts';
import { exhibit, finding, material } from '../../../../support/report-material.ts';

const occasion = {
  ...{ printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor', program: 'test' },
  unrecorded: false,
};
const query = exhibit(2, { kind: 'query' });
const explanation =
  'Seen in E-0001 row 14. Paid {E-0002:3:total} in {E-0002:4:days} days.\nNobody knows.\n\nAssessment: they will return.';
const given: Parameters<typeof material>[0] = {
  exhibits: [exhibit(1), query],
  findings: [finding(1, [1, 2], { explanation }), finding(2, [], { basis: 'assessment' })],
  settings: { summary: 'Nine were paid (E-0002, F-1).', bottomLine: '' },
};
const of = (over: Parameters<typeof material>[0] = {}) => ({
  ...material({ ...given, ...over }),
  cells: new Map<string, Cell>([
    ['E-0002:3:total', { dec: '12345.50' }],
    ['E-0002:4:days', 9],
  ]),
});
const statements = (from = of(), edition: Edition = 'legal') =>
  tracedStatements(statedTexts(from, decide(from, POLICIES[edition]), edition));
const model = (from = of(), edition: Edition = 'legal'): ReportModel =>
  resolve(from, decide(from, POLICIES[edition]), new Map(), { edition, ...occasion }).model;

describe('the statements of a report', () => {
  it('have what each rests on: exhibits with the rows it cites, findings, or the mark of a judgement', () => {
    const told = statements().map(({ where, text, rests, exhibits, findings }) => [
      where,
      text,
      rests,
      exhibits.map(({ label, rows }) => `${label}:${rowsWords(rows)}`).join(' '),
      findings.join(),
    ]);
    expect(told).toEqual([
      ['Summary', 'Nine were paid (E-0002, F-1).', 'named', 'E-0002:', 'F-1'],
      ['F-1', 'Claim 1 of it', 'named', 'E-0001: E-0002:', ''],
      ['F-1', 'Seen in E-0001 row 14.', 'named', 'E-0001:row 14', ''],
      ['F-1', 'Paid 12,345.50 in 9 (E-0002) days.', 'named', 'E-0002:rows 3–4', ''],
      ['F-1', 'Nobody knows.', 'nothing', '', ''],
      ['F-1', 'Assessment: they will return.', 'assessment', '', ''],
      ['F-2', 'Claim 2 of it', 'assessment', '', ''],
    ]);
  });

  it('rest on nothing where all that they name does not exist', () => {
    const from = of({
      settings: { summary: 'Paid (E-0099). Seen (F-9). Both (E-0099, E-0001 rows 9–200000).', bottomLine: '' },
    });
    expect(
      statements(from)
        .slice(0, 3)
        .map(({ rests, exhibits }) => [rests, exhibits.map(({ rows }) => rowsWords(rows)).join()]),
    ).toEqual([
      ['nothing', ''],
      ['nothing', ''],
      ['named', ',rows 9–200,000'],
    ]);
  });

  it('rest on no reference that they are set against, and on no form, car or race', () => {
    const rests = (summary: string) => statements(of({ settings: { summary, bottomLine: '' } }))[0]?.rests;
    expect(rests('Contrary to F-2 and E-0001, he was paid.')).toBe('nothing');
    expect(rests('Despite E-0001 he was paid (E-0002).')).toBe('named');
    for (const other of ['a form F-1', 'the F-1 race', 'the F-1 filing', 'Formula F-1'])
      expect([other, rests(`He saw ${other} in May.`)]).toEqual([other, 'nothing']);
    for (const text of ['As F-1 says, it is so.', 'It is so (F-1, E-0001).', 'F-1 states it.', 'See F-1 and F-2.'])
      expect([text, rests(text)]).toEqual([text, 'named']);
  });

  it('are not borne out by a lead that says what is missing', () => {
    const led = (lead: string): boolean | undefined => {
      const text = `${lead}\nfirst one`;
      const format = [{ from: lead.length + 1, to: text.length, is: 'bullet' }] as const;
      const from = of({ findings: [finding(1, [1], { explanation: text, format: [...format] })] });
      return statements(from).at(-1)?.led;
    };
    for (const lead of [
      ...['What E-0001 does not show:', 'Nobody found in E-0001:', 'Hardly seen in E-0001:', 'E-0001 contradicts:'],
      ...['Missing from E-0001:', 'E-0001 rules out:', 'Sought in E-0001 in vain:', 'Unconfirmed by E-0001:'],
      ...['E-0001 isn’t about:', 'Contrary to E-0001:', 'It is in E-0001. Others:', 'Gaps of E-0001:'],
    ])
      expect([lead, led(lead)]).toEqual([lead, false]);
    for (const lead of ['E-0001 shows:', 'He did not pay (E-0002). Paid were (E-0001):', 'As notes of E-0001 say:'])
      expect([lead, led(lead)]).toEqual([lead, true]);
  });

  it('are those of the findings that the edition shows, in the editions that have the annex', () => {
    expect(statements(of({ excludedFindings: ['f1'] })).map(({ where }) => where)).toEqual(['Summary', 'F-2']);
    expect(model().traced.length).toBeGreaterThan(0);
    expect(model(of(), 'infosec').traced).toEqual([]);
    expect(model(of(), 'executive').traced).toEqual([]);
  });

  it('withhold the cell of an exhibit that is not shown, and say a claim once in a report of one finding', () => {
    const out = statements(of({ excluded: [2] }));
    expect(out.map(({ text }) => text)).toContain('Paid [withheld] in [withheld] (E-0002) days.');
    const alone = of({ findings: [finding(1, [1])], settings: { summary: '', bottomLine: 'Claim 1 of it' } });
    expect(statements(alone).map(({ where }) => where)).toEqual(['F-1']);
  });

  it('keep their cells where a redaction makes the text before them longer', () => {
    const from = of({ findings: [finding(1, [1], { explanation: 'Nobody paid {E-0002:3:total} to Ann Lee.' })] });
    const secrets = {
      values: [
        { value: 'Nobody', label: '[REDACTED-01]' },
        { value: 'Ann Lee', label: 'Victim 2' },
      ],
      patterns: [],
    };
    const hidden = redacted(model(from), secrets, []);
    const last = tracedStatements(hidden.traced).at(-1);
    expect(last?.text).toBe('[REDACTED-01] paid 12,345.50 (E-0002) to Victim 2.');
    expect(last?.exhibits).toEqual([{ label: 'E-0002', rows: [{ from: 3, to: 3 }] }]);
    const cell = hidden.traced.at(-1)?.cells[0];
    expect(hidden.traced.at(-1)?.text.slice(cell?.from, cell?.to)).toBe('12,345.50 (E-0002)');
  });

  it('take no cell of what stands behind a table, and no truck for a finding', () => {
    const table = 'a\tb\nc\td';
    const text = `${table}\n{E-0002:3:total} was paid. He drives an F-150 on an F-1 visa.`;
    const format = [
      { from: 0, to: 3, is: 'row' },
      { from: 4, to: 7, is: 'row' },
    ] as const;
    const from = of({ findings: [finding(1, [1], { explanation: text, format: [...format] })] });
    expect(
      statements(from)
        .slice(2)
        .map(({ text: words, rests, exhibits, findings }) => [words, rests, exhibits.length, findings.length]),
    ).toEqual([
      ['a; b; c; d', 'nothing', 0, 0],
      ['12,345.50 (E-0002) was paid.', 'named', 1, 0],
      ['He drives an F-150 on an F-1 visa.', 'nothing', 0, 0],
    ]);
  });

  it('rest on what leads in to their list', () => {
    const text = 'Two were seen (E-0001):\nfirst one\nsecond one';
    const format = [
      { from: 24, to: 33, is: 'bullet' },
      { from: 34, to: 44, is: 'bullet' },
    ] as const;
    const from = of({ findings: [finding(1, [1], { explanation: text, format: [...format] })] });
    expect(
      statements(from)
        .slice(2)
        .map(({ led, exhibits }) => [led, exhibits.map(({ label }) => label).join()]),
    ).toEqual([
      [false, 'E-0001'],
      [true, 'E-0001'],
      [true, 'E-0001'],
    ]);
  });
});
