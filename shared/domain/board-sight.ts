import type { BoardItem, BoardView } from '../contract/board.ts';
import type { Sight } from '../contract/snapshots.ts';
import type { Held } from './board-identities.ts';
import { mergedView } from './board-identities.ts';
import { counted } from './counted.ts';

/** Whether a snapshot draws an item: not hidden, let through by the filter, and with its middle in view. */
export const seenBy = ({ shown, frame }: Sight): ((item: BoardItem) => boolean) => {
  const through = shown && new Set<string>(shown);
  return ({ subject, x, y, hidden }) =>
    !hidden &&
    (through === null || through.has(subject.id)) &&
    (frame === null || (Math.abs(x - frame.x) * 2 <= frame.width && Math.abs(y - frame.y) * 2 <= frame.height));
};

/** A board as a sight of it draws it: what is out of sight is gone, and what is held to be one is one. */
export function sighted(board: BoardView, sight: Sight, identities: readonly Held[]): BoardView {
  const items = board.items.filter(seenBy(sight));
  const ids = new Set<string>(items.map(({ subject }) => subject.id));
  const part = { ...board, items, links: board.links.filter(({ from, to }) => ids.has(from.id) && ids.has(to.id)) };
  return sight.apart ? part : mergedView(part, identities);
}

/** What of a board a snapshot shows, as a sentence: "12 of 44 items: within the view, and by the filter type account." */
export function sightWords({ filter, frame }: Sight, drawn: number, of: number): string {
  if (drawn === of) return `All ${counted(of, 'item')} of the board.`;
  const why = [frame === null ? '' : 'within the view', filter === '' ? '' : `by the filter ${filter}`].filter(Boolean);
  return `${drawn.toLocaleString('en-US')} of ${counted(of, 'item')}${why.length > 0 ? `: ${why.join(', and ')}` : ', without those that were hidden'}.`;
}
