import type { ReportSettings } from '../contract/reports.ts';

/** The first page of a report that nobody has written yet. */
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
} as const satisfies Partial<ReportSettings>;
