import { NOTHING_JUDGED } from '../../../../shared/contract/judgements.ts';
import { flippedBy, HOLDS, isNonDiagnostic, ranked, withoutBlanks } from '../../../../shared/domain/hypotheses.ts';
import type { ReportJudgement, Shown } from '../model.ts';
import { isPast, WITHHELD } from './brief.ts';
import type { Decisions } from './decide.ts';
import { citations } from './exhibits.ts';
import type { Material, Occasion } from './material.ts';
import { shown } from './shown.ts';

/**
 * What the case is judged by, as the edition shows it: a row of the matrix keeps its marks where its exhibit is withheld, since
 * the ranking rests on them, and says no words of it.
 * @param told a text with the cells that it names
 */
export function judgementIn(
  { judgement: written }: Pick<Material, 'judgement'>,
  decisions: Decisions,
  told: (text: string) => Shown,
  { printedAt, zone }: Pick<Occasion, 'printedAt' | 'zone'>,
): ReportJudgement | null {
  const judgement = withoutBlanks(written);
  if (JSON.stringify(judgement) === JSON.stringify(NOTHING_JUDGED)) return null;
  const order = ranked(judgement);
  const { assumptions, gaps, indicators, actions } = judgement;
  return {
    hypotheses: order.map(({ label, text, against }) => ({ label, text: told(text), against })),
    evidence: judgement.evidence.map((row) => {
      const on = row.exhibitId === null ? [] : [row.exhibitId];
      return {
        text: decisions.resting(on).shown === 'whole' ? told(row.text) : shown(WITHHELD),
        exhibit: citations(on, decisions)[0] ?? null,
        marks: order.map(({ key }) => row.marks[key] ?? ''),
        diagnostic: !isNonDiagnostic(judgement, row),
      };
    }),
    flippedBy: citations(flippedBy(judgement), decisions),
    assumptions: assumptions.map(({ text, holds, why, ifWrong }) => ({
      ...{ text: told(text), holds: HOLDS[holds], why: told(why), ifWrong: told(ifWrong) },
    })),
    gaps: gaps.map(({ text, closedBy }) => ({ text: told(text), more: told(closedBy) })),
    indicators: indicators.map(({ text, means }) => ({ text: told(text), more: told(means) })),
    actions: actions.map(({ text, owner, due }) => ({
      ...{ text: told(text), owner: shown(owner) },
      due: due === null ? null : { day: due, past: isPast(due, printedAt, zone) },
    })),
    impact: told(judgement.impact),
  };
}
