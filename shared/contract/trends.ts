import { z } from 'zod';
import { job, read, write } from './command.ts';
import { CaseId, ExhibitId, Instant, Sha256, Ticket, Title } from './values.ts';

export const TREND_BY = ['typology', 'technique', 'team', 'country', 'money', 'method'] as const;
export const TrendBy = z.enum(TREND_BY);
export type TrendBy = z.infer<typeof TrendBy>;

const Day = z.iso.date();
const asked = {
  by: TrendBy,
  from: Day.describe('first day of the period, UTC'),
  to: Day.describe('its last day; the period before is as long and ends the day before `from`'),
};
export const TrendRow = z.object({
  name: z.string(),
  now: z.int().describe('cases of the period'),
  before: z.int().describe('cases of the period before'),
  sum: z.string().describe('of money: what moved, exact, in the period; else empty'),
  sumBefore: z.string(),
  firstSeen: Day.describe('in any case of the vault'),
  isNew: z.boolean().describe('first seen within the period'),
  rising: z.boolean().describe('more cases than before, and two at least'),
  cases: z.array(z.string()).describe('labels of the cases of the period'),
  by: z.string().describe('of countries: what states them in the cases of the period, "IBAN 2, place 1"; else empty'),
});
export type TrendRow = z.infer<typeof TrendRow>;
export const Trend = z.object({
  ...asked,
  before: z.object({ from: Day, to: Day }),
  cases: z.int().describe('of the period'),
  casesBefore: z.int(),
  without: z.int().describe('cases of the period of which this is not known'),
  basis: z.string().describe('what a case is counted by'),
  rows: z.array(TrendRow).describe('the most frequent first'),
});
export type Trend = z.infer<typeof Trend>;

export const Watched = z.object({
  caseId: CaseId,
  case: z.string().describe('"C-0003", whose judgement names the indicator'),
  text: z.string(),
  means: z.string().describe('what it would point to'),
  values: z.array(z.string()).describe('of its words, that are looked for; none: a person watches'),
  seen: z
    .array(
      z.object({
        caseId: CaseId,
        exhibitId: ExhibitId,
        case: z.string(),
        exhibit: z.string(),
        title: z.string(),
        at: Instant.describe('of its import'),
        value: z.string(),
      }),
    )
    .describe('exhibits imported in the period, the last first, at most 50'),
  seenLeft: z.int(),
});
export type Watched = z.infer<typeof Watched>;

export const trendCommands = {
  /** Accounts and moved money of every case, as the queue shows them on request. */
  'trend.holdings': job(
    'reads',
    {},
    z.array(
      z.object({
        caseId: CaseId,
        accounts: z.int(),
        money: z
          .array(z.object({ asset: z.string(), sum: z.string() }))
          .describe('what moved, exact, by asset; failed payments and duplicates left out'),
      }),
    ),
  ),
  /** Indicators to watch of all cases, and where they stand in what was imported in a period. */
  'trend.watch': read({ from: Day, to: Day }, z.array(Watched), 'everything'),
  /** Over all cases, by when each was asked for first. */
  'trend.read': read(asked, Trend, 'everything'),
  /** The trend as a file of a case, as it stands. A case that is less restricted than what the trend rests on is refused. */
  'trend.freeze': write(
    { ...asked, caseId: CaseId, title: Title.optional() },
    z.object({ exhibitId: ExhibitId, label: z.string() }),
    ['evidence', 'case'],
  ),
  /** A trend briefing as a PDF, marked as the most restricted of the cases that it rests on, with those whose lists it quotes, and of their requests. */
  'trend.print': job(
    'writes',
    {
      ...asked,
      countries: z
        .boolean()
        .default(false)
        .describe('of a trend by country: with what the lists of all cases say of each; never a score of a person'),
    },
    z.object({
      ...{ ticket: Ticket, name: z.string(), pages: z.int(), bytes: z.int(), sha256: Sha256 },
      warnings: z.array(z.string()),
    }),
  ),
};
