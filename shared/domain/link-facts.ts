import type { LinkFacts } from '../contract/entities.ts';
import { counted, grouped } from './counted.ts';

/** The exhibits whose rows they tell of. */
export const factsExhibits = ({ exhibit, also = [] }: LinkFacts): LinkFacts['exhibit'][] => [exhibit, ...also];

/** "$4,310.00", "EUR 12.50" */
export const amountWords = ({ unit, sum }: { readonly unit: string; readonly sum: string }): string =>
  `${/^[A-Z]/.test(unit) ? `${unit} ` : unit}${grouped(sum)}`;

/** "12 rows, $4,310.00 in all, 2026-01-02 to 2026-03-04" */
export function factsWords({ count, amount, first, last }: LinkFacts): string {
  const money = amount && `${amountWords(amount)} in all`;
  const span = first && (last && last !== first ? `${first} to ${last}` : first);
  return [counted(count, 'row'), money, span].filter(Boolean).join(', ');
}
