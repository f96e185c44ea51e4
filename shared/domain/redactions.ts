import type { PictureRegion, Redaction } from '../contract/reports.ts';

/** What is printed instead: a block of one width for every value, or a name that stays the same in every print. */
export const redactionLabel = ({ number, as, name }: Pick<Redaction, 'number' | 'as' | 'name'>): string =>
  as === 'pseudonym' ? `${name.trim() || 'Person'} ${number}` : `[REDACTED-${String(number).padStart(2, '0')}]`;

/** The labels that stand for what rules redact, by their numbers. */
export const redactionLabels = (rules: readonly Redaction[]): string[] => [
  ...new Set(rules.toSorted((one, other) => one.number - other.number).map(redactionLabel)),
];

/** What is said of them where an edition tells what it does not show. */
export const redactedAsWords = (labels: readonly string[]): string =>
  `Where the material has what ${labels.length === 1 ? 'a rule of redaction names' : `${labels.length} rules of redaction name`}, a label stands in its place: ${labels.join(', ')}.`;

const MOST = 999; // as the contract has it, which takes 500 rules

/** The number of the next rule of a report, which stands in its label. */
function nextRedaction(taken: ReadonlySet<number>): number {
  let next = Math.max(0, ...taken) + 1;
  if (next > MOST) for (next = 1; taken.has(next); ) next += 1;
  return next;
}

/**
 * What stands for a new rule. A number that was typed behind a pseudonym is that of the label, where no other rule has it:
 * "Victim 1" is printed as "Victim 1", or as "Victim 4" beside three rules.
 * @param typed the pseudonym; a block where it is empty
 */
export function newLabel(
  typed: string,
  rules: readonly Pick<Redaction, 'number'>[],
): Pick<Redaction, 'number' | 'as' | 'name'> {
  const taken = new Set(rules.map(({ number }) => number));
  const [, name = typed.trim(), digits] = /^\s*(.*\S)\s+(\d{1,3})\s*$/.exec(typed) ?? [];
  const asked = Number(digits);
  const number = asked >= 1 && !taken.has(asked) ? asked : nextRedaction(taken);
  return { number, name, as: name === '' ? 'block' : 'pseudonym' };
}

/** A region of a picture that is replaced by a block, with the words that stand on it where there is room. */
export interface Cover extends PictureRegion {
  readonly label: string;
}

export const REDACTION_KINDS: Readonly<Record<Redaction['kind'], string>> = {
  value: 'Value',
  entity: 'Entity',
  pattern: 'Pattern (regular expression)',
  column: 'Column of query results',
  region: 'Region of a picture',
};
