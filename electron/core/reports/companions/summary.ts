import { confidenceText, likelihoodText } from '../../../../shared/domain/likelihood.ts';
import { draftWords } from '../../../../shared/domain/report-points.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { Plain, ReportModel } from '../model.ts';
import { sectionsOf } from './sections.ts';

/** Which PDF the text sums up. */
export interface Summed {
  readonly pdf: { readonly name: string; readonly sha256: string };
  readonly copyNumber: number | null;
}

const NO_BRIEF: Plain<Omit<ReportModel['brief'], 'figure'>> = {
  ...{ bottomLine: '', confidence: 'not-judged', unknowns: '', decision: '', decisionBy: '', decisionDue: null },
  ...{ nextStep: '', numbers: [] },
};

/** What a ticket takes: plain text, with the label and the caveat on top and the label at the end, and the PDF that it sums up. */
export function ticketSummary(model: ReportModel, { pdf, copyNumber }: Summed): string {
  const { case: facts, recipient, draft, caveat, edition, chain } = model;
  const has = sectionsOf(model);
  // What the edition has no section for is not said here either.
  const brief: Plain<Omit<ReportModel['brief'], 'figure'>> = has.has('brief') ? model.brief : NO_BRIEF;
  const summary = has.has('brief') || has.has('summary') ? model.summary : '';
  const [findings, judgement] = has.has('findings') ? [model.findings, model.judgement] : [[], null];
  const marks = [
    TLP[facts.tlp].label,
    ...(draft > 0 ? [draftWords(draft)] : []),
    ...(copyNumber === null ? [] : [`copy ${copyNumber}${recipient === '' ? '' : ` for ${recipient}`}`]),
  ].join(' | ');
  const line = (title: string, text: string): string[] => (text.trim() === '' ? [] : ['', title, text.trim()]);
  const bottom = brief.bottomLine.trim();
  const rated = brief.confidence === 'not-judged' || bottom === '' ? '' : ` (${confidenceText(brief.confidence)})`;
  const due = brief.decisionDue && !brief.decisionDue.past ? `, by ${brief.decisionDue.day}` : '';
  const decision = brief.decision.trim();
  return [
    `[${marks}]`,
    ...(caveat.trim() === '' ? [] : [caveat.trim()]),
    '',
    `${facts.label} ${facts.title} (${edition} edition)`,
    ...line('Bottom line', `${bottom}${rated}`),
    ...line('Summary', summary),
    ...(brief.numbers.length === 0
      ? []
      : [
          '',
          'Figures',
          ...brief.numbers.map(
            ({ label, value, unit, exhibit }) => `- ${label}: ${[value, unit].filter(Boolean).join(' ')} (${exhibit})`,
          ),
        ]),
    ...(findings.length === 0 ? [] : ['', 'Findings']),
    ...findings.flatMap(({ label, claim, likelihood, confidence, exhibits, basis }) => [
      `- ${label}: ${claim}`,
      `  ${[
        likelihoodText(likelihood),
        confidenceText(confidence),
        exhibits.length > 0 ? exhibits.join(', ') : basis === 'assessment' ? 'assessment' : 'no exhibit',
      ]
        .filter((each) => each !== '')
        .join('; ')}`,
    ]),
    ...line('Not known', brief.unknowns),
    ...line(
      'Decision needed',
      decision === '' ? '' : `${decision}${brief.decisionBy === '' ? '' : ` (${brief.decisionBy}${due})`}`,
    ),
    ...line('Next step', brief.nextStep),
    ...((judgement?.actions.length ?? 0) === 0
      ? []
      : [
          ...['', 'Recommended actions'],
          ...(judgement?.actions ?? []).map(
            ({ text, owner, due: by }) =>
              `- ${text}${owner === '' ? '' : `, ${owner}`}${by === null ? '' : by.past ? ', its day is over' : `, by ${by.day}`}`,
          ),
        ]),
    ...['', `Report: ${pdf.name}`, `SHA-256: ${pdf.sha256}`, `Custody log: entry ${chain.seq}, ${chain.hash}`],
    `[${TLP[facts.tlp].label}]`,
    '',
  ].join('\n');
}
