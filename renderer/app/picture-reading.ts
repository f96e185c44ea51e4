import { useEffect, useState } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';
import { call, runJob } from '../client/call.ts';
import { useRead } from '../client/hooks.ts';
import { useImportQueue } from '../features/evidence/import-queue.ts';
import { useRunningJobs } from '../state/jobs.ts';
import { useSession } from '../state/session.ts';
import { plural } from '../ui/format.ts';
import { showToast } from '../ui/toaster.ts';

/**
 * Reads the text of the pictures of an open case that were not read yet, unless the vault's settings say otherwise: when it
 * is opened, and after an import. What was stopped or could not be read is not tried again until more pictures come.
 */
export function usePictureReading(caseId: CaseId): void {
  const { data: profile } = useRead('vault.profile', {});
  const { data: unread } = useRead('ocr.pending', { caseId });
  const [left, setLeft] = useState(0);
  const importing = useImportQueue().some(({ state }) => state === 'waiting' || state === 'running');
  const reading = useRunningJobs().some(({ command }) => command === 'ocr.run');
  const writable = useSession().vault?.readOnly === null;
  const due = writable && profile?.readPictures === true && (unread?.pending ?? 0) > left && !importing && !reading;
  useEffect(() => {
    if (!due) return;
    setLeft(Number.POSITIVE_INFINITY); // until it is known how many stay unread
    void read(caseId).then(setLeft);
  }, [due, caseId]);
}

/** @returns how many stay unread */
async function read(caseId: CaseId): Promise<number> {
  try {
    const jobs = await call('job.list', {});
    if (jobs.some(({ command, state }) => command === 'ocr.run' && state === 'running')) return 0; // asked again when it ends
    const { failed } = await runJob('ocr.run', { caseId, unattended: true });
    const [first] = failed;
    if (first)
      showToast({
        message: `The text of ${plural(failed.length, 'picture')} could not be read. ${first.exhibit}: ${first.reason}`,
      });
  } catch {
    // stopped, or the vault was locked: what is left is read another time
  }
  return call('ocr.pending', { caseId }).then(
    ({ pending }) => pending,
    () => Number.POSITIVE_INFINITY,
  );
}
