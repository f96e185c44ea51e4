import { createHash } from 'node:crypto';
import type { BundleReport, Merged } from '../../../../shared/contract/bundle-report.ts';
import type { Parsed } from '../../../../shared/contract/commands.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { JobContext } from '../../context.ts';
import { isIncoming } from '../../db/incoming.ts';
import { exhibitWithBytes } from '../../evidence/reads.ts';
import { discardStaged, type Staged } from '../../evidence/staging.ts';
import { canonical } from '../format.ts';
import { finish } from '../import.ts';
import { arrive, look } from '../open.ts';
import type { Opened } from '../read.ts';
import { recognised } from '../restore.ts';
import { listArrivals } from '../store.ts';
import { apply, type Perform } from './apply.ts';
import { casesOf, compare, documentsOf, headOf, requireCaseOf, withheldWords } from './compare.ts';
import { planned } from './plan.ts';

/** Holds a bundle against the case that it is of, and writes nothing. */
export async function compareBundle(
  context: JobContext,
  { ticket, with: secret, into }: Parsed<'bundle.compare'>,
): Promise<BundleReport> {
  const incoming = context.core.tickets.takeIncoming(ticket);
  context.label(`Comparing ${incoming.name}`);
  const { opened, documents } = await look(context, incoming, secret);
  await context.breathe();
  const caseId = requireCaseOf(context.db, opened, documents, into);
  if (caseId) return compare(context.db, caseId, opened, documents).report;
  const { exchange } = documentsOf(opened, documents);
  const told: Omit<BundleReport, 'stateSha256'> = {
    ...headOf(context.db, opened, casesOf(context.db, opened, exchange), null),
    ...{
      base: null,
      counts: [],
      rows: [],
      renumbered: [],
      restrictions: [],
      notes: [...opened.custody, ...withheldWords(exchange.withheld, opened.manifest.scope)],
    },
  };
  return { ...told, stateSha256: createHash('sha256').update(canonical(told)).digest('hex') };
}

/**
 * Merges a bundle into the case that it is of, as its report was read: where the case or the bundle is another by now, nothing is
 * done. All of it is one transaction; bytes that came with it wait as staged bytes until then.
 * @throws Fault `conflict` when the report no longer holds
 */
export async function mergeBundle(
  context: JobContext,
  perform: Perform,
  { ticket, with: secret, caseId, stateSha256, changed, conflicts, choices }: Parsed<'bundle.merge'>,
): Promise<Merged> {
  const incoming = context.core.tickets.takeIncoming(ticket);
  context.label(`Merging ${incoming.name}`);
  if (listArrivals(context.db, caseId).length > 0)
    throw new Fault(
      'conflict',
      'An earlier bundle of this case is not read to its end. Finish that first: the overview of the case offers it.',
    );
  const staged = new Map<string, Staged>();
  const documents = new Map<string, unknown>();
  let done: ReturnType<typeof apply>;
  let opened: Opened;
  try {
    const isNew = (sha256: string): boolean => exhibitWithBytes(context.db, caseId, sha256) === null;
    opened = await arrive(context, incoming, secret, staged, documents, isNew);
    const bundle = { ...opened, staged, documents, from: incoming.name };
    const originals = await recognised(context, bundle);
    await context.breathe();
    done = context.write((write) => {
      const compared = compare(context.db, caseId, opened, documents);
      if (compared.report.stateSha256 !== stateSha256)
        throw new Fault('conflict', 'The case was changed since it was compared with the bundle. Compare them again.');
      const plan = planned(compared.rows, {
        changed,
        conflicts,
        choices: new Map(choices.map(({ key, take }) => [key, take])),
      });
      return apply(write, context.db, perform, compared, plan, bundle, originals);
    });
  } finally {
    // All of them where nothing came in, and else the bytes of what stays out.
    for (const { contentId } of staged.values())
      if (isIncoming(context.db, contentId, 'content')) await discardStaged(context, contentId);
  }
  context.label(`Reading what ${incoming.name} brought`);
  const { unread, problems } = await finish(context, caseId);
  return { ...done, unread, problems: [...done.problems, ...problems] };
}
