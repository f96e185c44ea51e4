import type { z } from 'zod';
import type { Signer } from '../../../shared/contract/bundles.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import { commands } from '../../../shared/contract/commands.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { caseLabel, exhibitLabel } from '../../../shared/domain/labels.ts';
import { caseHandlers } from '../cases/commands.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { keepStaged, type Staged } from '../evidence/staging.ts';
import { findingHandlers } from '../findings/commands.ts';
import { recognise } from '../intake/recognise.ts';
import { reportHandlers } from '../reports/commands.ts';
import {
  BOARD,
  BundledBoards,
  BundledCopy,
  BundledDataset,
  type BundledExhibit,
  BundledFindings,
  BundledQuery,
  BundledReport,
  CUSTODY,
  copyEntry,
  datasetEntry,
  FINDINGS,
  originalEntry,
  queryEntry,
  REPORT,
} from './format.ts';
import { parse } from './parse.ts';
import type { Opened } from './read.ts';
import { References } from './references.ts';
import { restoreBoards } from './restore-boards.ts';
import { withOwn } from './signers.ts';
import { insertArrival, insertCopy, insertQuery, keepNumbers, noteSigner } from './store.ts';

/** A bundle that arrived whole. */
export interface Arrived extends Opened {
  readonly staged: ReadonlyMap<string, Staged>;
  readonly documents: ReadonlyMap<string, unknown>;
  /** Name of the file it came in. */
  readonly from: string;
}
export interface Restored {
  readonly caseId: CaseId;
  readonly tables: number;
  readonly queries: number;
  readonly findings: number;
  readonly entities: number;
  readonly signer: Signer;
  /** A bundle of the same signer came in before. */
  readonly seen: boolean;
}
/**
 * Makes the case with all that the bundle holds, in one transaction. Every id is new; exhibit numbers stay. What is still to be
 * read of it, text and tables, is noted in the same transaction (finish.ts).
 * @throws Fault `damaged`
 */
export async function restore(context: JobContext, arrived: Arrived): Promise<Restored> {
  const { manifest, documents } = arrived;
  const tables = new Map<number, z.infer<typeof BundledDataset>>();
  const queries = new Map<number, z.infer<typeof BundledQuery>>();
  for (const { number } of manifest.exhibits) {
    const dataset = documents.get(datasetEntry(number));
    if (dataset !== undefined) tables.set(number, parse(BundledDataset, dataset));
    const query = documents.get(queryEntry(number));
    if (query !== undefined) queries.set(number, parse(BundledQuery, query));
  }
  const shown = await recognised(context, arrived);
  return context.write((write) => {
    const { id: caseId, boardId } = restoreCase(write, arrived);
    const references = new References();
    for (const bundled of manifest.exhibits) {
      if (bundled.removedAt) {
        references.add(bundled.id, null);
        continue;
      }
      const exhibitId = restoreExhibit(write, caseId, bundled, arrived, shown.get(bundled.number));
      references.add(bundled.id, { kind: 'exhibit', id: exhibitId });
      const query = queries.get(bundled.number);
      if (query)
        insertQuery(write.db, exhibitId, {
          ...query,
          inputs: query.inputs.map((input) => ({ ...input, datasetId: null })),
        });
      const dataset = tables.get(bundled.number);
      const table = dataset ? { dialect: dataset.certificate.dialect, view: dataset.view } : null;
      insertArrival(write.db, { exhibitId, table });
    }
    restoreCopies(write, arrived, references);
    keepNumbers(write.db, caseId, Math.max(0, ...manifest.exhibits.map(({ number }) => number)));
    keepCustody(write, caseId, arrived);
    const work = restoreWork(write, caseId, boardId, arrived, references);
    const signer = withOwn(write.db, noteSigner(write.db, arrived.fingerprint, manifest.publicKey, write.at));
    return { caseId, tables: tables.size, queries: queries.size, ...work, signer, seen: signer.bundles > 1 };
  });
}

/** A copy whose original was removed at the sender's stays an exhibit like any other; its custody says what it is. */
function restoreCopies(write: WriteContext, { manifest, documents }: Arrived, references: References): void {
  for (const { id, number } of manifest.exhibits) {
    const document = documents.get(copyEntry(number));
    if (document === undefined) continue;
    const { originalId, steps } = parse(BundledCopy, document);
    const [copy] = references.exhibits([id]);
    const [original] = references.exhibits([originalId]);
    if (copy && original) insertCopy(write.db, copy, original, steps);
  }
}

