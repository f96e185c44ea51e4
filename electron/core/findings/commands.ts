import { createHash } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { keptFormat, tidy } from '../../../shared/domain/rich-text.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { createFinding, entry } from './create.ts';
import { judge, judgementOf } from './judgement.ts';
import { comment, commentsOn, mustBeOpen, resolveComment, review } from './reviews.ts';
import {
  deletedFindings,
  deleteFinding,
  findingById,
  findingsOfCase,
  restoreFinding,
  type Statement,
  setOrder,
  updateFinding,
} from './store.ts';
import { addVersion, sameStatement, versionOf, versionsOf } from './versions.ts';

export const findingHandlers: Handlers<'finding'> = {
  'finding.list': ({ db }, { caseId }) => findingsOfCase(db, caseId),
  'finding.create': (context, input) => createFinding(context, input),
  'finding.update': (context, { findingId, ...input }) => {
    const { db, record } = context;
    const before = findingById(db, findingId);
    const after = restate(context, before, {
      claim: input.claim ?? before.claim,
      ...explained(before, input),
      likelihood: input.likelihood ?? before.likelihood,
      confidence: input.confidence ?? before.confidence,
      reasons: input.reasons ?? before.reasons,
      exhibits: input.exhibits ? requireExhibitsOfCase(db, before.caseId, input.exhibits) : before.exhibits,
    });
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
    mustBeOpen(gone);
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
  'finding.versions': ({ db }, { findingId }) => versionsOf(db, findingById(db, findingId)),
  'finding.restoreVersion': (context, { findingId, number }) => {
    const { db, record } = context;
    const before = findingById(db, findingId);
    const after = restate(context, before, versionOf(db, before, number), number);
    record(entry('restoreVersion', after, { restored: number, version: after.version, ...differences(before, after) }));
    return after;
  },
  'finding.judgement': ({ db }, { caseId }) => judgementOf(db, caseId),
  'finding.judge': judge,
  'finding.review': review,
  'finding.comments': ({ db }, { findingId }) => commentsOn(db, findingId),
  'finding.comment': comment,
  'finding.resolveComment': resolveComment,
};

/** One version for each change; a call that changes nothing makes none. @throws Fault `conflict` for a finding that is final */
function restate(
  { db, at, session }: WriteContext,
  before: Finding,
  statement: Statement,
  restored: number | null = null,
): Finding {
  mustBeOpen(before);
  updateFinding(db, before.id, statement, at);
  if (!sameStatement(before, statement))
    addVersion(db, before, statement, { savedAt: at, savedBy: session.investigator, restored });
  return findingById(db, before.id);
}

/** @param input what is new: a text without ranges keeps those of the beginning that it shares with the one before */
function explained(
  { explanation: before, format }: Finding,
  input: Pick<Parsed<'finding.update'>, 'explanation' | 'format'>,
): Pick<Statement, 'explanation' | 'format'> {
  const explanation = input.explanation ?? before;
  return { explanation, format: tidy(explanation, input.format ?? keptFormat(before, format, explanation)) };
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const COMPARED = ['claim', 'likelihood', 'confidence', 'reasons', 'exhibitLabels'] as const;

/** What a claim said before and says now; of a long explanation the digests of both texts. */
function differences(before: Finding, after: Finding): Record<string, unknown> {
  const changed = COMPARED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return {
    ...Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }])),
    ...(before.explanation === after.explanation
      ? {}
      : { explanation: { fromSha256: sha256(before.explanation), toSha256: sha256(after.explanation) } }),
    ...(JSON.stringify(before.format) === JSON.stringify(after.format)
      ? {}
      : {
          format: {
            fromSha256: sha256(JSON.stringify(before.format)),
            toSha256: sha256(JSON.stringify(after.format)),
          },
        }),
  };
}
