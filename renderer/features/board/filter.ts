import type { BoardView } from '../../../shared/contract/board.ts';
import { timesOf } from './layout/run-layout.ts';
import type { Names } from './selection.ts';

/** What is drawn of a board for the time being; nothing of it is kept, nothing of the board changes. */
export interface Filter {
  readonly words: string;
  /** Types of entities, "exhibit" and "note" that are left out. */
  readonly without: ReadonlySet<string>;
  /** Only what has this tag; empty for all. Entities have those of the exhibits in which they were seen. */
  readonly tag: string;
  /** At least so many links on the board. */
  readonly links: number;
  /** Days as "2026-03-01", both included; empty for no end. What has no date is left out where one is given. */
  readonly from: string;
  readonly to: string;
}
export const NO_FILTER: Filter = { words: '', without: new Set(), tag: '', links: 0, from: '', to: '' };

export const filters = ({ words, without, tag, links, from, to }: Filter): boolean =>
  words.trim() !== '' || without.size > 0 || tag !== '' || links > 0 || from !== '' || to !== '';

/** "holds “acct”, tag mule, at least 2 links"; empty where it lets all through. */
export function filterWords({ words, without, tag, links, from, to }: Filter): string {
  return [
    words.trim() === '' ? '' : `holds “${words.trim()}”`,
    without.size === 0 ? '' : `without ${[...without].join(', ')}`,
    tag === '' ? '' : `tag ${tag}`,
    links === 0 ? '' : `at least ${links} links`,
    from === '' ? '' : `from ${from}`,
    to === '' ? '' : `until ${to}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 1000);
}

/** "account" of an entity, or "exhibit", "note", by subject. */
export function kindsOf(view: BoardView): Map<string, string> {
  const types = new Map<string, string>(view.entities.map(({ id, type }) => [id, type]));
  return new Map(view.items.map(({ subject }) => [subject.id, types.get(subject.id) ?? subject.kind]));
}

export function tagsOf(view: BoardView): Map<string, readonly string[]> {
  const tags = new Map<string, readonly string[]>(view.exhibits.map(({ id, tags: own }) => [id, own]));
  for (const { id, exhibits } of view.entities)
    tags.set(id, [...new Set(exhibits.flatMap((exhibit) => tags.get(exhibit) ?? []))]);
  return tags;
}

/** Ids of the subjects that a filter lets through; null where it lets all. */
export function passing(view: BoardView, names: Names, filter: Filter): Set<string> | null {
  if (!filters(filter)) return null;
  const kinds = kindsOf(view);
  const tags = filter.tag === '' ? null : tagsOf(view);
  const times = filter.from !== '' || filter.to !== '' ? timesOf(view) : null;
  const degree = new Map<string, number>();
  for (const { from, to } of view.links) for (const { id } of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const words = filter.words.trim().toLowerCase();
  const passes = (id: string): boolean => {
    if (filter.without.has(kinds.get(id) ?? '')) return false;
    if ((degree.get(id) ?? 0) < filter.links) return false;
    if (tags && !tags.get(id)?.includes(filter.tag)) return false;
    if (words !== '' && !names.of(id).toLowerCase().includes(words)) return false;
    if (!times) return true;
    const day = times.get(id)?.slice(0, 10);
    return day !== undefined && day >= filter.from && (filter.to === '' || day <= filter.to);
  };
  return new Set(view.items.flatMap(({ subject }) => (passes(subject.id) ? [subject.id as string] : [])));
}
