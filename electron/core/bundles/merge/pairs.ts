import { createHash } from 'node:crypto';
import type { TakenKind } from '../../../../shared/contract/bundle-report.ts';
import { exhibitLabel } from '../../../../shared/domain/labels.ts';
import { CASE_SECTION, EXHIBITS_SECTION } from '../../bundle-part.ts';
import { canonical } from '../format.ts';
import { KINDS } from './kinds.ts';
import { type Kind, PER_EXHIBIT, type Taken } from './taken.ts';
import { type Documents, type Fields, isFields, type Renaming, textsIn, translated } from './translate.ts';

/** A record of the bundle, of this case, or of both. */
export interface Pair {
  readonly kind: Kind;
  readonly theirs: Taken | null;
  readonly ours: Taken | null;
}
export const keyOf = (kind: TakenKind, { id }: Taken): string => `${kind}/${id}`;
/** 64 bits tell whether a record is the same as before; nothing that an attacker could choose rests on it. */
export const digest = (value: unknown): string =>
  createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);

export interface Numbers {
  /** From which on no number was ever given here. */
  readonly exhibit: number;
  readonly finding: number;
}
/** A number that something gets here since its own is taken. */
export interface NewNumber {
  readonly kind: Kind;
  readonly id: string;
  readonly was: number;
  readonly becomes: number;
}

export interface Matched {
  readonly pairs: readonly Pair[];
  /** The bundle in the words of this case: its ids, and its numbers. What is new has the ids that it came with. */
  readonly theirs: Documents;
  readonly ids: Renaming;
  readonly labels: Renaming;
  readonly renumbered: readonly NewNumber[];
  /** Entries of the archive by the number that their exhibit has here: the one that it came with. */
  readonly cameAs: ReadonlyMap<number, number>;
  /** Exhibits whose bytes both sides took in by themselves. */
  readonly twice: readonly { readonly ours: Taken; readonly theirs: Taken }[];
}

/**
 * Finds what is the same record on both sides: by ids, which are known from what was exchanged before, else by what makes it what
 * it is, so that what two people added by themselves is not had twice. Then gives numbers to what is new.
 * @param known ids of the bundle and what they are here, as far as that is known
 */
export function match(given: Documents, ours: Documents, known: Renaming, next: Numbers, partial: boolean): Matched {
  const ids = new Map(known);
  const labels = new Map<string, string>();
  const renumbered: NewNumber[] = [];
  const numbers = new Map<number, number>(); // of exhibits, theirs to ours
  const pairs: Pair[] = [];
  const twice: { ours: Taken; theirs: Taken }[] = [];
  for (const kind of KINDS) {
    if (partial && !kind.partial) continue;
    const own = kind.list(ours);
    const theirs = kind.list(renamedDocuments(relevant(given, kind), ids, labels, numbers));
    const byId = new Map(own.map((each) => [each.id, each]));
    const taken = new Set(theirs.flatMap(({ id }) => (byId.has(id) ? [id] : [])));
    const free = Map.groupBy(
      own.filter(({ id, natural }) => natural !== null && !taken.has(id)),
      ({ natural }) => natural,
    );
    const found = theirs.map((each): Pair => {
      const same = byId.get(each.id) ?? (each.natural === null ? undefined : free.get(each.natural)?.shift());
      if (same && same.id !== each.id) {
        ids.set(each.id, same.id);
        if (kind.name === 'exhibit' && same.self.acquiredAt !== each.self.acquiredAt)
          twice.push({ ours: same, theirs: each });
      }
      return { kind, theirs: each, ours: same ?? null };
    });
    const had = new Set(found.flatMap((pair) => (pair.ours ? [pair.ours] : [])));
    pairs.push(...found, ...own.filter((each) => !had.has(each)).map((each) => ({ kind, theirs: null, ours: each })));
    if (kind.label) {
      const order = kind.name === 'exhibit' ? madeFrom(given) : () => [];
      for (const [was, becomes] of numbered(kind, found, own, next, order, renumbered)) {
        if (was === becomes) continue;
        labels.set(kind.label(was), kind.label(becomes));
        if (kind.name === 'exhibit') numbers.set(was, becomes);
      }
    }
  }
  // Once all that is the same is known, what stood before it in the order is told by it too.
  const theirs = renamedDocuments(given, ids, labels, numbers);
  const again = new Map(KINDS.map((kind) => [kind, new Map(kind.list(theirs).map((each) => [each.id, each]))]));
  return {
    pairs: pairs.map((pair) => {
      const id = pair.theirs && (ids.get(pair.theirs.id) ?? pair.theirs.id);
      return id === null ? pair : { ...pair, theirs: again.get(pair.kind)?.get(id) ?? pair.theirs };
    }),
    theirs,
    ids,
    labels,
    renumbered,
    twice,
    cameAs: new Map([...numbers].map(([was, becomes]) => [becomes, was])),
  };
}

function* relevant(documents: Documents, { documents: wanted, name }: Kind): IterableIterator<[string, unknown]> {
  for (const entry of documents)
    if (wanted.includes(entry[0]) || (['dataset', 'attachment'].includes(name) && PER_EXHIBIT.test(entry[0])))
      yield entry;
}

