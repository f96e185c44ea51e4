import { z } from 'zod';
import { ENTITY_TYPES } from './entities.ts';

/**
 * What is known of how a column is read; what is left out is decided by its values. Each says no more than which of the readings
 * that fit all values is meant: a profile never makes a value fit.
 */
export const ReadingRule = z.strictObject({
  kind: z
    .enum(['text', 'integer', 'decimal', 'real', 'boolean', 'date', 'month', 'time', 'epoch', 'duration', 'json'])
    .optional(),
  order: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  zone: z.string().min(1).max(64).optional().describe('of times that are written without one; an IANA name'),
  unit: z.enum(['s', 'ms', 'us', 'ns', 'spreadsheet']).optional().describe('of an epoch'),
  point: z.enum(['.', ',']).optional().describe('of numbers'),
});
export type ReadingRule = z.infer<typeof ReadingRule>;

export const ProfileColumn = z.strictObject({
  header: z.string().min(1).max(200).describe('as it stands in the export; * stands for any text'),
  rule: ReadingRule,
  entity: z.enum(ENTITY_TYPES).optional().describe('what its values are, where they are entities'),
});
export type ProfileColumn = z.infer<typeof ProfileColumn>;

/** The shape of a known export: a file whose header has all of the `key` is one, whatever else it has or lacks. */
export const Profile = z.strictObject({
  name: z.string().min(1).max(80),
  key: z.array(z.string().min(1).max(200)).min(1).max(2000),
  columns: z.array(ProfileColumn).max(2000),
  moment: z
    .strictObject({ name: z.string().min(1).max(80), date: z.string(), time: z.string(), zone: z.string() })
    .optional()
    .describe('columns, by header, that tell one moment together'),
  notes: z.array(z.string().max(500)).max(20).describe('traps of that export, as sentences'),
  caps: z.array(z.int().min(1)).max(10).describe('rows at which the exporting system stops without a word'),
});
export type Profile = z.infer<typeof Profile>;

const plain = (header: string): string =>
  header
    .replace(/^\ufeff/, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

/** Whether a header of a file is the one that a profile names. */
export function isNamed(name: string, header: string): boolean {
  const [wanted, given] = [plain(name), plain(header)];
  if (!wanted.includes('*')) return wanted === given;
  const pieces = wanted.split('*');
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  return given.length >= first.length + last.length && given.startsWith(first) && given.endsWith(last);
}

export interface Matched {
  readonly profile: Profile;
  /** By the place of a column in the file; null for one that the profile does not know. */
  readonly columns: readonly (ProfileColumn | null)[];
  /** Columns of the profile that the file lacks. */
  readonly missing: readonly string[];
}

/** The profile that knows most of a header's columns, among those whose key it has; the earlier of two. */
export function matchProfile(profiles: readonly Profile[], headers: readonly string[]): Matched | null {
  let best: Matched | null = null;
  let most = 0;
  for (const profile of profiles) {
    if (!profile.key.every((name) => headers.some((header) => isNamed(name, header)))) continue;
    const columns = headers.map((header) => profile.columns.find((column) => isNamed(column.header, header)) ?? null);
    const known = columns.filter((column) => column !== null).length;
    if (known <= most || known * 2 < headers.length) continue;
    most = known;
    const missing = profile.columns.filter((column) => !columns.includes(column)).map(({ header }) => header);
    best = { profile, columns, missing };
  }
  return best;
}
