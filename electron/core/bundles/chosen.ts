import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadContext } from '../context.ts';
import { listExhibits } from '../evidence/exhibits.ts';
import { queryHandlers } from '../query/commands.ts';

/** An exhibit that goes, and why it goes although nobody chose it: "E-0004 was computed from it". */
export interface Going {
  readonly exhibit: Exhibit;
  readonly because: string | null;
}

/**
 * The exhibits of a bundle, by number: all of the case, or the chosen ones with everything that they were made from.
 * @throws Fault `not-found` when a chosen one is not of this case
 */
export async function goingExhibits(
  context: ReadContext,
  caseId: CaseId,
  chosen: readonly ExhibitId[] | undefined,
): Promise<Going[]> {
  const all = listExhibits(context.db, caseId);
  if (!chosen) return all.map((exhibit) => ({ exhibit, because: null }));
  const byLabel = new Map(all.map((exhibit) => [exhibit.label, exhibit]));
  const wanted = new Set(chosen);
  const queue = all.filter(({ id }) => wanted.has(id));
  if (queue.length !== wanted.size)
    throw new Fault('not-found', 'An exhibit chosen for the bundle is not in this case.');
  const going = new Map<string, Going>(queue.map((exhibit) => [exhibit.label, { exhibit, because: null }]));
  for (const exhibit of queue) {
    for (const { label, because } of await madeFrom(context, exhibit)) {
      const source = byLabel.get(label);
      if (!source || going.has(label)) continue;
      going.set(label, { exhibit: source, because });
      queue.push(source); // what it was made from goes too
    }
  }
  return [...going.values()].sort((a, b) => a.exhibit.number - b.exhibit.number);
}

async function madeFrom(context: ReadContext, exhibit: Exhibit): Promise<{ label: string; because: string }[]> {
  const { id, label, kind, removedAt, copyOf } = exhibit;
  const sources: { label: string; because: string }[] = [];
  if (copyOf !== null) sources.push({ label: copyOf, because: `${label} is a working copy of it` });
  if (kind === 'query' && removedAt === null) {
    const { inputs } = await queryHandlers['query.frozen'](context, { exhibitId: id, offset: 0, limit: 0 });
    for (const { exhibitLabel } of inputs)
      if (exhibitLabel !== null) sources.push({ label: exhibitLabel, because: `${label} was computed from it` });
  }
  return sources;
}
