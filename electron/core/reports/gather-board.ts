import type { BoardId } from '../../../shared/contract/values.ts';
import { boardView } from '../board/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { glanceAt, type Pictures } from './gather-exhibit.ts';
import type { ReportBoard, ReportThing } from './model.ts';

/** A board as it was arranged. A sensitive picture stays off it in the same editions that leave it out elsewhere. */
export async function gatherBoard(
  db: ReadDb,
  boardId: BoardId,
  labelOf: ReadonlyMap<string, string>,
  pictures: Pictures,
): Promise<ReportBoard> {
  const { title, items, entities, exhibits, notes, links } = boardView(db, boardId);
  const byId = <T extends { id: string }>(list: readonly T[]) =>
    new Map<string, T>(list.map((each) => [each.id, each]));
  const [entity, exhibit, note] = [byId(entities), byId(exhibits), byId(notes)];
  const things: ReportThing[] = [];
  for (const { subject, x, y, width, height } of items) {
    const thing = { id: subject.id, rect: { x, y, width, height } };
    const [seen, shown, said] = [entity.get(subject.id), exhibit.get(subject.id), note.get(subject.id)];
    if (seen) things.push({ ...thing, face: { kind: 'entity', type: seen.type, label: seen.label } });
    else if (said) things.push({ ...thing, face: { kind: 'note', text: said.text } });
    else if (shown) {
      const { picture } = await pictures(shown);
      const { label, title: name } = shown;
      things.push({ ...thing, face: { kind: 'exhibit', label, title: name, picture, table: glanceAt(db, shown) } });
    }
  }
  return {
    title,
    things,
    links: links.map(({ id, from, to, type, label, direction, exhibits: support }) => ({
      id,
      from: { id: from.id },
      to: { id: to.id },
      words: [type, label].filter((part) => part !== '').join(': '),
      direction,
      exhibits: support.map((each) => labelOf.get(each) ?? ''),
    })),
  };
}
