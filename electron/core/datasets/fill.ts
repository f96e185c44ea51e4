import { Worker } from 'node:worker_threads';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { entryFile } from '../host/entries.ts';
import { StoreBeside } from '../process/store-beside.ts';
import { asUtf8, type DecodedMarks } from '../text/encoding.ts';
import type { RowBlock } from './row-blocks.ts';
import type { RecordSource } from './source.ts';
import { copyOfBlock, insertBlock, makeTable } from './store.ts';
import { type TableMade, TableMaker, type TablePlan } from './table-maker.ts';
import type { Making, TableReading } from './table-thread.ts';

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
/** So many blocks are stored by the core itself before a thread is started for the rest. */
const BLOCKS_BEFORE_THREAD = 3;

const YOUNG_MB = 6;

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
  await using table = new Filling(context, number);
  const maker = new TableMaker(plan, table.take);
  const totals = await source.read(
    (record) => maker.record(record),
    async () => {
      await table.store();
      await context.breathe();
    },
  );
  return await table.end(maker.end(totals)); // before what stores it is closed
}

async function fillHere(
  context: JobContext,
  number: number,
  plan: TablePlan,
  { id, bytes, validUtf8, marks }: TextContent,
): Promise<TableMade> {
  await using table = new Filling(context, number);
  const maker = new TableMaker(plan, table.take);
  let done = 0;
  const counted = function* () {
    for (const chunk of eachChunk(context.db, id)) {
      done += chunk.length;
      yield chunk;
      context.progress(done, bytes, 'bytes');
    }
  };
  for (const text of asUtf8(counted(), plan.dialect.encoding, validUtf8, marks))
    for (let at = 0; at < text.length; at += PIECE_BYTES) {
      maker.text(text.subarray(at, at + PIECE_BYTES));
      await table.store();
      await context.breathe();
    }
  return await table.end(maker.end());
}

/** A thread reads the text and puts rows together, another stores them; this one hears how far they are. */
async function fillByThread(
  context: JobContext,
  number: number,
  plan: TablePlan,
  { id, bytes, validUtf8, marks }: TextContent,
): Promise<TableMade> {
  let give: (image: Uint8Array) => void = () => {};
  await using table = new Filling(context, number, (image) => give(image));
  const reading: TableReading = { plan, store: table.beside.opening, content: { id, validUtf8 } };
  // Garbage of a text lies outside the heap and goes with its young part: a small one keeps little of it.
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const worker = new Worker(entryFile('table-thread'), { workerData: reading, resourceLimits });
  give = (image) => worker.postMessage(image, [image.buffer as ArrayBuffer]);
  let woken = Promise.withResolvers<void>();
  let made: TableMade | null = null;
  let failure: unknown = null;
  const wake = () => woken.resolve();
  worker.on('message', (making: Making) => {
    if ('block' in making) table.take(making.block);
    else if ('read' in making) context.progress(making.read, bytes, 'bytes');
    else if ('made' in making) {
      Object.assign(marks, making.marks);
      made = making.made;
    } else failure = new Fault(making.fault.code, making.fault.message);
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
    while (!made) {
      woken = Promise.withResolvers();
      await table.store();
      await context.breathe();
      if (failure) throw failure;
      if (!made && table.waiting === 0) await woken.promise;
    }
    return await table.end(made);
  } finally {
    context.signal.removeEventListener('abort', wake);
    await worker.terminate();
  }
}

/** Stores blocks of a table as they come. */
class Filling {
  private readonly blocks: RowBlock[] = [];
  private made = false;
  private stored = 0;
  private thread: StoreBeside | null = null;

  /** @param onSpare gets the memory of an image that a thread stored */
  constructor(
    private readonly context: JobContext,
    private readonly number: number,
    private readonly onSpare: (image: Uint8Array) => void = () => {},
  ) {}

  readonly take = (block: RowBlock): void => void this.blocks.push(block);

  get waiting(): number {
    return this.blocks.length;
  }

  /** The thread that stores them. */
  get beside(): StoreBeside {
    this.thread ??= new StoreBeside(this.context.session, this.context.signal, this.onSpare);
    return this.thread;
  }

  /** Stores what has come, a block at a time. */
  async store(): Promise<void> {
    const { context, number } = this;
    for (let block = this.blocks.shift(); block; block = this.blocks.shift()) {
      this.makeTable(block.forms);
      if (!this.thread && this.stored < BLOCKS_BEFORE_THREAD) insertBlock(context.session, number, block);
      else await this.storeBeside(block);
      this.stored++;
      await context.breathe();
    }
  }

  /** Stores the rest; a table without rows is one too. */
  async end(made: TableMade): Promise<TableMade> {
    await this.store();
    this.makeTable(made.columns.map(({ form }) => form));
    await this.thread?.settled();
    return made;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.thread?.close();
  }

  private storeBeside({ image }: RowBlock): Promise<void> {
    const message = { sql: copyOfBlock(this.number), bytes: image.length, image };
    return this.beside.write(message, [image.buffer as ArrayBuffer]);
  }

  private makeTable(forms: readonly string[]): void {
    if (!this.made) this.context.write(({ db }) => makeTable(db, this.number, forms));
    this.made = true;
  }
}
