import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { PictureRegion, ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { listBoards } from '../board/reads.ts';
import { caseNumber } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { listExhibits } from '../evidence/reads.ts';
import { listFindings } from '../findings/reads.ts';
import { withCopyNumbers } from './copies.ts';
import { deliver } from './deliver.ts';
import { readMaterial } from './material.ts';
import { occasionOf } from './occasion.ts';
import { PREVIEW, previewPages } from './preview-pages.ts';
import { printOne } from './print-one.ts';
import { checkAgain, judged } from './report-check.ts';
import { decide } from './resolve/decide.ts';
import { POLICIES } from './resolve/policy.ts';
import { resolve } from './resolve/resolve.ts';
import { statedTexts } from './resolve/traced.ts';
import { listPrinted, settingsOf, writeSettings } from './store.ts';
import { tracedStatements } from './traced-statements.ts';
import { allWarnings, uncoveredOf } from './warnings-of.ts';

export const reportHandlers: Handlers<'report'> = {
  'report.settings': ({ db }, { caseId }) => settingsOf(db, caseId),
  'report.update': changeSettings,
  'report.preview': ({ core, session, db }, { caseId, edition }) => {
    const material = readMaterial(db, caseId, edition);
    const decisions = decide(material, POLICIES[edition]);
    const occasion = occasionOf(core, session, edition, core.now().toISOString());
    const resolved = resolve(material, decisions, new Map(), occasion);
    const { leftOut, repeats } = resolved;
    const uncovered = uncoveredOf(resolved);
    const points = judged(resolved.points, material.settings.accepted);
    const redactedAs = [...resolved.model.redactedAs];
    return {
      leftOut: [...leftOut],
      redactedAs,
      repeats: [...repeats],
      uncovered,
      points,
      warnings: allWarnings(resolved),
    };
  },
  'report.statements': ({ db }, { caseId, edition }) => {
    const material = readMaterial(db, caseId, edition);
    return tracedStatements(statedTexts(material, decide(material, POLICIES[edition]), edition));
  },
  'report.check': async (context, { caseId, edition }) => {
    context.label('Checking the report');
    const { core, session, db } = context;
    const material = readMaterial(db, caseId, edition);
    const occasion = occasionOf(core, session, edition, core.now().toISOString());
    const decisions = decide(material, POLICIES[edition]);
    const { points } = resolve(material, decisions, new Map(), occasion);
    return judged([...points, ...(await checkAgain(context, material, decisions)).points], material.settings.accepted);
  },
  'report.accept': ({ db, at, session, record }, { caseId, key, words, reason }) => {
    const settings = settingsOf(db, caseId);
    const others = settings.accepted.filter((each) => each.key !== key);
    const accepted = reason === null ? others : [...others, { key, reason, by: session.investigator, at }];
    writeSettings(db, { ...settings, accepted });
    const detail = { point: words, ...(reason === null ? { takenBack: true } : { reason }) };
    record({ caseId, action: 'report.accept', subject: caseLabel(caseNumber(db, caseId)), detail });
    return settingsOf(db, caseId);
  },
  'report.print': (context, input) =>
    withCopyNumbers(context, input.caseId, 1, ([number = 0]) => printOne(context, input, number)),
  'report.deliver': deliver,
  'report.previewPages': previewPages,
  'report.previewFile': async ({ core }, { ticket }) => {
    const { mediaType, open } = core.tickets.takeOutgoing(ticket);
    if (mediaType !== PREVIEW) throw new Fault('bad-request', 'That ticket does not stand for a preview.');
    return Buffer.concat(await Array.fromAsync(open()));
  },
  'report.history': ({ db }, { caseId }) => listPrinted(db, caseId),
};

export function changeSettings(context: WriteContext, { caseId, ...all }: Parsed<'report.update'>): ReportSettings {
  const { db, record } = context;
  const { editions, marks, limitations, glossary, certificate, aiUse, aiNone, ...changes } = all;
  const given = stated(changes);
  if (changes.boardId && !listBoards(db, caseId).some(({ id }) => id === changes.boardId))
    throw new Fault('not-found', 'That board is not in this case.');
  requireOfCase(db, caseId, changes);
  const number = caseNumber(db, caseId);
  const before = settingsOf(db, caseId);
  const built = stated({ editions, marks, limitations, glossary, certificate, aiUse });
  const setup = withAiStated({ ...before.setup, ...built }, aiNone, context);
  requireOfSetup(db, caseId, setup);
  writeSettings(db, { ...before, ...given, setup });
  const changed = Object.keys({ ...given, ...built, ...stated({ aiNone }) });
  record({ caseId, action: 'report.update', subject: caseLabel(number), detail: { changed } });
  return settingsOf(db, caseId);
}

const stated = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;

/** That no AI was used is stated by a person, and holds until a use of one is entered. @throws Fault `conflict` */
function withAiStated(
  setup: ReportSettings['setup'],
  none: boolean | undefined,
  { session, at }: WriteContext,
): ReportSettings['setup'] {
  if (none === true && setup.aiUse.length > 0)
    throw new Fault('conflict', 'Uses of AI are listed. Remove them before stating that there was none.');
  if (setup.aiUse.length > 0 || none === false) return { ...setup, aiNone: null };
  return none === true ? { ...setup, aiNone: { by: session.investigator, at } } : setup;
}

/** @throws Fault `not-found` for what an edition, a mark or a use of AI names and the case does not hold */
function requireOfSetup(db: WriteDb, caseId: CaseId, { editions, marks, aiUse }: ReportSettings['setup']): void {
  const boards = new Set<string>(listBoards(db, caseId).map(({ id }) => id));
  if (editions.some(({ board }) => board !== null && board !== 'none' && !boards.has(board)))
    throw new Fault('not-found', 'The board of an edition is not in this case.');
  if (new Set(editions.map(({ edition }) => edition)).size < editions.length)
    throw new Fault('bad-request', 'An edition is set up twice.');
  const exhibits = new Set<string>(listExhibits(db, caseId).map(({ id }) => id));
  const named = [...marks.flatMap((mark) => mark.exhibits), ...aiUse.flatMap(({ inputs }) => inputs)];
  if (named.some((id) => !exhibits.has(id)))
    throw new Fault('not-found', 'A marked exhibit, or one that was given to a tool, is not in this case.');
}

/** @throws Fault `not-found`, `bad-request` where a redacted region is none of a picture of the case */
function requireRegions(id: string, regions: readonly PictureRegion[], exhibits: readonly Exhibit[]): void {
  const of = exhibits.find((each) => each.id === id);
  if (!of) throw new Fault('not-found', 'A picture with a redacted region is not in this case.');
  if (!isPicture(of)) throw new Fault('bad-request', `${of.label} is no picture: it has no region to redact.`);
  const { width, height, label } = of;
  if (width !== null && height !== null && regions.some(({ x, y }) => x >= width || y >= height))
    throw new Fault(
      'bad-request',
      `${label} has ${width} by ${height} pixels, and a redacted region begins outside it.`,
    );
}

/** A finding that was deleted since may stay named. @throws Fault `not-found` for what is of another case, or of none */
function requireOfCase(db: WriteDb, caseId: CaseId, changes: Partial<Parsed<'report.update'>>): void {
  const { excludedExhibits = [], excludedFindings = [], keyNumbers = [], figureId = null, captions = [] } = changes;
  const listed = listExhibits(db, caseId);
  const exhibits = new Set(listed.map(({ id }) => id));
  for (const { what, regions } of changes.redactions ?? []) if (regions) requireRegions(what, regions, listed);
  if (excludedExhibits.some((id) => !exhibits.has(id)))
    throw new Fault('not-found', 'An exhibit to be left out is not in this case.');
  if (
    [...keyNumbers.map(({ exhibitId }) => exhibitId), ...(figureId ? [figureId] : [])].some((id) => !exhibits.has(id))
  )
    throw new Fault('not-found', 'An exhibit of the first page is not in this case.');
  if (captions.some(({ exhibitId }) => !exhibits.has(exhibitId)))
    throw new Fault('not-found', 'An exhibit with a caption is not in this case.');
  const known = new Set([...listFindings(db, caseId).map(({ id }) => id), ...settingsOf(db, caseId).excludedFindings]);
  if (excludedFindings.some((id) => !known.has(id)))
    throw new Fault('not-found', 'A finding to be left out is not in this case.');
}
