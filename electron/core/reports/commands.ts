import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { Permissions, ReportSettings, Uncovered } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { uncoveredWords } from '../../../shared/domain/left-out.ts';
import { setupOf } from '../../../shared/domain/report-templates.ts';
import { listBoards } from '../board/reads.ts';
import { caseNumber } from '../cases/reads.ts';
import type { Core, Handlers, JobContext, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { listExhibits } from '../evidence/reads.ts';
import { inMemory } from '../files/tickets.ts';
import { listFindings } from '../findings/reads.ts';
import { Child } from '../process/child.ts';
import { publicIdentity, signDetached } from '../vault/reads.ts';
import type { Session } from '../vault/session.ts';
import { gather } from './gather.ts';
import { leaksIn, placesIn, takenApart } from './leak-test.ts';
import { readMaterial } from './material.ts';
import type { PrintedPdf, ReportModel } from './model.ts';
import { checkPassword } from './pdf/encryption.ts';
import { checkAgain, judged } from './report-check.ts';
import { decide } from './resolve/decide.ts';
import type { Occasion } from './resolve/material.ts';
import { POLICIES } from './resolve/policy.ts';
import { type Resolved, resolve } from './resolve/resolve.ts';
import { insertPrinted, listPrinted, nextCopy, settingsOf, writeSettings } from './store.ts';
import { warningsOf } from './warnings.ts';

/** Steps of a print, beside one for each exhibit: layout, writing, the record. */
const STEPS = 3;

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
    return { leftOut: [...leftOut], repeats: [...repeats], uncovered, points, warnings: allWarnings(resolved) };
  },
  'report.check': async (context, { caseId, edition }) => {
    context.label('Checking the report');
    const { core, session, db } = context;
    const material = readMaterial(db, caseId, edition);
    const occasion = occasionOf(core, session, edition, core.now().toISOString());
    const decisions = decide(material, POLICIES[edition]);
    const { points } = resolve(material, decisions, new Map(), occasion);
    return judged([...points, ...(await checkAgain(context, material, decisions))], material.settings.accepted);
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
  'report.print': numbered(async (context, { caseId, edition, password, paper, printedAt, ...given }, copyNumber) => {
    const { core, session, db, signal, note, label, progress, breathe } = context;
    if (password !== undefined) checkPassword(password);
    if (paper && password !== undefined)
      throw new Fault('bad-request', 'A printer cannot use a password: print without one.');
    checkOwner(given, password);
    const settings = settingsOf(db, caseId);
    const recipient = given.recipient ?? (setupOf(settings, edition).recipient || settings.recipient);
    const number = caseNumber(db, caseId);
    const name = `${caseLabel(number)}-${edition}-${dateIn(printedAt ?? core.now().toISOString(), core.zone)}.pdf`;
    label(`Reading exhibits for ${name}`);
    const at = printedAt ?? core.now().toISOString();
    let total = STEPS;
    const occasion = {
      ...occasionOf(core, session, edition, at),
      ...(given.recipient !== undefined && { recipient }),
      ...(given.marked && session.readOnly === null && { copyNumber }),
    };
    const resolved = await gather(context, caseId, occasion, async (done, exhibits) => {
      total = exhibits + STEPS;
      progress(done, total, 'steps');
      await breathe();
    });
    const points = judged(
      [...resolved.points, ...(await checkAgain(context, resolved.material, resolved.decisions))],
      resolved.material.settings.accepted,
    );
    label(`Laying out ${name}`);
    const { leftOut } = resolved;
    const draft = points.filter(({ accepted }) => accepted === null).length;
    const model: ReportModel = { ...resolved.model, draft };
    let done = total - STEPS;
    const child = new Child(core.startProcess, 'pdf');
    session.onClose(() => child.kill());
    try {
      const { secrets } = resolved;
      const twin = secrets.values.length + secrets.patterns.length > 0;
      const { ownerPassword: owner = null, permissions = ALL_ALLOWED } = given;
      const request = { model, password: password ?? null, owner, permissions, twin };
      const onNotice = () => progress(++done, total, 'steps');
      const { pdf, plain, pages, unknownCharacters } = await child
        .ask<PrintedPdf>('print', request, { signal, onNotice })
        .catch((error: unknown) => {
          throw child.ended && !signal.aborted ? tooLarge(model) : error;
        });
      if (twin) {
        const leaks = leaksIn(takenApart(plain ?? pdf), secrets);
        if (leaks.length > 0) throw new Fault('conflict', leakWords(leaks, placesIn(model, secrets)));
      }
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      const accepted = points.flatMap(({ where, words, accepted: as }) =>
        as === null ? [] : [{ where, words, reason: as.reason, by: as.by }],
      );
      const facts = { printedAt: at, edition, pages, bytes: pdf.length, sha256, encrypted: password !== undefined };
      const printed = {
        ...facts,
        ...{ recipient, copyNumber, printedBy: session.investigator, paper, openPoints: draft, accepted },
      };
      note(({ db: writer, record }) => {
        insertPrinted(writer, caseId, printed);
        // Recorded before the system gets it: whether its dialog is dismissed then, no system tells for certain.
        const detail = {
          ...facts,
          copyNumber,
          ...(recipient !== '' && { recipient }),
          ...(paper && { paper }),
          ...(draft > 0 && { openPoints: draft }),
        };
        record({ caseId, action: 'report.print', subject: name, detail });
      });
      const warnings = allWarnings(resolved);
      if (model.unrecorded)
        warnings.push(
          'This print is not recorded in the custody log, and has no copy number: the vault is opened read-only. The cover and every page say so.',
        );
      if (unknownCharacters.length > 0)
        warnings.push(
          `No font has these characters, which are printed as their code points: ${unknownCharacters.join(' ')}`,
        );
      const ticket = core.tickets.issue({ name, mediaType: 'application/pdf', open: () => inMemory(pdf) });
      progress(total, total, 'steps');
      const signature = signed(context, name, pdf);
      return {
        ticket,
        name,
        copyNumber: model.unrecorded ? null : copyNumber,
        pages,
        bytes: pdf.length,
        sha256,
        leftOut: [...leftOut],
        points,
        warnings,
        signature,
      };
    } finally {
      child.kill();
    }
  }),
  'report.history': ({ db }, { caseId }) => listPrinted(db, caseId),
};

