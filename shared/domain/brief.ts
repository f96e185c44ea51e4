import type { ReportSettings } from '../contract/reports.ts';

/** A report of which nobody has written or decided anything yet. */
export const NOTHING_STATED = {
  bottomLine: '',
  confidence: 'not-judged',
  unknowns: '',
  decision: '',
  decisionBy: '',
  decisionDue: null,
  nextStep: '',
  keyNumbers: [] as ReportSettings['keyNumbers'],
  figureId: null,
  figureCaption: '',
  captions: [] as ReportSettings['captions'],
  redactions: [] as ReportSettings['redactions'],
  accepted: [] as ReportSettings['accepted'],
  setup: {
    editions: [],
    marks: [],
    limitations: '',
    glossary: '',
    certificate: { kind: 'none', signatory: '', role: '' },
    aiUse: [],
    aiNone: null,
  } as ReportSettings['setup'],
} as const satisfies Partial<ReportSettings>;

/** What the first page of the executive edition does not say yet: "the bottom line", "the next step". */
export const notStated = ({
  bottomLine,
  confidence,
  unknowns,
  decision,
  nextStep,
}: Readonly<Record<'bottomLine' | 'confidence' | 'unknowns' | 'decision' | 'nextStep', string>>): string[] =>
  [
    bottomLine.trim() === '' && 'the bottom line',
    confidence === 'not-judged' && 'the confidence in it',
    unknowns.trim() === '' && 'what is not known',
    decision.trim() === '' && 'the decision needed',
    nextStep.trim() === '' && 'the next step',
  ].filter((each) => each !== false);
