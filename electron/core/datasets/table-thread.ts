import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';
import type { RowBlock } from './row-blocks.ts';
import { type TableMade, TableMaker, type TablePlan } from './table-maker.ts';

/** Text of a table, piece by piece, then its end; images of blocks that were stored, so that their memory is used again. */
export type ToMake = { readonly text: Uint8Array } | { readonly end: true } | { readonly spare: Uint8Array };
/** Some rows; that a piece was read, after its rows; what it all came to, or why it cannot. */
export type Making =
  | { readonly block: RowBlock }
  | { readonly read: true }
  | { readonly made: TableMade }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } };

const tell = (making: Making, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(making, transfer);

const spares: Uint8Array[] = [];
const maker = new TableMaker(
  workerData as TablePlan,
  (block) => tell({ block }, [block.image.buffer as ArrayBuffer]),
  () => spares.pop(),
);
parentPort?.on('message', (message: ToMake) => {
  try {
    if ('spare' in message) return void spares.push(message.spare);
    if ('end' in message) return tell({ made: maker.end() });
    const { buffer, byteOffset, byteLength } = message.text;
    maker.text(Buffer.from(buffer, byteOffset, byteLength));
    tell({ read: true });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tell({ fault: { code: error.code, message: error.message } });
  }
});
