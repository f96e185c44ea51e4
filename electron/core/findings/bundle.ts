import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { Finding, FindingComment, FindingVersion, type Format, ReviewStep } from '../../../shared/contract/findings.ts';
import { Judgement, NOTHING_JUDGED } from '../../../shared/contract/judgements.ts';
import { CommentId } from '../../../shared/contract/values.ts';
import { type BundlePart, type Going, parsePart, type References, restsOn } from '../bundle-part.ts';
import { createFinding } from './create.ts';
import { judge, judgementOf } from './judgement.ts';
import { commentsOn, insertComment, insertStep } from './reviews.ts';
import { findingsOfCase } from './store.ts';
import { versionsOf } from './versions.ts';

export const FINDINGS = 'case/findings.json';
const JUDGEMENT = 'case/judgement.json';
export const HISTORY = 'case/finding-history.json';
/** Texts name findings by their numbers, so that they keep them, as exhibits do. */
export const BundledFindings = z
  .array(
    Finding.omit({ cited: true, version: true, review: true, openComments: true })
      .extend({
        number: z.int().min(1).max(999_999),
        format: Finding.shape.format.default([]),
        reasons: z.string().max(4000).default(''),
      })
      .strict(),
  )
  .refine((all) => new Set(all.map(({ number }) => number)).size === all.length, 'two findings of one number');

/** What they stated before, their reviews and comments, by the finding's id in the sending vault. */
export const History = z.array(
  z.strictObject({
    findingId: Finding.shape.id,
    versions: z
      .array(
        FindingVersion.omit({ exhibitLabels: true })
          .extend({ format: Finding.shape.format.default([]), reasons: z.string().max(4000).default('') })
          .strict(),
      )
      .max(100_000)
      .refine((all) => all.every(({ number }, at) => number === at + 1), 'versions do not count from 1'),
    review: z.array(ReviewStep.strict()).max(10_000),
    comments: z.array(FindingComment.omit({ findingId: true }).strict()).max(10_000),
  }),
);

/**
 * Of chosen exhibits, the findings all of whose exhibits go; what rests on nothing speaks of the whole case and stays.
 * What was stated before may speak of exhibits that stay: versions, reviews and comments go with a whole case alone.
 */
export const findingsPart: BundlePart = {
  tables: ['findings', 'finding_exhibits', 'finding_versions', 'finding_reviews', 'finding_comments', 'judgements'],
  documents: () => [
    { name: FINDINGS, required: true, schema: BundledFindings },
    { name: HISTORY, required: false, schema: History },
    { name: JUDGEMENT, required: false, schema: Judgement },
  ],
  gather: (going) => {
    const all = findingsOfCase(going.db, going.caseId).filter(({ cited }) => restsOn(going, cited));
    for (const { id } of all) going.subjects.add(id);
    // What the texts name is told by the texts, at the receiver as here.
    const findings = all.map(
      ({ cited: _derived, version: _version, review: _review, openComments: _open, ...finding }) => finding,
    );
    const history = all.map((finding) => ({
      findingId: finding.id,
      versions: versionsOf(going.db, finding).map(({ exhibitLabels: _labels, ...version }) => version),
      review: finding.review,
      comments: commentsOn(going.db, finding.id).map(({ findingId: _of, ...comment }) => comment),
    }));
    return [
      { name: FINDINGS, value: BundledFindings.parse(findings), counts: { findings: findings.length } },
      ...(going.scope === 'case' && all.length > 0 ? [{ name: HISTORY, value: History.parse(history) }] : []),
      ...judgementGoing(going),
    ];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const findings = (document(FINDINGS, BundledFindings) ?? []).toSorted((a, b) => a.position - b.position);
    const histories = new Map((document(HISTORY, History) ?? []).map((each) => [each.findingId, each]));
    for (const { id, number, claim, explanation, format, likelihood, confidence, reasons, exhibits } of findings) {
      const behind = references.all('exhibit', exhibits);
      const judged = { likelihood, confidence, reasons, exhibits: behind };
      const input = { caseId, claim, explanation, format: named(format, references), ...judged };
      const history = histories.get(id);
      const versions = (history?.versions ?? []).map((each) => ({
        ...each,
        format: named(each.format, references),
        exhibits: references.all('exhibit', each.exhibits),
      }));
      const made = createFinding(write, parsePart(commands['finding.create'].input, input), {
        number,
        versions,
        review: history?.review ?? [],
      });
      references.add('finding', id, made.id);
      histories.delete(id);
      for (const [at, step] of (history?.review ?? []).entries()) insertStep(write.db, made.id, at + 1, step);
      for (const comment of history?.comments ?? [])
        insertComment(write.db, { ...comment, id: CommentId.parse(randomUUID()), findingId: made.id });
    }
    // Of a finding that is here already, new comments alone.
    for (const { findingId, comments } of histories.values())
      for (const comment of comments)
        insertComment(write.db, {
          ...comment,
          id: CommentId.parse(randomUUID()),
          findingId: references.find('finding', findingId),
        });
    const judgement = document(JUDGEMENT, Judgement);
    if (judgement)
      judge(write, {
        ...{ ...judgement, caseId },
        evidence: judgement.evidence.map((row) => ({
          ...row,
          exhibitId: row.exhibitId && references.find('exhibit', row.exhibitId),
        })),
      });
    return { findings: findings.length };
  },
};

/** It speaks of the whole case, and goes with the whole case alone. */
function judgementGoing({ db, caseId, scope }: Going): { name: string; value: Judgement }[] {
  const judgement = judgementOf(db, caseId);
  const said = JSON.stringify(judgement) !== JSON.stringify(NOTHING_JUDGED);
  return scope === 'case' && said ? [{ name: JUDGEMENT, value: judgement }] : [];
}

/** Ranges by the ids of this vault; words that name what did not come stay words. */
const named = (format: readonly Format[], references: References): Format[] =>
  format.flatMap((each) => {
    if (each.id === undefined) return [each];
    const id = references.now(each.id);
    return id === undefined ? [] : [{ ...each, id }];
  });
