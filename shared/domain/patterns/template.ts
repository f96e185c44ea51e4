import { Zone } from '../../contract/values.ts';
import type { EntityType } from '../entities.ts';
import { DIALECTS, type Dialect, type DialectWords } from './dialects.ts';
import { type Mapping, ROLES, type Role } from './roles.ts';

/** What a person can set. A number has bounds; a zone is an IANA name; a text is compared with, case apart. */
export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly kind: 'number' | 'text' | 'zone';
  readonly value: number | string;
  readonly min?: number;
  readonly max?: number;
}
export type Values = Readonly<Record<string, number | string>>;

/** A bound that one of the facts must keep, or the pattern says nothing: a number, or a parameter by its name. */
export interface Condition {
  readonly fact: string;
  readonly atLeast?: number | string;
  readonly atMost?: number | string;
  /** Why it is refused; `{fact}` and `{parameter}` stand for their values. */
  readonly refusal: string;
}
/** What is said beside the result where a fact is not 0: what was left out, or taken for something. */
export interface Note {
  readonly when: string;
  readonly says: string;
}

/** One end of a link: the column of the result that names it, and what it is. `detect` goes by its form and mapped column. */
export interface End {
  readonly column: string;
  readonly type: EntityType | 'detect';
}
export interface RingLink {
  readonly from: End;
  readonly to: End;
  readonly type: string;
  /**
   * Columns of the result that say what the link comes to: its sum, and the first and the last time. Only for a statement that gives
   * one row for each pair of ends: where a pair is repeated, the board would add the same sum again.
   */
  readonly amount?: string;
  readonly first?: string;
  readonly last?: string;
}

/** Words of a dialect with the table, columns and values that a template is bound to. */
export interface Words extends DialectWords {
  /** What stands after FROM. */
  readonly table: string;
  column(role: Role): string;
  value(parameter: string): string;
  /** Neither NULL nor blank. */
  filled(role: Role): string;
}

/** A pattern as data: what it finds, what it needs, how it is asked in each dialect, and what else could look the same. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly group: 'Shared attributes' | 'Time and place' | 'Money' | 'Numbers' | 'Words and reviews';
  readonly finds: string;
  readonly needs: readonly Role[];
  readonly parameters: readonly Parameter[];
  /** One row of named numbers, which conditions and notes speak of. */
  readonly facts: (words: Words) => string;
  readonly conditions: readonly Condition[];
  readonly notes: readonly Note[];
  readonly sql: (words: Words) => string;
  /** What goes onto a board: links, or single entities where nothing joins them. */
  readonly links: readonly RingLink[];
  readonly entities: readonly End[];
  /** Where every run gives rows: the column whose first value judges, and the words that mean nothing was found. */
  readonly verdict?: { readonly column: string; readonly quiet: readonly string[] };
  /** The claim of a finding made of it; `{found}` is the count of rows, `{distinct account}` that of different values in a column. */
  readonly claim: string;
  readonly caveats: readonly string[];
  readonly alternatives: readonly string[];
}

/** What a run looked at and within which bounds: what "nothing found" is true of. "logins: account in user_id; Hours 24." */
export function lookedAt(template: Template, source: Source, mapping: Mapping, values: Values): string {
  const of = 'name' in source ? source.name : 'the rows of a statement';
  const columns = template.needs.map((role) => `${ROLES[role].word.toLowerCase()} in ${mapping[role] ?? 'none'}`);
  const bounds = template.parameters.map(({ name, label, value }) => `${label}: ${values[name] ?? value}`);
  return `Looked at ${of}, ${columns.join(', ')}${bounds.length > 0 ? `; ${bounds.join(', ')}` : ''}.`;
}

/** A table or view by name, whose parts are separated by dots in another database; or a statement in brackets. */
export type Source = { readonly name: string } | { readonly statement: string };

const numberWord = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 1e15 ? value.toFixed(0) : String(value);

export function wordsFor(
  dialect: Dialect,
  source: Source,
  mapping: Mapping,
  template: Template,
  values: Values,
): Words {
  const own: DialectWords = DIALECTS[dialect];
  const column = (role: Role): string => {
    const name = mapping[role];
    if (name === undefined) throw new Error(`no column has the role ${role}`);
    return own.quote(name);
  };
  return {
    ...own,
    table:
      'statement' in source
        ? `(\n${source.statement.trim().replace(/;$/, '')}\n) AS given`
        : named(own, dialect, source.name),
    column,
    filled: (role) => `${column(role)} IS NOT NULL AND TRIM(${own.text(column(role))}) <> ''`,
    value: (name) => {
      const parameter = template.parameters.find((each) => each.name === name);
      const value = values[name] ?? parameter?.value;
      if (value === undefined) throw new Error(`${template.id} has no parameter ${name}`);
      return typeof value === 'number' ? numberWord(value) : own.literal(value);
    },
  };
}
const named = ({ quote }: DialectWords, dialect: Dialect, name: string): string =>
  dialect === 'redthread' ? quote(name) : name.split('.').map(quote).join('.');

