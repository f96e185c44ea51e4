import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CheckItem } from '../../../shared/contract/typologies.ts';
import { CheckId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { caseNumber } from '../cases/reads.ts';
import { insertItem, itemsOfCase } from './store.ts';

const DOCUMENT = 'case/checklist.json';
const { id: _id, caseId: _caseId, position: _position, ...said } = CheckItem.shape;
const BundledChecklist = z
  .array(
    z.strictObject({
      ...said,
      text: z.string().min(1).max(1000),
      target: z.string().max(20_000),
      typology: z.string().max(120),
      note: z.string().max(10_000),
      by: z.string().max(500),
    }),
  )
  .max(1000);

/** The checklist of a whole case, with who said what of each entry there. Typologies themselves are the vault's and stay. */
export const checklistPart: BundlePart = {
  tables: ['checklist_items'],
  documents: () => [{ name: DOCUMENT, required: false, schema: BundledChecklist }],
  gather: ({ db, caseId, scope }) => {
    const items = scope === 'case' ? itemsOfCase(db, caseId) : [];
    const value = items.map(({ id: _own, caseId: _here, position: _at, ...item }) => item);
    return value.length === 0 ? [] : [{ name: DOCUMENT, value: BundledChecklist.parse(value) }];
  },
  restore: ({ write: { db, record }, references, document }) => {
    const items = document(DOCUMENT, BundledChecklist) ?? [];
    const { caseId } = references;
    const after = itemsOfCase(db, caseId).length;
    for (const [at, item] of items.entries())
      insertItem(db, { id: CheckId.parse(randomUUID()), caseId, position: after + at, ...item });
    if (items.length > 0)
      record({
        caseId,
        action: 'checklist.add',
        subject: caseLabel(caseNumber(db, caseId)),
        detail: { entries: items.length, texts: items.map(({ text }) => text) },
      });
    return {};
  },
};
