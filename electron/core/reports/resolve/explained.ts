import type { Finding } from '../../../../shared/contract/findings.ts';
import { type Bound, filledIn, type Placed } from '../../../../shared/domain/bound-values.ts';
import { type Edit, moved } from '../../../../shared/domain/rich-text.ts';
import type { ReportFinding } from '../model.ts';
import { WITHHELD } from './brief.ts';
import type { Decisions } from './decide.ts';
import type { Material } from './material.ts';
import { shown } from './shown.ts';

/** An explanation with the value of each cell that it names, and without the names of entities that the edition does not show. */
export function explained(
  { explanation, format }: Pick<Finding, 'explanation' | 'format'>,
  { named }: Pick<Material, 'named'>,
  decisions: Decisions,
  cellAt: (bound: Bound) => string,
): Pick<ReportFinding, 'explanation' | 'format'> & { readonly cells: readonly Placed[] } {
  const edits: Edit[] = [];
  let text = '';
  let from = 0;
  for (const each of format) {
    const exhibits = each.id === undefined || each.is !== 'entity' ? undefined : named.get(each.id);
    if (exhibits === undefined || each.from < from || decisions.resting(exhibits).shown === 'whole') continue;
    text += explanation.slice(from, each.from) + WITHHELD;
    edits.push({ at: each.from, removed: each.to - each.from, inserted: WITHHELD.length });
    from = each.to;
  }
  // A cell may hold line ends and tabs, which part lines and cells here.
  const filled = filledIn(text + explanation.slice(from), (bound) => cellAt(bound).replace(/[\r\n\t]+/g, ' '));
  return {
    ...{ explanation: shown(filled.text), cells: filled.cells },
    format: moved(moved(format, edits), filled.edits),
  };
}
