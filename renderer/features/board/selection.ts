import type { BoardView } from '../../../shared/contract/board.ts';
import type { Subject } from '../../../shared/contract/entities.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';
import { kindOf } from '../../state/entity-kinds.ts';

/** How items of a board are called in lists, messages and to a screen reader. */
export interface Names {
  /** "mara@example.com", "E-0001 Chat", the first words of a note. */
  of(subjectId: string): string;
  /** "E-mail", "Exhibit", "Query", "Note". */
  kindOf(subjectId: string): string;
}

export function namesOn(view: BoardView): Names {
  const names = new Map<string, readonly [name: string, kind: string]>();
  for (const { id, label, type } of view.entities) names.set(id, [label, kindOf(type).word]);
  for (const { id, label, title, kind } of view.exhibits)
    names.set(id, [`${label} ${title}`, EXHIBIT_KINDS[kind].onBoard]);
  for (const { id, text } of view.notes) names.set(id, [firstWords(text) || 'Empty note', 'Note']);
  return { of: (id) => names.get(id)?.[0] ?? '', kindOf: (id) => names.get(id)?.[1] ?? '' };
}

const firstWords = (text: string): string => [...text.trim().replace(/\s+/g, ' ')].slice(0, 60).join('');

export const linkName = (names: Names, link: { from: Subject; to: Subject; type: string; label: string }): string =>
  `${names.of(link.from.id)} ${link.type}${link.label ? ` (${link.label})` : ''} ${names.of(link.to.id)}`;

/** What is selected on a board, in the order in which it was: ids of subjects and of links. */
export interface Selection {
  readonly subjects: readonly string[];
  readonly links: readonly string[];
}
export const NOTHING: Selection = { subjects: [], links: [] };

/** Ids from the graph, sorted into subjects and links; what was selected before keeps its place in the order. */
export function selectionOf(view: BoardView, ids: ReadonlySet<string>, before: Selection): Selection {
  const subjects = new Set<string>(view.items.map(({ subject }) => subject.id));
  const links = new Set<string>(view.links.map(({ id }) => id));
  const keepOrder = (known: ReadonlySet<string>, earlier: readonly string[]): string[] => {
    const chosen = [...ids].filter((id) => known.has(id));
    const kept = earlier.filter((id) => ids.has(id) && known.has(id));
    return [...kept, ...chosen.filter((id) => !kept.includes(id))];
  };
  return { subjects: keepOrder(subjects, before.subjects), links: keepOrder(links, before.links) };
}

/** Without what is no longer on the board. */
export function stillThere(view: BoardView, selection: Selection): Selection {
  const kept = selectionOf(view, new Set([...selection.subjects, ...selection.links]), selection);
  return sameSelection(kept, selection) ? selection : kept;
}

export const sameSelection = (one: Selection, other: Selection): boolean =>
  same(one.subjects, other.subjects) && same(one.links, other.links);
const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

export const toggled = (list: readonly string[], id: string): string[] =>
  list.includes(id) ? list.filter((each) => each !== id) : [...list, id];

export const everything = (view: BoardView): Selection => ({
  subjects: view.items.map(({ subject }) => subject.id),
  links: view.links.map(({ id }) => id),
});

export const isEmpty = ({ subjects, links }: Selection): boolean => subjects.length + links.length === 0;

/** The selected subjects in order, as a link names its ends. */
export function selectedSubjects(view: BoardView, { subjects }: Selection): Subject[] {
  const byId = new Map<string, Subject>(view.items.map(({ subject }) => [subject.id, subject]));
  return subjects.flatMap((id) => byId.get(id) ?? []);
}