/** Words that went out to somebody stay as they were sent; so does what others wrote to the case before it was a case. */
const AS_SENT: ReadonlySet<string> = new Set(['case/replies.json']);
const NONE: Renaming = new Map();

export function renamedDocuments(
  documents: Iterable<readonly [string, unknown]>,
  ids: Renaming,
  labels: Renaming,
  numbers: ReadonlyMap<number, number>,
): Map<string, unknown> {
  return new Map(
    [...documents].map(([name, document]) => {
      const value = translated(document, ids, AS_SENT.has(name) ? NONE : labels);
      const [, folder, label] = PER_EXHIBIT.exec(name) ?? [];
      if (folder && label) return [`${folder}/${labels.get(label) ?? label}.json`, value];
      if (name !== EXHIBITS_SECTION || !Array.isArray(value)) return [name, value];
      return [
        name,
        value.map((each: Fields) => ({ ...each, number: numbers.get(Number(each.number)) ?? each.number })),
      ];
    }),
  );
}

/** Of charts and traces the bytes tell from what they were made, and these are not looked into: any may be it. */
const ANY = 'any';
/** Labels that the documents of an exhibit name as what it was made from. */
function madeFrom(documents: Documents): (number: number) => readonly string[] {
  const labels = new Map<string, string>();
  const exhibits = documents.get(EXHIBITS_SECTION);
  const list = Array.isArray(exhibits) ? (exhibits as Fields[]) : [];
  for (const { id, number } of list) labels.set(String(id), exhibitLabel(Number(number)));
  const sources = new Map(list.map(({ number, source }) => [number, String(source).match(/\bE-\d{4,6}\b/g) ?? []]));
  const opaque = new Set(list.flatMap(({ kind, number }) => (kind === 'chart' || kind === 'trace' ? [number] : [])));
  return (number) => [
    ...(opaque.has(number) ? [ANY] : []),
    ...(sources.get(number) ?? []),
    ...['queries', 'copies', 'attachments'].flatMap((folder) =>
      [...textsIn(documents.get(`${folder}/${exhibitLabel(number)}.json`))].map((text) => labels.get(text) ?? text),
    ),
  ];
}

/**
 * The number of each that came. One that is new keeps its own where that was never given here, and else gets the next free one;
 * so does what was made from one that got another, since nothing is made from what comes after it.
 */
function* numbered(
  kind: Kind,
  found: readonly Pair[],
  own: readonly Taken[],
  next: Numbers,
  sources: (number: number) => readonly string[],
  renumbered: NewNumber[],
): IterableIterator<readonly [was: number, becomes: number]> {
  const label = kind.label ?? String;
  const first =
    kind.name === 'exhibit' || kind.name === 'finding'
      ? next[kind.name]
      : Math.max(0, ...own.map(({ number }) => number ?? 0)) + 1;
  const fresh: Taken[] = [];
  for (const { theirs, ours } of found) {
    if (!theirs || theirs.number === null) continue;
    if (!ours) fresh.push(theirs);
    else if (ours.number !== null) yield [theirs.number, ours.number];
  }
  fresh.sort((a, b) => Number(a.number) - Number(b.number));
  const moved = new Set<string>();
  for (const { number } of fresh)
    if (
      Number(number) < first ||
      sources(Number(number)).some((from) => (from === ANY ? moved.size > 0 : moved.has(from)))
    )
      moved.add(label(Number(number)));
  let free = Math.max(first, ...fresh.map(({ number }) => Number(number) + 1));
  for (const { id, number } of fresh) {
    const was = Number(number);
    const becomes = moved.has(label(was)) ? free++ : was;
    if (becomes !== was) renumbered.push({ kind, id, was, becomes });
    yield [was, becomes];
  }
}

/** Of records with numbers, the number that a new one gets in the document itself: texts are renamed by then. */
export const numbersOf = ({ renumbered }: Pick<Matched, 'renumbered'>): ReadonlyMap<string, number> =>
  new Map(renumbered.map(({ kind, id, becomes }) => [`${kind.name}/${id}`, becomes]));

/** What withholds or marks, of a case, an exhibit, a request: by which the stricter stands. */
export const strictnessOf = (kind: TakenKind, { self }: Taken): unknown =>
  kind === 'case' ? self.tlp : kind === 'exhibit' || kind === 'request' ? self.sensitivity : undefined;

/** All records of documents that are in the ids of this vault, by their keys. */
export function digestsIn(documents: Documents, partial: boolean): Map<string, string> {
  const found = new Map<string, string>();
  for (const kind of KINDS)
    for (const each of kind.list(documents)) {
      if (partial && !kind.partial) continue;
      found.set(keyOf(kind.name, each), digest(each.fields));
      const strict = strictnessOf(kind.name, each);
      if (strict !== undefined) found.set(`${keyOf(kind.name, each)}~`, digest(strict));
    }
  return found;
}

export const caseIdIn = (documents: Documents): string => {
  const facts = documents.get(CASE_SECTION);
  return isFields(facts) ? String(facts.id) : '';
};
