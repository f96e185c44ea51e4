import type { Merged, TakenKind } from '../../../../shared/contract/bundle-report.ts';
import { type CommandName, commands } from '../../../../shared/contract/commands.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel } from '../../../../shared/domain/labels.ts';
import {
  type Arrived,
  type BundlePart,
  EXHIBITS_SECTION,
  type Kind,
  References,
  type Restoring,
  type Table,
} from '../../bundle-part.ts';
import { casePart } from '../../cases/bundle.ts';
import { caseFacts } from '../../cases/reads.ts';
import type { WriteContext } from '../../context.ts';
import type { ReadDb } from '../../db/open.ts';
import { exhibitById } from '../../evidence/reads.ts';
import { insertRenumbered } from '../../evidence/renumbered.ts';
import { acquireAgain } from '../../evidence/staging.ts';
import { insertExchange, insertIds } from '../exchanges.ts';
import { PARTS } from '../parts.ts';
import { keepCustody, type ReadBundle } from '../restore.ts';
import { restoringFrom } from '../restoring.ts';
import { insertArrival, listArrivals, noteSigner, setArrivalTables } from '../store.ts';
import { changesFor, without } from './changes.ts';
import type { Compared } from './compare.ts';
import { KINDS } from './kinds.ts';
import { digestsIn, numbersOf } from './pairs.ts';
import { picked } from './pick.ts';
import type { Planned } from './plan.ts';
import { type Act, act } from './restrictions.ts';
import { PER_EXHIBIT } from './taken.ts';
import { type Fields, isFields, translated } from './translate.ts';

/** Runs a write command of the contract within the transaction of another one. */
export type Perform = (context: WriteContext, name: CommandName, input: unknown) => void;

const REFERRED: Readonly<Partial<Record<TakenKind, Kind>>> = {
  exhibit: 'exhibit',
  entity: 'entity',
  note: 'note',
  board: 'board',
  link: 'link',
  snapshot: 'snapshot',
  finding: 'finding',
  request: 'request',
  question: 'question',
  event: 'event',
  task: 'task',
};
const NO_LABELS: ReadonlyMap<string, string> = new Map();

/**
 * Does what was decided, in the caller's transaction. What is new is restored by the parts, as a bundle restores a case; what
 * changes is changed by the commands that the window uses, with their checks and custody entries.
 * @param originals by the numbers of the sender
 */
export function apply(
  write: WriteContext,
  db: ReadDb,
  perform: Perform,
  compared: Compared,
  plan: readonly Planned[],
  bundle: ReadBundle,
  originals: ReadonlyMap<number, Arrived>,
): Omit<Merged, 'unread' | 'problems'> & { readonly problems: string[] } {
  const { caseId, matched, ours, report } = compared;
  const references = knownReferences(caseId, compared);
  const documents = picked(matched.theirs, ours, plan, withNumbersBeside(compared, plan));
  const tables = restoreParts(write, compared, references, documents, bundle, originals);
  const fresh = parsedIds(documents.get(EXHIBITS_SECTION));
  insertArrivals(
    write,
    db,
    caseId,
    fresh.map((id) => references.find('exhibit', id)),
    tables,
  );
  acquireOnceMore(write, compared, plan, references, bundle.sha256);
  const ids = new Map(references.ids());
  const missing = new Set(
    plan.flatMap(({ pair, does }) => (does === 'ours' && pair.theirs && !pair.ours ? [pair.theirs.id] : [])),
  );
  const run = ({ name, input }: Act, title: string): void => {
    const parsed = commands[name].input.safeParse(translated(without(input, missing), ids, NO_LABELS));
    if (!parsed.success)
      throw new Fault(
        'damaged',
        `The bundle is refused: "${title}" cannot be set as it stands there. Nothing was stored.`,
      );
    try {
      perform(write, name, parsed.data);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault(
        error.code,
        `"${title}" cannot be taken over: ${error.message} Keep ours of it. Nothing was stored.`,
      );
    }
  };
  for (const row of plan) for (const each of changesFor(db, caseId, row)) run(each, row.title);
  for (const each of compared.acts) run(each, 'A restriction');
  const register =
    compared.aiUses.length > 0
      ? act('report.update', { caseId, aiUse: [...usesOf(ours), ...compared.aiUses] as never })
      : null;
  if (register) run(register, 'The register of AI assistance');
  noteNumbers(write, compared, references, fresh);
  keepCustody(write, caseId, bundle);
  const done = summary(plan);
  insertExchange(
    write.db,
    caseId,
    {
      ...{ manifestSha256: bundle.sha256, way: 'merged', scope: bundle.manifest.scope },
      ...{ fingerprint: bundle.fingerprint, at: write.at, known: compared.exchange.known },
    },
    digestsIn(
      new Map([...matched.theirs].map(([name, value]) => [name, translated(value, ids, NO_LABELS)])),
      bundle.manifest.scope === 'exhibits',
    ),
  );
  insertIds(write.db, caseId, idsToKeep(compared, ids));
  noteSigner(write.db, bundle.fingerprint, bundle.manifest.publicKey, write.at);
  record(write, compared, plan, bundle, done);
  const { renumbered, restrictions } = report;
  return { caseId, ...done, renumbered, restrictions, problems: plan.flatMap(refusedWords) };
}

