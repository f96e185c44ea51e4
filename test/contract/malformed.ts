import { type CommandName, commands } from '../../shared/contract/commands.ts';
import { seeded } from '../support/random.ts';

export interface Malformed {
  readonly name: unknown;
  readonly input: unknown;
}

const NAMES = Object.keys(commands) as CommandName[];
const PROTOTYPE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'isPrototypeOf',
];
const ID = '00000000-0000-4000-8000-000000000000';

/** An own property even where the name is `__proto__`, as JSON.parse makes it. */
const own = (key: string, value: unknown): Record<string, unknown> =>
  JSON.parse(`{${JSON.stringify(key)}:1}`, (at, item) => (at === key ? value : item));

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

/**
 * Calls that the contract does not allow: unknown and prototype names, inputs of the wrong kind, extra keys, values of
 * the wrong type, huge strings, deep nesting. What happens to be allowed is left out, by the contract's own schemas.
 */
export function* malformed(count: number, seed: number): Generator<Malformed> {
  const next = seeded(seed);
  const upTo = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T;
  const word = (): string => Array.from({ length: 1 + upTo(12) }, () => String.fromCharCode(32 + upTo(0x300))).join('');
  const junk = (): unknown =>
    pick<() => unknown>([
      () => null,
      () => true,
      () => -1,
      () => 1e308,
      () => 0.5,
      () => '',
      () => word(),
      () => ID,
      () => `${word()}\u0000`,
      () => '\ud800',
      () => 'x'.repeat(upTo(2000)),
      () => [],
      () => [word(), upTo(9)],
      () => ({}),
      () => own(pick(PROTOTYPE), word()),
      () => new Uint8Array(upTo(9)),
      () => ({ $bytes: 7 }),
      () => '../../../etc/passwd',
      () => "'; DROP TABLE cases; --",
    ])();
  const unknownName = (): unknown =>
    pick<() => unknown>([
      word,
      () => pick(PROTOTYPE),
      () => `${pick(NAMES)} `,
      () => pick(NAMES).toUpperCase(),
      () => `${pick(NAMES)}.${pick(PROTOTYPE)}`,
      () => [pick(NAMES)],
      () => ({ toString: pick(NAMES) }),
      () => null,
      () => upTo(100),
      () => 'x'.repeat(100_000),
    ])();
  const wrongInput = (name: CommandName): unknown => {
    const keys = Object.keys(commands[name].input.shape);
    return pick<() => unknown>([
      junk,
      () => ({ ...own(pick(PROTOTYPE), junk()) }),
      () => ({ [word()]: junk() }),
      () => Object.fromEntries(keys.map((key) => [key, junk()])),
      () => Object.fromEntries([...keys, word()].map((key) => [key, junk()])),
      () => ({ ...Object.fromEntries(keys.map((key) => [key, ID])), [word()]: 1 }),
      () => (upTo(40) === 0 ? Object.fromEntries(keys.map((key) => [key, 'x'.repeat(1 << 20)])) : junk()),
      () => (upTo(20) === 0 ? nested(1 + upTo(3000)) : junk()),
    ])();
  };
  for (let made = 0; made < count; ) {
    const known = next() < 0.7;
    const name = known ? pick(NAMES) : unknownName();
    const input = known ? wrongInput(name as CommandName) : junk();
    if (typeof name === 'string' && Object.hasOwn(commands, name)) {
      if (commands[name as CommandName].input.safeParse(input).success) continue;
    }
    made += 1;
    yield { name, input };
  }
}
