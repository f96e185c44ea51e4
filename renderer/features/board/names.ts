import type { BoardView } from '../../../shared/contract/board.ts';
import type { Subject } from '../../../shared/contract/entities.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';

/** How things on a board are called in lists, messages and to a screen reader. */
export interface Names {
  /** "mara@example.com", "E-0001 Chat", the first words of a note. */
  of(subjectId: string): string;
  /** "E-mail", "Exhibit", "Query", "Note". */
  kindOf(subjectId: string): string;
}

export function namesOn(view: BoardView): Names {
  const names = new Map<string, readonly [name: string, kind: string]>();
  for (const { id, label, type } of view.entities) names.set(id, [label, ENTITY[type].word]);
  for (const { id, label, title, kind } of view.exhibits)
    names.set(id, [`${label} ${title}`, EXHIBIT_KINDS[kind].onBoard]);
  for (const { id, text } of view.notes) names.set(id, [firstWords(text) || 'Empty note', 'Note']);
  return { of: (id) => names.get(id)?.[0] ?? '', kindOf: (id) => names.get(id)?.[1] ?? '' };
}

const firstWords = (text: string): string => [...text.trim().replace(/\s+/g, ' ')].slice(0, 60).join('');

export const linkName = (names: Names, link: { from: Subject; to: Subject; type: string; label: string }): string =>
  `${names.of(link.from.id)} ${link.type}${link.label ? ` (${link.label})` : ''} ${names.of(link.to.id)}`;
