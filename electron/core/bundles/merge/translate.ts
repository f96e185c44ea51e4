/** Documents of a bundle, or of the case as a bundle would hold it, by their names. */
export type Documents = ReadonlyMap<string, unknown>;
/** What an id, or a number as people write it ("E-0012"), of the sender's case is in this one. */
export type Renaming = ReadonlyMap<string, string>;
type Named =
  | (
      | 'id'
      | 'number'
      | 'kind'
      | 'title'
      | 'label'
      | 'type'
      | 'text'
      | 'name'
      | 'note'
      | 'source'
      | 'tags'
      | 'rows'
      | 'forms'
    )
  | (
      | 'exhibits'
      | 'findings'
      | 'explanation'
      | 'format'
      | 'state'
      | 'until'
      | 'basis'
      | 'style'
      | 'subject'
      | 'typology'
    )
  | (
      | 'tlp'
      | 'sensitivity'
      | 'removedAt'
      | 'acquiredAt'
      | 'acquiredBy'
      | 'acquiredHow'
      | 'acquiredZone'
      | 'originalName'
    )
  | ('setup' | 'aiUse' | 'marks' | 'mark' | 'editions' | 'said' | 'view' | 'part' | 'origin' | 'board' | 'order')
  | ('mailId' | 'message' | 'certificate' | 'columns' | 'dialect' | 'reading' | 'sure' | 'roles' | 'laterAcquisitions')
  | (
      | 'findingId'
      | 'comments'
      | 'log'
      | 'questions'
      | 'undoes'
      | 'exhibit'
      | 'releasedAt'
      | 'starts'
      | 'zone'
      | 'from'
      | 'to'
      | 'country'
    );
/** A record as a document has it; what is read of it is read as something unknown. */
export type Fields = { readonly [name: string]: unknown } & { readonly [K in Named]?: unknown };

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers as texts name them: exhibits, findings, requests, questions. */
const NAMED = /\b[EFQR]-\d{1,6}\b/g;
/** What was frozen or sent stays as it was, to the letter: hashes rest on it, and statements are run again. */
const AS_IT_WAS: ReadonlySet<string> = new Set(['sql', 'sha256', 'resultSha256', 'outputSha256', 'originalName']);

/** All of a document in the words of this case: ids as values and as keys, and numbers within texts. */
export function translated<T>(value: T, ids: Renaming, labels: Renaming): T {
  const within = (each: unknown): unknown => {
    if (typeof each === 'string') return ids.get(each) ?? renamed(each, labels);
    if (Array.isArray(each)) return each.map(within);
    if (!isFields(each)) return each;
    const { explanation, format } = each;
    const shifted =
      typeof explanation === 'string' && Array.isArray(format) && labels.size > 0
        ? { ...each, format: shift(explanation, format, labels) }
        : each;
    return Object.fromEntries(
      Object.entries(shifted).map(([key, held]) => [
        ids.get(key) ?? key,
        AS_IT_WAS.has(key) && typeof held === 'string' ? held : within(held),
      ]),
    );
  };
  return within(value) as T;
}

export const renamed = (text: string, labels: Renaming): string =>
  labels.size === 0 ? text : text.replaceAll(NAMED, (label) => labels.get(label) ?? label);

/** Ranges of a text follow the words that they are about when a number before them gets longer or shorter. */
function shift(text: string, format: readonly unknown[], labels: Renaming): unknown[] {
  const moves = [...text.matchAll(NAMED)].map((found) => ({
    end: found.index + found[0].length,
    by: (labels.get(found[0]) ?? found[0]).length - found[0].length,
  }));
  const now = (at: unknown): number =>
    moves.reduce((sum, { end, by }) => (end <= Number(at) ? sum + by : sum), Number(at));
  return format.map((range) => (isFields(range) ? { ...range, from: now(range.from), to: now(range.to) } : range));
}

/** Every text within a value, keys of objects too. */
export function* textsIn(value: unknown): IterableIterator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else if (isFields(value))
    for (const [key, held] of Object.entries(value)) {
      yield key;
      yield* textsIn(held);
    }
}
