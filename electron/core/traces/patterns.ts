import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { MoneyPatterns } from '../../../shared/contract/traces.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { accountForm } from '../../../shared/domain/entity-forms.ts';
import { eachRow, rowsOf } from '../../../shared/domain/row-ranges.ts';
import { coinHypotheses, coinTransactions } from '../../../shared/domain/tracing/coin-patterns.ts';
import {
  accountPatterns,
  FLOW_PATTERNS,
  type FlowFinding,
  type Payment,
} from '../../../shared/domain/tracing/flow-patterns.ts';
import { SEVERAL } from '../../../shared/domain/tracing/flow-scene.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView, listBoards } from '../board/reads.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { listExhibits } from '../evidence/reads.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { csvLines } from '../files/csv.ts';
import { createFinding } from '../findings/create.ts';
import { lastKept } from '../jobs/last-kept.ts';
import { planned } from '../mapping/expand.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { partsOf } from '../transfers/assets.ts';
import { type CaseTransfer, eachTransfer, mappedDatasets, transfersAt } from '../transfers/reads.ts';
import { MOST_OPS, readsOf } from './to-board.ts';

const kept = lastKept<{ readonly caseId: CaseId; readonly found: MoneyPatterns }>(
  'search for patterns',
  'Look for them again.',
);
const EVERY = 5000;
const MOST = 300_000; // transfers, which are looked at all at once
const MOST_OF_ONE = 200; // findings of a pattern
const MOST_ACCOUNTS = 100;
const LONGEST_CLAIM = 500;
const LONGEST_EXPLANATION = 20_000;

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
      if (part.key !== search.asset || part.charge) continue;
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

/** Saves the findings as a table. @throws Fault `conflict` where that was done */
export function freezePatterns(context: WriteContext, { patternsId, title }: Parsed<'trace.freezePatterns'>): Exhibit {
  const known = savedTable(context, patternsId);
  if (known) throw new Fault('conflict', `These patterns are saved as ${known.label} already.`);
  return savedOnce(context, patternsId, title);
}

/** By search; an exhibit of a transaction that failed is found to be none. */
const savedAs = new Map<string, ExhibitId>();
function savedTable({ session, db }: WriteContext, patternsId: string): Exhibit | undefined {
  const { caseId } = kept.get(session, patternsId);
  return listExhibits(db, caseId).find(({ id, removedAt }) => id === savedAs.get(patternsId) && removedAt === null);
}

/** The exhibit that the findings of a search are: one, however many acts rest on it. */
function savedOnce(context: WriteContext, patternsId: string, title?: string): Exhibit {
  const there = savedTable(context, patternsId);
  if (there) return there;
  const { caseId, found } = kept.get(context.session, patternsId);
  const exhibit = saved(
    context,
    caseId,
    found,
    title ?? `Patterns among transfers of ${found.asset.symbol || 'an asset'}`,
  );
  savedAs.set(patternsId, exhibit.id);
  return exhibit;
}

function saved(context: WriteContext, caseId: CaseId, found: MoneyPatterns, title: string): Exhibit {
  const { asset, search, transfers, all, notes } = found;
  const bytes = csvLines([
    ['pattern', 'about', 'accounts', 'amount', 'asset', 'facts', 'confidence', 'rows'],
    ...found.findings.map(({ pattern, accounts, amount, facts, confidence, rows }) => [
      ...[FLOW_PATTERNS[pattern], accounts[0] ?? '', accounts.join(' '), amount, asset.symbol, facts],
      certainty(confidence),
      rows.map((each) => `${each.exhibit} ${each.dataset} ${each.rows}`).join('; '),
    ]),
  ]);
  const exhibit = storeExhibit(
    context,
    {
      ...{ caseId, kind: 'file', title: title.trim(), originalName: `${stemOf(title, 'patterns')}.csv` },
      ...{ mediaType: 'text/csv', preview: 'text', how: 'patterns of transfers' },
      source: [...new Set(found.findings.flatMap(({ rows }) => rows.map((each) => each.exhibit)))].join(', '),
      note: [`${counted(transfers, 'transfer')}. ${searchWords(search)} ${foundWords(found)}`, ...notes].join(' '),
      action: 'trace.freezePatterns',
      detail: { transfers, findings: all },
    },
    bytes,
  );
  indexExhibitText(context.db, exhibit, bytes.toString('utf8'));
  return exhibit;
}

