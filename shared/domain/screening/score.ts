import { distance } from 'fastest-levenshtein';
import { type ComparedName, comparedName, nameLikeness } from '../name-likeness.ts';
import type { Born, ListEntry, ListedName } from './listed.ts';
import { indexNames, type NameIndex } from './name-index.ts';

/** Whom a case asks about. */
export interface Subject {
  readonly id: string;
  readonly kind: 'person' | 'organisation' | 'other';
  readonly name: string;
  readonly born: Born | null;
  readonly countries: readonly string[];
  readonly identifiers: readonly string[];
}
export interface Point {
  readonly rule: string;
  readonly points: number;
}
export type Verdict = 'possible' | 'likely' | 'contradicted';
export interface Score {
  readonly points: number;
  readonly rules: readonly Point[];
  /** The name of the entry that was compared. */
  readonly name: string;
  /** A name alone never says more than that it is possible. */
  readonly verdict: Verdict;
  /** Neither a date of birth, nor a country, nor an identifier stands on both sides. */
  readonly nothingToCompare: boolean;
}

/** What the parts of a comparison are worth; the window and the exhibit of a run tell each by its words. */
export const POINTS = {
  same: 60,
  marks: 58,
  transliteration: 55,
  joined: 52,
  sounds: 50,
  soundsFar: 42,
  spelling: 50,
  consonants: 50,
  order: 45,
  initials: 30,
  extraWord: -8,
  weakAlias: -10,
  sameDay: 30,
  sameYear: 15,
  otherDay: -25,
  otherYear: -45,
  sameCountry: 10,
  otherCountry: -10,
  identifier: 90,
} as const;
/** Below it a hit is not listed, unless another one is chosen. */
export const USUAL_THRESHOLD = 50;
const LIKELY = 80;

/** Forms of companies: two names that differ in nothing but these are sisters, not one. */
const FORMS: ReadonlyMap<string, string> = new Map(
  [
    'ltd limited',
    'llc',
    'inc incorporated',
    'corp corporation',
    'gmbh',
    'ag',
    'sa',
    'srl',
    'spa',
    'bv',
    'nv',
    'oy',
    'ab',
    'as',
    'plc',
    'llp',
    'kg',
    'ooo',
    'oao ao pao zao',
    'sarl',
    'pte',
    'pty',
    'fze',
    'co company',
    'jsc',
    'kft',
    'sro',
    'doo',
  ].flatMap((each) => each.split(' ').map((word) => [word, each] as const)),
);

export interface PreparedName {
  readonly listed: ListedName;
  readonly compared: ComparedName;
  readonly forms: string;
  readonly numbers: string;
  /** Without its form of a company. It says nothing beside a person, of whose name `ag`, `co` or `spa` is a part. */
  readonly isCut: boolean;
}

/** A name as it is compared: as it is written, and where it may be a company's with a form also without that, which is compared apart. */
export function prepared(listed: ListedName, kind: Subject['kind']): PreparedName[] {
  const whole = comparedName(listed.text.replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, ''));
  if (whole.words.length === 0) return [];
  const numbers = whole.words.filter((word) => /^\d+$/.test(word)).join(' ');
  const forms =
    kind === 'person' ? '' : [...new Set(whole.words.flatMap((word) => FORMS.get(word) ?? []))].sort().join();
  const words = forms === '' ? [] : whole.words.filter((word) => !FORMS.has(word));
  const written = { listed, compared: whole, forms, numbers, isCut: false };
  return words.length === 0
    ? [written]
    : [written, { ...written, compared: { ...whole, text: words.join(' '), words }, isCut: true }];
}

/** A list made ready to be asked. */
export interface Prepared {
  readonly entries: readonly ListEntry[];
  readonly names: readonly { readonly entry: number; readonly name: PreparedName }[];
  /** Of `names`, those that may be like another name. */
  readonly like: NameIndex;
  readonly byIdentifier: ReadonlyMap<string, readonly number[]>;
  /** In how many names of the list each word stands. */
  readonly words: ReadonlyMap<string, number>;
}

