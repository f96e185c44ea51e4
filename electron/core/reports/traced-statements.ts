import type { Format } from '../../../shared/contract/findings.ts';
import type { ReportStatement } from '../../../shared/contract/reports.ts';
import type { Placed } from '../../../shared/domain/bound-values.ts';
import { citedRows, joinedRows } from '../../../shared/domain/cited-rows.ts';
import { findingsIn, labelsIn, supportIn } from '../../../shared/domain/references.ts';
import { statementsOf } from '../../../shared/domain/statements.ts';
import type { Shown } from './model.ts';

/** A text of the report whose statements are traced, as the edition tells it. */
export interface TracedText {
  /** "F-1", or a part of the report. */
  readonly where: string;
  readonly text: Shown;
  readonly format: readonly Format[];
  /** Cells of queries that stand in it. */
  readonly cells: readonly Placed[];
  /** Exhibits and findings that it names and the case does not have. */
  readonly unknown: readonly string[];
  /** Of the claim of a finding, which is one statement and rests on what the finding cites; null of other texts. */
  readonly claim: { readonly exhibits: readonly string[]; readonly assessment: boolean } | null;
}

/** The statements of some texts in their order. Pure: by the texts as an edition tells them, so that it tells no more. */
export function tracedStatements(texts: readonly TracedText[]): ReportStatement[] {
  return texts.flatMap(({ where, text, format, cells, unknown, claim }) => {
    const one = (sentence: string, at: number, to: number, lead: string, assessment: boolean): ReportStatement => {
      const own = labelsIn(sentence);
      const within = cells.filter((cell) => cell.from >= at && cell.from < to);
      const led = own.length === 0 && within.length === 0 && lead !== '';
      const given = [...(claim?.exhibits.flatMap((each) => labelsIn(each)) ?? []), ...within.map(({ label }) => label)];
      const labels = [...given, ...labelsIn(led ? lead : sentence)];
      const rows = [
        ...within.map(({ label, row }) => ({ label, from: row, to: row })),
        ...citedRows(led ? lead : sentence),
      ];
      const exhibits = [...new Set(labels)].map((label) => ({
        label,
        rows: joinedRows(rows.filter((each) => each.label === label)),
      }));
      const findings = findingsIn(led ? lead : sentence).filter((label) => label !== where);
      const support = [...given, ...supportIn(led ? lead : sentence)];
      const named = support.some((label) => label !== where && !unknown.includes(label));
      return {
        ...{ where, text: sentence, exhibits, findings, led },
        rests: assessment ? 'assessment' : named ? 'named' : 'nothing',
      };
    };
    if (text.trim() === '') return [];
    if (claim !== null) return [one(text.trim(), 0, text.length, '', claim.assessment)];
    return statementsOf(text, format).map(({ text: sentence, at, to, assessment, led }) =>
      one(sentence, at, to, led, assessment),
    );
  });
}
