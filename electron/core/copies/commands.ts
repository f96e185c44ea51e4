import { stepWords } from '../../../shared/domain/copy-steps.ts';
import type { Handlers } from '../context.ts';
import { copiesOf, copyById, exhibitById } from '../evidence/reads.ts';
import { makeCopy } from './make.ts';

export const copyHandlers: Handlers<'copy'> = {
  'copy.make': makeCopy,
  'copy.origin': ({ db }, { exhibitId }) => {
    exhibitById(db, exhibitId); // an exhibit that is not there is not one that is no copy
    const copy = copyById(db, exhibitId);
    if (!copy) return null;
    const { id, label, sha256, removedAt } = exhibitById(db, copy.originalId);
    const { steps } = copy;
    return { exhibitId: id, label, sha256, removed: removedAt !== null, steps, words: steps.map(stepWords) };
  },
  'copy.of': ({ db }, { exhibitId }) => {
    exhibitById(db, exhibitId);
    return copiesOf(db, exhibitId).map((copy) => {
      const { id, label, title, removedAt } = exhibitById(db, copy.exhibitId);
      return { exhibitId: id, label, title, removed: removedAt !== null, words: copy.steps.map(stepWords) };
    });
  },
};
