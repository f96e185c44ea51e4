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

interface Part {
  readonly priority: RequestPriority;
  readonly words: string;
  /** A part that words of the request fulfil: which words, and where they stand. */
  readonly says?: { readonly pattern: RegExp; readonly of: (urgency: Urgency) => string };
  readonly holds?: (urgency: Urgency) => boolean;
}
const text = ({ text: written }: Urgency): string => written;

/** The rule, in the order in which it is tried. */
const RULE: readonly Part[] = [
  {
    priority: 'critical',
    words: 'somebody may come to harm, or money is still moving',
    says: {
      pattern:
        /\b(?:threat to life|self[- ]harm|suicid\w*|physical danger|(?:funds?|money|coins) (?:is|are) (?:still )?(?:moving|being moved)|ongoing (?:attack|fraud|theft)|in progress right now|active (?:attack|breach|intrusion))\b/gi,
      of: text,
    },
  },
  {
    priority: 'critical',
    words: 'it is needed within 4 hours of receipt',
    holds: ({ neededBy, receivedAt }) => neededBy !== null && neededBy - receivedAt <= 4 * HOUR_MS,
  },
  {
    priority: 'high',
    words: 'a court, an authority or a legal duty sets a time for it',
    says: {
      pattern:
        /\b(?:subpoena|court order|warrant|regulator|law enforcement|preservation (?:request|order)|production (?:request|order)|summons|mutual legal assistance|mlat|(?:police|prosecutors?|court)(?:['’]s)? (?:request|order|demand|inquiry)|(?:request|order|demand|inquiry) (?:from|of|by) (?:the )?(?:police|prosecutors?|court|authorit\w+)|statutory|litigation hold|legal hold)\b/gi,
      of: ({ text: written, legalBasis }) => `${written}\n${legalBasis}`,
    },
  },
  {
    priority: 'high',
    words: 'it comes from executives or from the security team',
    says: {
      pattern: /\b(?:executive|exec|ceo|cfo|ciso|board|infosec|information security|security)\b/gi,
      of: ({ team }) => (/\bjobs? board\b/i.test(team) ? '' : team),
    },
  },
  {
    priority: 'high',
    words: 'it is needed within 48 hours of receipt',
    holds: ({ neededBy, receivedAt }) => neededBy !== null && neededBy - receivedAt <= 48 * HOUR_MS,
  },
  {
    priority: 'low',
    words: 'it says that there is no hurry',
    says: {
      pattern: /\b(?:no rush|no hurry|not urgent|when you (?:get|have) (?:a chance|time)|low priority)\b/gi,
      of: ({ text: written }) => (/\b(?:very|most|is|extremely) urgent\b|\basap\b/i.test(written) ? '' : written),
    },
  },
];
/** In the same sentence, shortly before. */
const NEGATED = /\b(?:no|not|never|without|nor|isn.t|aren.t)\b[^.!?,;\n]{0,12}$/i;

/**
 * The priority by the rule, and what it follows from, with the words of the request that fulfil it; a person may set another,
 * with a reason. Words beside a negation ("there is no threat to life") do not count, and are named for the person to decide.
 */
export function priorityOf(urgency: Urgency): { readonly priority: RequestPriority; readonly because: string } {
  const denied: string[] = [];
  const fulfilled = ({ says, holds }: Part): string | null => {
    if (!says) return holds?.(urgency) ? '' : null;
    const all = says.of(urgency);
    for (const { 0: words, index } of all.matchAll(says.pattern)) {
      if (!NEGATED.test(all.slice(Math.max(0, index - 40), index))) return `: “${words}”`;
      denied.push(`“${words}”`);
    }
    return null;
  };
  for (const part of RULE) {
    const by = fulfilled(part);
    if (by !== null) return { priority: part.priority, because: `${part.words}${by}${beside(denied)}` };
  }
  return { priority: 'normal', because: `nothing of the rule holds${beside(denied)}` };
}

const beside = (denied: readonly string[]): string =>
  denied.length === 0 ? '' : `; ${[...new Set(denied)].join(', ')} beside a negation was not counted, decide yourself`;
