import { doubleMetaphone } from 'double-metaphone';
import { type ComparedName, skeleton, wordsMatch } from '../name-likeness.ts';

/**
 * Which names of a list may be like another one. What it leaves out `nameLikeness` refuses: every word of the shorter of two names has
 * its counterpart in the longer one, which has at most a word more, or the two are made of the same letters.
 */
export type NameIndex = (own: ComparedName) => Iterable<number>;

const codesOf = (word: string): string[] => [...new Set(doubleMetaphone(word))].filter((code) => code.length > 1);
/** What two words share that match: a code of their sound, their consonants, or the first letter, where few letters differ. */
const groupsOf = (word: string): string[] => [
  ...codesOf(word).map((code) => `m${code}`),
  `s${skeleton(word)}`,
  `${word[0]}${word.length}`,
];
const lettersOf = ({ words }: ComparedName): string => [...words.join('')].sort().join('');
/** Letters that may be missing of a word where few differ, as `matchOf` allows. */
const MOST_MISSING = 4;

/** @param names of a list; what the index gives are their places in it */
export function indexNames(names: readonly ComparedName[]): NameIndex {
  const holders = new Map<string, Set<number>>();
  const byLetters = new Map<string, Set<number>>();
  for (const [at, name] of names.entries()) {
    put(byLetters, lettersOf(name), at);
    for (const word of name.words) put(holders, word, at);
  }
  const byGroup = new Map<string, Set<string>>();
  const byFirst = new Map<string, Set<string>>();
  for (const word of holders.keys()) {
    for (const group of groupsOf(word)) put(byGroup, group, word);
    put(byFirst, word[0] as string, word);
  }
  /** The words of the list that a word matches. */
  const like = (word: string): string[] => {
    const near = Array.from(
      { length: 2 * MOST_MISSING + 1 },
      (_, at) => `${word[0]}${word.length - MOST_MISSING + at}`,
    );
    const groups = new Set([...groupsOf(word), ...near, `${word[0]}1`]);
    const may =
      word.length === 1
        ? (byFirst.get(word) ?? [])
        : new Set([...groups].flatMap((group) => [...(byGroup.get(group) ?? [])]));
    return [...may].filter((each) => wordsMatch(word, each));
  };
  const known = new Map<string, readonly number[]>();
  /** The names in which a word has a counterpart, each once. */
  const namesLike = (word: string): readonly number[] => {
    const held = known.get(word);
    if (held) return held;
    const found = [...new Set(like(word).flatMap((each) => [...(holders.get(each) ?? [])]))];
    known.set(word, found);
    return found;
  };
  const counts = new Uint16Array(names.length);
  return (own) => {
    const found = new Set(byLetters.get(lettersOf(own)));
    const touched: number[] = [];
    for (const word of own.words)
      for (const at of namesLike(word)) {
        if (counts[at] === 0) touched.push(at);
        counts[at] = (counts[at] as number) + 1;
      }
    for (const at of touched) {
      const most = (names[at] as ComparedName).words.length;
      if (Math.abs(most - own.words.length) <= 1 && (counts[at] as number) >= Math.min(most, own.words.length))
        found.add(at);
      counts[at] = 0;
    }
    return found;
  };
}

function put<Value>(map: Map<string, Set<Value>>, key: string, value: Value): void {
  const held = map.get(key);
  if (held) held.add(value);
  else map.set(key, new Set([value]));
}
