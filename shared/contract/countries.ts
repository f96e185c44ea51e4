import { z } from 'zod';
import { job, read, write } from './command.ts';
import { EntityType } from './entities.ts';
import { CaseId, EntityId, ExhibitId, Instant, Nothing, Sha256, Text, Title } from './values.ts';

const Day = z.iso.date();
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'is no code of two capital letters')
  .describe('ISO 3166-1');
/** `programme`: how many entries of a list of persons and companies name the country; `fatf` and `risk`: what a list says of it. */
export const CountryKind = z.enum(['programme', 'fatf', 'risk']);
export type CountryKind = z.infer<typeof CountryKind>;

export const LoadedList = z.object({
  exhibitId: ExhibitId,
  exhibit: z.string().describe('"E-0004"'),
  title: z.string(),
  sha256: Sha256,
  kind: CountryKind,
  format: z.string().describe('"country list", "UN consolidated list"'),
  listDate: z.string().describe('as the file states it, or as whoever loaded it said; empty where neither did'),
  dateBy: z.enum(['file', 'person', 'nobody']),
  rows: z.int(),
  countries: z.int().describe('that it names'),
  left: z.int().describe('lines that were not read, or entries without a country that is known'),
  leftFirst: z.array(z.string()).describe('at most 20 of them'),
  loadedAt: Instant,
  loadedBy: z.string(),
});
export type LoadedList = z.infer<typeof LoadedList>;

const CountryLine = z.object({
  kind: CountryKind,
  text: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  state: z.enum(['holds', 'over', 'to come', 'undated']).describe('of its days, today (UTC)'),
  list: z.string().describe('"E-0004 fatf.csv, list of 2026-10-24, line 3"'),
});
export const CountrySheet = z.object({
  code: CountryCode,
  name: z.string(),
  lines: z.array(CountryLine),
  silent: z.array(z.string()).describe('loaded lists that do not name it'),
  notLoaded: z.array(z.string()).describe('kinds of lists of which none is loaded'),
  note: z.object({ text: z.string(), at: Instant, by: z.string() }).nullable(),
  entities: z
    .array(z.object({ id: EntityId, type: EntityType, label: z.string(), by: z.string() }))
    .describe('of the case, that state it, the first 200'),
  entitiesLeft: z.int(),
});
export type CountrySheet = z.infer<typeof CountrySheet>;

export const countryCommands = {
  /** The lists of a case that country sheets rest on. */
  'country.lists': read({ caseId: CaseId }, z.array(LoadedList), ['country', 'evidence']),
  /**
   * Reads exhibits of a case as lists for country sheets, those that were loaded before anew: lists of countries with their status,
   * and lists of persons and companies, of which the entries are counted by country and programme.
   */
  'country.load': job(
    'writes',
    {
      caseId: CaseId,
      exhibits: z.array(ExhibitId).min(1).max(40),
      date: Day.optional().describe('of the lists, where their files state none'),
    },
    z.array(LoadedList),
  ),
  'country.unload': write({ exhibitId: ExhibitId }, Nothing),
  /** Countries that entities of a case state, those of most entities first. */
  'country.ofCase': read(
    { caseId: CaseId },
    z.array(
      z.object({
        code: CountryCode,
        name: z.string(),
        entities: z.int(),
        by: z.string().describe('"IBAN 2, phone number 1"'),
        lines: z.int().describe('of its sheet'),
      }),
    ),
    ['country', 'entity', 'evidence'],
  ),
  /** What loaded lists say of a country. @param caseId null: the lists of all cases, without notes and entities */
  'country.sheet': read({ caseId: CaseId.nullable(), country: CountryCode }, CountrySheet, [
    'country',
    'entity',
    'evidence',
  ]),
  /** An investigator's own words on a country, for this case; empty: none. */
  'country.note': write({ caseId: CaseId, country: CountryCode, text: Text }, Nothing),
  /** The sheet as it stands, as an exhibit of the case. */
  'country.freeze': write(
    { caseId: CaseId, country: CountryCode, title: Title.optional() },
    z.object({ exhibitId: ExhibitId, label: z.string() }),
    ['evidence', 'case'],
  ),
};
