import type { JobContext } from '../context.ts';
import { insertPrinted, type Printed } from './store.ts';

/** A copy as it is recorded: a row of the delivery record, and an entry of the custody log under the name of its PDF. */
export interface RecordedCopy extends Omit<Printed, 'printedBy'> {
  readonly name: string;
  /** Of the signed manifest, where there is one. */
  readonly manifestSha256?: string | undefined;
}

/** Records copies in one step: all of them or none. They are recorded before anybody gets them. */
export function recordCopies(
  { session, note }: Pick<JobContext, 'session' | 'note'>,
  caseId: Parameters<typeof insertPrinted>[1],
  copies: readonly RecordedCopy[],
): void {
  note(({ db, record }) => {
    for (const { name, manifestSha256, ...printed } of copies) {
      insertPrinted(db, caseId, { ...printed, printedBy: session.investigator });
      const { printedAt, edition, pages, bytes, sha256, encrypted } = printed;
      const { copyNumber, recipient, paper, finding, openPoints, files } = printed;
      const detail = {
        ...{ printedAt, edition, pages, bytes, sha256, encrypted, copyNumber },
        ...(recipient !== '' && { recipient }),
        // Whether the dialog of the system is dismissed then, no system tells for certain.
        ...(paper && { paper }),
        ...(finding !== null && { finding }),
        ...(openPoints > 0 && { openPoints }),
        ...(files.length > 0 && { files: files.map((file) => ({ name: file.name, sha256: file.sha256 })) }),
        ...(manifestSha256 !== undefined && { manifestSha256 }),
      };
      record({ caseId, action: 'report.print', subject: name, detail });
    }
  });
}