/** One writing of an identifier: a Base58 address keeps its case, everything else has none. */
export const identifierKey = (text: string): string => {
  const plain = text.trim().replace(/[\s-]/g, '');
  return /^[13LTDM][1-9A-HJ-NP-Za-km-z]{25,40}$/.test(plain) ? plain : plain.toLowerCase();
};

export function prepareList(entries: readonly ListEntry[]): Prepared {
  const names: { entry: number; name: PreparedName }[] = [];
  const byIdentifier = new Map<string, number[]>();
  const words = new Map<string, number>();
  for (const [entry, { names: listed, identifiers, kind }] of entries.entries()) {
    for (const name of listed.flatMap((each) => prepared(each, kind))) {
      names.push({ entry, name });
      if (name.isCut) continue;
      for (const word of new Set(name.compared.words)) words.set(word, (words.get(word) ?? 0) + 1);
    }
    for (const each of identifiers) {
      const key = identifierKey(each);
      const held = byIdentifier.get(key);
      if (held) held.push(entry);
      else byIdentifier.set(key, [entry]);
    }
  }
  const like = indexNames(names.map(({ name }) => name.compared));
  return { entries, names, like, byIdentifier, words };
}

export interface ScoredEntry {
  readonly entry: ListEntry;
  readonly score: Score;
}

/** Entries of a list that a subject may be, the best first. @param threshold least points of one that is told */
export function screen(list: Prepared, subject: Subject, threshold = USUAL_THRESHOLD): ScoredEntry[] {
  const best = new Map<number, ScoredEntry>();
  const offer = (entry: number, score: Score | null): void => {
    if (!score || (score.points < threshold && score.verdict !== 'contradicted')) return;
    const held = best.get(entry);
    if (!held || held.score.points < score.points) best.set(entry, { entry: list.entries[entry] as ListEntry, score });
  };
  for (const own of prepared({ text: subject.name, quality: 'primary' }, subject.kind))
    for (const at of list.like(own.compared)) {
      const { entry, name } = list.names[at] as Prepared['names'][number];
      offer(entry, scoreOf(subject, own, list.entries[entry] as ListEntry, name));
    }
  for (const each of subject.identifiers)
    for (const entry of list.byIdentifier.get(identifierKey(each)) ?? []) {
      const of = list.entries[entry] as ListEntry;
      const rules = [{ rule: `the same identifier ${each}`, points: POINTS.identifier }];
      offer(entry, {
        points: POINTS.identifier,
        rules,
        name: of.names[0]?.text ?? of.id,
        verdict: 'likely',
        nothingToCompare: false,
      });
    }
  return [...best.values()].toSorted((a, b) => b.score.points - a.score.points || a.entry.id.localeCompare(b.entry.id));
}

/** Points of a comparison, each with its rule; null where the names are not alike. */
export function scoreOf(subject: Subject, own: PreparedName, entry: ListEntry, name: PreparedName): Score | null {
  if (subject.kind !== 'other' && entry.kind !== 'other' && subject.kind !== entry.kind) return null;
  if ((own.isCut && entry.kind === 'person') || (name.isCut && subject.kind === 'person')) return null;
  const likeness = nameRules(own, name);
  if (!likeness) return null;
  const rules: Point[] = [...likeness];
  if (name.listed.quality === 'weak') rules.push({ rule: 'a weak alias of the list', points: POINTS.weakAlias });
  const born = bornRule(subject.born, entry.born);
  const country = countryRule(subject.countries, entry.countries);
  const rest = [born, country].filter((each) => each !== null);
  rules.push(...rest);
  const points = rules.reduce((sum, each) => sum + each.points, 0);
  const speaksFor = rest.some((each) => each.points > 0);
  const speaksAgainst = born !== null && born.points < 0;
  const verdict: Verdict = speaksAgainst ? 'contradicted' : speaksFor && points >= LIKELY ? 'likely' : 'possible';
  return { points, rules, name: name.listed.text, verdict, nothingToCompare: rest.length === 0 };
}

