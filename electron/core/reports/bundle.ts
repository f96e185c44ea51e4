import { commands } from '../../../shared/contract/commands.ts';
import { ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { type BundlePart, parsePart } from '../bundle-part.ts';
import { changeSettings } from './commands.ts';
import { settingsOf } from './store.ts';

const REPORT = 'case/report.json';
const BRIEF = {
  bottomLine: true,
  confidence: true,
  unknowns: true,
  decision: true,
  decisionBy: true,
  decisionDue: true,
  nextStep: true,
  keyNumbers: true,
  figureId: true,
  figureCaption: true,
  captions: true,
} as const;
/** A bundle of an earlier version knows nothing of a first page. What was accepted in the report check is judged
 * anew by whoever receives it, and the key of redactions stays in this vault. */
const BundledReport = ReportSettings.omit({ caseId: true, accepted: true, redactions: true })
  .partial({ ...BRIEF, setup: true })
  .strict();

/** How many redactions stay when the text of the report goes. */
export const redactionsOf = (...of: Parameters<typeof settingsOf>): number => settingsOf(...of).redactions.length;

/**
 * What a report withholds by, as a bundle tells its receiver: redactions stay, marks go along with the whole case.
 * @param among exhibits and findings of a bundle that holds no more than these: only marks that one of them bears are told
 */
export function withheldOf(
  db: Parameters<typeof settingsOf>[0],
  caseId: CaseId,
  among: ReadonlySet<string> | null,
): { redactions: number; marks: string[] } | null {
  const { redactions, setup } = settingsOf(db, caseId);
  const marks = setup.marks.flatMap(({ mark, exhibits, findings }) =>
    among && ![...exhibits, ...findings].some((id) => among.has(id)) ? [] : [mark],
  );
  return redactions.length + marks.length === 0 ? null : { redactions: redactions.length, marks };
}

/** Words of the report and what it leaves out: they speak of the whole case, and go with the whole case only. */
/** What bears a mark, and was given to a tool, as far as the bundle holds it. */
const within = (setup: ReportSettings['setup'], subjects: { has(id: string): boolean }): ReportSettings['setup'] => ({
  ...setup,
  marks: setup.marks.map((mark) => ({
    ...mark,
    exhibits: mark.exhibits.filter((id) => subjects.has(id)),
    findings: mark.findings.filter((id) => subjects.has(id)),
  })),
  aiUse: setup.aiUse.map((use) => ({ ...use, inputs: use.inputs.filter((id) => subjects.has(id)) })),
});

export const reportPart: BundlePart = {
  tables: ['report_settings'],
  documents: ({ scope }) => (scope === 'case' ? [{ name: REPORT, required: true, schema: BundledReport }] : []),
  gather: ({ db, caseId, scope, subjects }) => {
    if (scope !== 'case') return [];
    const {
      excludedExhibits,
      excludedFindings,
      captions = [],
      setup,
      ...words
    } = BundledReport.strip().parse(settingsOf(db, caseId));
    // A finding that was deleted stays named here; it is not there to be left out.
    const value = {
      ...words,
      ...(setup && { setup: within(setup, subjects) }),
      captions: captions.filter(({ exhibitId }) => subjects.has(exhibitId)),
      excludedExhibits: excludedExhibits.filter((id) => subjects.has(id)),
      excludedFindings: excludedFindings.filter((id) => subjects.has(id)),
    };
    return [{ name: REPORT, value }];
  },
  restore: ({ write, references, document }) => {
    const bundled = document(REPORT, BundledReport);
    if (!bundled) return {};
    const { caseId } = references;
    const { setup, ...stated } = bundled;
    // That no AI was used is for whoever prints from this vault to state.
    const { aiNone: _, ...built } = setup ?? {};
    const input = {
      ...stated,
      ...built,
      ...(setup && {
        editions: setup.editions.map((each) => ({
          ...each,
          board: each.board === null || each.board === 'none' ? each.board : references.find('board', each.board),
        })),
        marks: setup.marks.map((mark) => ({
          ...mark,
          exhibits: references.all('exhibit', mark.exhibits),
          findings: references.all('finding', mark.findings),
        })),
        aiUse: setup.aiUse.map((use) => ({ ...use, inputs: references.all('exhibit', use.inputs) })),
      }),
      caseId,
      boardId: bundled.boardId && references.find('board', bundled.boardId),
      figureId: bundled.figureId && references.find('exhibit', bundled.figureId),
      keyNumbers: bundled.keyNumbers?.map((each) => ({
        ...each,
        exhibitId: references.find('exhibit', each.exhibitId),
      })),
      captions: bundled.captions?.map((each) => ({ ...each, exhibitId: references.find('exhibit', each.exhibitId) })),
      excludedExhibits: references.all('exhibit', bundled.excludedExhibits),
      excludedFindings: references.all('finding', bundled.excludedFindings),
    };
    changeSettings(write, parsePart(commands['report.update'].input, input));
    return {};
  },
};
