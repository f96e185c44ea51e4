import { z } from 'zod';
import { job, read, write } from './command.ts';
import { CaseId, ExhibitId, Instant, Line, Nothing, Sha256, Title } from './values.ts';

export const ScreenedList = z.object({
  format: z.string(),
  listDate: z.string().describe('as the list states it; empty where it states none'),
  files: z.array(z.object({ exhibit: z.string().describe('"E-0004"'), name: z.string(), sha256: Sha256 })),
  rows: z.int(),
  entries: z.int().describe('names or values that are compared'),
  left: z.int().describe('records that could not be read'),
  leftFirst: z.array(z.object({ line: z.int(), why: z.string() })).describe('at most 50'),
  notes: z.array(z.string()),
});
export const ScreeningHit = z.object({
  subject: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    born: z.string(),
    countries: z.array(z.string()),
  }),
  list: z.string().describe('its format; of a list of your own with the name and the hash of its file'),
  entry: z.object({
    id: z.string(),
    kind: z.string(),
    names: z.array(z.string()).describe('at most 20'),
    born: z.array(z.string()),
    countries: z.array(z.string()),
    programmes: z.array(z.string()),
  }),
  name: z.string().describe('of the entry, that was compared'),
  points: z.int(),
  rules: z.array(z.object({ rule: z.string(), points: z.int() })),
  verdict: z
    .enum(['possible', 'likely', 'contradicted', 'known'])
    .describe('of the rules alone; a name alone is at most possible'),
  nothingToCompare: z.boolean().describe('no date of birth, country or identifier stands on both sides'),
  rarity: z.int().describe('names of the list in which the rarest word of the subject stands'),
});
export type ScreeningHit = z.infer<typeof ScreeningHit>;
/** What a run keeps, as the JSON of its exhibit. */
export const ScreeningRun = z.object({
  method: z.string(),
  threshold: z.int(),
  subjects: z.array(z.string()).describe('whom it asked about, those without a hit too'),
  lists: z.array(ScreenedList),
  hits: z.array(ScreeningHit),
  hitsLeft: z.int().describe('beyond those listed'),
});
export type ScreeningRun = z.infer<typeof ScreeningRun>;

export const DecisionVerdict = z.enum(['match', 'possible', 'cleared', 'contradicted']);
export const Decision = z.object({
  subject: z.string(),
  list: z.string(),
  entry: z.string(),
  verdict: DecisionVerdict,
  reason: z.string(),
  run: ExhibitId,
  at: Instant,
  by: z.string(),
});
export type Decision = z.infer<typeof Decision>;
export const StandingDecision = Decision.extend({
  against: z
    .string()
    .describe('of a decision on another version of the list: its date, or the day of that run; empty for this version'),
  outdated: z.boolean().describe('the entry says something else now, so that the hit is open'),
});
export type StandingDecision = z.infer<typeof StandingDecision>;
const RunHead = z.object({
  exhibitId: ExhibitId,
  label: z.string(),
  at: Instant,
  threshold: z.int(),
  subjects: z.int(),
  hits: z.int(),
  lists: z.array(z.string()),
});
export type RunHead = z.infer<typeof RunHead>;

export const screeningCommands = {
  /** Runs of a case, the last first. */
  'screening.runs': read({ caseId: CaseId }, z.array(RunHead), ['screening', 'evidence']),
  'screening.get': read(
    { exhibitId: ExhibitId },
    z.object({
      run: ScreeningRun,
      decisions: z
        .array(StandingDecision)
        .describe('that were made in the case of its hits, in this version of the list or another, the last of each'),
      fresh: z
        .array(z.string())
        .describe('hits that the run before over the same lists did not have: subject, list and entry, by lines'),
      gone: z.array(z.string()).describe('that only the run before had'),
    }),
    ['screening', 'evidence'],
  ),
  /**
   * Compares the persons, organisations and identifiers of a case, and names that are given, with lists that are exhibits of it. The
   * run becomes an exhibit.
   */
  'screening.run': job(
    'writes',
    {
      caseId: CaseId,
      lists: z.array(ExhibitId).min(1).max(40),
      names: z
        .array(Line)
        .max(5000)
        .default([])
        .describe('"Name; date of birth; country", the last two if they are known'),
      entities: z.boolean().default(true),
      threshold: z.int().min(0).max(200).default(50),
    },
    z.object({ exhibitId: ExhibitId, label: z.string(), subjects: z.int(), hits: z.int(), milliseconds: z.number() }),
    ['evidence', 'case'],
  ),
  /** Keeps what a person holds of a hit, with the reason; a later decision on the same hit stands in its place. */
  'screening.decide': write(
    { exhibitId: ExhibitId, subject: Line, list: Line, entry: Line, verdict: DecisionVerdict, reason: Title },
    Nothing,
  ),
};
