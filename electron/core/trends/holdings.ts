import type { Output } from '../../../shared/contract/commands.ts';
import { allCases } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { type Exact, exactSum, exactText } from '../datasets/readings/numbers.ts';
import { namesOfCase } from '../entities/reads.ts';
import { eachTransfer } from '../transfers/reads.ts';
import { assetName } from './read-trend.ts';

/** Transfers between two pauses, in which the core does what it is asked. */
const BETWEEN = 1000;

/** Of each case: its accounts, and what moved by asset, failed payments and duplicates left out. */
export async function holdings(context: JobContext): Promise<Output<'trend.holdings'>> {
  const { db } = context;
  context.label('Adding up money and accounts of all cases');
  const found: Output<'trend.holdings'> = [];
  const cases = allCases(db);
  for (const [at, { id }] of cases.entries()) {
    context.progress(at, cases.length, 'steps');
    const sums = new Map<string, Exact>();
    let read = 0;
    for (const transfer of eachTransfer(db, id)) {
      if (++read % BETWEEN === 0) await context.breathe();
      if (transfer.duplicate || transfer.failed) continue;
      const name = assetName(transfer);
      sums.set(name, exactSum(sums.get(name) ?? { units: 0n, scale: 0 }, transfer.amount));
    }
    await context.breathe();
    found.push({
      caseId: id,
      accounts: namesOfCase(db, id).filter(({ type }) => type === 'account').length,
      money: [...sums].map(([asset, sum]) => ({ asset, sum: exactText(sum) })),
    });
  }
  return found;
}
