import { z } from 'zod';
import { ENTITY_TYPES } from '../domain/entities.ts';
import { OWN_COLOURS, OWN_ICONS, OWN_PREFIX, type OwnType } from '../domain/own-types.ts';
import { isRising } from '../domain/row-ranges.ts';
import { read, write } from './command.ts';
import { CaseId, EntityId, ExhibitId, Instant, Line, LinkId, NoteId, Text } from './values.ts';

export const OwnTypeId = z.custom<OwnType>(
  (id) =>
    typeof id === 'string' && id.startsWith(OWN_PREFIX) && /^[\p{L}\p{N}-]{1,60}$/u.test(id.slice(OWN_PREFIX.length)),
);
export const EntityType = z.union([z.enum(ENTITY_TYPES), OwnTypeId]);
export type EntityType = z.infer<typeof EntityType>;

/** Characters; a URL with its query may run to thousands. */
export const LONGEST_LABEL = 4000;
/** The identifier of an entity: one line, not blank, no control characters. */
export const EntityLabel = z
  .string()
  .max(LONGEST_LABEL)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'holds a control character')
  .refine((text) => text.trim() !== '', 'is empty');

const Support = z.array(ExhibitId).max(1000);
/** Rows of the table of an exhibit, from 1, in order: "1-124,130". */
export const Rows = z
  .string()
  .max(4_000_000) // every second row of the longest result
  .regex(/^[1-9]\d{0,9}(?:-[1-9]\d{0,9})?(?:,[1-9]\d{0,9}(?:-[1-9]\d{0,9})?)*$/, 'is no list of rows')
  .refine(isRising, 'has rows that do not rise');
/** By exhibit, where it is known in which rows of it something stands. */
const RowsOf = z.record(ExhibitId, Rows);
export type RowsOf = z.infer<typeof RowsOf>;

/** What rows behind a link say of it. */
export const LinkFacts = z.strictObject({
  exhibit: ExhibitId.describe('that holds the rows; of several the one that was read last'),
  also: z.array(ExhibitId).min(1).max(1000).optional().describe('the others, whose rows are added up with its own'),
  count: z.int().min(1).describe('rows in which it stands'),
  amount: z
    .strictObject({
      sum: z
        .string()
        .regex(/^-?\d+(?:\.\d+)?$/)
        .describe('exact, in decimal digits'),
      unit: z.string().max(20).describe('"$", "EUR"; empty where the column names none'),
      values: z.int().min(1).describe('rows that have an amount'),
    })
    .optional(),
  first: z.string().max(40).optional().describe('as the table shows the time'),
  last: z.string().max(40).optional(),
});
export type LinkFacts = z.infer<typeof LinkFacts>;
const MOST = 20_000; // at once

/** A way in which a value is written, and where it was seen so. */
export const WrittenForm = z.strictObject({
  text: EntityLabel,
  exhibit: ExhibitId.nullable(),
  place: z.string().max(200).describe('within the exhibit: "page 3", a table of it; empty for its own rows'),
  rows: z.union([Rows, z.literal('')]),
});
export type WrittenForm = z.infer<typeof WrittenForm>;
const Forms = z.array(WrittenForm).max(1000);

/** A type that users added. */
export const OwnKind = z.strictObject({
  id: OwnTypeId,
  name: z.string().trim().min(1).max(40),
  colour: z.enum(OWN_COLOURS),
  icon: z.enum(OWN_ICONS),
});

export const Entity = z.object({
  id: EntityId,
  caseId: CaseId,
  type: EntityType,
  label: z.string().describe('the identifier itself, kept as it came'),
  note: z.string(),
  exhibits: z.array(ExhibitId).describe('where it was seen'),
  rows: RowsOf.optional(),
  forms: Forms.optional().describe('ways in which it is written, where there are others than its label'),
  createdAt: Instant,
});
export type Entity = z.infer<typeof Entity>;
export const NewEntity = z.strictObject({
  id: EntityId,
  type: EntityType,
  label: EntityLabel,
  note: Text.default(''),
  exhibits: Support.default([]),
  rows: RowsOf.optional(),
  forms: Forms.optional(),
});
/** What of an entity can be changed; what is left out stays. */
export const EntityChange = z.strictObject({
  id: EntityId,
  type: EntityType.optional(),
  label: EntityLabel.optional(),
  note: Text.optional(),
  exhibits: Support.optional(),
  rows: RowsOf.optional(),
  forms: Forms.optional(),
});
export type EntityChange = z.infer<typeof EntityChange>;

