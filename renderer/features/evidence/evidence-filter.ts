import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { kindWords } from './exhibit-words.ts';

export interface EvidenceFilter {
  readonly text: string;
  readonly kind: string;
  readonly tag: string;
  readonly removed: boolean;
}
export const EVERYTHING: EvidenceFilter = { text: '', kind: '', tag: '', removed: false };

/** Every word typed must stand somewhere in what is known of the exhibit. */
export function filtered(exhibits: readonly Exhibit[], filter: EvidenceFilter): Exhibit[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return exhibits.filter((exhibit) => {
    if (!filter.removed && exhibit.removedAt) return false;
    if (filter.kind && kindWords(exhibit) !== filter.kind) return false;
    if (filter.tag && !exhibit.tags.includes(filter.tag)) return false;
    const { label, title, originalName, mediaType, source, note, sha256, tags } = exhibit;
    const known = [label, title, originalName, mediaType, source, note, sha256, ...tags].join('\n').toLowerCase();
    return words.every((word) => known.includes(word));
  });
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
export const kindsOf = (exhibits: readonly Exhibit[]): string[] =>
  [...new Set(exhibits.map(kindWords))].toSorted(collator.compare);
export const tagsOf = (exhibits: readonly Exhibit[]): string[] =>
  [...new Set(exhibits.flatMap(({ tags }) => tags))].toSorted(collator.compare);
