import { z } from 'zod';
import { FLOW_PATTERNS, type FlowPattern, PATTERN_DEFAULTS } from '../domain/tracing/flow-patterns.ts';
import { LABEL_KINDS } from '../domain/tracing/label-lists.ts';
import { METHOD_NAMES } from '../domain/tracing/methods.ts';
import { TransferMapping } from '../domain/tracing/transfer-mapping.ts';
import { BoardChange } from './board.ts';
import { job, read, write } from './command.ts';
import { Rows } from './entities.ts';
import { Exhibit } from './evidence.ts';
import { Finding } from './findings.ts';
import { Expansion } from './mapping.ts';
import { BoardId, CaseId, ExhibitId, Instant, Line, Sha256, Text, Ticket, Title } from './values.ts';

/** Base units of the asset, in digits. */
const Units = z.string().regex(/^\d{1,90}$/);
const Decimal = z.string().regex(/^\d{1,60}(?:\.\d{1,40})?$/, 'is no amount such as 12.5');
const MethodName = z.enum(METHOD_NAMES);

export const STOP_REASONS = ['exchange', 'mixer', 'bridge', 'swap', 'contract', 'sanctioned', 'label'] as const;
/** The money to be traced: what leaves an account (backwards: what comes into it), or the transfers of a transaction. */
export const TraceSource = z.strictObject({
  account: z.string().max(300).describe('empty for a transaction; with one, its sender (backwards: its receiver)'),
  transaction: z.string().max(300).default('').describe('empty for an account'),
  since: Instant.nullable().default(null).describe('earlier payments (backwards: later ones) do not count'),
  amount: Decimal.nullable().default(null).describe('the first of it; null for all'),
});
export const TraceStop = z.strictObject({
  account: z.string().min(1).max(300),
  reason: z.enum(STOP_REASONS),
  label: z.string().max(200).default('').describe('what it is, and who says so'),
});
export const TraceSpec = z.strictObject({
  asset: z.string().max(200).describe('key of one of `transfer.assets`'),
  model: z.enum(['accounts', 'coins']).default('accounts'),
  direction: z.enum(['forwards', 'backwards']).default('forwards'),
  sources: z.array(TraceSource).min(1).max(100),
  hops: z.int().min(1).max(50).default(5),
  least: Decimal.default('0').describe('a payment of less is not followed further'),
  stops: z.array(TraceStop).max(10_000).default([]),
  lists: z.array(Sha256).max(40).default([]).describe('exhibits of the case that are lists of labels'),
  stopAt: z
    .array(z.enum(LABEL_KINDS))
    .max(10)
    .default([])
    .describe('accounts that a list labels so stop the trace too'),
  prices: z
    .array(Sha256)
    .max(20)
    .default([])
    .describe('exhibits of the case that are tables of prices; of two prices the first table counts'),
  currency: z.string().max(20).default('').describe('of the values; needed with prices'),
  priceDays: z
    .int()
    .min(0)
    .max(31)
    .default(0)
    .describe('by which a price may be older than the day of the payment, in UTC'),
});
export type TraceSpec = z.infer<typeof TraceSpec>;

/** By method, with what accounts held before taken for other money. */
const Sums = z.partialRecord(MethodName, Units);
/** The band is over every method but poison, and over both ways to take what accounts held before. */
const Claims = z.strictObject({
  by: Sums,
  excluded: Sums.optional().describe('by method with that left out, where it changes anything'),
  least: Units,
  most: Units,
});
export type Claims = z.infer<typeof Claims>;

export const TracedTransfer = z.strictObject({
  hop: z.int(),
  transaction: z.string(),
  from: z.string(),
  to: z.string(),
  amount: Units,
  fee: Units,
  time: z.string(),
  exhibit: z.string(),
  row: z.int(),
  carried: Claims,
  priced: z
    .strictObject({
      price: Decimal,
      date: z.string().max(60),
      list: z.string().describe('E-0005'),
      line: z.int(),
      source: z.string().max(300),
    })
    .nullable()
    .default(null)
    .describe('what one of the asset cost; null where the rule gives no price'),
});
export type TracedTransfer = z.infer<typeof TracedTransfer>;
/** What a list says that an account is. */
const AccountLabel = z.strictObject({
  text: z.string().max(200),
  kind: z.enum(LABEL_KINDS),
  byName: z.boolean().default(false).describe('the list tells no category: the kind is read from words of the label'),
  list: z.string().describe('E-0004'),
  ...{
    chain: z.string().max(60),
    source: z.string().max(300),
    date: z.string().max(40),
    confidence: z.string().max(60),
  },
});
const LabelsOf = z.strictObject({
  exhibit: z.string(),
  sha256: Sha256,
  format: z.string(),
  labels: z.int(),
  left: z.int().describe('lines that are no label, or whose address may be mistyped'),
  leftFirst: z.array(z.strictObject({ line: z.int(), why: z.string() })),
});
export const TracedAccount = z.strictObject({
  account: z.string(),
  level: z.int().describe('payments from the source, 0 for a source'),
  stop: z.string().describe('why the trace goes no further here; empty where it does'),
  received: Claims,
  passedOn: Sums,
  fees: Sums,
  left: Claims,
  labels: z.array(AccountLabel).default([]),
  opening: Units.describe('the least that it must have held before the files begin'),
});
export type TracedAccount = z.infer<typeof TracedAccount>;