/** What is here is known to the parts under the ids of this case. */
function knownReferences(caseId: CaseId, { ours }: Compared): References {
  const references = new References();
  references.add('case', caseId, caseId);
  for (const kind of KINDS) {
    const of = REFERRED[kind.name];
    if (of) for (const { id } of kind.list(ours)) if (!references.has(id)) references.add(of, id, id as never);
  }
  return references;
}

/** Where two versions of a finding stand side by side, the one that came has a number of its own. */
function withNumbersBeside({ matched, ours }: Compared, plan: readonly Planned[]): Map<string, number> {
  const numbers = new Map(numbersOf(matched));
  for (const kind of KINDS) {
    if (kind.name !== 'finding' && kind.name !== 'task') continue;
    const all = [kind.list(ours), kind.list(matched.theirs)].flat().map(({ number }) => number ?? 0);
    const given = [...numbers].flatMap(([key, number]) => (key.startsWith(`${kind.name}/`) ? [number] : []));
    let next = Math.max(0, ...all, ...given);
    const taken = new Set(kind.list(ours).map(({ number }) => number));
    for (const { kind: of, pair, does } of plan) {
      if (of !== kind.name || !pair.theirs || does === 'ours') continue;
      if (does === 'both') numbers.set(`${of}/${pair.theirs.id}+`, ++next);
      else if (!pair.ours && kind.label === null && taken.has(pair.theirs.number))
        numbers.set(`${of}/${pair.theirs.id}`, ++next);
    }
  }
  return numbers;
}

function restoreParts(
  write: WriteContext,
  { ours, matched }: Compared,
  references: References,
  documents: ReadonlyMap<string, unknown>,
  bundle: ReadBundle,
  originals: ReadonlyMap<number, Arrived>,
): Map<ExhibitId, Table[]> {
  const named = new Set([...documents.keys()].flatMap((name) => PER_EXHIBIT.exec(name)?.[2] ?? []));
  const contents = [ours.get(EXHIBITS_SECTION), documents.get(EXHIBITS_SECTION)]
    .flatMap((all, at) => (all as Fields[]).map((each) => ({ each, isNew: at === 1 })))
    .filter(({ each, isNew }) => isNew || named.has(exhibitLabel(Number(each.number))))
    .map(({ each }) => each) as unknown as Restoring['exhibits'];
  const { restoring, tables } = restoringFrom(write, {
    references,
    scope: bundle.manifest.scope,
    exhibits: contents,
    manifestSha256: bundle.sha256,
    documents,
    originalOf: (number) => originals.get(matched.cameAs.get(number) ?? number),
  });
  const parts: readonly BundlePart[] = PARTS.filter((part) => part !== casePart);
  for (const part of parts) part.restore(restoring);
  return tables;
}

const parsedIds = (document: unknown): string[] =>
  (document as Fields[]).filter(({ removedAt }) => removedAt === null).map(({ id }) => String(id));

function insertArrivals(
  { db }: WriteContext,
  read: ReadDb,
  caseId: CaseId,
  fresh: readonly ExhibitId[],
  tables: ReadonlyMap<ExhibitId, Table[]>,
): void {
  const waiting = new Map(listArrivals(read, caseId).map(({ exhibitId, tables: all }) => [exhibitId, all]));
  for (const exhibitId of new Set([...fresh, ...tables.keys()])) {
    const own = tables.get(exhibitId) ?? [];
    const before = waiting.get(exhibitId);
    if (before) setArrivalTables(db, { exhibitId, tables: [...before, ...own] });
    else insertArrival(db, { exhibitId, tables: own });
  }
}