/** What is counted is a fact of the rows; what it means is never one. */
const certainty = (confidence: number | null): string =>
  confidence === null
    ? 'counted from its rows: the shape is a fact, its meaning is not judged'
    : `a hypothesis with confidence ${confidence} of 100, no fact`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** By which limits shapes were looked for. */
const searchWords = ({ model, links, ends, hours, peel, within, victims }: MoneyPatterns['search']): string =>
  model === 'coins'
    ? 'Looked for among coins: change outputs, and clusters by common inputs.'
    : `Looked for: peeling chains of at least ${counted(links, 'payment')} that peel off at most ${peel} %, fan-outs and consolidations of at least ${counted(ends, 'end')} within ${counted(hours, 'hour')}, amounts that differ by at most ${within} %, counterparties of ${counted(victims.length, 'victim')}.`;
/** "Found: In, then out 4 (counted …)." */
function foundWords({ findings, all }: MoneyPatterns): string {
  const kinds = Map.groupBy(
    findings,
    ({ pattern, confidence }) => `${FLOW_PATTERNS[pattern]}\n${certainty(confidence)}`,
  );
  const told = [...kinds].map(([key, those]) => {
    const [name, how] = key.split('\n');
    return `${name} ${those.length} (${how})`;
  });
  return told.length === 0
    ? 'Nothing of that was found.'
    : `Found: ${told.join('; ')}${all > findings.length ? `; these are the largest of ${all.toLocaleString('en-US')}` : ''}.`;
}

/** @throws Fault `not-found` for a place that no finding has */
function chosen({ findings }: MoneyPatterns, places: readonly number[]): MoneyPatterns['findings'] {
  return [...new Set(places)].map((at) => {
    const finding = findings[at];
    if (!finding) throw new Fault('not-found', `There is no pattern number ${at + 1} in that list.`);
    return finding;
  });
}
const amountWords = ({ amount }: { readonly amount: string }, { symbol }: MoneyPatterns['asset']): string =>
  `${amount} ${symbol}`.trim();
const about = ({ accounts, allAccounts }: MoneyPatterns['findings'][number]): string =>
  `${accounts[0] ?? ''}${allAccounts > 1 ? ` and ${counted(allAccounts - 1, 'other')}` : ''}`;

/** States what was chosen, with what it rests on and what a pattern is not. */
export function patternsFinding(
  context: WriteContext,
  { patternsId, places, claim }: Parsed<'trace.patternsFinding'>,
): Output<'trace.patternsFinding'> {
  const { caseId, found } = kept.get(context.session, patternsId);
  const those = chosen(found, places);
  const exhibit = savedOnce(context, patternsId);
  const labels = new Set(those.flatMap(({ rows }) => rows.map((each) => each.exhibit)));
  const behind = listExhibits(context.db, caseId).filter(
    ({ label, removedAt }) => removedAt === null && labels.has(label),
  );
  const [first] = those as [MoneyPatterns['findings'][number]];
  const named = `${FLOW_PATTERNS[first.pattern]}: ${about(first)}, ${amountWords(first, found.asset)}`;
  const more = those.length > 1 ? `, and ${counted(those.length - 1, 'other pattern')}` : '';
  const lines = those.map(
    (each) =>
      `- ${FLOW_PATTERNS[each.pattern]}, ${amountWords(each, found.asset)}: ${each.accounts.join(', ')}${each.allAccounts > each.accounts.length ? ', …' : ''}. ${each.facts} ${capital(certainty(each.confidence))}. Rows: ${each.rows.map((of) => `${of.exhibit} ${of.dataset} ${of.rows}`).join('; ')}.`,
  );
  const finding = createFinding(context, {
    caseId,
    claim: claim ?? `${named}${more}`.slice(0, LONGEST_CLAIM),
    explanation: [
      `Found among ${counted(found.transfers, 'transfer')}, in ${exhibit.label}.`,
      ...[lines.join('\n'), found.notes.join(' ')],
    ]
      .join('\n\n')
      .slice(0, LONGEST_EXPLANATION),
    exhibits: [exhibit.id, ...behind.map(({ id }) => id)],
  });
  return { exhibit, finding };
}

