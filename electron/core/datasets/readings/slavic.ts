import type { Question, Reading } from '../../../../shared/domain/readings.ts';
import type { Verdict } from './family.ts';
import type { Slavic, SlavicMonth } from './time-words.ts';

/** Which of the two languages the names of months in a column are of, that give some names to different months. */
export class SlavicNames {
  /** Values with a name of months that differ. */
  private either = 0;
  /** Values that only one of them has, with the first. */
  private readonly only = { pl: 0, hr: 0 };
  private readonly first: Record<Slavic, string | null> = { pl: null, hr: null };

  /** @param has whether the month that a language gives the name has the day of the value */
  add({ pl, hr }: SlavicMonth, text: string, has: (month: number) => boolean = () => true): void {
    const open = (['pl', 'hr'] as const).filter((each) => ({ pl, hr })[each] > 0 && has({ pl, hr }[each]));
    if (open.length === 2) this.either++;
    const [one] = open;
    if (one === undefined || open.length === 2) return;
    this.only[one]++;
    this.first[one] ??= text;
  }

  /** The language of all names, with the value that tells it; null where none is of these languages. */
  get told(): { readonly language: Slavic; readonly by: string | null } | 'open' | null {
    const { pl, hr } = this.only;
    if (this.either + pl + hr === 0) return null;
    if (pl > 0 === hr > 0) return 'open';
    const language = pl > 0 ? 'pl' : 'hr';
    return { language, by: this.either > 0 ? this.first[language] : null };
  }

  /** Each choice in both languages, with how many values it fits then. */
  inBoth(choices: Question['choices']): Question['choices'] {
    const { pl, hr } = this.only;
    const ways = [
      ['pl', hr],
      ['hr', pl],
    ] as const;
    return choices.flatMap(({ reading, fitting }) =>
      ways.map(([language, lost]) => ({
        reading: inLanguage(reading, language),
        fitting: Math.max(0, fitting - lost),
      })),
    );
  }
}

export const inLanguage = (reading: Reading, months: Slavic): Reading =>
  reading.kind === 'date' || reading.kind === 'time' || reading.kind === 'month' ? { ...reading, months } : reading;

/** A verdict of which every reading takes names of months in a language. */
export const named = (verdict: Verdict, language: Slavic): Verdict => ({
  ...verdict,
  reading: inLanguage(verdict.reading, language),
  questions: verdict.questions.map((question) => ({
    ...question,
    choices: question.choices.map((each) => ({ ...each, reading: inLanguage(each.reading, language) })),
  })),
});

/** The month that a reading gives a name; undefined where the name is two months and the reading does not say which, or has none of it. */
export function monthIn(month: number, slavic: SlavicMonth | null, language: Slavic | undefined): number | undefined {
  if (!slavic) return month;
  if (language) return slavic[language] || undefined;
  return slavic.pl > 0 && slavic.hr > 0 ? undefined : month;
}
