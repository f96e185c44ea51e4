import type { BoardView } from '../contract/board.ts';

/** Entities that are held to be one. */
export interface Held {
  readonly members: readonly { readonly id: string }[];
}

/**
 * The board with entities that are held to be one drawn as one: the canonical one where it is placed, else the first that is. Places and
 * links stay as they are; links lead to what is drawn, and one between two of the same identity is a loop.
 */
export function mergedView(view: BoardView, identities: readonly Held[]): BoardView {
  const placed = new Set<string>(view.items.map(({ subject }) => subject.id));
  const drawnAs = new Map<string, string>();
  const badges = new Map<string, string>();
  for (const { members } of identities) {
    const here = members.filter(({ id }) => placed.has(id));
    const [head] = here;
    if (!head || here.length < 2) continue;
    for (const { id } of here) drawnAs.set(id, head.id);
    badges.set(head.id, `${here.length} identities`);
  }
  if (drawnAs.size === 0) return view;
  const shown = (id: string): string => drawnAs.get(id) ?? id;
  const led = <S extends BoardView['links'][number]['from']>(end: S): S => ({ ...end, id: shown(end.id) }) as S;
  return {
    ...view,
    items: view.items.filter(({ subject }) => shown(subject.id) === subject.id),
    entities: view.entities.map((entity) => {
      const badge = badges.get(entity.id);
      return badge ? { ...entity, label: `${entity.label}\n(${badge})` } : entity;
    }),
    links: view.links.map((link) => ({ ...link, from: led(link.from), to: led(link.to) })),
  };
}

/** How many identities have two entities on the board. */
export const mergedCount = (view: BoardView, identities: readonly Held[]): number => {
  const placed = new Set<string>(view.items.map(({ subject }) => subject.id));
  return identities.filter(({ members }) => members.filter(({ id }) => placed.has(id)).length > 1).length;
};