/** Puts what was chosen on a board, each link resting on the rows of its payments and on the table of patterns. */
export function placePatterns(
  context: WriteContext,
  { patternsId, places, boardId: asked }: Parsed<'trace.placePatterns'>,
): Output<'trace.placePatterns'> {
  const { db } = context;
  const { caseId, found } = kept.get(context.session, patternsId);
  const those = chosen(found, places);
  const boardId = asked ?? listBoards(db, caseId)[0]?.id;
  if (boardId === undefined || boardView(db, boardId).caseId !== caseId)
    throw new Fault('not-found', 'That board is not of this case.');
  const { reads, notes } = readsOf(db, caseId, paymentsOf(db, caseId, found, those));
  const { ops, total } = planned(db, { boardId, entityIds: [] }, reads);
  if (total.placed + total.links.made === 0)
    throw new Fault(
      'conflict',
      'All of these patterns is on the board already, or none of their payments has two ends.',
    );
  if (ops.length > MOST_OPS)
    throw new Fault('too-large', `This makes ${counted(total.links.made, 'link')}, more than a board takes at once.`);
  const exhibit = savedOnce(context, patternsId);
  const resting = ops.map((op) =>
    op.op === 'link.create' ? { ...op, link: { ...op.link, exhibits: [...(op.link.exhibits ?? []), exhibit.id] } } : op,
  );
  applyToBoard(context, boardId, `Add patterns of ${exhibit.label}`, resting);
  return { exhibit, boardId, total, notes };
}

/** The payments of patterns, read anew from their rows; of coins an output with all senders of its transaction that the pattern has. */
function paymentsOf(
  db: WriteContext['db'],
  caseId: CaseId,
  { asset, search }: MoneyPatterns,
  those: MoneyPatterns['findings'],
) {
  const mapped = mappedDatasets(db, caseId);
  const rows = new Map<(typeof mapped)[number], Set<number>>();
  for (const { rows: ranges } of those)
    for (const { exhibit, dataset, rows: text } of ranges) {
      const of = mapped.find(({ table }) => table.exhibitLabel === exhibit && table.view === dataset);
      if (!of)
        throw new Fault(
          'conflict',
          `${exhibit} ${dataset} is no table of transfers any more. Look for patterns again.`,
        );
      const held = rows.get(of) ?? new Set();
      for (const row of eachRow(text)) held.add(row);
      rows.set(of, held);
    }
  const read = [...rows].flatMap(([of, those]) =>
    [...those].flatMap((row) =>
      transfersAt(db, of, row).flatMap((transfer) => {
        const part = partsOf(transfer).find(({ key }) => key === search.asset);
        return part ? [{ of, transfer, amount: part.amount }] : [];
      }),
    ),
  );
  const senders = Map.groupBy(
    search.model === 'coins' ? read.filter(({ transfer: { from } }) => from !== '') : [],
    ({ transfer }) => transfer.transaction,
  );
  const transfers = read.map(({ of, transfer: { from, to, time, transaction, row }, amount }) => {
    const givers = from === '' ? (senders.get(transaction) ?? []).map(({ transfer }) => transfer.from) : [from];
    return {
      ...{ exhibit: of.table.exhibitLabel, row, to, time, from: [...new Set(givers)].join(SEVERAL) },
      amount: String(amount.units * 10n ** BigInt(Math.max(0, asset.places - amount.scale))),
    };
  });
  return {
    ...{ transfers, allTransfers: transfers.length, asset },
    inputs: mapped.map(({ table }) => ({ exhibit: table.exhibitLabel, sha256: table.sha256 })),
  };
}
