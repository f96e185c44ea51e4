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
