import type { ReportSection } from '../../../../shared/contract/report-setup.ts';
import { SECTION_FACTS } from '../../../../shared/domain/report-sections.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import { aiUseSection } from './ai-use.tsx';
import { boardLinksSection, boardSection } from './board.tsx';
import { briefSection } from './brief.tsx';
import { ALL_ON_ITS_PLACE, type BriefPlan } from './brief-plan.ts';
import { checklistSection } from './checklist.tsx';
import { annexSection, basisSection, citedSection } from './cited.tsx';
import { custodyLogSection, custodySection } from './custody.tsx';
import { eventsSection } from './events.tsx';
import { exhibitsSection } from './exhibits.tsx';
import { figuresSection } from './figures.tsx';
import { findingsSection } from './findings.tsx';
import { indicatorsSection } from './indicators.tsx';
import {
  certificateSection,
  derivationSection,
  examinersSection,
  glossarySection,
  limitationsSection,
} from './legal-annex.tsx';
import type { Landmark } from './printing.ts';
import type { Section } from './section.ts';
import { statementsSection } from './statements.tsx';
import { methodSection, scopeSection, summarySection } from './summary.tsx';

/** Every section there is. To add one, name it in the contract, which gives its place, and enter it here and in `SECTION_FACTS`. */
const SECTIONS: Readonly<Record<ReportSection, Section>> = {
  brief: briefSection,
  summary: summarySection,
  scope: scopeSection,
  findings: findingsSection,
  board: boardSection,
  'board-links': boardLinksSection,
  figures: figuresSection,
  events: eventsSection,
  indicators: indicatorsSection,
  exhibits: exhibitsSection,
  cited: citedSection,
  basis: basisSection,
  method: methodSection,
  limitations: limitationsSection,
  statements: statementsSection,
  examiners: examinersSection,
  derivation: derivationSection,
  checklist: checklistSection,
  custody: custodySection,
  'custody-log': custodyLogSection,
  'ai-use': aiUseSection,
  glossary: glossarySection,
  certificate: certificateSection,
  annex: annexSection,
};

/** The sections of this report in their order; a section's id is its anchor. */
export const sectionsOf = (
  model: ReportModel,
  plan: BriefPlan = ALL_ON_ITS_PLACE,
): { readonly id: ReportSection; readonly section: Section }[] =>
  sectionsIn(model.edition, model.sections ?? null)
    .map((id) => ({ id, section: SECTIONS[id] }))
    .filter(({ section }) => section.given?.(model, plan) ?? true);

/** Headings with their numbers, and the entries below each, in the order of the report. */
export function landmarksOf(model: ReportModel, plan: BriefPlan = ALL_ON_ITS_PLACE): Landmark[] {
  let chapter = 0;
  let part = 0;
  const numbers = { figure: 0, table: 0 };
  return sectionsOf(model, plan).flatMap(({ id, section }): Landmark[] => {
    const { under = null, mostListed = Number.POSITIVE_INFINITY } = section;
    if (under === null) [chapter, part] = [chapter + 1, 0];
    else part++;
    const number = under === null ? `${chapter}` : `${chapter}.${part}`;
    const entries = section.entries?.(model, plan) ?? [];
    const items = (section.items?.(model, plan) ?? []).map(({ anchor, kind, caption, parent = id }) => ({
      ...{ anchor, parent, listed: false, kind },
      title: `${kind === 'figure' ? 'Figure' : 'Table'} ${++numbers[kind]}: ${caption}`,
    }));
    return [
      {
        anchor: id,
        title: `${number}  ${section.title?.(model) ?? SECTION_FACTS[id].title}`,
        parent: under,
        listed: true,
      },
      ...below(id, items),
      ...entries.flatMap((entry) => [
        { ...entry, parent: id, listed: entries.length <= mostListed },
        ...below(entry.anchor, items),
      ]),
    ];
  });
}

/** As bookmarks have it, what stands under an entry follows that entry. */
const below = (parent: string, items: readonly Landmark[]): Landmark[] =>
  items.filter((item) => item.parent === parent);
