import { type Edition, type EditionSetup, ReportSection } from '../contract/report-setup.ts';
import type { ReportSettings } from '../contract/reports.ts';
import { SECTION_FACTS } from './report-sections.ts';

/** How an edition is put together; where nobody said anything of it, as the report is. */
export const setupOf = ({ setup }: Pick<ReportSettings, 'setup'>, edition: Edition): EditionSetup =>
  setup.editions.find((each) => each.edition === edition) ?? {
    ...{ edition, sections: null, tlp: null, recipient: '', board: null, paper: 'a4' },
  };

/** What no edition goes without: the page that stands alone, and where a reader is told what is not shown. */
const ALWAYS: ReadonlySet<ReportSection> = new Set(['brief', 'basis', 'annex', 'scope']);
/** A part stands behind what it is a part of, and goes with it. */
const PART_OF: Partial<Record<ReportSection, ReportSection>> = { 'board-links': 'board', 'custody-log': 'custody' };
/** Has its place whatever was chosen. */
const FIRST: readonly ReportSection[] = ['brief'];
const LAST: readonly ReportSection[] = ['annex'];

export const isFixed = (section: ReportSection): boolean => ALWAYS.has(section);
export const allSections = (edition: Edition): ReportSection[] =>
  ReportSection.options.filter((id) => SECTION_FACTS[id].editions.includes(edition));

/** The sections of an edition in their order. @param chosen null for all; what the edition cannot have is passed over */
export function sectionsIn(edition: Edition, chosen: readonly ReportSection[] | null): ReportSection[] {
  const all = allSections(edition);
  if (chosen === null) return all;
  const wanted = [...new Set(chosen)].filter((id) => all.includes(id));
  const missing = all.filter((id) => ALWAYS.has(id) && !wanted.includes(id));
  const free = [...missing, ...wanted].filter((id) => !FIRST.includes(id) && !LAST.includes(id));
  const order = free.filter((id) => PART_OF[id] === undefined);
  return [
    ...all.filter((id) => FIRST.includes(id)),
    ...order.flatMap((id) => [id, ...free.filter((part) => PART_OF[part] === id)]),
    ...all.filter((id) => LAST.includes(id)),
  ];
}

interface Template {
  readonly name: string;
  readonly edition: Edition;
  /** null for all that the edition has. */
  readonly sections: readonly ReportSection[] | null;
}

/** What an edition can be started from. */
export const TEMPLATES: readonly Template[] = [
  { name: 'Executive brief', edition: 'executive', sections: null },
  { name: 'Escalation reply', edition: 'executive', sections: ['brief', 'findings', 'cited', 'basis', 'annex'] },
  { name: 'Full report', edition: 'legal', sections: null },
  {
    name: 'Legal annex',
    edition: 'legal',
    sections: [
      ...(['scope', 'exhibits', 'method', 'limitations', 'statements', 'examiners'] as const),
      ...(['derivation', 'checklist'] as const),
      ...(['custody', 'custody-log', 'ai-use', 'glossary', 'certificate'] as const),
    ],
  },
  { name: 'InfoSec indicators', edition: 'infosec', sections: ['scope', 'indicators', 'findings', 'exhibits'] },
  { name: 'Trend briefing', edition: 'infosec', sections: ['summary', 'scope', 'findings', 'events', 'indicators'] },
];
