import type { SearchHit } from '../../../shared/contract/search.ts';
import type { Handlers } from '../context.ts';
import { findMatch, snippetAround } from './match.ts';
import { candidates, naming, partlyIndexed, textOf } from './store.ts';

export const searchHandlers: Handlers<'search'> = {
  'search.find': ({ db }, { caseId, text, limit }) => {
    const hits: SearchHit[] = [];
    const seen = new Set<string>();
    for (const doc of candidates(db, text, caseId)) {
      const place = `${doc.subjectId} ${doc.field}`; // a long text is one place, however many of its pieces match
      if (seen.has(place)) continue;
      const whole = textOf(db, doc);
      const found = findMatch(whole, text);
      if (!found) continue;
      if (hits.length === limit) return { hits, more: true, partlyIndexed: partlyIndexed(db, caseId) };
      seen.add(place);
      const { kind, caseId: hitCase, subjectId, field } = doc;
      hits.push({
        kind,
        id: subjectId,
        caseId: hitCase,
        ...naming(db, doc),
        field,
        ...snippetAround(whole, found),
      });
    }
    return { hits, more: false, partlyIndexed: partlyIndexed(db, caseId) };
  },
};
