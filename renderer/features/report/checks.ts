import type { BoardView } from '../../../shared/contract/board.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { LeftOut, ReportSettings, Uncovered } from '../../../shared/contract/reports.ts';
import { notStated } from '../../../shared/domain/brief.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { uncoveredWords } from '../../../shared/domain/left-out.ts';
import type { Place } from '../../state/navigation.tsx';

export interface Check {
  /** `gap`: the reader will miss it. `note`: worth knowing before it leaves. */
  readonly level: 'gap' | 'note';
  readonly text: string;
  /** Where it is put right; null when that is on the report screen itself. */
  readonly place: Place | null;
  /** The exhibit that one act leaves out of the report, which puts it right. */
  readonly leaveOut?: Uncovered['original'];
}
export interface Checked {
  readonly settings: ReportSettings;
  readonly edition: Edition;
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  /** The board that is drawn. */
  readonly board: BoardView | null;
  /** What the edition does not show, as the core has it. */
  readonly leftOut: readonly LeftOut[];
  /** Where shown words repeat withheld ones, as the core has it. */
  readonly repeats: readonly string[];
  /** Originals that are shown because their redacted copies are not, as the core has it. */
  readonly uncovered: readonly Uncovered[];
}

/** What a careful reader would ask about beside the points of the report check, found before it is printed. Nothing here prevents printing. */
export function checksOf({
  settings,
  edition,
  findings,
  exhibits,
  board,
  leftOut,
  repeats,
  uncovered,
}: Checked): Check[] {
  const checks: Check[] = [];
  const add = (level: Check['level'], text: string, place: Place | null = null): void => {
    checks.push({ level, text, place });
  };
  for (const each of uncovered)
    checks.push({ level: 'gap', text: uncoveredWords(each), place: null, leaveOut: each.original });
  for (const sentence of repeats) add('gap', sentence);
  if (settings.recipient.trim() === '') add('gap', 'No recipient is named; the cover says “Not stated”.');
  if (settings.summary.trim() === '') add('gap', 'The executive summary is empty.');
  const missing = edition === 'executive' ? notStated(settings) : [];
  if (missing.length > 0) add('gap', `The first page does not state ${missing.join(', ')}.`);
  if (settings.caveat.trim() === '') add('note', 'No handling caveat; the pages carry the classification alone.');

  const printed = findings.filter((finding) => !settings.excludedFindings.includes(finding.id));
  if (findings.length === 0) add('gap', 'The case states no finding.', { screen: 'findings' });
  else if (printed.length === 0) add('gap', 'Every finding is left out of the report.');
  const byId = new Map(exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const excluded = new Set<string>(settings.excludedExhibits);
  const withheld = new Set(
    leftOut
      .filter(({ what, shown }) => what === 'exhibit' && shown === 'absent')
      .flatMap(({ names }) => names.map((name) => name.split(' ')[0])),
  );
  for (const finding of printed) {
    const label = findingLabel(finding.number);
    const place: Place = { screen: 'findings', focus: finding.id };
    if (finding.basis === 'assessment')
      add('gap', `${label} rests on no exhibit and is printed as an assessment.`, place);
    if (finding.explanation.trim() === '') add('note', `${label} has no explanation.`, place);
    const cited = finding.cited.flatMap((id) => byId.get(id) ?? []);
    for (const exhibit of cited)
      if (exhibit.removedAt !== null)
        add('gap', `${label} cites ${exhibit.label}, whose bytes were removed; only its record can be printed.`, place);
  }
  for (const exhibit of exhibits)
    if (edition === 'legal' && exhibit.sensitivity !== 'normal' && exhibit.removedAt === null)
      if (!excluded.has(exhibit.id) && !withheld.has(exhibit.label))
        add('note', `${exhibit.label} is marked ${exhibit.sensitivity} and is printed in the legal edition.`, {
          screen: 'evidence',
          focus: exhibit.id,
        });

  if (board) {
    const place: Place = { screen: 'board', focus: board.id };
    if (board.items.length === 0) add('note', 'The board that is to be drawn is empty.', place);
  }
  return checks;
}
