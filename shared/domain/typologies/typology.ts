import { z } from 'zod';
import { ROLE_NAMES, rolesWords } from '../patterns/roles.ts';
import { templateById } from '../patterns/templates.ts';

/** Signs that are not seen, and those that turn the order of what is read around. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const shown = (text: string): boolean => !HIDDEN.test(text);
const shownLines = (text: string): boolean => !HIDDEN.test(text.replace(/[\n\r\t]/g, ''));
const REFUSED = 'holds a control character, or one that turns the direction of text';
const line = (most: number) => z.string().trim().max(most).refine(shown, REFUSED);

const Sentence = line(500).min(1);
/** A statement that looks for a scheme, for where no pattern does. */
const Statement = z.strictObject({
  title: line(200).min(1),
  sql: z.string().trim().min(1).max(20_000).refine(shownLines, REFUSED),
});

/** A scheme of fraud as data: what tells of it, which patterns look for it, what to ask, and what else it could be. */
export const Typology = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9-]+$/, 'has other characters than a-z, 0-9 and -'),
  name: line(120).min(1),
  summary: z.string().trim().max(1000).refine(shownLines, REFUSED),
  signals: z.array(Sentence).max(30),
  columns: z.array(z.enum(ROLE_NAMES)).max(ROLE_NAMES.length),
  patterns: z.array(z.string().max(60)).max(40).describe('ids of templates'),
  statements: z.array(Statement).max(20),
  questions: z.array(Sentence).max(30),
  techniques: z
    .array(z.string().regex(/^(?:F|T|FA|TA)\d{4}(?:\.\d{3})?$/, 'is no technique id, such as F1006 or T1110.004'))
    .max(40)
    .describe('of MITRE F3, as published'),
  alternatives: z.array(Sentence).max(30),
  source: z.string().max(500).refine(shown, REFUSED),
});
export type Typology = z.infer<typeof Typology>;

/** What a person may write of one; the id is the vault's to give. */
export const TypologyDraft = Typology.omit({ id: true }).extend({
  patterns: Typology.shape.patterns.refine(
    (ids) => ids.every((id) => templateById(id) !== undefined),
    'name a pattern that this program does not have',
  ),
});
export type TypologyDraft = z.infer<typeof TypologyDraft>;

export const CHECK_KINDS = ['data', 'question', 'pattern', 'statement', 'alternative', 'own'] as const;
/** How an entry of a checklist stands, in words. */
export const CHECK_STATES = { open: 'Open', done: 'Done', 'not-applicable': 'Not applicable' } as const;
/** One entry of a checklist; `target` is the pattern's id, or the statement. */
export interface Check {
  readonly kind: (typeof CHECK_KINDS)[number];
  readonly text: string;
  readonly target: string;
}

/** What somebody who suspects the scheme has to ask and to do, in the order in which it is done. */
export function checksOf({ columns, questions, patterns, statements, alternatives }: TypologyDraft): Check[] {
  const data = `Import data with columns for: ${rolesWords(columns)}`;
  return [
    ...(columns.length > 0 ? [{ kind: 'data' as const, text: data, target: '' }] : []),
    ...questions.map((text) => ({ kind: 'question' as const, text, target: '' })),
    ...patterns.map((id) => ({
      kind: 'pattern' as const,
      text: `Run the pattern: ${templateById(id)?.name ?? id}`,
      target: id,
    })),
    ...statements.map(({ title, sql }) => ({
      kind: 'statement' as const,
      text: `Run the statement: ${title}`,
      target: sql,
    })),
    ...alternatives.map((text) => ({ kind: 'alternative' as const, text: `Rule out or state: ${text}`, target: '' })),
  ];
}

/** The most that is read of a file: one scheme is a few kilobytes. */
export const MOST_TYPOLOGY_CHARACTERS = 1_000_000;

/**
 * Reads a typology from the text of a JSON file, as an export wrote it.
 * @returns what it says, or in words why it is refused
 */
export function readTypology(text: string): { readonly draft: TypologyDraft } | { readonly problem: string } {
  if (text.length > MOST_TYPOLOGY_CHARACTERS) return { problem: 'The file is longer than 1,000,000 characters.' };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'The file is not JSON.' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'The file is JSON, but not one object with the fields of a typology.' };
  // The id is of the vault that it left; the one that it comes into gives it another.
  const { id: _there, ...fields } = value as Record<string, unknown>;
  const read = TypologyDraft.safeParse(fields);
  if (read.success) return { draft: read.data };
  const issue = read.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? `has a field that no typology has: ${issue.keys[0]}` : null;
  return {
    problem: `The file is no typology: ${issue?.path.join('.') || 'it'} ${unknown ?? `is wrong (${issue?.message ?? ''})`}.`,
  };
}
