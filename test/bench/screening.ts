import { asked } from '../../electron/core/screening/compare.ts';
import type { ListEntry } from '../../shared/domain/screening/listed.ts';
import { prepareList, type Subject, screen } from '../../shared/domain/screening/score.ts';
import { NAME_PAIRS } from '../support/name-pairs.ts';
import { seeded } from '../support/random.ts';

/** 1,000 subjects against a list of 50,000 names (BENCH_NAMES) of invented persons, common names among them; then the pairs of names with their traps. */
const size = Number(process.env['BENCH_NAMES'] ?? 50_000);
const GIVEN =
  'Muhammad Ahmed Ali Hassan Fatima Maria Ivan Dmitri Olga Anna Sergey Wei Li Jing Min Jose Juan Carlos Pedro Lucia Sofia Elena John James Robert Mary Patricia Linda Amir Reza Omar Khaled Yusuf Ibrahim Nikolai Pavel Viktor Tatiana Natalia Mikhail'.split(
    ' ',
  );
const SYLLABLES =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo vu za zo'.split(
    ' ',
  );
const random = seeded(15);
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
const family = (): string => {
  const word = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES)).join('');
  return word[0]?.toUpperCase() + word.slice(1);
};
const families = Array.from({ length: 6000 }, family);
const name = (): string => `${pick(GIVEN)} ${random() < 0.3 ? `${pick(GIVEN)} ` : ''}${pick(families)}`;
const entries = Array.from(
  { length: size },
  (_, at): ListEntry => ({
    ...{
      id: `n${at}`,
      kind: 'person',
      names: [{ text: name(), quality: 'primary' }],
      born: [],
      countries: [],
      identifiers: [],
      programmes: [],
    },
  }),
);
const subject = (text: string, kind: Subject['kind'] = 'person'): Subject => ({
  id: text,
  kind,
  name: text,
  born: null,
  countries: [],
  identifiers: [],
});
const subjects = Array.from({ length: 1000 }, (_, at) =>
  subject(at % 10 === 0 ? ((entries[at * 7] as ListEntry).names[0]?.text ?? '') : name()),
);

const cpu = process.cpuUsage();
const started = performance.now();
const ask = asked({ format: 'bench', listDate: '', rows: size, entries, values: null, left: [], notes: [] });
const preparedMs = performance.now() - started;
const hits = subjects.reduce((sum, each) => sum + ask(each, 50).length, 0);
const seconds = (performance.now() - started) / 1000;
const cpuSeconds = process.cpuUsage(cpu).user / 1e6;
// The peer compares every subject with every name, which 1 in 100 of the subjects shows.
const list = prepareList(entries);
const plain = performance.now();
for (const each of subjects.slice(0, 10))
  for (const { names } of entries) if (names[0]?.text.toLowerCase() === each.name.toLowerCase()) break;
const exactMs = performance.now() - plain;
console.log(
  JSON.stringify({
    bench: 'screening',
    names: size,
    subjects: subjects.length,
    words: list.words.size,
    hits,
    preparedMs,
    seconds,
    cpuSeconds,
    exactMsOfTen: exactMs,
  }),
);

const told = NAME_PAIRS.map(([kind, one, other, same]) => ({
  same,
  hit:
    screen(
      prepareList([{ ...(entries[0] as ListEntry), id: other, kind, names: [{ text: other, quality: 'primary' }] }]),
      subject(one, kind),
    ).length > 0,
}));
const count = (same: boolean, hit: boolean): number =>
  told.filter((each) => each.same === same && each.hit === hit).length;
const [right, false_, missed] = [count(true, true), count(false, true), count(true, false)];
console.log(
  JSON.stringify({
    bench: 'screening',
    pairs: told.length,
    precision: right / (right + false_),
    recall: right / (right + missed),
    false: false_,
    missed,
  }),
);
