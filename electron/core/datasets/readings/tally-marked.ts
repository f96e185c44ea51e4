import { EXACT_DIGITS, type Question, type Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Counts, type Family, type Verdict } from './family.ts';
import type { Heading } from './headings.ts';
import { type Marks, unmarked } from './marked.ts';

/** Sets of marks, by the one of two that mean the same texts that is tried, with all that a person may choose. */
const SETS: readonly (readonly [tried: Marks, choices: readonly Marks[], about: Question['about']])[] = [
  ['credit', ['credit', 'debit'], 'marks'],
  ['thousands', ['thousands'], 'marks'],
  ['bytes by 1000', ['bytes by 1000', 'bytes by 1024'], 'marks'],
  ['each', ['each'], 'decimal-marks'],
];
const KEPT_UNITS = 4;

/** Whether some set of marks fits a text. */
export const isMarked = (text: string): boolean => SETS.some(([tried]) => unmarked(text, tried) !== null);

/** Amounts with marks that a person has to explain: which of CR and DR is less than nothing, whether K is a thousand. */
export class MarkedTally implements Family {
  private readonly sets = SETS.map(([tried, choices, about]) => ({
    ...{ tried, choices, about, fitting: 0, marked: 0, bare: 0, scale: 0, whole: 0 },
    units: new Map<string, number>(),
  }));

  add(text: string): boolean {
    let fits = false;
    for (const set of this.sets) {
      const found = unmarked(text, set.tried);
      if (!found || (set.units.size >= KEPT_UNITS && found.unit !== '' && !set.units.has(found.unit))) continue;
      fits = true;
      set.fitting++;
      if (found.marked) set.marked++;
      if (found.unit === '') set.bare++;
      else set.units.set(found.unit, (set.units.get(found.unit) ?? 0) + 1);
      const [whole = '', decimals = ''] = found.plain.replace('-', '').split('.');
      set.whole = Math.max(set.whole, whole.length);
      set.scale = Math.max(set.scale, decimals.length);
    }
    return fits;
  }

  verdict(_: Counts, { identifies }: Heading): Verdict | null {
    const those = this.sets.filter(({ tried, marked }) => tried === 'each' || marked > 0);
    const best = those.toSorted((one, other) => other.fitting - one.fitting)[0];
    if (!best || best.fitting === 0 || identifies) return null;
    const units = best.units.size === 0 ? [''] : [...best.units.keys()];
    return ask(
      best.about,
      best.choices.flatMap((marks) =>
        units.map((unit) => ({
          reading: readingOf(best, marks, unit),
          fitting: unit === '' ? best.fitting : best.bare + (best.units.get(unit) ?? 0),
        })),
      ),
    );
  }
}

function readingOf({ whole, scale }: { whole: number; scale: number }, marks: Marks, unit: string): Reading {
  const form = { point: '.', group: '', lakh: false, unit, brackets: false, marks } as const;
  if (scale === 0 && whole <= EXACT_DIGITS) return { kind: 'integer', form };
  return { kind: 'decimal', form, scale, long: whole + scale > EXACT_DIGITS };
}
