/** How tainted money is told from other money with which it was mixed. Sources: `METHODS[…].source`. */
export const METHOD_NAMES = ['poison', 'haircut', 'fifo', 'lifo', 'lowest', 'tiho'] as const;
export type Method = (typeof METHOD_NAMES)[number];
export type ChainModel = 'accounts' | 'coins';
export type Direction = 'forwards' | 'backwards';

interface MethodFacts {
  /** In a heading of a column. */
  readonly short: string;
  readonly name: string;
  /** A sentence for the method paragraph of a report. */
  readonly rule: string;
  /** What is to be known of it before it is relied on. */
  readonly limit: string;
  readonly models: readonly ChainModel[];
  readonly directions: readonly Direction[];
}
const BOTH = { models: ['accounts', 'coins'], directions: ['forwards', 'backwards'] } as const;

export const METHODS = {
  poison: {
    ...BOTH,
    short: 'Poison',
    name: 'poison',
    rule: 'Once an account or a coin has received any traced money, all that leaves it is counted as traced.',
    limit: 'Poison over-claims: its amounts add up to more than was taken. It shows what was reached, not how much.',
  },
  haircut: {
    ...BOTH,
    short: 'Haircut',
    name: 'haircut (pro rata)',
    rule: 'Each payment carries the share of traced money that the balance, or the inputs of its transaction, had at that moment.',
    limit: 'Haircut spreads traced money thinly over many recipients, so that few of them stand out.',
  },
  fifo: {
    ...BOTH,
    short: 'FIFO',
    name: 'first in, first out',
    rule: 'Money leaves in the order in which it came in (the rule in Clayton’s Case, 1816).',
    limit: 'First in, first out depends on the order of payments; where that is assumed, so is its result.',
  },
  lifo: {
    ...BOTH,
    short: 'LIFO',
    name: 'last in, first out',
    rule: 'The money that came in last leaves first.',
    limit: 'Last in, first out depends on the order of payments; where that is assumed, so is its result.',
  },
  lowest: {
    short: 'Lowest balance',
    name: 'lowest intermediate balance',
    rule: 'Other money leaves first; the claim is never more than the lowest balance since, and later deposits do not restore it.',
    limit:
      'The lowest intermediate balance is the claim that remains in an account; it says little of where the money went.',
    models: ['accounts'],
    directions: ['forwards'],
  },
  tiho: {
    short: 'TIHO',
    name: 'taint in, highest out',
    rule: 'Within a transaction, traced money goes to the outputs of the highest value first.',
    limit: 'Taint in, highest out rests on the assumption that large outputs carry on what is being moved.',
    models: ['coins'],
    directions: ['forwards'],
  },
} as const satisfies Record<Method, MethodFacts>;

const factsOf = (method: Method): MethodFacts => METHODS[method];

/** Methods that a chain of this kind has in this direction, in the order in which they are shown. */
export const methodsFor = (model: ChainModel, direction: Direction): Method[] =>
  METHOD_NAMES.filter(
    (method) => factsOf(method).models.includes(model) && factsOf(method).directions.includes(direction),
  );

/** Methods that neither make nor lose a unit, so that their amounts must balance. */
export const balances = (method: Method): boolean => method !== 'poison';
