import type { BoardView } from '../../../../shared/contract/board.ts';
import type { EntityType, Subject } from '../../../../shared/contract/entities.ts';

/** A board with entities and links between them, for what works on views alone. */
export function viewOf(
  labels: Readonly<Record<string, EntityType>>,
  links: readonly (readonly [id: string, from: string, to: string])[] = [],
): BoardView {
  const ids = Object.keys(labels);
  const subject = (id: string): Subject => ({ kind: 'entity', id }) as Subject;
  return {
    id: 'board',
    caseId: 'case',
    title: 'Main board',
    items: ids.map((id, index) => ({
      id: `item-${id}`,
      subject: subject(id),
      x: index * 200,
      y: 0,
      width: 160,
      height: 40,
    })),
    entities: ids.map((id) => ({
      id,
      caseId: 'case',
      type: labels[id],
      label: id,
      note: '',
      exhibits: [],
      createdAt: '2026-01-01T00:00:00.000Z',
    })),
    exhibits: [],
    notes: [],
    links: links.map(([id, from, to]) => ({
      id,
      from: subject(from),
      to: subject(to),
      type: 'related to',
      label: '',
      direction: 'forward',
      note: '',
      exhibits: [],
    })),
    undo: null,
    redo: null,
  } as unknown as BoardView;
}
