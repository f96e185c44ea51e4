import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { MoneyPatterns } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { accountForm } from '../../../shared/domain/entity-forms.ts';
import { rowsOf } from '../../../shared/domain/row-ranges.ts';
import { coinHypotheses, coinTransactions } from '../../../shared/domain/tracing/coin-patterns.ts';
import {
  accountPatterns,
  FLOW_PATTERNS,
  type FlowFinding,
  type Payment,
} from '../../../shared/domain/tracing/flow-patterns.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { csvLines } from '../files/csv.ts';
import { lastKept } from '../jobs/last-kept.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { partsOf } from '../transfers/assets.ts';
import { type CaseTransfer, eachTransfer } from '../transfers/reads.ts';

const kept = lastKept<{ readonly caseId: CaseId; readonly found: MoneyPatterns }>(
  'search for patterns',
  'Look for them again.',
);
const EVERY = 5000;
const MOST = 300_000; // transfers, which are looked at all at once
const MOST_OF_ONE = 200; // findings of a pattern
const MOST_ACCOUNTS = 100;

/** @throws Fault `not-found` for an asset that no transfer is of, `too-large` for one of more transfers than are looked at */
export async function findPatterns(
  context: JobContext,
  { caseId, search }: Parsed<'trace.patterns'>,
): Promise<Output<'trace.patterns'>> {
  requireCase(context.db, caseId);
  context.label('Looking for patterns of payments');
  const parts: { readonly transfer: CaseTransfer; readonly part: ReturnType<typeof partsOf>[number] }[] = [];
  let [read, places] = [0, 0];
  for (const transfer of eachTransfer(context.db, caseId)) {
    if (++read % EVERY === 0) {
      context.progress(read, null, 'rows');
      await context.breathe();
    }
    if (transfer.duplicate || transfer.failed) continue;
    for (const part of partsOf(transfer)) {
      if (part.key !== search.asset) continue;
      if (parts.length === MOST)
        throw new Fault(
          'too-large',
          `Patterns are looked for among at most ${MOST.toLocaleString('en-US')} transfers of an asset.`,
        );
      places = Math.max(places, part.amount.scale);
      parts.push({ transfer, part });
    }
  }
  if (parts.length === 0) throw new Fault('not-found', 'No transfer of this case is of that asset.');
  const payments = parts.map(
    ({ transfer: { from, to, micros, transaction }, part: { amount } }, place): Payment => ({
      ...{ from, to, transaction, place, time: micros },
      amount: amount.units * 10n ** BigInt(places - amount.scale),
    }),
  );
  const { findings, notes } =
    search.model === 'coins'
      ? { findings: coinHypotheses(coinTransactions(inOrder(payments))), notes: [] }
      : accountPatterns(payments, { ...search, victims: search.victims.map(accountForm) });
  const rows = (those: readonly number[]) =>
    [...Map.groupBy(new Set(those), (place) => parts[place]?.transfer.of)].flatMap(([of, at]) =>
      of
        ? [
            {
              ...{ exhibit: of.table.exhibitLabel, dataset: of.table.view },
              rows: rowsOf(new Set(at.map((place) => parts[place]?.transfer.row ?? 0))),
            },
          ]
        : [],
    );
  const found: MoneyPatterns = {
    ...{
      search,
      asset: { symbol: parts[0]?.part.symbol ?? '', places },
      transfers: parts.length,
      all: findings.length,
    },
    findings: largest(findings).map(({ accounts, amount, places: at, ...each }) => ({
      ...each,
      ...{ accounts: accounts.slice(0, MOST_ACCOUNTS), allAccounts: accounts.length },
      ...{ amount: unitsText(String(amount), places), rows: rows(at) },
    })),
    notes: [
      ...notes,
      'A pattern is a shape and no proof: payroll fans out, a shop consolidates, and a service forwards what it is paid.',
      ...(search.model === 'coins'
        ? [
            'Change outputs and clusters are hypotheses with the confidence that GraphSense gives them, never facts. Transactions that look like a CoinJoin are left out.',
          ]
        : []),
      ...(parts.some(({ transfer: { micros } }) => micros === null)
        ? ['Payments without a time are taken in the order of their rows.']
        : []),
    ],
  };
  return { patternsId: kept.keep(context.session, { caseId, found }), found };
}

const inOrder = (payments: readonly Payment[]): Payment[] =>
  payments.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0) || a.place - b.place);

function largest(findings: readonly FlowFinding[]): FlowFinding[] {
  return [...Map.groupBy(findings, ({ pattern }) => pattern).values()].flatMap((those) =>
    those.toSorted((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0)).slice(0, MOST_OF_ONE),
  );
}

/** Saves the findings as a table. */
export function freezePatterns(context: WriteContext, { patternsId, title }: Parsed<'trace.freezePatterns'>): Exhibit {
  const { caseId, found } = kept.get(context.session, patternsId);
  const { asset, search, transfers, all, notes } = found;
  const bytes = csvLines([
    ['pattern', 'about', 'accounts', 'amount', 'asset', 'facts', 'confidence', 'rows'],
    ...found.findings.map(({ pattern, accounts, amount, facts, confidence, rows }) => [
      ...[FLOW_PATTERNS[pattern], accounts[0] ?? '', accounts.join(' '), amount, asset.symbol, facts],
      confidence === null ? '' : `${confidence} of 100`,
      rows.map((each) => `${each.exhibit} ${each.dataset} ${each.rows}`).join('; '),
    ]),
  ]);
  const { asset: _, victims, ...limits } = search;
  const exhibit = storeExhibit(
    context,
    {
      ...{ caseId, kind: 'file', title: title.trim(), originalName: `${stemOf(title, 'patterns')}.csv` },
      ...{ mediaType: 'text/csv', preview: 'text', how: 'patterns of transfers' },
      source: [...new Set(found.findings.flatMap(({ rows }) => rows.map((each) => each.exhibit)))].join(', '),
      note: [`${transfers} transfers, ${JSON.stringify({ ...limits, victims: victims.length })}.`, ...notes].join(' '),
      action: 'trace.freezePatterns',
      detail: { transfers, findings: all },
    },
    bytes,
  );
  indexExhibitText(context.db, exhibit, bytes.toString('utf8'));
  return exhibit;
}
