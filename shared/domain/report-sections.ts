import { Edition, ReportSection } from '../contract/reports.ts';

interface SectionFacts {
  /** Without a number, which its place in the report gives it. */
  readonly title: string;
  readonly editions: readonly Edition[];
}
const EVERY = Edition.options;

/** Which edition has which section. What an edition is said to hold is made from this, on the cover and in the window. */
export const SECTION_FACTS: Record<ReportSection, SectionFacts> = {
  summary: { title: 'Executive summary', editions: EVERY },
  scope: { title: 'Scope and background', editions: EVERY },
  findings: { title: 'Findings', editions: EVERY },
  board: { title: 'Board', editions: EVERY },
  'board-links': { title: 'Links of the board', editions: EVERY },
  indicators: { title: 'Indicators', editions: ['infosec'] },
  exhibits: { title: 'Exhibits', editions: EVERY },
  method: { title: 'Method', editions: EVERY },
  checklist: { title: 'Checklist', editions: ['legal'] },
  custody: { title: 'Custody', editions: EVERY },
  'custody-log': { title: 'Custody log', editions: ['legal'] },
};

/** The executive edition prints only the exhibits that its findings cite. */
export const sectionTitle = (id: ReportSection, edition: Edition): string =>
  id === 'exhibits' && edition === 'executive' ? 'Key exhibits' : SECTION_FACTS[id].title;

/** "Executive summary, scope and background, findings and custody." @param given whether this report has the section */
export function holds(edition: Edition, given: (id: ReportSection) => boolean = () => true): string {
  const titles = ReportSection.options
    .filter((id) => SECTION_FACTS[id].editions.includes(edition) && given(id))
    .map((id, at) => (at === 0 ? sectionTitle(id, edition) : lowered(sectionTitle(id, edition))));
  const last = titles.pop() ?? '';
  return titles.length === 0 ? `${last}.` : `${titles.join(', ')} and ${last}.`;
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
