/** Clusters of values that may be writings of one thing. Nothing here changes a value: what is one is for a person to say. */

/** A value of a column, and how many rows have it. */
export interface Variant {
  readonly text: string;
  readonly rows: number;
}
/** Two values or more, most rows first. */
export type VariantCluster = readonly Variant[];

/** How values are compared, in the order in which they are offered: each finds more than the one before, and is more often wrong. */
export const VARIANT_METHODS = {
  fingerprint: {
    word: 'Same words',
    says: 'Equal but for case, accents, punctuation, blanks, and the order and repetition of words.',
  },
  letters: {
    word: 'Same letters',
    says: 'Equal but for case, accents, punctuation and blanks, which may stand anywhere: "pay pal" and "PayPal".',
  },
  sound: {
    word: 'Same sound',
    says: 'Words that are spoken alike, by Double Metaphone. Made for names in Latin letters.',
  },
  distance: {
    word: 'Few edits',
    says: 'At most so many letters typed, left out or changed; fewer where values are short.',
  },
} as const;
export type VariantMethod = keyof typeof VARIANT_METHODS;

/** Without case, accents and punctuation, blanks run together: what every comparison begins with. */
export const plainForm = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The words of a value, each once, in order: the fingerprint of OpenRefine (key collision). */
export const fingerprintOf = (text: string): string => [...new Set(plainForm(text).split(' '))].toSorted().join(' ');
export const lettersOf = (text: string): string => plainForm(text).replaceAll(' ', '');

/** Values that have one key. A value whose key is empty is like no other. */
export function clustersByKey(values: readonly Variant[], keyOf: (text: string) => string): VariantCluster[] {
  const groups = Map.groupBy(values, ({ text }) => keyOf(text));
  groups.delete('');
  return ordered([...groups.values()]);
}

/** Letters for each edit that is allowed: a value of 4 to 7 letters may differ by one, one below 4 by none. */
const LETTERS_PER_EDIT = 4;
const digits = (text: string): string => text.replaceAll(/\P{Nd}/gu, '');

/**
 * Values that a chain of few edits joins: of their plain forms two neighbours differ by at most `edits`, and by no more than a
 * quarter of the shorter's letters. No pair is missed: of two texts within k edits one holds one of k + 1 pieces of the other nearly
 * in its place (Li, Deng, Wang, Feng, Pass-Join, VLDB 2012).
 * @param edits 1 to 3 @param sameDigits lets no digit differ, as invoice 1001 is not 1002
 * @param distance edits between two texts (Levenshtein) @param breathe lets other work run; may throw to stop
 */
export async function clustersByDistance(
  values: readonly Variant[],
  { edits, sameDigits }: { readonly edits: number; readonly sameDigits: boolean },
  distance: (one: string, other: string) => number,
  breathe: () => Promise<void>,
): Promise<VariantCluster[]> {
  const forms = Map.groupBy(values, ({ text }) => plainForm(text));
  forms.delete('');
  const plain = [...forms.keys()].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const owner = plain.map((_, at) => at);
  const find = (at: number): number => {
    let root = at;
    while (owner[root] !== root) root = owner[root] = owner[owner[root] as number] as number;
    return root;
  };
  /** Pieces of the texts so far: by length, by which piece, by its letters. */
  const pieces = new Map<string, number[]>();
  for (const [at, text] of plain.entries()) {
    const tried = new Set<number>();
    for (let length = Math.max(1, text.length - edits); length <= text.length; length++) {
      for (const { index, from, to } of cutInto(length, edits)) {
        const shift = edits;
        for (
          let start = Math.max(0, from - shift);
          start <= from + shift && start + to - from <= text.length;
          start++
        ) {
          for (const other of pieces.get(key(length, index, text.slice(start, start + to - from))) ?? []) {
            if (tried.has(other)) continue;
            tried.add(other);
            if (find(other) === find(at)) continue;
            const shorter = plain[other] as string;
            const allowed = Math.min(edits, Math.floor(shorter.length / LETTERS_PER_EDIT));
            if (allowed === 0 || (sameDigits && digits(shorter) !== digits(text))) continue;
            if (distance(shorter, text) <= allowed) owner[find(other)] = find(at);
          }
        }
      }
    }
    for (const { index, from, to } of cutInto(text.length, edits)) {
      const place = key(text.length, index, text.slice(from, to));
      const held = pieces.get(place);
      if (held) held.push(at);
      else pieces.set(place, [at]);
    }
    if (at % BETWEEN_BREATHS === 0) await breathe();
  }
  const groups = Map.groupBy(plain.keys(), find);
  return ordered([...groups.values()].map((members) => members.flatMap((at) => forms.get(plain[at] as string) ?? [])));
}
const BETWEEN_BREATHS = 500;
const key = (length: number, index: number, piece: string): string => `${length} ${index} ${piece}`;

/** A text of a length in k + 1 pieces of nearly one size. */
function cutInto(length: number, edits: number): { index: number; from: number; to: number }[] {
  const count = edits + 1;
  const size = Math.floor(length / count);
  const longer = length - size * count;
  let from = 0;
  return Array.from({ length: count }, (_, index) => {
    const to = from + size + (index >= count - longer ? 1 : 0);
    const piece = { index, from, to };
    from = to;
    return piece;
  });
}

/** Those of two values or more; the one with most rows first, in a cluster and among clusters. */
const ordered = (groups: readonly (readonly Variant[])[]): VariantCluster[] =>
  groups
    .filter(({ length }) => length > 1)
    .map((group) => group.toSorted((a, b) => b.rows - a.rows || (a.text < b.text ? -1 : 1)))
    .toSorted((a, b) => rowsOf(b) - rowsOf(a) || ((a[0]?.text ?? '') < (b[0]?.text ?? '') ? -1 : 1));

export const rowsOf = (cluster: VariantCluster): number => cluster.reduce((sum, { rows }) => sum + rows, 0);

/** How an exhibit of decided variants came into being. */
export const REVIEWED = 'review of variants';
const FROM = ' from ';
const LONGEST_COLUMN = 80;

/** The name of its file, which never changes and says what it was made from. @param tables exhibits by number, tables of the case by name */
export const reviewName = (column: string, tables: readonly string[]): string =>
  `variants of ${[...column].slice(0, LONGEST_COLUMN).join('')}${FROM}${tables.join(', ') || 'no table'}.csv`.replaceAll(
    /[\\/:*?"<>|\p{Cc}]/gu,
    '_',
  );

/** What a review of variants was made from, as a statement names what it read; nothing for any other exhibit. */
export function reviewedFrom({
  acquiredHow,
  originalName,
}: {
  readonly acquiredHow: string;
  readonly originalName: string;
}): { readonly name: string; readonly exhibitLabel: string | null; readonly sha256: null }[] {
  const at = originalName.lastIndexOf(FROM);
  if (acquiredHow !== REVIEWED || at < 0) return [];
  const names = originalName
    .slice(at + FROM.length)
    .replace(/\.csv$/, '')
    .split(', ');
  return names
    .filter((name) => name !== 'no table')
    .map((name) => ({ name, exhibitLabel: /^E-\d{4,}$/.test(name) ? name : null, sha256: null }));
}
