import { expect, it } from 'vitest';
import type { ListEntry } from '../../../../shared/domain/screening/listed.ts';
import { prepared, prepareList, type Subject, scoreOf, screen } from '../../../../shared/domain/screening/score.ts';
import { NAME_PAIRS } from '../../../support/name-pairs.ts';
import { seeded } from '../../../support/random.ts';

const WORDS =
  'Muhammad Mohamed Ahmed Ali Al El Lee Li Wu Woo Jo J M Ivan Ivanov Ivanova Dmitri Dmitry Vladimir Wladimir Kowalski Kowalsky Schmidt Smith Katarzyna Chukwuemeka Alexandroupolis Petrosyan Jean-Pierre O’Neill Øystein Иван Владимир Дмитрий Ковальски Γιώργος Παπαδόπουλος محمد علي أحمد حسن משה כהן मोहन कुमार 王 小明 김 정은 Trading Holding Ltd GmbH 7'.split(
    ' ',
  );

/** One letter more, less, another or two swapped: what the comparison lets pass, and what it does not. */
function mistyped(word: string, random: () => number): string {
  const letters = [...word];
  const at = Math.floor(random() * letters.length);
  const letter = 'aeioukqszvw'[Math.floor(random() * 11)] as string;
  const kind = Math.floor(random() * 4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, letter);
  else if (kind === 2) letters[at] = letter;
  else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  return letters.join('') || word;
}

it('offers every name of a list that comparing with all of them finds, and no other', () => {
  const random = seeded(20);
  const word = (): string => {
    const picked = WORDS[Math.floor(random() * WORDS.length)] as string;
    return random() < 0.3 ? mistyped(random() < 0.2 ? mistyped(picked, random) : picked, random) : picked;
  };
  const name = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, word).join(' ');
  const kinds = ['person', 'organisation', 'other'] as const;
  const entries = Array.from(
    { length: 900 },
    (_, at): ListEntry => ({
      ...{ id: `n${at}`, kind: kinds[at % 3] as ListEntry['kind'], names: [{ text: name(), quality: 'primary' }] },
      ...{ born: [], countries: [], identifiers: [], programmes: [] },
    }),
  );
  const variants = entries
    .filter((_, at) => at % 3 === 0)
    .map(({ names }) =>
      (names[0]?.text ?? '')
        .split(' ')
        .map((each) => (random() < 0.5 ? mistyped(each, random) : each))
        .sort(() => random() - 0.5)
        .join(' '),
    );
  const asked = [...variants, ...NAME_PAIRS.flatMap(([, one, other]) => [one, other])];
  const list = prepareList(entries);
  let compared = 0;
  for (const [at, text] of asked.entries()) {
    const subject: Subject = {
      ...{ id: text, name: text, kind: kinds[at % 3] as Subject['kind'] },
      ...{ born: null, countries: [], identifiers: [] },
    };
    const writings = prepared({ text, quality: 'primary' }, subject.kind);
    const like = list.names.flatMap(({ entry, name: listed }) => {
      const of = entries[entry] as ListEntry;
      return writings.some((own) => scoreOf(subject, own, of, listed)) ? [of.id] : [];
    });
    const all = [...new Set(like)];
    compared += all.length;
    const found = screen(list, subject, 0).map(({ entry }) => entry.id);
    expect(found.toSorted(), text).toEqual(all.toSorted());
  }
  // Enough that a filter which loses some would have lost one of these.
  expect(compared).toBeGreaterThan(300);
});
