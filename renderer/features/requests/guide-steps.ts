import type { Question } from '../../../shared/contract/requests.ts';
import { notJudged } from '../../../shared/domain/likelihood.ts';

export interface GuideStep {
  readonly title: string;
  /** What is to be done. */
  readonly says: string;
  readonly isDone: (of: Question, replied: ReadonlySet<string>) => boolean;
}

/** From a question to a printed answer; each step is done once the question shows it, and those before it are. */
export const GUIDE: readonly GuideStep[] = [
  {
    title: 'Ask',
    says: 'Each line of what is asked becomes a question of its own: one subject each.',
    isDone: () => true,
  },
  {
    title: 'Prove',
    says: 'Under “Built from findings”, choose the findings that answer it; under “Further exhibits” what else it rests on.',
    isDone: ({ exhibitLabels }) => exhibitLabels.length > 0,
  },
  {
    title: 'Answer',
    says: 'Write one or two sentences. A figure is a cell of a frozen query, as {E-0012:1:paid_usd}. Then choose likelihood and confidence.',
    isDone: (of) => of.answer.trim() !== '' && notJudged(of) === null,
  },
  {
    title: 'Release',
    says: 'Tick “The answer may go out”. What is changed later has to be released again.',
    isDone: ({ state }) => state === 'answered' || state === 'delivered',
  },
  {
    title: 'Reply',
    says: 'Press “Reply”, read what the check says, and print the PDF. Recipient, time and words are recorded.',
    isDone: ({ id }, replied) => replied.has(id),
  },
];

/**
 * How far a request has come: of the question that is furthest, the number of steps that are done one after the other.
 * @param replied questions whose answers went out @returns null for a request without a question, of which none is done
 */
export function guided(
  questions: readonly Question[],
  replied: ReadonlySet<string>,
): { readonly of: Question; readonly done: number } | null {
  const each = questions.map((of) => {
    const open = GUIDE.findIndex(({ isDone }) => !isDone(of, replied));
    return { of, done: open < 0 ? GUIDE.length : open };
  });
  return each.toSorted((a, b) => b.done - a.done)[0] ?? null;
}
