import { counted } from '../../../shared/domain/counted.ts';
import type { Linked } from '../custody/chain.ts';
import { sealOfErased } from '../custody/erase.ts';
import type { ReadDb } from '../db/open.ts';

type Report = (seq: number, problem: string) => void;

/** What the log lost with cases that were destroyed, against the entries that say so. */
export class Erasures {
  /** By case: the entries that have no words. */
  private readonly entries = new Map<string, number[]>();
  /** By case, in the order of the log. */
  private readonly destructions = new Map<string, Linked>();

  entry(caseId: string, seq: number): void {
    this.entries.set(caseId, [...(this.entries.get(caseId) ?? []), seq]);
  }
  destruction(entry: Linked): void {
    if (entry.action === 'retention.destroy' && entry.caseId !== null) this.destructions.set(entry.caseId, entry);
  }

  /** @param lessened entries whose lists lost rows */
  conclude(db: ReadDb, lessened: ReadonlySet<number>, report: Report, tell: Report): void {
    for (const [caseId, seqs] of this.entries) {
      const destroyed = this.destructions.get(caseId);
      if (!destroyed || seqs.some((seq) => seq >= destroyed.seq))
        for (const seq of seqs)
          report(seq, 'has lost its words, although no entry after it tells that its case was destroyed');
      else
        tell(
          destroyed.seq,
          `records that ${destroyed.subject} was destroyed; ${counted(seqs.length, 'entry', 'entries')} of the case ${seqs.length === 1 ? 'has' : 'have'} no words any more`,
        );
    }
    const last = [...this.destructions.values()].at(-1);
    if (last && last.detail['seal'] !== sealOfErased(db))
      report(last.seq, 'seals what the destroyed cases left in the log, and that was altered since');
    if (!last && lessened.size > 0)
      report(Math.min(...lessened), 'has lost rows of its list, although no case was destroyed');
  }
}
