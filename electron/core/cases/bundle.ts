import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Case } from '../../../shared/contract/cases.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { Hold, Retention } from '../../../shared/contract/retention.ts';
import { Title } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { type BundlePart, CASE_SECTION, parsePart } from '../bundle-part.ts';
import { beginCase, changeCase } from './commands.ts';
import { insertHold, putRetention, retentionOf } from './retention.ts';
import { factsOf } from './store.ts';

const { counts: _counts, boardId: _boardId, answeredAt: _answeredAt, ...facts } = Case.shape;
export const BundledCase = z.strictObject({ ...facts, title: Title });

/** What is known of the case itself, as a section of the manifest. */
export const casePart: BundlePart = {
  tables: ['cases'],
  documents: () => [],
  gather: ({ db, caseId, scope }) => {
    const { background, ...rest } = factsOf(db, caseId);
    // The background tells of the whole case.
    const value = BundledCase.strip().parse({ ...rest, background: scope === 'case' ? background : '' });
    return [{ name: CASE_SECTION, value }];
  },
  restore: ({ write, references, document }) => {
    const {
      id,
      number: _number,
      createdAt: _created,
      updatedAt: _updated,
      status,
      ...given
    } = parsePart(BundledCase, document(CASE_SECTION, BundledCase));
    const made = beginCase(write, parsePart(commands['case.create'].input, given));
    if (status !== 'open') changeCase(write, made, { status });
    references.add('case', id, made);
    return {};
  },
};

const RETENTION = 'case/retention.json';
const BundledRetention = z.strictObject({
  until: Retention.shape.until,
  basis: z.string(),
  holds: z.array(Hold.omit({ id: true, caseId: true }).strict()).max(1000),
});

/** How long the case is kept, and its holds: one that stands, stands where the bundle is imported too. */
export const retentionPart: BundlePart = {
  tables: ['retention', 'legal_holds'],
  documents: () => [{ name: RETENTION, required: false, schema: BundledRetention }],
  gather: ({ db, caseId, scope }) => {
    if (scope !== 'case') return [];
    const { until, basis, holds } = retentionOf(db, caseId);
    if (until === null && holds.length === 0) return [];
    const told = holds.map(({ id: _id, caseId: _case, ...hold }) => hold);
    return [{ name: RETENTION, value: BundledRetention.parse({ until, basis, holds: told }) }];
  },
  restore: ({ write: { db, at, session, record }, references: { caseId }, document }) => {
    const held = document(RETENTION, BundledRetention);
    if (!held) return {};
    const { until, basis, holds } = held;
    putRetention(db, caseId, { until, basis, at, by: session.investigator });
    for (const hold of holds) insertHold(db, { ...hold, id: randomUUID(), caseId });
    const detail = { until, basis, holds: holds.length };
    record({ caseId, action: 'retention.set', subject: caseLabel(factsOf(db, caseId).number), detail });
    return {};
  },
};
