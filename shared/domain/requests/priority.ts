import type { RequestPriority } from '../clocks/request-clock.ts';

/** What the priority of a request follows from. */
export interface Urgency {
  /** Everything that the requester wrote. */
  readonly text: string;
  readonly team: string;
  readonly legalBasis: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly neededBy: number | null;
}
const HOUR_MS = 3_600_000;

/** The rule, in the order in which it is tried, as the window tells it. */
export const PRIORITY_RULE: readonly {
  readonly priority: RequestPriority;
  readonly words: string;
  readonly holds: (of: Urgency) => boolean;
}[] = [
  {
    priority: 'critical',
    words: 'somebody may come to harm, or money is still moving',
    holds: ({ text }) =>
      /\b(?:threat to life|self[- ]harm|suicid\w*|physical danger|funds? (?:is|are) (?:still )?moving|ongoing (?:attack|fraud|theft)|in progress right now|active (?:attack|breach|intrusion))\b/i.test(
        text,
      ),
  },
  {
    priority: 'critical',
    words: 'it is needed within 4 hours of receipt',
    holds: ({ neededBy, receivedAt }) => neededBy !== null && neededBy - receivedAt <= 4 * HOUR_MS,
  },
  {
    priority: 'high',
    words: 'a court, an authority or a legal duty sets a time for it',
    holds: ({ text, legalBasis }) =>
      /\b(?:subpoena|court order|warrant|regulator|law enforcement|preservation (?:request|order)|statutory|litigation hold|legal hold)\b/i.test(
        `${text}\n${legalBasis}`,
      ),
  },
  {
    priority: 'high',
    words: 'it comes from executives or from the security team',
    holds: ({ team }) => /\b(?:executive|exec|ceo|cfo|ciso|board|infosec|information security|security)\b/i.test(team),
  },
  {
    priority: 'high',
    words: 'it is needed within 48 hours of receipt',
    holds: ({ neededBy, receivedAt }) => neededBy !== null && neededBy - receivedAt <= 48 * HOUR_MS,
  },
  {
    priority: 'low',
    words: 'it says that there is no hurry',
    holds: ({ text }) =>
      /\b(?:no rush|no hurry|not urgent|when you (?:get|have) (?:a chance|time)|low priority)\b/i.test(text),
  },
];

/** The priority by the rule, and what it follows from in words; a person may set another, with a reason. */
export function priorityOf(urgency: Urgency): { readonly priority: RequestPriority; readonly because: string } {
  const found = PRIORITY_RULE.find(({ holds }) => holds(urgency));
  return found
    ? { priority: found.priority, because: found.words }
    : { priority: 'normal', because: 'nothing of the rule holds' };
}