/** That a colleague took the same bytes in is a fact of its own, which ours does not replace. */
function acquireOnceMore(
  write: WriteContext,
  { matched }: Compared,
  plan: readonly Planned[],
  references: References,
  fromBundle: string,
): void {
  const again = (id: string, self: Fields): void => {
    const exhibit = exhibitById(write.db, references.find('exhibit', id));
    if (exhibit.removedAt !== null) return;
    acquireAgain(write, exhibit, {
      originalName: String(self.originalName),
      how: String(self.acquiredHow),
      source: String(self.source),
      note: String(self.note),
      tags: (self.tags as string[]) ?? [],
      sensitivity: self.sensitivity as 'normal',
      zone: String(self.acquiredZone),
      title: String(self.title),
      detail: { fromBundle, acquiredThere: self.acquiredAt, byWhom: self.acquiredBy },
    });
  };
  for (const { ours, theirs } of matched.twice) again(ours.id, theirs.self);
  const here = new Set(matched.pairs.flatMap(({ kind, ours }) => (kind.name === 'exhibit' && ours ? [ours.id] : [])));
  for (const { kind, pair, does } of plan)
    if (kind === 'acquisition' && does === 'theirs' && pair.theirs && here.has(pair.theirs.under))
      again(pair.theirs.under, pair.theirs.self);
}

const usesOf = (ours: Compared['ours']): Fields[] => {
  const report = ours.get('case/report.json');
  return isFields(report) && isFields(report.setup) ? (report.setup.aiUse as Fields[]) : [];
};

/** Numbers in the bytes of what came are the sender's: what they stand for here is kept with it. */
function noteNumbers(
  { db }: WriteContext,
  { matched: { labels, theirs } }: Compared,
  references: References,
  fresh: readonly string[],
): void {
  const moved = [...labels].flatMap(([was, becomes]) =>
    was.startsWith('E-') ? [{ was: Number(was.slice(2)), becomes: Number(becomes.slice(2)) }] : [],
  );
  const isNew = new Set(fresh);
  for (const { id, kind, number } of theirs.get(EXHIBITS_SECTION) as Fields[]) {
    if (!isNew.has(String(id))) continue;
    const exhibitId = references.find('exhibit', String(id));
    for (const each of moved)
      if (each.becomes === number || kind === 'chart' || kind === 'trace') insertRenumbered(db, { exhibitId, ...each });
  }
}

/** Under which ids the sender, and those before, know what is here. */
function* idsToKeep(
  { matched, exchange }: Compared,
  now: ReadonlyMap<string, string>,
): IterableIterator<[string, string]> {
  const here = (sent: string): string | undefined => now.get(matched.ids.get(sent) ?? sent);
  for (const [there] of matched.ids) {
    const id = here(there);
    if (id !== undefined) yield [there, id];
  }
  for (const [there, id] of now) yield [there, id];
  for (const [there, sent] of exchange.ids) {
    const id = here(sent);
    if (id !== undefined && here(there) === undefined) yield [there, id];
  }
}

const summary = (plan: readonly Planned[]) => ({
  added: plan.filter(({ does, pair }) => does === 'both' || (does === 'theirs' && !pair.ours)).length,
  changed: plan.filter(({ does, pair }) => does === 'theirs' && pair.ours).length,
  kept: plan.filter(({ does, state }) => does === 'ours' && ['conflict', 'theirs', 'gone-here'].includes(state)).length,
});
const refusedWords = ({ title, refused }: Planned): string[] =>
  refused === '' ? [] : [`"${title}" did not come in. ${refused}`];

const MOST_NAMED = 500;
const named = (rows: readonly Planned[]): Record<string, unknown> => ({
  count: rows.length,
  titles: rows.slice(0, MOST_NAMED).map(({ kind, title }) => `${kind}: ${title}`),
  ...(rows.length > MOST_NAMED ? { notNamed: rows.length - MOST_NAMED } : {}),
});

function record(
  write: WriteContext,
  { caseId, report }: Compared,
  plan: readonly Planned[],
  { manifest, sha256, fingerprint, custody, from }: ReadBundle,
  done: ReturnType<typeof summary>,
): void {
  const { base, renumbered, restrictions, signer } = report;
  write.record({
    caseId,
    action: 'bundle.merge',
    subject: caseLabel(caseFacts(write.db, caseId).number),
    detail: {
      ...{ file: from, manifestSha256: sha256, senderFingerprint: fingerprint, sender: manifest.createdBy },
      ...{ otherSigner: signer.before.length > 0 && !signer.before.includes(fingerprint) },
      ...{ program: manifest.program, bundledAt: manifest.createdAt, scope: manifest.scope },
      ...(custody.length > 0 && { custody }),
      base: base === null ? null : base.manifestSha256,
      ...done,
      addedNames: named(plan.filter(({ does, pair }) => does === 'both' || (does === 'theirs' && !pair.ours))),
      changedNames: named(plan.filter(({ does, pair }) => does === 'theirs' && pair.ours)),
      keptNames: named(
        plan.filter(({ does, state }) => does === 'ours' && ['conflict', 'theirs', 'gone-here'].includes(state)),
      ),
      refused: named(plan.filter(({ refused }) => refused !== '')),
      renumbered: renumbered.map(({ kind, was, becomes }) => ({ kind, was, becomes })),
      restrictions: restrictions.map(({ what, stands }) => ({ what, stands })),
    },
  });
}
