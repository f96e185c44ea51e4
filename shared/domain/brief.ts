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
