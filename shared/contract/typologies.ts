import { z } from 'zod';
import { CHECK_KINDS, MOST_TYPOLOGY_CHARACTERS, Typology, TypologyDraft } from '../domain/typologies/typology.ts';
import { read, write } from './command.ts';
import { CaseId, CheckId, Instant, Nothing, Ticket, Title } from './values.ts';

export const ListedTypology = z.object({
  typology: Typology,
  saved: z
    .object({ at: Instant, by: z.string() })
    .nullable()
    .describe('by whom and when it was written down in this vault; null for one that the program brings'),
});
export type ListedTypology = z.infer<typeof ListedTypology>;

export const CheckState = z.enum(['open', 'done', 'not-applicable']);
export type CheckState = z.infer<typeof CheckState>;
export const CheckItem = z.object({
  id: CheckId,
  caseId: CaseId,
  position: z.int(),
  kind: z.enum(CHECK_KINDS),
  text: z.string(),
  target: z.string().describe('of a pattern its id, of a statement its SQL'),
  typology: z.string().describe('name of the typology that it comes from; empty for one of the case itself'),
  state: CheckState,
  note: z.string(),
  by: z.string().describe('who set its state or note last; empty while nobody did'),
  at: Instant.nullable(),
});
export type CheckItem = z.infer<typeof CheckItem>;

export const typologyCommands = {
  /** Those of the program first, then those of the vault by name. */
  'typology.list': read({}, z.array(ListedTypology), ['typology']),
  /** Makes one, or writes over the one of that id, which must be of this vault. */
  'typology.save': write({ id: Typology.shape.id.optional(), draft: TypologyDraft }, ListedTypology),
  'typology.remove': write({ id: Typology.shape.id }, Nothing),
  /** Takes one in from the text of a JSON file. What is no typology is refused with the reason. */
  'typology.import': write({ text: z.string().max(MOST_TYPOLOGY_CHARACTERS + 1) }, ListedTypology),
  'typology.export': write({ id: Typology.shape.id }, z.object({ ticket: Ticket, name: z.string() })),
};

export const checklistCommands = {
  'checklist.list': read({ caseId: CaseId }, z.array(CheckItem), ['checklist', 'case']),
  /** Adds the entries of a typology, or one entry in words of one's own, at the end. */
  'checklist.add': write(
    {
      caseId: CaseId,
      of: z.union([z.strictObject({ typology: Typology.shape.id }), z.strictObject({ text: Title })]),
    },
    z.array(CheckItem),
  ),
  'checklist.mark': write(
    { id: CheckId, state: CheckState.optional(), note: z.string().max(10_000).optional() },
    CheckItem,
  ),
  'checklist.remove': write({ id: CheckId }, Nothing),
};
