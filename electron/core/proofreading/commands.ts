import type { Handlers, ReadContext } from '../context.ts';
import { namesOfCase } from '../entities/reads.ts';
import { proofread } from './proofreader.ts';
import { proofreadingPlan } from './reads.ts';
import { paragraphsOf, sift } from './sift.ts';

const OFF = 'Spelling and grammar are switched off in the settings of the vault.';
const NOT_ENGLISH = 'The text does not read as English, the one language whose spelling and grammar are known here.';

export const proofreadingHandlers: Handlers<'proofreading'> = {
  'proofreading.read': async (context, { caseId, text }) => {
    const { proofreading: dialect, ownWords } = proofreadingPlan(context.session);
    if (dialect === null) return { remarks: [], unread: OFF };
    const paragraphs = paragraphsOf(text);
    const known = knownIn(context, caseId, ownWords);
    if (paragraphs.length === 0) return { remarks: [], unread: null };
    const { english, remarks } = await proofread(
      context,
      paragraphs.map((each) => each.text),
      dialect,
    );
    return english ? { remarks: sift(paragraphs, remarks, known), unread: null } : { remarks: [], unread: NOT_ENGLISH };
  },
};

/** Words that are spelt right in this case, in lower case: the vault's own, and those in the names of its entities. */
function knownIn({ db }: ReadContext, caseId: Parameters<typeof namesOfCase>[1], own: readonly string[]): Set<string> {
  const names = namesOfCase(db, caseId).flatMap(({ label }) => label.match(/[\p{L}\p{M}'’-]+/gu) ?? []);
  return new Set([...names, ...own].map((each) => each.toLowerCase()));
}