const Balance = z.strictObject({ received: Units, passedOn: Units, fees: Units, left: Units, balances: z.boolean() });
export const HopBalance = z.strictObject({
  hop: z.int(),
  accounts: z.int(),
  methods: z.partialRecord(MethodName, Balance),
  value: Balance.extend({ opening: Units }),
});
export type HopBalance = z.infer<typeof HopBalance>;
const Run = z.strictObject({
  hops: z.array(HopBalance),
  whole: z.partialRecord(MethodName, z.strictObject({ begun: Units, left: Units, fees: Units, balances: z.boolean() })),
});
export type TraceRun = z.infer<typeof Run>;

export const TRACE_FORMAT = 'redthread-trace/1';
/** Since 3 a minus sign in a column of what comes in or goes out turns a transfer; since 2 none does whose file names both ends. A trace that names no rules was made by the first. */
export const TRANSFER_RULES = 3;
/** A trace as it is kept: its bytes are this in the form of RFC 8785. */
export const Trace = z.strictObject({
  format: z.literal(TRACE_FORMAT),
  title: z.string().max(500),
  spec: TraceSpec,
  asset: z.strictObject({ symbol: z.string(), chain: z.string(), contract: z.string(), places: z.int() }),
  inputs: z.array(
    z.strictObject({
      exhibit: z.string(),
      dataset: z.string(),
      sha256: Sha256,
      rows: z.int(),
      mapping: TransferMapping,
    }),
  ),
  lists: z.array(LabelsOf).default([]),
  transfersRead: z.int().describe('of the asset, in all inputs'),
  methods: z.array(MethodName),
  transfers: z.array(TracedTransfer),
  accounts: z.array(TracedAccount),
  allTransfers: z.int().describe('reached; the list has the nearest and largest, and the tables count all'),
  allAccounts: z.int(),
  runs: z.strictObject({ clean: Run, excluded: Run.optional() }),
  balances: z.boolean().describe('every table of every method but poison'),
  method: z.array(z.string()).describe('the method in sentences, written from the parameters'),
  limits: z.array(z.string()),
  prices: z
    .strictObject({
      currency: z.string(),
      lists: z.array(LabelsOf.omit({ format: true, labels: true }).extend({ prices: z.int() })),
      without: z.int().describe('listed payments without a price'),
    })
    .nullable()
    .default(null),
  drawnBy: z.array(MethodName).min(1).max(6).default(['haircut']).describe('by which a report draws its flow'),
  rules: z.int().default(1).describe('by which transfers were read; `TRANSFER_RULES` is what this program reads by'),
});
export type Trace = z.infer<typeof Trace>;

const TraceId = z.string().regex(/^[0-9a-f-]{36}$/);
const Whole = (least: number, most: number) => z.int().min(least).max(most);
export const PatternSearch = z.strictObject({
  asset: z.string().max(200).describe('key of one of `transfer.assets`'),
  model: z.enum(['accounts', 'coins']).default('accounts'),
  links: Whole(2, 100).default(PATTERN_DEFAULTS.links).describe('of a peeling chain, at least'),
  ends: Whole(2, 1000).default(PATTERN_DEFAULTS.ends).describe('of a fan-out or a consolidation, at least'),
  hours: Whole(1, 8760).default(PATTERN_DEFAULTS.hours).describe('within which these happen'),
  peel: Whole(1, 50).default(PATTERN_DEFAULTS.peel).describe('per cent that is peeled off, at most'),
  within: Whole(0, 50).default(PATTERN_DEFAULTS.within).describe('per cent by which an amount may be less'),
  victims: z.array(z.string().max(300)).max(1000).default([]),
});
export type PatternSearch = z.infer<typeof PatternSearch>;
const FlowPatternName = z.enum(Object.keys(FLOW_PATTERNS) as [FlowPattern, ...FlowPattern[]]);
export const MoneyPatterns = z.object({
  search: PatternSearch,
  asset: z.object({ symbol: z.string(), places: z.int() }),
  transfers: z.int().describe('that were looked at'),
  findings: z.array(
    z.object({
      pattern: FlowPatternName,
      accounts: z.array(z.string()).describe('at most 100, the one that it is about first'),
      allAccounts: z.int(),
      amount: z.string().describe('exact, in the asset'),
      facts: z.string(),
      confidence: z.int().nullable().describe('of a hypothesis, 0 to 100; null for what is counted'),
      rows: z.array(z.object({ exhibit: z.string(), dataset: z.string(), rows: Rows })),
    }),
  ),
  all: z.int().describe('findings; the list has the largest of each pattern'),
  notes: z.array(z.string()),
});
export type MoneyPatterns = z.infer<typeof MoneyPatterns>;

