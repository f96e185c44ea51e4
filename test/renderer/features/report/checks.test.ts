import { expect, test } from 'vitest';
import { type Checked, checksOf } from '../../../../renderer/features/report/checks.ts';
import type { BoardView } from '../../../../shared/contract/board.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { ReportSettings } from '../../../../shared/contract/reports.ts';
import type { CaseId, ExhibitId, FindingId } from '../../../../shared/contract/values.ts';
import { NOTHING_STATED } from '../../../../shared/domain/brief.ts';

const caseId = 'c' as CaseId;
const settings: ReportSettings = {
  caseId,
  summary: 'Four accounts, one device.',
  caveat: 'Do not forward.',
  method: '',
  recipient: 'Head of Trust',
  boardId: null,
  excludedExhibits: [],
  excludedFindings: [],
  ...NOTHING_STATED,
  ...{
    bottomLine: 'Four accounts.',
    confidence: 'high',
    unknowns: 'Who owns them.',
    decision: 'None',
    nextStep: 'Close them.',
  },
};
const exhibit = (label: string, more: Partial<Exhibit> = {}): Exhibit =>
  ({ id: label as ExhibitId, label, sensitivity: 'normal', removedAt: null, ...more }) as Exhibit;
const finding = (number: number, exhibits: string[], more: Partial<Finding> = {}): Finding =>
  ({
    id: `f${number}` as FindingId,
    number,
    claim: 'So it is.',
    exhibits,
    cited: exhibits,
    explanation: 'Because.',
    basis: exhibits.length > 0 ? 'evidence' : 'assessment',
    ...more,
  }) as Finding;
const texts = (checked: Partial<Checked>) =>
  checksOf({
    settings,
    findings: [finding(1, ['E-0001'])],
    exhibits: [exhibit('E-0001')],
    board: null,
    edition: 'legal',
    leftOut: [],
    repeats: [],
    uncovered: [],
    ...checked,
  }).map((check) => check.text);

test('a report without a gap has no check', () => expect(texts({})).toEqual([]));

test('what the report check counts as an open point is not told a second time', () => {
  const open = finding(1, ['E-0001'], {
    likelihood: 'not-judged',
    confidence: 'not-judged',
    explanation: 'See E-0099.',
  });
  expect(texts({ findings: [open] })).toEqual([]);
});

test('what is not written is named', () => {
  expect(texts({ settings: { ...settings, summary: ' ', caveat: '', recipient: '' } })).toEqual([
    'No recipient is named; the cover says “Not stated”.',
    'The executive summary is empty.',
    'No handling caveat; the pages carry the classification alone.',
  ]);
});

test('a finding on no exhibit is an assessment, and leads to where exhibits are named', () => {
  const [check] = checksOf({
    ...{
      settings,
      edition: 'executive',
      findings: [finding(2, [])],
      exhibits: [],
      board: null,
      leftOut: [],
      repeats: [],
      uncovered: [],
    },
  });
  expect(check).toEqual({
    level: 'gap',
    text: 'F-2 rests on no exhibit and is printed as an assessment.',
    place: { screen: 'findings', focus: 'f2' },
  });
});

test('citing what is left out or removed is a gap; a finding left out is not looked at', () => {
  const removed = exhibit('E-0002', { removedAt: '2026-01-01T00:00:00.000Z' });
  const findings = [finding(1, ['E-0001', 'E-0002']), finding(2, [])];
  expect(
    texts({
      settings: { ...settings, excludedExhibits: ['E-0001' as ExhibitId], excludedFindings: ['f2' as FindingId] },
      findings,
      exhibits: [exhibit('E-0001'), removed],
    }),
  ).toEqual(['F-1 cites E-0002, whose bytes were removed; only its record can be printed.']);
  expect(texts({ settings: { ...settings, excludedFindings: ['f1' as FindingId] } })).toEqual([
    'Every finding is left out of the report.',
  ]);
  expect(texts({ findings: [] })).toEqual(['The case states no finding.']);
});

test('sensitive exhibits are named unless they stay out', () => {
  const graphic = [exhibit('E-0001', { sensitivity: 'graphic' })];
  expect(texts({ exhibits: graphic })).toEqual(['E-0001 is marked graphic and is printed in the legal edition.']);
  expect(texts({ exhibits: graphic, edition: 'executive' })).toEqual([]);
  expect(
    texts({
      exhibits: graphic,
      findings: [finding(1, ['E-0009'])],
      settings: { ...settings, excludedExhibits: ['E-0001' as ExhibitId] },
    }),
  ).toEqual([]);
});

test('a board without items is named', () => {
  const board = { id: 'b', items: [{}, {}], links: [{ exhibits: [] }] } as unknown as BoardView;
  expect(texts({ board })).toEqual([]);
  expect(texts({ board: { ...board, items: [] } })).toEqual(['The board that is to be drawn is empty.']);
});

test('citing what a redacted copy replaces is a gap, told from what the core leaves out', () => {
  const leftOut = [{ what: 'exhibit', shown: 'absent', reason: 'redacted', count: 1, names: ['E-0001 Chat'] } as const];
  expect(texts({ leftOut: leftOut.map((group) => ({ ...group, names: [...group.names] })) })).toEqual([]);
});

test('a redacted copy that is taken out names itself and the original it uncovers, which one act takes out too', () => {
  const original = { id: 'E-0001' as ExhibitId, label: 'E-0001' };
  const checks = checksOf({
    ...{
      settings,
      edition: 'executive',
      findings: [finding(1, ['E-0001'])],
      exhibits: [exhibit('E-0001')],
      board: null,
    },
    ...{ leftOut: [], repeats: [], uncovered: [{ original, copies: [{ label: 'E-0002', removed: false }] }] },
  });
  expect(checks).toEqual([
    {
      level: 'gap',
      text: 'E-0001 is shown whole, with what is redacted in E-0002 (left out of the report): no redacted copy of it is in the report.',
      place: null,
      leaveOut: original,
    },
  ]);
});

test('the executive edition names what its first page does not state', () => {
  const empty = { ...settings, ...NOTHING_STATED };
  expect(texts({ edition: 'executive', settings: empty })).toEqual([
    'The first page does not state the bottom line, the confidence in it, what is not known, the decision needed, the next step.',
  ]);
  expect(texts({ edition: 'executive', settings: { ...settings, nextStep: ' ' } })).toEqual([
    'The first page does not state the next step.',
  ]);
  expect(texts({ edition: 'legal', settings: empty })).toEqual([]);
});