function nameRules(own: PreparedName, other: PreparedName): Point[] | null {
  if (own.forms !== other.forms && own.forms !== '' && other.forms !== '') return null; // sister companies
  if (own.numbers !== other.numbers) return null;
  const [a, b] = [own.compared, other.compared];
  if (a.text.toLowerCase() === b.text.toLowerCase()) return [{ rule: 'the same name', points: POINTS.same }];
  const likeness = nameLikeness(a, b);
  if (!likeness) return null;
  const has = (words: string): boolean => likeness.reasons.some((reason) => reason.startsWith(words));
  const foreign = likeness.reasons.find((reason) => reason.startsWith('transliteration'));
  const base: Point = has('initials')
    ? { rule: 'initials', points: POINTS.initials }
    : has('other order')
      ? { rule: 'the same words in another order', points: POINTS.order }
      : has('the same consonants')
        ? { rule: `the same consonants, ${foreign ?? ''}`.replace(/, $/, ''), points: POINTS.consonants }
        : has('sounds')
          ? farApart(a, b)
            ? { rule: 'sounds alike, with other vowels', points: POINTS.soundsFar }
            : { rule: 'sounds alike', points: POINTS.sounds }
          : has('few letters')
            ? { rule: 'few letters differ', points: POINTS.spelling }
            : foreign
              ? { rule: foreign, points: POINTS.transliteration }
              : has('words joined')
                ? { rule: 'words joined or parted', points: POINTS.joined }
                : { rule: likeness.reasons.join(', '), points: POINTS.marks };
  return [base, ...(has('one word more') ? [{ rule: 'one word more', points: POINTS.extraWord }] : [])];
}

/** Hassan and Hussein sound alike to a phonetic code, and are two names. */
const farApart = (a: ComparedName, b: ComparedName): boolean =>
  a.words.length === b.words.length && a.words.some((word, at) => distance(word, b.words[at] ?? '') > 2);

function bornRule(own: Born | null, listed: readonly Born[]): Point | null {
  if (!own || listed.length === 0) return null;
  const isDay = ({ from, to }: Born): boolean => from === to;
  const fit = listed.filter(({ from, to }) => from <= own.to && to >= own.from);
  if (fit.some((each) => isDay(each) && isDay(own) && !each.isEither))
    return { rule: `born on the same day (${own.text})`, points: POINTS.sameDay };
  const either = fit.find(({ isEither }) => isEither);
  if (either && fit.every(({ isEither }) => isEither))
    return {
      rule: `dates of birth may fit (${own.text}; ${either.text} may have its day or its month first)`,
      points: POINTS.sameYear,
    };
  if (fit.length > 0) return { rule: `dates of birth fit (${own.text}, ${fit[0]?.text})`, points: POINTS.sameYear };
  const year = listed.some(({ from }) => from.slice(0, 4) === own.from.slice(0, 4));
  return year
    ? { rule: `born on another day of the year (${own.text}, ${listed[0]?.text})`, points: POINTS.otherDay }
    : { rule: `born in another year (${own.text}, ${listed[0]?.text})`, points: POINTS.otherYear };
}

function countryRule(own: readonly string[], listed: readonly string[]): Point | null {
  if (own.length === 0 || listed.length === 0) return null;
  const known = new Set(listed.map((each) => each.toLowerCase()));
  const same = own.find((each) => known.has(each.toLowerCase()));
  return same !== undefined
    ? { rule: `the same country (${same})`, points: POINTS.sameCountry }
    : { rule: `another country (${own.join(', ')}; ${listed.join(', ')})`, points: POINTS.otherCountry };
}

/** How rare the words of a name are in the list: of its rarest one, in how many names it stands. */
export const rarityOf = (list: Prepared, name: string): number => {
  const counts = comparedName(name).words.map((word) => list.words.get(word) ?? 0);
  return counts.length === 0 ? 0 : Math.min(...counts);
};
