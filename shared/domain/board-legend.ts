import type { BoardView } from '../contract/board.ts';
import type { EntityType } from '../contract/entities.ts';
import { styleLegend, styleOf } from './board-style.ts';
import type { LegendEntry } from './board-svg.ts';

/** What the colours and lines of a drawing mean, with counts, the types that are most on it first. */
export function legendOf(
  { items, entities, links, style }: Pick<BoardView, 'items' | 'entities' | 'links' | 'style'>,
  kindOf: (type: EntityType) => { readonly word: string; readonly colour: string },
): LegendEntry[] {
  const placed = new Set<string>(items.map(({ subject }) => subject.id));
  const counts = new Map<EntityType, number>();
  for (const { id, type } of entities) if (placed.has(id)) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([type, count]) => ({
      words: `${kindOf(type).word} (${count.toLocaleString('en-US')})`,
      colour: kindOf(type).colour,
    }));
  const bare = links.some(({ exhibits }) => exhibits.length === 0);
  const supported = links.some(({ exhibits }) => exhibits.length > 0);
  const measured = styleLegend(styleOf(style, placed));
  return [
    ...measured.map((each) => ({ ...each, plain: each.colour === null })),
    ...types,
    ...(supported ? [{ words: 'Supported link', colour: null }] : []),
    ...(bare ? [{ words: 'Link that no exhibit supports', colour: null, dashed: true }] : []),
  ];
}
