import { EntityType } from '../../../shared/contract/board.ts';
import type { Edition } from '../../../shared/contract/reports.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb } from '../db/open.ts';
import { pictureOf } from './gather-exhibit.ts';
import { labels } from './labels.ts';
import type { ReportBoard, ReportThing } from './model.ts';
import { boardTitle, linksOn, type PlaceRow, placesOn } from './store.ts';

/** A board as it was arranged. Pictures of sensitive exhibits stay off it in every edition but the legal one. */
export const gatherBoard = (db: ReadDb, boardId: BoardId, edition: Edition): ReportBoard => ({
  title: boardTitle(db, boardId),
  things: placesOn(db, boardId).map((place) => ({
    id: place.id,
    rect: { x: place.x, y: place.y, width: place.width, height: place.height },
    face: faceOf(db, place, edition),
  })),
  links: linksOn(db, boardId).map((link) => ({
    id: link.id,
    from: { id: link.fromId },
    to: { id: link.toId },
    words: [link.type, link.label].filter((part) => part !== '').join(': '),
    direction: link.direction,
    exhibits: labels(link.exhibits),
  })),
});

function faceOf(db: ReadDb, place: PlaceRow, edition: Edition): ReportThing['face'] {
  if (place.kind === 'note') return { kind: 'note', text: place.note ?? '' };
  if (place.kind === 'entity')
    return { kind: 'entity', type: EntityType.catch('other').parse(place.entityType), label: place.entityLabel ?? '' };
  const shown = place.exhibitId !== null && (edition === 'legal' || place.sensitivity === 'normal');
  return {
    kind: 'exhibit',
    label: exhibitLabel(place.exhibitNumber ?? 0),
    title: place.exhibitTitle ?? '',
    picture: shown && place.exhibitId !== null ? pictureOf(db, place.exhibitId) : null,
  };
}
