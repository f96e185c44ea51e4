import type { ReportSection } from '../contract/report-setup.ts';
import type { ReportField, ReportSettings } from '../contract/reports.ts';

interface FieldFacts {
  readonly name: string;
  /** The sections that print it. */
  readonly sections: readonly ReportSection[];
}

/** The texts that are written on the report screen, as it names them. */
export const REPORT_FIELDS: Readonly<Record<ReportField, FieldFacts>> = {
  bottomLine: { name: 'Bottom line', sections: ['brief', 'statements'] },
  summary: { name: 'Executive summary', sections: ['brief', 'summary', 'statements'] },
  unknowns: { name: 'What we do not know', sections: ['brief'] },
  decision: { name: 'Decision needed', sections: ['brief'] },
  nextStep: { name: 'Next step', sections: ['brief'] },
  figureCaption: { name: 'Caption of the figure', sections: ['brief'] },
  method: { name: 'Method notes', sections: ['method', 'basis'] },
  limitations: { name: 'Limitations', sections: ['limitations'] },
};

/** What is written for whoever reads the first page alone. */
export const FIRST_PAGE = ['bottomLine', 'summary', 'unknowns', 'decision', 'nextStep'] as const;

/** What stands in the field. */
export const textOfField = ({ setup, ...settings }: ReportSettings, field: ReportField): string =>
  field === 'limitations' ? setup.limitations : settings[field];
