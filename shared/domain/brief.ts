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
} as const satisfies Partial<ReportSettings>;
