import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { nextCopy } from './store.ts';

/** Numbers of copies that are being printed, by case. */
const underWay = new Map<string, Set<number>>();

/** Gives each copy a number of its own, also where two prints go on at once: it is kept from the others until it is recorded. */
export async function withCopyNumbers<T>(
  { db }: Pick<JobContext, 'db'>,
  caseId: CaseId,
  count: number,
  print: (numbers: readonly number[]) => Promise<T>,
): Promise<T> {
  const taken = underWay.get(caseId) ?? new Set();
  underWay.set(caseId, taken);
  const first = Math.max(nextCopy(db, caseId), ...[...taken].map((each) => each + 1));
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  for (const number of numbers) taken.add(number);
  try {
    return await print(numbers);
  } finally {
    for (const number of numbers) taken.delete(number);
  }
}
