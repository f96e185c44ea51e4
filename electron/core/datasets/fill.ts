import { Worker } from 'node:worker_threads';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { eachChunk } from '../evidence/reads.ts';
import { entryFile } from '../host/entries.ts';
import { asUtf8, type DecodedMarks } from '../text/encoding.ts';
import type { RowBlock } from './row-blocks.ts';
import type { RecordSource } from './source.ts';
import { insertBlock, makeTable } from './store.ts';
import { type TableMade, TableMaker, type TablePlan } from './table-maker.ts';
import type { Making, ToMake } from './table-thread.ts';

/** A content that is read as text. */
export interface TextContent {
  readonly id: number;
  readonly bytes: number;
  readonly validUtf8: boolean;
  /** Counts what is noticed in it. */
  readonly marks: DecodedMarks;
}

/** Below it, starting a thread takes longer than it saves. */
const THREAD_FROM_BYTES = 4 << 20;
/** What is read at once where no thread reads: other work gets its turn between. */
const PIECE_BYTES = 128 << 10;
/** So many pieces of text, of 1 MiB mostly, are on their way to the thread at most, and as many blocks back from it. */
const MOST_UNDER_WAY = 8;
/** After so many blocks, of 1 MiB mostly, what was written goes from the log into the store's file. */
const BLOCKS_A_CHECKPOINT = 3;

/** Reads the text of a content into the table of a dataset that is under way. @throws Fault as `TableMaker`, `cancelled`, `disk` */
export function fillFromText(
  context: JobContext,
  number: number,
  plan: TablePlan,
  content: TextContent,
): Promise<TableMade> {
  return content.bytes < THREAD_FROM_BYTES
    ? fillHere(context, number, plan, content)
    : fillByThread(context, number, plan, content);
}

/** The same from records that are read elsewhere. */
export async function fillFromSource(
  context: JobContext,
  number: number,
  plan: TablePlan,
  source: RecordSource,
): Promise<TableMade> {
  const table = new Filling(context, number);
  const maker = new TableMaker(plan, table.take);
  const totals = await source.read(
    (record) => maker.record(record),
    async () => {
      await table.store();
      await context.breathe();
    },
  );
  return table.end(maker.end(totals));
}

async function fillHere(
  context: JobContext,
  number: number,
  plan: TablePlan,
  content: TextContent,
): Promise<TableMade> {
  const table = new Filling(context, number);
  const maker = new TableMaker(plan, table.take);
  for (const text of textOf(context, plan, content))
    for (let at = 0; at < text.length; at += PIECE_BYTES) {
      maker.text(text.subarray(at, at + PIECE_BYTES));
      await table.store();
      await context.breathe();
    }
  return table.end(maker.end());
}

/** A thread reads and puts rows together while this one decrypts the next piece and stores what is ready. */
async function fillByThread(
  context: JobContext,
  number: number,
  plan: TablePlan,
  content: TextContent,
): Promise<TableMade> {
  const worker = new Worker(entryFile('table-thread'), { workerData: plan });
  const table = new Filling(context, number, ({ image: { buffer } }) =>
    worker.postMessage({ spare: new Uint8Array(buffer) } satisfies ToMake, [buffer as ArrayBuffer]),
  );
  let woken = Promise.withResolvers<void>();
  let underWay = 0;
  let made: TableMade | null = null;
  let failure: unknown = null;
  const wake = () => woken.resolve();
  worker.on('message', (making: Making) => {
    if ('block' in making) table.take(making.block);
    else if ('read' in making) underWay--;
    else if ('made' in making) made = making.made;
    else failure = new Fault(making.fault.code, making.fault.message);
    wake();
  });
  worker.on('error', (error) => {
    failure = error;
    wake();
  });
  worker.on('exit', () => {
    failure ??= new Error('the thread that reads tables ended');
    wake();
  });
  context.signal.addEventListener('abort', wake);
  try {
    const text = textOf(context, plan, content);
    let ended = false;
    while (!made) {
      woken = Promise.withResolvers();
      while (!ended && underWay < MOST_UNDER_WAY && table.waiting < MOST_UNDER_WAY) {
        const piece = text.next();
        ended = piece.done === true;
        if (piece.done) worker.postMessage({ end: true } satisfies ToMake);
        else if (piece.value.length > 0) {
          underWay++;
          send(worker, piece.value);
        }
        await context.breathe();
      }
      await table.store();
      await context.breathe();
      if (failure) throw failure;
      if (!made && table.waiting === 0 && (ended || underWay >= MOST_UNDER_WAY)) await woken.promise;
    }
    return await table.end(made);
  } finally {
    context.signal.removeEventListener('abort', wake);
    await worker.terminate();
  }
}

function send(worker: Worker, text: Buffer): void {
  const copy = new Uint8Array(text); // whoever decodes looks at its bytes again
  worker.postMessage({ text: copy } satisfies ToMake, [copy.buffer]);
}

function* textOf(
  { db, progress }: JobContext,
  { dialect }: TablePlan,
  { id, bytes, validUtf8, marks }: TextContent,
): Generator<Buffer, void> {
  let done = 0;
  const counted = function* () {
    for (const chunk of eachChunk(db, id)) {
      done += chunk.length;
      yield chunk;
      progress(done, bytes, 'bytes');
    }
  };
  yield* asUtf8(counted(), dialect.encoding, validUtf8, marks);
}

/** Stores blocks of a table as they come. */
class Filling {
  private readonly blocks: RowBlock[] = [];
  private made = false;
  private stored = 0;

  constructor(
    private readonly context: JobContext,
    private readonly number: number,
    private readonly onStored: (block: RowBlock) => void = () => {},
  ) {}

  readonly take = (block: RowBlock): void => void this.blocks.push(block);

  get waiting(): number {
    return this.blocks.length;
  }

  /** Stores what has come, a block at a time. */
  async store(): Promise<void> {
    const { context, number } = this;
    for (let block = this.blocks.shift(); block; block = this.blocks.shift()) {
      this.makeTable(block.forms);
      insertBlock(context.session, number, block);
      this.onStored(block);
      if (++this.stored % BLOCKS_A_CHECKPOINT === 0) context.session.writer.checkpointIfLong();
      await context.breathe();
    }
  }

  /** Stores the rest; a table without rows is one too. */
  async end(made: TableMade): Promise<TableMade> {
    await this.store();
    this.makeTable(made.columns.map(({ form }) => form));
    return made;
  }

  private makeTable(forms: readonly string[]): void {
    if (!this.made) this.context.write(({ db }) => makeTable(db, this.number, forms));
    this.made = true;
  }
}
