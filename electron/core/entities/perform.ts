import type { EntityOp } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { guardedOp, type KeptEntityOp, performEntityOp } from './operations.ts';
import { type Made, summariseEntityOps } from './reads.ts';

/** All of it or nothing, as one entry of the custody log. */
export function performEntityOps(
  { db, at, record }: WriteContext,
  caseId: CaseId,
  ops: readonly EntityOp[],
  clearPlaces: (db: WriteDb, subjectId: string) => void = () => {},
  more: () => object = () => ({}),
): Made<KeptEntityOp>[] {
  const made = ops.map((given) => {
    const op = guardedOp(db, given);
    return {
      op,
      back: performEntityOp<never>(db, { caseId, at }, op, (writer, id) => {
        clearPlaces(writer, id);
        return [];
      }),
    };
  });
  const [first] = ops;
  if (!first) throw new Error('a change of entities changes nothing');
  const subject = made.length === 1 ? labelOf(made[0] as Made<KeptEntityOp>) : `${made.length} at once`;
  record({ caseId, action: first.op, subject, detail: { ...summariseEntityOps(made), ...more() } });
  return made;
}

/** The entity's label or the link's type, as it is now or was. */
function labelOf({ op, back }: Made<KeptEntityOp>): string {
  for (const each of [op, ...(back ?? [])]) {
    if (each.op === 'entity.create') return each.entity.label;
    if (each.op === 'link.create') return each.link.type;
  }
  return 'id' in op ? op.id : '';
}