const ChosenPatterns = {
  patternsId: TraceId,
  places: z.array(z.int().min(0)).min(1).max(500).describe('of findings in their list, from 0'),
};
const Placing = {
  exhibitId: ExhibitId.describe('a saved trace'),
  boardId: BoardId,
  method: MethodName.default('haircut').describe('whose amounts links tell'),
};
const PlacedTrace = { total: Expansion.shape.total, notes: z.array(z.string()) };

/** What a saved trace puts on a board, where links may be that say something else. */
const PlacedAgain = {
  ...PlacedTrace,
  relabelled: z.int().describe('links that were there and whose words said another amount or band'),
};

export const traceCommands = {
  /** Follows money by every method at once. It can be saved for as long as it is among the last eight. */
  'trace.run': job('reads', { caseId: CaseId, spec: TraceSpec }, z.object({ traceId: TraceId, trace: Trace })),
  'trace.freeze': write(
    {
      ...{ traceId: TraceId, title: Title, note: Text.optional() },
      drawnBy: Trace.shape.drawnBy.unwrap().optional().describe('by which methods a report draws its flow'),
    },
    Exhibit,
    ['evidence'],
  ),
  'trace.frozen': read(
    { exhibitId: ExhibitId },
    z.object({ exhibit: Exhibit, trace: Trace, ranAt: Instant }),
    'immutable',
  ),
  /** Runs a saved trace on the transfers as they are now. The exhibit stays as it is. */
  'trace.rerun': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({
      same: z.boolean().describe('every amount is the same to the unit'),
      sameInputs: z.boolean(),
      traceId: TraceId,
      trace: Trace,
    }),
  ),
  /** Looks for shapes in the transfers of an asset. They can be saved for as long as they are among the last eight that were looked for. */
  'trace.patterns': job(
    'reads',
    { caseId: CaseId, search: PatternSearch },
    z.object({ patternsId: TraceId, found: MoneyPatterns }),
  ),
  /** The findings as a table, an exhibit. */
  'trace.freezePatterns': write({ patternsId: TraceId, title: Title }, Exhibit, ['evidence']),
  /** States a finding that rests on the table of patterns, saved if it is not yet, and on the exhibits whose rows show those that were chosen. */
  'trace.patternsFinding': write(
    { ...ChosenPatterns, claim: Title.optional() },
    z.object({ exhibit: Exhibit, finding: Finding }),
    ['evidence', 'finding'],
  ),
  /** Makes entities of the accounts of chosen patterns, and links of their payments, which rest on their rows and on the table of patterns. */
  'trace.placePatterns': write(
    { ...ChosenPatterns, boardId: BoardId.optional().describe('the first of the case when left out') },
    z.object({ exhibit: Exhibit, boardId: BoardId, ...PlacedTrace }),
    ['evidence', 'entity', 'board'],
  ),
  /** Counts what `trace.place` would make; changes nothing. */
  'trace.previewPlace': job('reads', Placing, z.object(PlacedAgain)),
  /**
   * Makes entities of the accounts of a saved trace, and links of its payments, which rest on the rows that they were read from and on
   * the trace, and say what of them is traced; places them on a board, as one step.
   */
  'trace.place': job('writes', Placing, z.object({ ...PlacedAgain, change: BoardChange }), ['entity', 'board']),
  /** The transfers that a trace reached, as CSV; all of it as JSON; or its flow by one method as SVG. */
  'trace.export': write(
    {
      of: z.union([z.strictObject({ traceId: TraceId }), z.strictObject({ exhibitId: ExhibitId })]),
      format: z.enum(['csv', 'json', 'svg']),
      method: MethodName.default('haircut').describe('of the drawing'),
      collapse: z.boolean().default(false).describe('services of one kind are one box of the drawing'),
      guardFormulas: z.boolean().default(true),
    },
    z.object({ ticket: Ticket, name: Line, bytes: z.int(), sha256: Sha256, guarded: z.int() }),
  ),
};
