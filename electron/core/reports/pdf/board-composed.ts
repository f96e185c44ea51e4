import { boundsOf } from '../../../../shared/domain/board-layout.ts';
import { BADGE, bundleEnds, frameAround } from '../../../../shared/domain/board-scene.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportBoard, ReportLink, ReportThing } from '../model-board.ts';

/**
 * A board as it is drawn, like the window does: entities that are held to be one as one, a collapsed group as a badge with its
 * count, an open one in a frame, and many links between the same two as one with their number. The list of links names each.
 */
export function composed({ groups = [], drawnAs = {}, ...board }: ReportBoard): ReportBoard {
  const rects = new Map(board.things.map(({ id, rect }) => [id, rect]));
  const inside = new Map<string, string>(Object.entries(drawnAs));
  const frames: ReportThing[] = [];
  const badges: ReportThing[] = [];
  const folded = new Set(groups.filter((group) => group.folded).map(({ id }) => id));
  for (const { id, name, members } of groups) {
    const there = members.filter((member) => !(member in drawnAs)).flatMap((member) => rects.get(member) ?? []);
    const bounds = boundsOf(there);
    if (!bounds) continue;
    if (folded.has(id)) {
      for (const member of members) inside.set(member, id);
      const rect = { x: bounds.x, y: bounds.y, ...BADGE };
      badges.push({ id, rect, face: { kind: 'badge', name, count: counted(there.length, 'item') } });
    } else frames.push({ id, rect: frameAround(bounds), face: { kind: 'frame', name, count: `(${there.length})` } });
  }
  const drawn = (id: string): string => {
    const next = inside.get(id);
    return next === undefined ? id : drawn(next);
  };
  const links = board.links.flatMap((link): ReportLink[] => {
    const [from, to] = [drawn(link.from.id), drawn(link.to.id)];
    return from === to && folded.has(from) ? [] : [{ ...link, from: { id: from }, to: { id: to } }];
  });
  return {
    ...board,
    things: [...frames, ...board.things.filter(({ id }) => !inside.has(id)), ...badges],
    links: bundleEnds(links).flatMap((pair): ReportLink[] => {
      const [first] = pair.links;
      if (!pair.bundled || !first) return [...pair.links];
      const same = pair.links.every(({ words }) => words === first.words);
      return [
        {
          ...first,
          id: pair.id,
          direction: pair.direction,
          exhibits: pair.links.every(({ exhibits }) => exhibits.length > 0) ? first.exhibits : [],
          ...(same ? { times: pair.links.length } : { words: null, times: pair.links.length }),
        },
      ];
    }),
  };
}
