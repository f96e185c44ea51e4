import { describe, expect, it } from 'vitest';
import { judged } from '../../../../../electron/core/reports/report-check.ts';
import { decide } from '../../../../../electron/core/reports/resolve/decide.ts';
import { POLICIES } from '../../../../../electron/core/reports/resolve/policy.ts';
import { resolve } from '../../../../../electron/core/reports/resolve/resolve.ts';
import type { Edition } from '../../../../../shared/contract/report-setup.ts';
import { countsIn } from '../../../../../shared/domain/counts.ts';
import { entity, exhibit, finding, idOf, material } from '../../../../support/report-material.ts';

const occasion = {
  ...{ printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor', program: 'test' },
  unrecorded: false,
};
type Given = Parameters<typeof material>[0];
const points = (given: Given, edition: Edition = 'executive', dueAt: string | null = null) => {
  const settings = { bottomLine: 'Assessment: one group acts.', ...given.settings };
  const of = { ...material({ exhibits: [exhibit(1), exhibit(2)], ...given, settings }) };
  const dated = { ...of, case: { ...of.case, dueAt } };
  return resolve(dated, decide(dated, POLICIES[edition]), new Map(), { edition, ...occasion }).points;
};
const codes = (...given: Parameters<typeof points>) => points(...given).map(({ code, where }) => `${where} ${code}`);

describe('the report check', () => {
  it('asks for the bottom line of an edition whose first page stands alone', () => {
    expect(codes({ settings: { bottomLine: '' } })).toEqual(['First page not-stated']);
    expect(codes({ settings: { bottomLine: '' } }, 'legal')).toEqual([]);
  });

  it('finds each sentence without an exhibit, in the summary and in findings, unless it says that it is a judgement', () => {
    const settings = { summary: 'Traced (E-0001). Not traced. As F-1 says.\n\nAssessment: we think so.' };
    const explanation = 'Seen in E-0002.\nSeen nowhere.\nAs F-1 says.\n\nAgainst: nothing.';
    const found = points({ settings, findings: [finding(1, [1], { explanation })] });
    expect(found.map(({ where, words }) => `${where}: ${words.replace(/.*“(.*)”/, '$1')}`)).toEqual([
      'Executive summary: Not traced.',
      'F-1: Seen nowhere.',
      'F-1: As F-1 says.',
      'F-1: Against: nothing.',
    ]);
  });

  it('names what findings tell to whoever copies indicators, and no entity has', () => {
    const explanation = 'From 203.0.113.9 and 2001:DB8:0::7, by mia@example.com (E-0001).';
    const given = {
      findings: [finding(1, [1], { claim: 'They signed in from 203.0.113.9.', explanation })],
      entities: [{ ...entity('2001:db8::7', [1]), type: 'ip' as const }],
    };
    const named = (edition: Edition) =>
      points(given, edition)
        .filter(({ code }) => code === 'no-indicator')
        .map(({ words }) => /names (\S+) \(/.exec(words)?.[1]);
    expect(named('infosec')).toEqual(['203.0.113.9', '203.0.113.9', 'mia@example.com']);
    expect(named('legal')).toEqual([]);
  });

  it('asks for the caption of each figure, and shows one only with what it tells of', () => {
    const given = (captions: { exhibitId: never; caption: string }[], sensitivity: 'normal' | 'personal') => {
      const of = material({ exhibits: [exhibit(1, { sensitivity, preview: 'image' })], settings: { captions } });
      const picture = { bytes: new Uint8Array(1), width: 1, height: 1 };
      const contents = new Map([
        [
          of.exhibits[0]?.id as never,
          { picture, pictureProblem: null, content: { kind: 'file', datasets: [], timeline: null } } as const,
        ],
      ]);
      const { model, points } = resolve(of, decide(of, POLICIES.infosec), contents, {
        edition: 'infosec',
        ...occasion,
      });
      return [points.filter(({ code }) => code === 'no-caption').length, model.exhibits[0]?.caption];
    };
    const caption = { exhibitId: idOf(1) as never, caption: 'Who it shows' };
    expect(given([], 'normal')).toEqual([1, undefined]);
    expect(given([caption], 'normal')).toEqual([0, 'Who it shows']);
    expect(given([caption], 'personal')).toEqual([0, undefined]);
  });

  it('finds figures without caption before their contents are read, and names a chosen one that cannot be drawn', () => {
    const trace = exhibit(2, { kind: 'trace', preview: 'trace' });
    expect(points({ exhibits: [exhibit(1), trace] }, 'legal').map(({ words }) => words)).toEqual([
      'Without a caption: E-0002 Title 2 of it.',
    ]);
    expect(
      points({ exhibits: [exhibit(1), trace], settings: { figureId: idOf(2) } }).map(({ words }) => words),
    ).toEqual(['The figure, E-0002, has no caption.']);
    const settings = { figureId: idOf(1), figureCaption: 'Of a file' };
    expect(points({ exhibits: [exhibit(1), trace], settings }).map(({ words }) => words)).toEqual([
      'E-0001 was chosen as the figure, and this edition cannot draw it.',
    ]);
  });

  it('finds numbers that are no cell, and cells that are not there', () => {
    expect(codes({ settings: { summary: 'Eleven accounts got 36,522.10 USD on 14 March 2026 (E-0001).' } })).toEqual([
      'Executive summary unbound-number',
    ]);
    expect(codes({ settings: { summary: 'They got {E-0001:1:usd} USD.' } })).toEqual([
      'Executive summary no-such-cell',
    ]);
    const keyNumbers = [{ label: 'Lost', exhibitId: idOf(1), row: 1, column: 'usd', unit: 'USD' }];
    expect(codes({ settings: { keyNumbers } })).toEqual(['Key numbers no-such-cell']);
    expect(countsIn('96 sign-ins at 02:10 from 203.0.113.77 by ac_1, F-2, 12.5 USD, row 3, 80 of 1,204; po-7')).toEqual(
      ['96', '12.5', '80', '1,204'],
    );
  });

  it('finds a figure without caption, a title that is a file name, what is not judged, comments and dates that are over', () => {
    const settings = {
      ...{ figureId: idOf(2), decisionDue: '2026-11-21', summary: 'It is so (E-0001). [[ask Legal, E-0001]]' },
    };
    const exhibits = [exhibit(1), exhibit(2, { title: 'name-2', preview: 'image' })];
    const findings = [finding(1, [1], { likelihood: 'not-judged' })];
    expect(codes({ exhibits, settings, findings }, 'executive', '2026-11-22T21:05:06.000Z')).toEqual([
      'F-1 not-judged',
      'Report open-comment',
      'Figure no-caption',
      'Exhibits file-name-title',
      'Decision date-past',
      'Case date-past',
    ]);
    expect(codes({ settings: { decisionDue: '2026-11-22' } }, 'executive', '2026-11-22T21:05:08.000Z')).toEqual([]);
  });

  it('finds independence that is claimed of what goes back to one original', () => {
    const claim = 'Two exhibits independently show it';
    const copies = { 2: { of: 1 } };
    expect(codes({ copies, findings: [finding(1, [1, 2], { claim })] })).toEqual(['F-1 not-independent']);
    const apart = [exhibit(1, { source: 'Bank' }), exhibit(2, { source: 'Market' })];
    expect(codes({ exhibits: apart, findings: [finding(1, [1, 2], { claim })] })).toEqual([]);
  });

  it('names what a text cites and a reader does not find, with field, sentence and what to do', () => {
    const explanation = 'Ann paid (E-0001 rows 9–12).\nSee E-0042 and F-2. Rows 3–1 of E-0001, and E-0002 row 4.';
    const at = explanation.indexOf('See');
    const given = {
      ...material({
        exhibits: [exhibit(1), exhibit(2)],
        findings: [
          finding(1, [1], {
            ...{ explanation, reasons: 'One source (E-0043).' },
            format: [{ is: 'entity', from: 0, to: 3, id: idOf(9) }],
          }),
          finding(2, [2]),
        ],
        settings: {
          ...{ bottomLine: 'Assessment: it is so (E-0001).', nextStep: 'Ask for E-0044.' },
          ...{ unknowns: 'Who got {E-0001:1:usd}.', excludedFindings: ['f2'] as never, excludedExhibits: [idOf(2)] },
        },
      }),
      rowsThere: new Map([
        ['E-0001', 10],
        ['E-0002', null],
      ]),
    };
    const found = resolve(given, decide(given, POLICIES.executive), new Map(), { edition: 'executive', ...occasion });
    expect(found.points.map(({ code, where, words }) => `${where} ${code}: ${words}`)).toEqual([
      'What we do not know no-such-cell: E-0001 has no row 1, column usd: it is no frozen query of this case: “Who got {E-0001:1:usd}.”',
      'Next step no-such-reference: “Ask for E-0044.” This case has no exhibit E-0044. Correct the number, or import the exhibit.',
      ...[
        'no-such-reference: In its explanation: “Ann paid (E-0001 rows 9–12).” E-0001 has no rows 11–12: it has 10 rows, counted from 1. Correct the number.',
        'no-such-reference: In its explanation: “Ann paid (E-0001 rows 9–12).” “Ann” names an entity that was deleted. Name another with @, or write the words without a reference.',
        'no-such-reference: In its explanation: “See E-0042 and F-2.” This case has no exhibit E-0042. Correct the number, or import the exhibit.',
        'left-out: In its explanation: “See E-0042 and F-2.” F-2 is left out of this edition: taken out of the report by the investigator. Put it into the report, or do not name it.',
        'left-out: In its explanation: “Rows 3–1 of E-0001, and E-0002 row 4.” E-0002 is left out of this edition: taken out of the report by the investigator. Put it into the report, or cite an exhibit that this edition shows.',
        'no-such-reference: In its explanation: “Rows 3–1 of E-0001, and E-0002 row 4.” Rows 3–1 of E-0001 run backwards, and name none. Write the smaller number first.',
        'no-such-reference: In its explanation: “Rows 3–1 of E-0001, and E-0002 row 4.” E-0002 holds no table, and so no row 4. Cite it without the rows.',
        'no-such-reference: In its reasons for the confidence: “One source (E-0043).” This case has no exhibit E-0043. Correct the number, or import the exhibit.',
      ].map((each) => `F-1 ${each}`),
    ]);
    expect(found.points.find(({ words }) => words.includes('no exhibit E-0042'))?.place).toEqual({
      ...{ finding: 'f1', field: 'explanation' },
      words: { at, length: 'See E-0042 and F-2.'.length },
    });
  });

  it('names what was meant as a reference and is read as none', () => {
    const summary = 'See e-0001, E–0001, exhibit E-1 and F–2 (E-0001), not user-e-0001 or {E-0001}.';
    const found = points({ settings: { summary } }).filter(({ code }) => code === 'no-such-reference');
    expect(found.map(({ words }) => words.replace(/^“.*?” “/, '“'))).toEqual([
      '“e-0001” is read as no reference. Write E-0001.',
      '“E–0001” is read as no reference. Write E-0001.',
      '“E-1” is read as no reference. Write E-0001.',
      '“F–2” is read as no reference. Write F-2.',
    ]);
  });

  it('reads the words of each text of the first page, as of a finding', () => {
    const settings = {
      ...{ bottomLine: 'Assessment: it is very likely one group (F-1).', summary: 'The fraudster paid (E-0001).' },
      ...{ unknowns: 'Whether it always was so.', decision: 'Tell the FIU.' },
      nextStep: 'Ask again; it is likely with high confidence that they answer.',
    };
    const findings = [finding(1, [1])];
    expect(
      points({ settings, findings }).map(({ code, where, words }) => `${where} ${code} ${words.split(':')[0]}`),
    ).toEqual([
      'Bottom line wording “very likely”',
      'Executive summary wording “fraudster”',
      'What we do not know wording “always”',
      'Decision needed wording “FIU”',
      `Next step wording “${settings.nextStep}”`,
    ]);
    expect(
      points({
        settings: { ...settings, summary: 'The FIU (Financial Intelligence Unit) asked (E-0001).' },
        findings,
      }).map(({ where }) => where),
    ).not.toContain('Decision needed');
    expect(points({ settings, findings }, 'infosec').map(({ where }) => where)).toEqual(['Executive summary']);
    expect(points({ settings, findings })[3]?.place).toEqual({ field: 'decision', words: { at: 9, length: 3 } });
  });

  it('gives what stays the same the same key, and what was changed another', () => {
    const key = (summary: string) => judged(points({ settings: { summary } }), [])[0]?.key;
    expect(key('Not traced.')).toBe(key('Not traced. Traced (E-0001).'));
    expect(key('Not traced.')).not.toBe(key('Not traced!'));
  });
});
