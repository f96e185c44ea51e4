import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';
import { copyRows, openBeside, type WriteDb } from './open.ts';
import { Settling } from './settling.ts';
import type { Sql } from './sql.ts';
import { Turns } from './turns.ts';

/** Where the store is; the memory is the starter's too, who overwrites the key when the thread has ended. */
export interface StoreOpening {
  readonly file: string;
  readonly key: SharedArrayBuffer;
  readonly settling: SharedArrayBuffer;
  readonly turns: SharedArrayBuffer;
  /** This thread among those that write beside the core. */
  readonly who: number;
}
/** A statement and how many bytes it brings; with an image, rows of a database in memory that it copies. */
export interface ToWrite {
  readonly sql: Sql;
  readonly bytes: number;
  readonly image?: Uint8Array;
}
/** Everything that was written is to be copied into the store's file, unless that is to stay as it is. */
export type ToCopy = 'copy';
/** Each is answered in its order; with the memory of its image, for another. */
export type Wrote =
  | { readonly done: true; readonly spare?: Uint8Array }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } };

/** So much is written before it goes from the log into the store's file. */
const BYTES_A_CHECKPOINT = 4 << 20;

const { file, key: shared, settling: state, turns: whose, who } = workerData as StoreOpening;
const key = new Uint8Array(shared);
const settling = new Settling(state);
const turns = new Turns(whose);
const inTurn = <T>(write: () => T): T => turns.beside(who, write);
let db: WriteDb | null = null;
let written = 0;

function write({ sql, bytes, image }: ToWrite): void {
  const own = (db ??= openBeside(file, key));
  if (image) copyRows(image, file, key, sql, inTurn);
  else inTurn(() => own.run(sql));
  written += bytes;
  if (written >= BYTES_A_CHECKPOINT) copy();
}

function copy(): void {
  if (!settling.take(who)) return;
  try {
    (db ??= openBeside(file, key)).copyWritten();
    written = 0;
  } finally {
    settling.letGo(who);
  }
}

parentPort?.on('message', (message: ToWrite | ToCopy) => {
  const answer = (wrote: Wrote, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(wrote, transfer);
  try {
    if (message === 'copy') {
      copy();
      return answer({ done: true });
    }
    write(message);
    const { image } = message;
    if (image) answer({ done: true, spare: image }, [image.buffer as ArrayBuffer]);
    else answer({ done: true });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    answer({ fault: { code: error.code, message: error.message } });
  }
});
