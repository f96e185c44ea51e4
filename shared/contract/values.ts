import { z } from 'zod';

/** Values that several areas of the contract speak of. */
const id = <B extends string>(brand: B) =>
  z
    .string()
    .regex(/^[0-9a-f-]{36}$/, 'not an id')
    .brand(brand);

export const CaseId = id('CaseId');
export const ExhibitId = id('ExhibitId');
export const DatasetId = id('DatasetId');
export const CombinedId = id('CombinedId');
export const BoardId = id('BoardId');
export const ItemId = id('ItemId');
export const EntityId = id('EntityId');
export const NoteId = id('NoteId');
export const LinkId = id('LinkId');
export const FindingId = id('FindingId');
export const CommentId = id('CommentId');
export const CheckId = id('CheckId');
export const EventId = id('EventId');
export const SnapshotId = id('SnapshotId');
export const RequestId = id('RequestId');
export const QuestionId = id('QuestionId');
export const TaskId = id('TaskId');
export const CalendarId = id('CalendarId');
export const JobId = id('JobId');
export const ResultId = id('ResultId');
export const SavedQueryId = id('SavedQueryId');
export type CaseId = z.infer<typeof CaseId>;
export type ExhibitId = z.infer<typeof ExhibitId>;
export type DatasetId = z.infer<typeof DatasetId>;
export type CombinedId = z.infer<typeof CombinedId>;
export type BoardId = z.infer<typeof BoardId>;
export type ItemId = z.infer<typeof ItemId>;
export type EntityId = z.infer<typeof EntityId>;
export type NoteId = z.infer<typeof NoteId>;
export type LinkId = z.infer<typeof LinkId>;
export type FindingId = z.infer<typeof FindingId>;
export type CommentId = z.infer<typeof CommentId>;
export type CheckId = z.infer<typeof CheckId>;
export type EventId = z.infer<typeof EventId>;
export type SnapshotId = z.infer<typeof SnapshotId>;
export type RequestId = z.infer<typeof RequestId>;
export type QuestionId = z.infer<typeof QuestionId>;
export type TaskId = z.infer<typeof TaskId>;
export type CalendarId = z.infer<typeof CalendarId>;
export type JobId = z.infer<typeof JobId>;
export type ResultId = z.infer<typeof ResultId>;
export type SavedQueryId = z.infer<typeof SavedQueryId>;

/** Opaque, single-use name for a file the host holds: bytes on their way in, or out. Never a path. */
export const Ticket = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'not a ticket')
  .brand('Ticket');
export type Ticket = z.infer<typeof Ticket>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** UTC instant, ISO 8601 with milliseconds and `Z`. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
/** IANA time zone name. */
export const Zone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, 'not a time zone');

/** Half of a character could not be written as UTF-8, and canonical JSON refuses it. */
const isWhole = (text: string): boolean => text.isWellFormed();
const HALF = 'holds half of a character (a lone surrogate)';

/** One line of text a person typed; no control characters. */
export const Line = z
  .string()
  .max(500)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'holds a control character')
  .refine(isWhole, HALF);
export const Title = Line.refine((text) => text.trim() !== '', 'is empty');
/** Longer text a person typed. */
export const Text = z.string().max(100_000).refine(isWhole, HALF);
export const Passphrase = z.string().min(1).max(1024);
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');
export const Page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(200) };
export const Nothing = z.null();

/**
 * One SQL value. A JavaScript number that is an integer is SQLite INTEGER, any other number REAL; an
 * INTEGER beyond 2^53, and a REAL whose value is whole or not finite, keep their exact text. `dec` is a decimal of a column
 * with all its places, exactly.
 */
export const Cell = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.strictObject({ int: z.string() }),
  z.strictObject({ real: z.string() }),
  z.strictObject({ dec: z.string() }),
  z.strictObject({ blob: z.string(), bytes: z.number() }),
]);
export type Cell = z.infer<typeof Cell>;