export const Direction = z.enum(['none', 'forward', 'both']);
/** What a link may join. */
export const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entity'), id: EntityId }),
  z.strictObject({ kind: z.literal('exhibit'), id: ExhibitId }),
  z.strictObject({ kind: z.literal('note'), id: NoteId }),
]);
export type Subject = z.infer<typeof Subject>;

export const Link = z.object({
  id: LinkId,
  from: Subject,
  to: Subject,
  type: z.string().describe('"uses device", "paid to"; free text with suggestions'),
  label: z.string(),
  direction: Direction,
  note: z.string(),
  exhibits: z.array(ExhibitId).describe('the support; a link without any draws dashed'),
  rows: RowsOf.optional(),
  facts: LinkFacts.nullable().optional(),
});
export type Link = z.infer<typeof Link>;
export const NewLink = z.strictObject({
  id: LinkId,
  from: Subject,
  to: Subject,
  type: Line,
  label: Line.default(''),
  direction: Direction.default('forward'),
  note: Text.default(''),
  exhibits: Support.default([]),
  rows: RowsOf.optional(),
  facts: LinkFacts.nullable().optional(),
});
/** What of a link can be changed; its ends stay. */
export const LinkChange = z.strictObject({
  id: LinkId,
  type: Line.optional(),
  label: Line.optional(),
  direction: Direction.optional(),
  note: Text.optional(),
  exhibits: Support.optional(),
  rows: RowsOf.optional(),
  facts: LinkFacts.nullable().optional(),
});

/**
 * What can be done to entities and links, by the names of the commands that do the same: in a step of a board, in the
 * step as it is kept, and in what the custody log says of it. What is new carries an id that the caller made.
 */
export const entityOps = [
  z.strictObject({ op: z.literal('entity.create'), entity: NewEntity }),
  z.strictObject({ op: z.literal('entity.update'), ...EntityChange.shape }),
  z
    .strictObject({ op: z.literal('entity.remove'), id: EntityId })
    .describe('from the case: its links and its places on every board go too'),
  z.strictObject({ op: z.literal('link.create'), link: NewLink }),
  z.strictObject({ op: z.literal('link.update'), ...LinkChange.shape }),
  z.strictObject({ op: z.literal('link.remove'), id: LinkId }),
] as const;
export const EntityOp = z.discriminatedUnion('op', [...entityOps]);
export type EntityOp = z.infer<typeof EntityOp>;

const many = <T extends z.ZodType>(each: T) => z.array(each).min(1).max(MOST);

/** Entities and links belong to the case; boards only place them. Each write is done whole or not at all. */
export const entityCommands = {
  'entity.list': read({ caseId: CaseId }, z.array(Entity), ['entity']),
  'entity.get': read({ entityId: EntityId }, Entity, ['entity']),
  'entity.create': write({ caseId: CaseId, entities: many(NewEntity) }, z.array(Entity)),
  'entity.update': write({ caseId: CaseId, entities: many(EntityChange) }, z.array(Entity)),
  /** Cannot be undone: an undoable removal is a step of a board. */
  'entity.remove': write(
    { caseId: CaseId, ids: many(EntityId) },
    z.object({ entities: z.int(), links: z.int(), places: z.int().describe('on boards') }),
    ['board'],
  ),
  /** The users' own types, of the whole vault. */
  'entity.types': read({}, z.array(OwnKind), ['entity']),
  /** Of the name of one that is there: its colour and icon are changed. */
  'entity.setType': write(OwnKind.omit({ id: true }).shape, OwnKind),
  /** Refused as long as an entity of any case has it. */
  'entity.removeType': write({ id: OwnTypeId }, z.null()),
  'link.list': read({ caseId: CaseId }, z.array(Link), ['entity']),
  'link.create': write({ caseId: CaseId, links: many(NewLink) }, z.array(Link), ['entity']),
  'link.update': write({ caseId: CaseId, links: many(LinkChange) }, z.array(Link), ['entity']),
  'link.remove': write({ caseId: CaseId, ids: many(LinkId) }, z.object({ links: z.int() }), ['entity']),
};
