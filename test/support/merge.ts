import type { BundleReport, Merged, Take } from '../../shared/contract/bundle-report.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { bundleOf, keys } from './bundled-case.ts';
import type { TestCore } from './core.ts';

/** How bundles go between vaults, with the same keys for all of them. */
export interface Post {
  readonly identity: string;
  send(from: TestCore, caseId: CaseId, exhibits?: never[]): Promise<Buffer>;
  /** As a new case. */
  bring(to: TestCore, bundle: Buffer): Promise<CaseId>;
  report(to: TestCore, bundle: Buffer, into?: CaseId): Promise<BundleReport>;
  mergeBundle(
    to: TestCore,
    bundle: Buffer,
    how?: { changed?: 'ours' | 'theirs'; conflicts?: Take; choices?: { key: string; take: Take }[]; into?: CaseId },
  ): Promise<Merged & { report: BundleReport }>;
}

export async function post(): Promise<Post> {
  const { identity, recipient } = await keys();
  const secret = { with: { identity } };
  const name = 'case.age';
  const report: Post['report'] = (to, bundle, into) =>
    to.run('bundle.compare', { ticket: to.ticketForBytes(name, bundle), ...secret, ...(into && { into }) });
  return {
    identity,
    send: (from, caseId, exhibits) => bundleOf(from, caseId, recipient, exhibits),
    bring: async (to, bundle) =>
      (await to.run('bundle.import', { ticket: to.ticketForBytes(name, bundle), ...secret })).caseId,
    report,
    mergeBundle: async (to, bundle, { into, ...how } = {}) => {
      const read = await report(to, bundle, into);
      if (!read.caseId) throw new Error('the case of that bundle is not here');
      const ticket = to.ticketForBytes(name, bundle);
      const { caseId, stateSha256 } = read;
      return { ...(await to.run('bundle.merge', { ticket, ...secret, caseId, stateSha256, ...how })), report: read };
    },
  };
}
