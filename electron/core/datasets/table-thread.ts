import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';
import { openReader } from '../db/open.ts';
import type { StoreOpening } from '../db/store-thread.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { asUtf8, type DecodedMarks } from '../text/encoding.ts';
import type { RowBlock } from './row-blocks.ts';
import { type TableMade, TableMaker, type TablePlan } from './table-maker.ts';

/** The content that is read, and how. */
export interface TableReading {
  readonly plan: TablePlan;
  readonly store: Pick<StoreOpening, 'file' | 'key'>;
  readonly content: { readonly id: number; readonly validUtf8: boolean };
}
/** Some rows; how many bytes were read; what it all came to, or why it cannot. Images of blocks that were stored come back. */
export type Making =
  | { readonly block: RowBlock }
  | { readonly read: number }
  | { readonly made: TableMade; readonly marks: DecodedMarks }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } };

/** Each costs the storing thread a connection, some milliseconds, and keeps other writers waiting while it is copied. */
const BLOCK_BYTES = 2 << 20;
/** So many blocks are on their way at most. */
const MOST_AWAY = 3;

const tell = (making: Making, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(making, transfer);
const { plan, store, content } = workerData as TableReading;

const spares: Uint8Array[] = [];
let away = 0;
let back = Promise.withResolvers<void>();
parentPort?.on('message', (spare: Uint8Array) => {
  spares.push(spare);
  away--;
  back.resolve();
});

function send(block: RowBlock): void {
  away++;
  tell({ block }, [block.image.buffer as ArrayBuffer]);
}

async function read(): Promise<void> {
  const db = openReader(store.file, new Uint8Array(store.key));
  const maker = new TableMaker(plan, send, { bytes: BLOCK_BYTES, spare: () => spares.pop() });
  const marks: DecodedMarks = { replaced: 0, nuls: 0, innerMarks: 0 };
  let done = 0;
  const counted = function* () {
    for (const chunk of eachChunk(db, content.id)) {
      done += chunk.length;
      yield chunk;
    }
  };
  for (const text of asUtf8(counted(), plan.dialect.encoding, content.validUtf8, marks)) {
    maker.text(text);
    tell({ read: done });
    await nextTurn();
    while (away > MOST_AWAY) {
      back = Promise.withResolvers();
      await back.promise;
    }
  }
  db.close();
  tell({ made: maker.end(), marks });
}

read().catch((error) => {
  if (!(error instanceof Fault)) throw error;
  tell({ fault: { code: error.code, message: error.message } });
});
