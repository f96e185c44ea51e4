import type { EntityType } from '../../../shared/domain/entities.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { formatCount } from '../../ui/format.ts';

/** "previewProblem" -> "preview problem", "toSha256" -> "to SHA-256", "exhibit_labels" -> "exhibit labels" */
export function nameWords(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words
    .replaceAll(/\bsha256\b/g, 'SHA-256')
    .replaceAll(/\b(sql|id|ids|ocr|tlp|utc)\b/g, (word) => word.toUpperCase());
}

const isPlain = (value: unknown): boolean => value === null || typeof value !== 'object';

/** A value of a detail as a person reads it: in words, a change as from and to, a list by commas or lines. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map(valueWords).join(value.every(isPlain) ? ', ' : '\n');
  const entries = Object.entries(value as Record<string, unknown>);
  const [from, to] = [entries[0], entries[1]];
  if (entries.length === 2 && from && to && /^from/.test(from[0]) && /^to/.test(to[0])) {
    const of = nameWords(from[0].slice('from'.length));
    return `${of === '' ? '' : `${of}: `}${valueWords(from[1])} → ${valueWords(to[1])}`;
  }
  return entries.map(([name, each]) => `${nameWords(name)}: ${valueWords(each)}`).join('; ');
}

type Fields = Readonly<Record<string, unknown>>;
/** What an id stands for; undefined for what is not in the case any more, or of another case. */
export type NameOf = (id: string) => string | undefined;

/** What was done to entities and links or on a board: fields of a detail that are named after operations. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'entity.create': 'entities created',
  'entity.update': 'entities changed',
  'entity.remove': 'entities deleted',
  'link.create': 'links created',
  'link.update': 'links changed',
  'link.remove': 'links deleted',
  'note.create': 'notes added',
  'note.update': 'notes changed',
  'note.remove': 'notes deleted',
  'item.place': 'placed on the board',
  'item.remove': 'removed from the board',
  'item.move': 'moves',
  'item.resize': 'items resized',
  noLongerApplied: 'changes that no longer applied',
};

/** An entry's detail as a person reads it: ids are not among it, what they stand for is. */
export function detailWords(
  detail: Readonly<Record<string, unknown>>,
  nameOf: NameOf,
): readonly { readonly name: string; readonly words: string }[] {
  // What the entry itself tells of goes first: the case may not hold it any more.
  const told = new Map<string, string>();
  for (const [name, list] of Object.entries(detail))
    if (/^entity\.(?:create|remove)$/.test(name) && Array.isArray(list))
      for (const each of list as Fields[]) told.set(String(each['id']), String(each['label']));
  const known: NameOf = (id) => told.get(id) ?? nameOf(id);
  return Object.entries(detail).map(([name, value]) => {
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) return { name: nameWords(name), words: valueWords(value) };
    if (!Array.isArray(value)) return { name: operation, words: valueWords(value) };
    return { name: operation, words: list(name, value, known) };
  });
}

function list(operation: string, all: readonly unknown[], nameOf: NameOf): string {
  if (all.every((each) => typeof each === 'string')) {
    const names = all.flatMap((id) => nameOf(id) ?? []);
    if (names.length === 0) return formatCount(all.length);
    const others = all.length - names.length;
    return names.join(', ') + (others > 0 ? `, and ${formatCount(others)} more` : '');
  }
  const words = operation.startsWith('link.') ? linkWords : entityWords;
  return all.map((each) => words(each as Fields, nameOf)).join('\n');
}

const entityWords = (fields: Fields, nameOf: NameOf): string => {
  const { id, type, label } = fields;
  if (type === undefined) return `${nameOf(String(id)) ?? 'an entity'}: ${changeWords(fields, nameOf)}`;
  return `${label} (${kindOf(String(type) as EntityType).word})`;
};

const linkWords = (fields: Fields, nameOf: NameOf): string => {
  const { id, type, label, from, to } = fields;
  if (type === undefined) return `${nameOf(String(id)) ?? 'a link'}: ${changeWords(fields, nameOf)}`;
  const end = (of: unknown): string => nameOf(String(of)) ?? 'an item';
  return `${end(from)} → ${end(to)}: ${type}${label ? ` “${label}”` : ''}`;
};

/** The fields of an edit, each as from and to; of a note the log says only that it changed. */
function changeWords({ from, to }: Fields, nameOf: NameOf): string {
  const [before, after] = [(from ?? {}) as Fields, (to ?? {}) as Fields];
  const words = (value: unknown): string => {
    if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(words).join(', ');
    if (value !== null && typeof value === 'object' && 'id' in value) return nameOf(String(value.id)) ?? 'an item';
    return (typeof value === 'string' ? nameOf(value) : undefined) ?? valueWords(value);
  };
  return Object.keys(after)
    .map((name) => {
      if (name === 'note') return 'note changed';
      return `${nameWords(name)}: ${words(before[name])} → ${words(after[name])}`;
    })
    .join('; ');
}
