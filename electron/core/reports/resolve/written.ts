import type { Finding } from '../../../../shared/contract/findings.ts';
import type { Judgement } from '../../../../shared/contract/judgements.ts';
import { ReportField, type ReportSettings } from '../../../../shared/contract/reports.ts';
import { findingLabel } from '../../../../shared/domain/labels.ts';
import { REPORT_FIELDS, textOfField } from '../../../../shared/domain/report-fields.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import type { Written } from './point.ts';

/** The texts of the report screen that the edition prints. */
export function writtenInReport(settings: ReportSettings, model: Pick<ReportModel, 'edition' | 'sections'>): Written[] {
  const printed = sectionsIn(model.edition, model.sections ?? null);
  return ReportField.options.flatMap((field) => {
    const { name, sections } = REPORT_FIELDS[field];
    if (!sections.some((each) => printed.includes(each))) return [];
    // Without a figure its caption is printed nowhere.
    if (field === 'figureCaption' && settings.figureId === null) return [];
    const place = (at: number, length: number) => ({ field, words: { at, length } });
    return [{ ...{ where: name, field: null, format: [], place }, text: textOfField(settings, field) }];
  });
}

export type FindingField = 'claim' | 'explanation' | 'reasons';

export const writtenInFinding = ({ id, number, format, ...texts }: Finding, field: FindingField): Written => ({
  ...{ where: findingLabel(number), field: NAMES[field], text: texts[field] },
  format: field === 'explanation' ? format : [],
  place: (at, length) => ({ finding: id, field, words: { at, length } }),
});
const NAMES = { claim: 'claim', explanation: 'explanation', reasons: 'reasons for the confidence' } as const;

/** All that is written on the judgement screen. */
export function writtenInJudgement(judgement: Judgement): Written[] {
  const { hypotheses, evidence, assumptions, gaps, indicators, actions, impact } = judgement;
  const texts: [string, string][] = [
    ...hypotheses.map(({ text }): [string, string] => ['hypotheses', text]),
    ...evidence.map(({ text }): [string, string] => ['evidence', text]),
    ...assumptions.flatMap(({ text, why, ifWrong }) =>
      [text, why, ifWrong].map((each): [string, string] => ['key assumptions', each]),
    ),
    ...gaps.flatMap(({ text, closedBy }) => [text, closedBy].map((each): [string, string] => ['gaps', each])),
    ...indicators.flatMap(({ text, means }) =>
      [text, means].map((each): [string, string] => ['indicators to watch', each]),
    ),
    ...actions.map(({ text }): [string, string] => ['actions', text]),
    ['impact', impact],
  ];
  return texts.map(([field, text]) => ({
    ...{ where: 'Judgement', field, text, format: [] },
    place: () => ({ judgement: true }) as const,
  }));
}
