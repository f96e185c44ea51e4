import { Edition, ReportSection } from '../contract/report-setup.ts';

interface SectionFacts {
  /** Without a number, which its place in the report gives it. */
  readonly title: string;
  readonly editions: readonly Edition[];
}
const EVERY = Edition.options;
const IN_FULL: readonly Edition[] = ['legal', 'infosec'];
const IN_BRIEF: readonly Edition[] = ['executive'];

/** Which edition has which section. What an edition is said to hold is made from this, on the cover and in the window. */
export const SECTION_FACTS: Record<ReportSection, SectionFacts> = {
  brief: { title: 'Bottom line', editions: IN_BRIEF },
  summary: { title: 'Executive summary', editions: IN_FULL },
  scope: { title: 'Scope and background', editions: IN_FULL },
  findings: { title: 'Findings', editions: EVERY },
  board: { title: 'Board', editions: IN_FULL },
  'board-links': { title: 'Links of the board', editions: IN_FULL },
  figures: { title: 'Snapshots of boards', editions: IN_FULL },
  events: { title: 'Events', editions: IN_FULL },
  indicators: { title: 'Indicators', editions: ['infosec'] },
  exhibits: { title: 'Exhibits', editions: IN_FULL },
  cited: { title: 'Exhibits cited', editions: IN_BRIEF },
  basis: { title: 'What this rests on', editions: IN_BRIEF },
  method: { title: 'Method', editions: IN_FULL },
  limitations: { title: 'Limitations', editions: IN_FULL },
  statements: { title: 'What each statement rests on', editions: ['legal'] },
  examiners: { title: 'Who examined what', editions: ['legal'] },
  derivation: { title: 'What was made from what', editions: ['legal'] },
  checklist: { title: 'Checklist', editions: ['legal'] },
  custody: { title: 'Custody', editions: IN_FULL },
  'custody-log': { title: 'Custody log', editions: ['legal'] },
  'ai-use': { title: 'AI assistance', editions: EVERY },
  glossary: { title: 'Glossary', editions: IN_FULL },
  certificate: { title: 'Certificate', editions: ['legal'] },
  annex: { title: 'Annex', editions: IN_BRIEF },
};

/** "Executive summary, scope and background, findings and custody." @param given whether this report has the section */
export function holds(edition: Edition, given: (id: ReportSection) => boolean = () => true): string {
  const titles = ReportSection.options
    .filter((id) => SECTION_FACTS[id].editions.includes(edition) && given(id))
    .map((id, at) => (at === 0 ? SECTION_FACTS[id].title : lowered(SECTION_FACTS[id].title)));
  const last = titles.pop() ?? '';
  return titles.length === 0 ? `${last}.` : `${titles.join(', ')} and ${last}.`;
}

/** An abbreviation keeps its capitals. */
const lowered = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