/** Numbers of copies that are being printed, by case. */
const underWay = new Map<string, Set<number>>();

type Print = Handlers<'report'>['report.print'];
/** Gives each print a number of its own, also where two go on at once: it is kept from the others until it is recorded. */
function numbered(
  print: (context: Parameters<Print>[0], input: Parameters<Print>[1], copyNumber: number) => ReturnType<Print>,
): Print {
  return async (context, input) => {
    const taken = underWay.get(input.caseId) ?? new Set();
    underWay.set(input.caseId, taken);
    const number = Math.max(nextCopy(context.db, input.caseId), ...[...taken].map((each) => each + 1));
    taken.add(number);
    try {
      return await print(context, input, number);
    } finally {
      taken.delete(number);
    }
  };
}

const ALL_ALLOWED: Permissions = { print: true, copy: true };

/** @throws Fault `bad-request` for an owner's password or permissions that no password of the reader goes with */
function checkOwner(
  { ownerPassword, permissions }: Pick<Parsed<'report.print'>, 'ownerPassword' | 'permissions'>,
  password: string | undefined,
): void {
  if (password === undefined && (ownerPassword !== undefined || permissions !== undefined))
    throw new Fault('bad-request', 'Permissions hold for a PDF with a password only: give one for its reader too.');
  if (ownerPassword === undefined) return;
  checkPassword(ownerPassword);
  if (ownerPassword === password)
    throw new Fault(
      'bad-request',
      'The owner’s password is that of the reader, so it would protect nothing. Choose another one.',
    );
}

const uncoveredOf = ({ uncovered }: Resolved): Uncovered[] =>
  uncovered.map(({ original: { id, label }, copies }) => ({
    original: { id, label },
    copies: copies.map((copy) => ({ label: copy.label, removed: copy.removedAt !== null })),
  }));
const allWarnings = (resolved: Resolved): string[] => [
  ...uncoveredOf(resolved).map(uncoveredWords),
  ...resolved.repeats,
  ...warningsOf(resolved.model),
];

const occasionOf = (core: Core, session: Session, edition: Edition, printedAt: string): Occasion => ({
  edition,
  printedAt,
  zone: core.zone,
  preparedBy: session.investigator,
  program: `Redthread, ${core.program}`,
  unrecorded: session.readOnly !== null,
});

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

/** A finding that was deleted since may stay named. @throws Fault `not-found` for what is of another case, or of none */
function requireOfCase(db: WriteDb, caseId: CaseId, changes: Partial<Parsed<'report.update'>>): void {
  const { excludedExhibits = [], excludedFindings = [], keyNumbers = [], figureId = null, captions = [] } = changes;
  const exhibits = new Set(listExhibits(db, caseId).map(({ id }) => id));
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

function signed({ core, db }: JobContext, name: string, pdf: Uint8Array): Output<'report.print'>['signature'] {
  const signature = signDetached(db, pdf);
  const { fingerprint } = publicIdentity(db);
  const file = {
    name: `${name}.sig`,
    mediaType: 'application/octet-stream',
    open: () => inMemory(signature),
  };
  return { ticket: core.tickets.issue(file), name: file.name, fingerprint };
}

/** "2026-11-22" where the reader of the file name is. */
const dateIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );

/** Why a print is withheld: where it still holds what it redacts, by the labels of that. */
const leakWords = (leaks: readonly string[], places: readonly string[]): string =>
  `The print is withheld: it still holds what its edition redacts. ${firstOf(leaks, '; ')}.${places.length === 0 ? '' : ` It comes from: ${firstOf(places, '; ')}. Change that field, or leave it out of the report; numbers, dates and hashes that the program records stay as they are.`}`;
const firstOf = (all: readonly string[], sign: string): string =>
  `${all.slice(0, 8).join(sign)}${all.length > 8 ? `${sign}and ${all.length - 8} more` : ''}`;

/** What ends the pdf process by itself is a layout that needs more memory than it may take. */
const tooLarge = ({ exhibits, custody }: ReportModel): Fault =>
  new Fault(
    'too-large',
    `The report could not be laid out: with ${exhibits.length} exhibits and ${custody.length} custody entries it needs more memory than the program takes. Leave exhibits out, or print another edition.`,
  );
