import type { SearchHit } from '../../../shared/contract/search.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { findMatch, snippetAround } from './match.ts';
import { candidates, partlyIndexed, textOf } from './store.ts';

/** How a person names a thing of each kind, as it is called now; null when it is gone. Given by the areas that hold them. */
export type Namings = Readonly<
  Record<SearchHit['kind'], (db: ReadDb, id: string) => { readonly label: string; readonly title: string } | null>
>;

export const searchHandlers = (namings: Namings): Handlers<'search'> => ({
  'search.find': ({ db }, { caseId, text, limit }) => {
    const hits: SearchHit[] = [];
    const seen = new Set<string>();
    for (const doc of candidates(db, text, caseId)) {
      const place = `${doc.subjectId} ${doc.field}`; // a long text is one place, however many of its pieces match
      if (seen.has(place)) continue;
      const whole = textOf(db, doc);
      const found = findMatch(whole, text);
      if (!found) continue;
      if (hits.length === limit) return { hits, more: true, partlyIndexed: partly(db, caseId, namings) };
      seen.add(place);
      const { kind, caseId: hitCase, subjectId, field } = doc;
      const { label, title } = namings[kind](db, subjectId) ?? { label: '', title: '' };
      hits.push({ kind, id: subjectId, caseId: hitCase, label, title, field, ...snippetAround(whole, found) });
    }
    return { hits, more: false, partlyIndexed: partly(db, caseId, namings) };
  },
});

const partly = (db: ReadDb, caseId: CaseId | undefined, namings: Namings): string[] =>
  partlyIndexed(db, caseId)
    .map((id) => namings.exhibit(db, id)?.label ?? '')
    .toSorted();