/** Roles that the mapping leaves open. */
export const openRoles = ({ needs }: Pick<Template, 'needs'>, mapping: Mapping): Role[] =>
  needs.filter((role) => mapping[role] === undefined);

/** The statement of a template over a source, in a dialect, with what it looks for said on top. */
export function patternSql(
  template: Template,
  dialect: Dialect,
  source: Source,
  mapping: Mapping,
  values: Values,
): string {
  const head = [`-- ${template.name}: ${template.finds}`];
  if (!DIALECTS[dialect].proven)
    head.push(
      `-- Written for ${DIALECTS[dialect].name} and never run there by its authors: check it on data that you know.`,
    );
  return [...head, template.sql(wordsFor(dialect, source, mapping, template, values)).trim()].join('\n');
}
export const factsSql = (
  template: Template,
  dialect: Dialect,
  source: Source,
  mapping: Mapping,
  values: Values,
): string => template.facts(wordsFor(dialect, source, mapping, template, values)).trim();

/** Faults of the values that a person gave, in words. */
export function valueFaults({ parameters }: Pick<Template, 'parameters'>, values: Values): string[] {
  const faults = Object.keys(values)
    .filter((name) => !parameters.some((each) => each.name === name))
    .map((name) => `There is no parameter ${name}.`);
  for (const { name, label, kind, min, max } of parameters) {
    const value = values[name];
    if (value === undefined) continue;
    if (kind === 'number') {
      if (typeof value !== 'number' || !Number.isFinite(value)) faults.push(`${label} must be a number.`);
      else if ((min !== undefined && value < min) || (max !== undefined && value > max))
        faults.push(`${label} must be ${min ?? 'anything'} to ${max ?? 'anything'}.`);
    } else if (typeof value !== 'string' || value.trim() === '') faults.push(`${label} must not be blank.`);
    else if (kind === 'zone' && !Zone.safeParse(value).success)
      faults.push(`${label}: "${value}" is not a time zone, such as Europe/Berlin.`);
  }
  return faults;
}
export type Facts = Readonly<Record<string, number | null>>;
const shown = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 4 }) : String(value ?? 'none');
/** "{accounts|account|accounts} of {all_rows}" with the facts, parameters and counts put in: "1 account of 20". */
export const filledIn = (text: string, facts: Facts, values: Values): string =>
  text.replaceAll(/\{([\w ]+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = name in facts ? facts[name] : values[name];
    if (value === undefined) return whole;
    return one === undefined ? shown(value) : `${shown(value)} ${value === 1 ? one : many}`;
  });

/** The values that a person gave, and those of the template for the rest. */
export const allValues = ({ parameters }: Pick<Template, 'parameters'>, given: Values): Values => ({
  ...Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  ...given,
});

export interface Judged {
  readonly met: boolean;
  readonly text: string;
}
/** Whether each condition holds. A fact that is NULL keeps no bound. */
export function judge(template: Template, facts: Facts, given: Values): Judged[] {
  const values = allValues(template, given);
  const bound = (of: number | string | undefined): number | undefined =>
    typeof of === 'string' ? Number(values[of]) : of;
  return template.conditions.map(({ fact, atLeast, atMost, refusal }) => {
    const value = facts[fact] ?? null;
    const [low, high] = [bound(atLeast), bound(atMost)];
    const met = value !== null && (low === undefined || value >= low) && (high === undefined || value <= high);
    const untold = value === null && refusal.includes(`{${fact}}`);
    return {
      met,
      text: untold
        ? `Too few rows: ${fact.replaceAll('_', ' ')} cannot be computed.`
        : filledIn(refusal, facts, values),
    };
  });
}
export function notesOf(template: Template, facts: Facts, given: Values): string[] {
  const values = allValues(template, given);
  return template.notes.filter(({ when }) => (facts[when] ?? 0) !== 0).map(({ says }) => filledIn(says, facts, values));
}

/** A parameter that is a number. */
export const number = (name: string, label: string, value: number, min: number, max: number): Parameter => ({
  name,
  label,
  kind: 'number',
  value,
  min,
  max,
});