type Shown = Awaited<ReturnType<typeof recognise>>;
/** What each file is, told from its bytes here: the bundle's own word for it is not taken. */
async function recognised(context: JobContext, { manifest, staged }: Arrived): Promise<Map<number, Shown>> {
  const shown = new Map<number, Shown>();
  for (const { number, kind, originalName } of manifest.exhibits) {
    const bytes = staged.get(originalEntry(number));
    if (kind === 'file' && bytes) shown.set(number, await recognise(context, bytes, originalName));
    await context.breathe();
  }
  return shown;
}

function restoreCase(write: WriteContext, { manifest, sha256, fingerprint, from }: Arrived): Case {
  const { id, number, createdAt, updatedAt, status, ...facts } = manifest.case;
  const made = caseHandlers['case.create'](write, parse(commands['case.create'].input, facts));
  if (status !== 'open') caseHandlers['case.update'](write, { caseId: made.id, status });
  write.record({
    caseId: made.id,
    action: 'bundle.import',
    subject: caseLabel(made.number),
    detail: {
      file: from,
      manifestSha256: sha256,
      senderFingerprint: fingerprint,
      sender: manifest.createdBy,
      program: manifest.program,
      bundledAt: manifest.createdAt,
      scope: manifest.scope,
      case: { id, label: caseLabel(number), createdAt, updatedAt },
      removedThere: manifest.exhibits
        .filter(({ removedAt }) => removedAt)
        .map((exhibit) => exhibitLabel(exhibit.number)),
    },
  });
  return made;
}

function restoreExhibit(
  write: WriteContext,
  caseId: CaseId,
  bundled: BundledExhibit,
  { staged, sha256 }: Arrived,
  shown: Shown | undefined,
): ExhibitId {
  const { kind, number, title, originalName, acquiredAt, acquiredBy, source, sensitivity, note, tags } = bundled;
  const made = keepStaged(write, staged.get(originalEntry(number)) as Staged, {
    caseId,
    kind,
    number,
    title,
    originalName,
    acquiredAt,
    acquiredBy,
    how: bundled.acquiredHow,
    zone: bundled.acquiredZone,
    source,
    sensitivity,
    reliability: bundled.reliability,
    credibility: bundled.credibility,
    note,
    tags,
    ...(shown ?? { mediaType: 'application/jsonl', preview: 'query' }),
    detail: { fromBundle: sha256 },
  });
  return made.id;
}

/** The sender's custody log stays readable beside the new one: as an exhibit after the last. */
function keepCustody(write: WriteContext, caseId: CaseId, { staged, manifest }: Arrived): void {
  const custody = staged.get(CUSTODY);
  if (!custody) return;
  const { id } = keepStaged(write, custody, {
    caseId,
    kind: 'file',
    title: `Custody log of ${caseLabel(manifest.case.number)} as it came with the bundle`,
    originalName: CUSTODY,
    mediaType: 'text/plain',
    preview: 'text',
    how: 'bundle',
    source: manifest.createdBy,
  });
  insertArrival(write.db, { exhibitId: id, table: null });
}

function restoreWork(
  write: WriteContext,
  caseId: CaseId,
  main: Case['boardId'],
  { documents }: Arrived,
  references: References,
): { findings: number; entities: number } {
  const boards = parse(BundledBoards, documents.get(BOARD));
  const boardId = restoreBoards(write, caseId, main, boards, references);
  const findings = parse(BundledFindings, documents.get(FINDINGS)).toSorted((a, b) => a.position - b.position);
  for (const { claim, explanation, likelihood, confidence, exhibits } of findings) {
    const input = { caseId, claim, explanation, likelihood, confidence, exhibits: references.exhibits(exhibits) };
    findingHandlers['finding.create'](write, parse(commands['finding.create'].input, input));
  }
  const words = documents.get(REPORT);
  const restored = { findings: findings.length, entities: boards.entities.length };
  if (words === undefined) return restored; // chosen exhibits only
  const { summary, caveat, method, recipient, excludedExhibits } = parse(BundledReport, words);
  const report = {
    caseId,
    summary,
    caveat,
    method,
    recipient,
    boardId,
    excludedExhibits: references.exhibits(excludedExhibits),
  };
  reportHandlers['report.update'](write, parse(commands['report.update'].input, report));
  return restored;
}
