import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, listExhibits, readFirst } from '../evidence/reads.ts';
import { exhibitsOfRuns, listsOfRuns, looksPublished, textOf } from '../screening/reads.ts';
import { savedTrace } from '../traces/reads.ts';

const HEAD_BYTES = 20_000;
/** What no list comes as. */
const NO_LIST = /^(?:image|video|audio|font)\/|pdf|zip|officedocument|sqlite/;

/** A list as it is read: exhibits of one case. */
export interface KnownList {
  readonly exhibits: readonly Exhibit[];
  /** "C-0003 E-0004, E-0005" */
  readonly label: string;
  readonly readAs: 'names' | 'labels';
}

/**
 * The lists of a case: what its screenings and saved traces took for one, and what has the shape of one that is published. A table of
 * one's own is a list only where somebody used it as one.
 * @param skip hashes of lists that are known from another case; those of this one are added
 * @param problem told of a saved trace that cannot be read, whose lists are then not known
 */
export function listsOfCase(
  db: ReadDb,
  { id, number }: { readonly id: CaseId; readonly number: number },
  skip: Set<string>,
  problem: (exhibits: string, why: string) => void,
): KnownList[] {
  const exhibits = listExhibits(db, id).filter(({ removedAt }) => removedAt === null);
  const bySha = new Map(exhibits.toReversed().map((each) => [each.sha256, each]));
  const found: KnownList[] = [];
  const add = (hashes: readonly string[], readAs: KnownList['readAs']): void => {
    const of = hashes.flatMap((sha256) => bySha.get(sha256) ?? []);
    if (of.every(({ sha256 }) => skip.has(sha256))) return;
    for (const { sha256 } of of) skip.add(sha256);
    found.push({ exhibits: of, label: `${caseLabel(number)} ${of.map(({ label }) => label).join(', ')}`, readAs });
  };
  for (const hashes of listsOfRuns(db, id)) add(hashes, 'names');
  for (const trace of exhibits.filter(({ preview }) => preview === 'trace'))
    try {
      for (const { sha256 } of savedTrace(db, trace.id).lists) add([sha256], 'labels');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problem(`${caseLabel(number)} ${trace.label}`, error.message);
    }
  const runs = exhibitsOfRuns(db, id);
  for (const exhibit of exhibits) {
    if (runs.has(exhibit.id)) continue;
    if (skip.has(exhibit.sha256) || NO_LIST.test(exhibit.mediaType) || exhibit.preview === 'trace') continue;
    const readAs = shapeOf(textOf(readFirst(db, contentOf(db, exhibit.id).id, HEAD_BYTES)));
    if (readAs) add([exhibit.sha256], readAs);
  }
  return found;
}

/** @param head the beginning of a file */
function shapeOf(head: string): KnownList['readAs'] | null {
  const isTagpack = /^tags:\s*$/m.test(head) && /^\s*-?\s*address:/m.test(head);
  const isOfacXml = /<(?:sdnList|Sanctions)[\s>]/.test(head.slice(0, 10_000));
  const isEtherscan = /^\uFEFF?[^\n]*\bname tag\b/i.test(head) && /^\uFEFF?[^\n]*\baddress\b/i.test(head);
  if (isTagpack || isOfacXml || isEtherscan) return 'labels';
  return looksPublished(head) ? 'names' : null;
}
