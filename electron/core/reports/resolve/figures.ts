import type { SnapshotView } from '../../../../shared/contract/snapshots.ts';
import { seenBy, sightWords } from '../../../../shared/domain/board-sight.ts';
import type { ReportFigure } from '../model-board.ts';
import { alsoKnown } from './aliases.ts';
import { resolveBoard } from './board.ts';
import type { Decisions } from './decide.ts';
import { LeftOutTally } from './left-out.ts';
import type { Contents, Material } from './material.ts';
import { shown } from './shown.ts';

/**
 * A snapshot as this edition draws it: of what it keeps, what is in its view, decided on by what that rested on then and rests
 * on now. What is left out of a figure is counted with it, and not again with what is left out of the report.
 */
export function resolveFigure(
  { snapshot, board, sight, identities, gone }: SnapshotView,
  material: Material,
  decisions: Decisions,
  contents: Contents,
): ReportFigure {
  const items = board.items.filter(seenBy(sight));
  const ids = new Set<string>(items.map(({ subject }) => subject.id));
  const links = board.links.filter(({ from, to }) => ids.has(from.id) && ids.has(to.id));
  const held = sight.apart ? [] : identities.map((members) => ({ members: members.map((id) => ({ id })) }));
  const { ledger, restsNow, ownTypes } = material;
  const known = { ledger, entities: board.entities };
  const drawn = resolveBoard({ ...board, items, links }, decisions, contents, new LeftOutTally(), ownTypes, {
    held,
    alias: (entity, set) => alsoKnown(entity, set, known, decisions),
    now: (id) => restsNow.get(id),
  });
  const linked = new Set<string>(links.map(({ id }) => id));
  return {
    title: shown(snapshot.title),
    caption: shown(snapshot.caption),
    takenAt: snapshot.takenAt,
    // Words of a filter may name what this edition withholds.
    extent: sightWords({ ...sight, filter: sight.filter && 'that was set' }, items.length, board.items.length),
    gone: {
      items: gone.filter((id) => ids.has(id)).length,
      links: gone.filter((id) => linked.has(id)).length,
    },
    board: drawn,
  };
}
