import { Fault } from '../../../shared/contract/errors.ts';
import { requireNoHold } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { dropDatasets } from '../datasets/parse.ts';
import { exhibitById } from '../evidence/reads.ts';
import { discardStaged, release } from '../evidence/staging.ts';
import { importEvidence } from './import.ts';

export const intakeHandlers: Pick<Handlers<'evidence'>, 'evidence.import' | 'evidence.remove'> = {
  'evidence.import': importEvidence,
  /** A recorded act with a reason: bytes, derivatives and datasets go; number, hash and record stay. */
  'evidence.remove': (context, { exhibitId, reason }) => {
    const { db, record } = context;
    const before = exhibitById(db, exhibitId);
    if (before.removedAt) throw new Fault('conflict', `${before.label} was removed already.`);
    requireNoHold(db, before.caseId, before.label);
    const combined = dropDatasets(db, exhibitId, before.caseId);
    const rest = release(context, exhibitId, reason);
    if (rest !== null) deleteRest(context, rest, before.label);
    record({
      caseId: before.caseId,
      action: 'evidence.remove',
      subject: before.label,
      detail: {
        reason,
        name: before.originalName,
        bytes: before.bytes,
        sha256: before.sha256,
        ...(combined.length > 0 && { takenOutOf: combined }),
      },
    });
    return exhibitById(db, exhibitId);
  },
};

/**
 * Many bytes go batch by batch, so that nobody waits: half a gigabyte in one transaction held everything up for seconds.
 * The exhibit is without them already; what a lock or a crash leaves is swept when the vault is opened.
 */
function deleteRest({ core, session }: WriteContext, content: number, label: string): void {
  core.jobs.start('evidence.remove', `Deleting the bytes of ${label}`, async ({ signal }) => {
    await discardStaged({ core, session }, content, signal);
    return null;
  });
}
