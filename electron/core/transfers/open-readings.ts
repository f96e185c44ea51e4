import type { TransferCounts } from '../../../shared/contract/transfers.ts';
import { askedWords } from '../../../shared/domain/readings.ts';
import type { TransferMapping, TransferRole } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { StoredColumn } from '../datasets/columns.ts';

/** Roles whose cells are read as numbers or times. */
const READ: readonly TransferRole[] = ['amount', 'amountIn', 'amountOut', 'fee', 'time'];

/** Columns that a mapping takes amounts or times from while a question of the import about them is open, each with that question. */
export const openReadings = (mapping: TransferMapping, columns: readonly StoredColumn[]): TransferCounts['open'] =>
  READ.flatMap((role) => {
    const column = columns.find(({ name }) => name === mapping.columns[role]);
    if (column?.reading?.sure !== 'to be asked') return [];
    return [{ column: column.name.slice(0, 200), question: askedWords(column.reading.questions).slice(0, 500) }];
  });
