import { z } from 'zod';
import { type Token, tokens } from './sql-tokens.ts';

/** What a parameter takes. `number`: digits with a sign, a point and an exponent; `date`: as columns of dates and times hold them. */
export const ParameterKind = z.enum(['text', 'number', 'date']);
export type ParameterKind = z.infer<typeof ParameterKind>;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/;

/** A parameter `:name` of a statement with its value, or with the one that is offered first; null is NULL. */
export const Parameter = z.strictObject({
  name: z.string().regex(NAME, 'a name of letters, digits and _'),
  kind: ParameterKind,
  value: z
    .string()
    .max(10_000)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'holds half of a character, or a NUL')
    .nullable(),
});
export type Parameter = z.infer<typeof Parameter>;
export const Parameters = z
  .array(Parameter)
  .max(100)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two parameters of one name');

/** The parameters `:name` that a statement uses, each once, in their order. */
export const parametersIn = (sql: string): string[] => [
  ...new Set(
    used(sql).flatMap(({ text }) => (text.startsWith(':') && NAME.test(text.slice(1)) ? [text.slice(1)] : [])),
  ),
];
/** Parameters of other forms (`?`, `?1`, `@name`, `$name`), which have no name to ask for, or a second way to write one. */
export const otherParameters = (sql: string): string[] => [
  ...new Set(used(sql).flatMap(({ text }) => (text.startsWith(':') && NAME.test(text.slice(1)) ? [] : [text]))),
];
const used = (sql: string): Token[] => tokens(sql).filter(({ kind }) => kind === 'parameter');

/**
 * A value travels with its statement in a comment of a line of its own, `-- :least number = "100"`, behind the statement: so
 * whatever is made of the statement (a shaping, a chart, a saved result run again) has it too, and whoever reads the statement
 * sees what was bound. SQLite never reads it: it is bound. The value is JSON, which has no line feed in it.
 */
const BOUND = /^-- :([A-Za-z_][A-Za-z0-9_]{0,59}) (text|number|date) = ("(?:[^"\\\n]|\\.)*"|null)\s*$/;
const written = ({ name, kind, value }: Parameter): string => `-- :${name} ${kind} = ${JSON.stringify(value)}`;

/** What the comments of a statement bind; of two for one name the last. */
export function boundIn(sql: string): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const { kind, text } of tokens(sql)) {
    const parameter = kind === 'comment' ? read(text) : null;
    if (parameter) found.set(parameter.name, parameter);
  }
  return [...found.values()];
}

function read(comment: string): Parameter | null {
  const [, name, kind, value = 'null'] = BOUND.exec(comment) ?? [];
  if (name === undefined) return null;
  try {
    const parsed = Parameter.safeParse({ name, kind, value: JSON.parse(value) as unknown });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The statement with these values: in the comments that are there already, else behind it. */
export function withBound(sql: string, parameters: readonly Parameter[]): string {
  const left = new Map(parameters.map((each) => [each.name, each]));
  const told = new Set<string>();
  const text = tokens(sql)
    .map((token) => {
      const here = token.kind === 'comment' ? read(token.text) : null;
      const now = here && left.get(here.name);
      if (!now) return token.text;
      told.add(now.name);
      return written(now);
    })
    .join('');
  const names = new Set(parametersIn(sql));
  const rest = parameters.filter(({ name }) => names.has(name) && !told.has(name)).map(written);
  return rest.length === 0 ? text : `${text.trimEnd()}\n${rest.join('\n')}`;
}

/** The statement without the comments that bind values; lines that held nothing else go with them. */
export const withoutBound = (sql: string): string => {
  const all = tokens(sql);
  return all
    .filter(({ kind, text }, at) => {
      const bound = (token: Token | undefined) => token?.kind === 'comment' && read(token.text) !== null;
      return (
        !(kind === 'comment' && read(text) !== null) && !(kind === 'space' && /\n/.test(text) && bound(all[at + 1]))
      );
    })
    .map(({ text }) => text)
    .join('');
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** What is wrong with a value for its kind, in words; null when nothing is. */
export function problemOf({ name, kind, value }: Parameter): string | null {
  if (value === null || kind === 'text') return null;
  if (kind === 'number') {
    if (!NUMBER.test(value)) return `:${name} is no number. Write it like 1200, -3.5 or 1e6, without separators.`;
    if (numberOf(value) === null)
      return `:${name} has more digits than SQL's numbers hold. Choose the kind text, and compare with dec_cmp.`;
    return null;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = DATE.exec(value) ?? [];
  const whole = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const isDay = !Number.isNaN(whole.getTime()) && whole.toISOString().slice(8, 10) === day;
  if (year === undefined || !isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    return `:${name} is no date. Write it like 2024-01-31 or 2024-01-31 18:30:00Z.`;
  return null;
}

/** As SQLite takes it; null where its digits would be lost. */
function numberOf(value: string): bigint | number | null {
  if (/^[+-]?\d+$/.test(value)) {
    const whole = BigInt(value.replace('+', ''));
    if (BigInt.asIntN(64, whole) === whole) return whole;
  }
  const digits = value
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  const number = Number(value);
  return digits.length > 15 || !Number.isFinite(number) ? null : number;
}

/** What is bound for a parameter; its value has to have no problem. */
export const boundValue = ({ kind, value }: Parameter): string | bigint | number | null =>
  value === null || kind !== 'number' ? value : numberOf(value);
