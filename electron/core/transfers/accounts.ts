import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { accountForm } from '../../../shared/domain/entity-forms.ts';
import type { JobContext } from '../context.ts';
import { type Exact, exactSum, exactText } from '../datasets/readings/numbers.ts';
import { partsOf } from './assets.ts';
import { eachTransfer } from './reads.ts';

const EVERY = 5000;
const NONE: Exact = { units: 0n, scale: 0 };
/** In the scale of the larger. */
const compared = (a: Exact, b: Exact): number => {
  const scale = Math.max(a.scale, b.scale);
  const [one, other] = [a, b].map(({ units, scale: own }) => units * 10n ** BigInt(scale - own)) as [bigint, bigint];
  return one === other ? 0 : one < other ? -1 : 1;
};

/**
 * Accounts of an asset whose names hold a text, those that paid most first; what failed, and what a second file has too, is not in
 * their sums. @throws Fault `not-found` for an asset that no transfer is of
 */
export async function accountsOf(
  { db, breathe, progress }: JobContext,
  { caseId, asset, text, most }: Parsed<'transfer.accounts'>,
): Promise<Output<'transfer.accounts'>> {
  const wanted = text.trim().toLowerCase();
  const exact = accountForm(text);
  const found = new Map<string, { payments: number; paid: Exact; received: Exact }>();
  let [read, of] = [0, 0];
  for (const transfer of eachTransfer(db, caseId)) {
    if (++read % EVERY === 0) {
      progress(read, null, 'rows');
      await breathe();
    }
    if (transfer.duplicate) continue;
    for (const { key, amount, charge } of partsOf(transfer)) {
      if (key !== asset || charge) continue;
      of++;
      if (transfer.failed) continue;
      for (const side of ['from', 'to'] as const) {
        const account = transfer[side];
        if (account === '' || !(account.toLowerCase().includes(wanted) || account === exact)) continue;
        const sums = found.get(account) ?? { payments: 0, paid: NONE, received: NONE };
        found.set(account, sums);
        sums.payments++;
        if (side === 'from') sums.paid = exactSum(sums.paid, amount);
        else sums.received = exactSum(sums.received, amount);
      }
    }
  }
  if (of === 0) throw new Fault('not-found', 'No transfer of this case is of that asset.');
  const accounts = [...found]
    .sort(([a, x], [b, y]) => compared(y.paid, x.paid) || compared(y.received, x.received) || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([account, { payments, paid, received }]) => ({
      ...{ account, payments, paid: exactText(paid), received: exactText(received) },
    }));
  return { accounts, all: found.size };
}
