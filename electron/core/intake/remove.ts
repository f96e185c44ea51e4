import { Fault } from '../../../shared/contract/errors.ts';
import type { Core, Handler } from '../context.ts';
import { dropDataset } from '../datasets/drop.ts';
import { exhibitById } from '../evidence/exhibits.ts';
import { discardStaged, release } from '../evidence/staging.ts';
import type { Session } from '../vault/session.ts';

/** A recorded act with a reason: bytes, derivatives and dataset go; number, hash and record stay. */
export const removeExhibit: Handler<'evidence.remove'> = (context, { exhibitId, reason }) => {
  const { core, session, db, record } = context;
  const before = exhibitById(db, exhibitId);
  if (before.removedAt) throw new Fault('conflict', `${before.label} was removed already.`);
  dropDataset(db, exhibitId);
  const rest = release(context, exhibitId, reason);
  if (rest !== null) deleteRest(core, session, rest, before.label);
  record({
    caseId: before.caseId,
    action: 'evidence.remove',
    subject: before.label,
    detail: { reason, name: before.originalName, bytes: before.bytes, sha256: before.sha256 },
  });
  return exhibitById(db, exhibitId);
};

/**
 * Many bytes go batch by batch, so that nobody waits: half a gigabyte in one transaction held everything up for seconds.
 * The exhibit is without them already; what a lock or a crash leaves is swept when the vault is opened.
 */
function deleteRest(core: Core, session: Session, content: number, label: string): void {
  core.jobs.start('evidence.remove', `Deleting the bytes of ${label}`, async ({ signal }) => {
    await discardStaged({ core, session }, content, signal);
    return null;
  });
}
