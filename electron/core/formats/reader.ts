import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { Sha256 } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { Child, watchMemory } from '../process/child.ts';
import type { Entry } from './archive.ts';
import type { Format } from './kinds.ts';
import { MOST_ATTACHMENTS, MOST_FILE_BYTES, MOST_MEMORY_BYTES, MOST_SECONDS } from './limits.ts';
import type { OpenRequest } from './process.ts';
import type { TableRecord } from './table.ts';

/** What comes from the process is not trusted: its shape is checked, its texts are data. */
const Tables = z.object({
  tables: z.array(
    z.object({
      part: z.string().max(200_000),
      format: z.string().max(200_000),
      header: z.array(z.string()).nullable(),
      width: z.int().min(0),
      notes: z.array(z.string()),
    }),
  ),
  notes: z.array(z.string()),
});
const Entries = z.array(
  z.object({ name: z.string().max(200), bytes: z.number().nullable(), problem: z.string().nullable() }),
);

const Said = z.string().max(1000);
const Attachments = z.object({
  parts: z
    .array(
      z.object({
        message: z.int().min(1),
        part: z.int().min(1),
        name: z.string().min(1).max(200),
        type: Said,
        bytes: z.int().min(0),
        sha256: Sha256,
        inline: z.boolean(),
        exact: z.boolean(),
        earlierSha256: Sha256,
        messageId: Said,
        date: Said,
        from: Said,
        subject: Said,
      }),
    )
    .max(MOST_ATTACHMENTS),
  leftOut: z.int().min(0),
  unread: z.int().min(0),
});

export type OpenedTable = z.infer<typeof Tables>['tables'][number];

/** A file of one of these formats, open in a process of its own until `close`. */
export interface FormatReader {
  tables(): Promise<z.infer<typeof Tables>>;
  /** The records of a table from its first one, in batches. */
  records(table: number): AsyncIterable<readonly TableRecord[]>;
  entries(): Promise<readonly Entry[]>;
  attachments(): Promise<z.infer<typeof Attachments>>;
  /** The bytes of an entry, or of an attachment. `problem` hears why they end before their end, as a clause. */
  unpack(entry: number, problem: (why: string) => void): AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * Starts the process and gives it the bytes.
 * @throws Fault `too-large`, `cancelled`
 */
export async function openReader(
  { core, session, signal, breathe }: Pick<JobContext, 'core' | 'session' | 'signal' | 'breathe'>,
  { format, name }: OpenRequest,
  { bytes, chunks }: { readonly bytes: number; readonly chunks: Iterable<Uint8Array> },
): Promise<FormatReader> {
  if (bytes > MOST_FILE_BYTES) throw new Fault('too-large', tooLarge(bytes, format));
  const child = new Child(core.startProcess, 'formats');
  session.onClose(() => child.kill(new Fault('locked', 'The vault was locked.')));
  const stop = watchMemory(child, MOST_MEMORY_BYTES, tooMuch);
  const ask = async <T>(what: string, payload: unknown): Promise<T> => {
    const timer = setTimeout(() => child.kill(tooLong()), MOST_SECONDS * 1000);
    try {
      return await child.ask<T>(what, payload, { signal });
    } catch (error) {
      if (error instanceof Fault && error.code !== 'internal') throw error;
      throw new Fault(
        'unsupported',
        'The process that reads the file ended over it: the file is damaged, hostile or too large. It is stored; nothing was read from it.',
      );
    } finally {
      clearTimeout(timer);
    }
  };
  const end = () => {
    stop();
    child.kill();
  };
  try {
    for (const chunk of chunks) {
      await ask('append', { bytes: chunk });
      await breathe();
    }
  } catch (error) {
    end();
    throw error;
  }
  return {
    tables: async () => Tables.parse(await ask('open', { format, name })),
    async *records(table) {
      const next = (anew: boolean) => ask<{ records: TableRecord[]; done: boolean }>('records', { table, anew });
      let coming = next(true);
      for (;;) {
        const { records, done } = await coming;
        if (!done) {
          coming = next(false); // the next batch is parsed while this one is stored
          coming.catch(() => {});
        }
        yield records;
        if (done) return;
      }
    },
    attachments: async () => Attachments.parse(await ask('attachments', { format, name })),
    entries: async () => Entries.parse(await ask('list', { format, name })),
    async *unpack(entry, problem) {
      for (let anew = true; ; anew = false) {
        const got = await ask<{ bytes: Uint8Array; done: boolean; problem: string | null }>('unpack', { entry, anew });
        if (got.bytes.length > 0) yield got.bytes;
        if (got.problem !== null) problem(got.problem);
        if (got.done) return;
      }
    },
    close: end,
  };
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en-US')} MiB`;
const tooLarge = (bytes: number, format: Format): string =>
  `The file has ${mebibytes(bytes)}; of this format at most ${mebibytes(MOST_FILE_BYTES)} are read. ${format === 'zip' || format === 'gzip' ? 'Unpack it and import what it holds.' : 'Export it as CSV, or in parts.'}`;
const tooLong = () =>
  new Fault('too-large', `Reading it took more than ${MOST_SECONDS} s and was stopped. Export it as CSV, or in parts.`);
const tooMuch = () =>
  new Fault(
    'too-large',
    `Reading it needed more than ${mebibytes(MOST_MEMORY_BYTES)} of memory and was stopped. Export it as CSV, or in parts.`,
  );
