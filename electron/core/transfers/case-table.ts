import type { CaseTable } from '../case-table.ts';
import { datasetsOfCase } from '../datasets/case-table.ts';
import { exactText } from '../datasets/readings/numbers.ts';
import { sql } from '../db/sql.ts';
import { eachTransfer } from './reads.ts';
import { countTransfers } from './store.ts';

const whole = (value: number | null): bigint | null => (value === null ? null : BigInt(value));
const orNull = (text: string): string | null => (text === '' ? null : text);

export const transfersTable: CaseTable = {
  description:
    'Every transfer of the datasets that are mapped to transfers, amounts exactly as text (dec_sum adds them up); one that failed has the amount 0 and its fee, and one that another file has too is a duplicate.',
  columns: [
    ['exhibit', 'TEXT'],
    ['dataset', 'TEXT'],
    ['row', 'INTEGER'],
    ['chain', 'TEXT'],
    ['tx', 'TEXT'],
    ['sender', 'TEXT'],
    ['receiver', 'TEXT'],
    ['amount', 'TEXT'],
    ['asset', 'TEXT'],
    ['contract', 'TEXT'],
    ['fee', 'TEXT'],
    ['fee_payer', 'TEXT'],
    ['at', 'TEXT'],
    ['block', 'INTEGER'],
    ['tx_index', 'INTEGER'],
    ['log_index', 'INTEGER'],
    ['failed', 'INTEGER'],
    ['duplicate', 'INTEGER'],
  ],
  rows: {
    count: (caseId) => countTransfers(datasetsOfCase(sql`${caseId}`)),
    each: function* (db, caseId) {
      for (const { of, row, transaction, from, to, amount, fee, asset, contract, time, ...told } of eachTransfer(
        db,
        caseId,
      ))
        yield [
          ...[of.table.exhibitLabel, of.table.view, BigInt(row), orNull(told.chain), orNull(transaction)],
          ...[
            orNull(from),
            orNull(to),
            exactText(amount),
            orNull(asset),
            orNull(contract),
            exactText(fee),
            fee.units === 0n ? null : orNull(told.feeBy === 'to' ? to : from),
            orNull(time),
          ],
          ...[whole(told.block), whole(told.index), whole(told.log), told.failed ? 1n : 0n, told.duplicate ? 1n : 0n],
        ];
    },
  },
};
