import { z } from 'zod';
import { TransferMapping } from '../domain/tracing/transfer-mapping.ts';
import { job, read, write } from './command.ts';
import { CaseId, DatasetId, Nothing } from './values.ts';

/** What became of the rows of a dataset: rows + legs = transfers + refused. */
export const TransferCounts = z.strictObject({
  rows: z.int(),
  transfers: z.int(),
  refused: z.int(),
  firstRefused: z.array(z.strictObject({ row: z.int(), why: z.string().max(500) })).max(20),
  failed: z.int().describe('transfers that moved nothing but cost their fee'),
  withoutTime: z.int(),
  negative: z
    .int()
    .default(0)
    .describe(
      'amounts with a minus sign where both ends are named, which say who pays, or in a column of what comes in or goes out, where it turns the direction',
    ),
  otherLegs: z
    .int()
    .default(0)
    .describe('transfers that were exchanged for an amount of another asset, which is no transfer'),
  legs: z.int().default(0).describe('rows that exchange one asset for another and are two transfers'),
  withoutZone: z.int().default(0).describe('times of day that name no zone: they are taken as UTC'),
  open: z
    .array(z.strictObject({ column: z.string().max(200), question: z.string().max(500) }))
    .max(5)
    .default([])
    .describe('columns of amounts or times about which a question of the import is open'),
  nonceGaps: z.array(z.string().max(200)).max(20).describe('of a sender, numbers of transactions that the file lacks'),
  blockGap: z
    .strictObject({ after: z.int(), before: z.int() })
    .nullable()
    .default(null)
    .describe('blocks around a stretch without a row that is ten times as long as any other'),
  repeats: z
    .int()
    .default(0)
    .describe(
      'rows with transaction, ends, asset, amount and log index of an earlier row of the same file; all of them count',
    ),
  statuses: z
    .array(
      z.strictObject({
        ...{ word: z.string().max(100), rows: z.int(), failed: z.boolean() },
        asked: z.boolean().default(false).describe('the mapping does not say whether such rows moved value'),
      }),
    )
    .max(30)
    .default([])
    .describe('what the column of statuses says, the most frequent first, and whether such rows failed'),
  cap: z.int().nullable().describe('the rows at which explorers stop, where the file has exactly so many'),
});
export type TransferCounts = z.infer<typeof TransferCounts>;

export const TransferSource = z.object({
  datasetId: DatasetId,
  view: z.string(),
  exhibitLabel: z.string(),
  rows: z.int(),
  columns: z.array(z.object({ name: z.string(), header: z.string() })),
  mapping: TransferMapping.nullable().describe('what its transfers are read by; null for a dataset that has none'),
  profile: z.string().describe('the known export that the mapping was taken from; empty for one that a person made'),
  counts: TransferCounts.nullable(),
  suggested: TransferMapping.nullable().describe('what headers say, where nothing is mapped'),
  known: z.boolean().describe('the suggestion is that of a known export'),
  open: TransferCounts.shape.open.unwrap().describe('of the mapping, or else of what is suggested'),
  looks: TransferMapping.nullable().describe(
    'where headers say nothing, what columns look like: to be checked by a person',
  ),
});
export type TransferSource = z.infer<typeof TransferSource>;

export const TransferAsset = z.object({
  key: z.string().describe('chain, and contract or symbol'),
  symbol: z.string(),
  chain: z.string(),
  contract: z.string(),
  places: z.int().describe('decimals, known or the most that an amount has: ten to this power of base units are one'),
  placesKnown: z.boolean(),
  transfers: z.int(),
  failed: z.int(),
  duplicates: z.int().describe('transfers that another file of the case has too; they count once'),
  accounts: z.int(),
  total: z.string().describe('of all transfers that count, exactly'),
  fees: z.string(),
  first: z.string(),
  last: z.string(),
  warnings: z.array(z.string()).describe('look-alike symbols, several contracts or chains of one symbol'),
});
export type TransferAsset = z.infer<typeof TransferAsset>;

/** A row as it would be read. */
const PreviewedTransfer = z.object({
  row: z.int(),
  ...{ from: z.string(), to: z.string(), amount: z.string(), asset: z.string(), fee: z.string() },
  ...{ time: z.string(), transaction: z.string(), failed: z.boolean() },
});

export const transferCommands = {
  'transfer.sources': read({ caseId: CaseId }, z.array(TransferSource), ['transfer', 'dataset', 'evidence']),
  /** Reads the rows of a dataset as transfers from now on; without a mapping, as its known export has them. */
  'transfer.map': job(
    'writes',
    { datasetId: DatasetId, mapping: TransferMapping.optional() },
    z.object({ mapping: TransferMapping, profile: z.string(), counts: TransferCounts }),
    ['query'],
  ),
  /** What a mapping would make of the rows of a dataset; changes nothing. */
  'transfer.preview': job(
    'reads',
    { datasetId: DatasetId, mapping: TransferMapping },
    z.object({ counts: TransferCounts, first: z.array(PreviewedTransfer).max(20) }),
  ),
  'transfer.unmap': write({ datasetId: DatasetId }, Nothing, ['query']),
  /** What transfers of the case are of, with the exact sum of each. */
  'transfer.assets': job('reads', { caseId: CaseId }, z.array(TransferAsset)),
  /** Accounts of an asset, those that paid most first. */
  'transfer.accounts': job(
    'reads',
    {
      caseId: CaseId,
      asset: z.string().max(200).describe('key of one of `transfer.assets`'),
      text: z.string().max(300).default('').describe('that their names hold'),
      most: z.int().min(1).max(500).default(100),
    },
    z.object({
      accounts: z.array(z.object({ account: z.string(), payments: z.int(), paid: z.string(), received: z.string() })),
      all: z.int().describe('accounts whose names hold the text; the list has the first of them'),
    }),
  ),
};
