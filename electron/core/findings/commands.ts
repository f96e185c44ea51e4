import { createHash } from 'node:crypto';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Handlers } from '../context.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { createFinding, entry } from './create.ts';
import {
  deletedFindings,
  deleteFinding,
  findingById,
  findingsOfCase,
  restoreFinding,
  setOrder,
  updateFinding,
} from './store.ts';

export const findingHandlers: Handlers<'finding'> = {
  'finding.list': ({ db }, { caseId }) => findingsOfCase(db, caseId),
  'finding.create': (context, input) => createFinding(context, input),
  'finding.update': ({ db, at, record }, { findingId, ...input }) => {
    const before = findingById(db, findingId);
    const statement = {
      claim: input.claim ?? before.claim,
      explanation: input.explanation ?? before.explanation,
      likelihood: input.likelihood ?? before.likelihood,
      confidence: input.confidence ?? before.confidence,
      exhibits: input.exhibits ? requireExhibitsOfCase(db, before.caseId, input.exhibits) : before.exhibits,
    };
    updateFinding(db, findingId, statement, at);
    const after = findingById(db, findingId);
    record(entry('update', after, differences(before, after)));
    return after;
  },
  'finding.move': ({ db, record }, { findingId, position }) => {
    const moved = findingById(db, findingId);
    const others = findingsOfCase(db, moved.caseId).filter(({ id }) => id !== findingId);
    const order = others.toSpliced(position, 0, moved).map(({ id }) => id);
    setOrder(db, order);
    record(entry('move', moved, { from: moved.position, to: order.indexOf(findingId) }));
    return findingsOfCase(db, moved.caseId);
  },
  'finding.remove': ({ db, at, record }, { findingId }) => {
    const gone = findingById(db, findingId);
    deleteFinding(db, findingId, at);
    setOrder(
      db,
      findingsOfCase(db, gone.caseId).map(({ id }) => id),
    );
    record(entry('remove', gone, { claim: gone.claim, exhibits: gone.exhibitLabels }));
    return null;
  },
  'finding.deleted': ({ db }, { caseId }) => deletedFindings(db, caseId),
  'finding.restore': ({ db, record }, { findingId }) => {
    const position = restoreFinding(db, findingId);
    const { caseId } = findingById(db, findingId);
    const others = findingsOfCase(db, caseId).filter(({ id }) => id !== findingId);
    setOrder(db, others.map(({ id }) => id).toSpliced(position, 0, findingId));
    const back = findingById(db, findingId);
    record(entry('restore', back, { claim: back.claim, exhibits: back.exhibitLabels }));
    return back;
  },
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const COMPARED = ['claim', 'likelihood', 'confidence', 'exhibitLabels'] as const;

/** What a claim said before and says now; of a long explanation the digests of both texts. */
function differences(before: Finding, after: Finding): Record<string, unknown> {
  const changed = COMPARED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return {
    ...Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }])),
    ...(before.explanation === after.explanation
      ? {}
      : { explanation: { fromSha256: sha256(before.explanation), toSha256: sha256(after.explanation) } }),
  };
}
