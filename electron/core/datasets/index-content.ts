import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import type { Sql } from '../db/sql.ts';
import { contentOf, exhibitById, exhibitsWithText, readContent } from '../evidence/reads.ts';
import { StoreBeside } from '../process/store-beside.ts';
import { INDEXED_CHARACTERS, indexing, notIndexed } from '../search/index-text.ts';
import { rowsText } from '../search/rows-text.ts';
import { decoderFor, encodingOf } from '../text/encoding.ts';
import { inTransaction } from '../transaction.ts';
import { certificateOf, datasetsOfExhibit, tablesText } from './reads.ts';

const PIECE_BYTES = 1 << 20;
/** A longer text is indexed by a thread beside the core. */
const THREAD_FROM_CHARACTERS = 250_000;
/** What one of its statements brings to the store, about. */
const STATEMENT_BYTES = 150_000;
const NEVER = new AbortController().signal;

/**
 * Makes the text of a text-like exhibit findable, as much of it as search takes. The exhibit is stored by then, so this
 * short step is finished even when the job is cancelled meanwhile.
 */
export async function indexText(
  { core, session }: Pick<JobContext, 'core' | 'session'>,
  exhibit: Exhibit,
): Promise<void> {
  await nextTurn();
  const text = await textToIndex(session.writer, exhibit);
  if (text === null) return;
  const statements = indexing(exhibit, text, isAllRead(session.writer, exhibit));
  // Of a text that a cut of power took out of the index the next opening knows (`indexLeftOver`): nothing waits for the disk.
  if (text.length < THREAD_FROM_CHARACTERS)
    for (const each of statements) {
      session.writer.withoutWaiting(() => inTransaction(core, session, 'evidence', ({ db }) => db.run(each), false));
      await nextTurn();
    }
  else await indexBeside(session, statements);
}

async function indexBeside(session: JobContext['session'], statements: Iterable<Sql>): Promise<void> {
  const thread = new StoreBeside(session, NEVER);
  try {
    for (const each of statements) await thread.write({ sql: each, bytes: STATEMENT_BYTES }, []);
    await thread.settled();
  } finally {
    await thread.close();
  }
}

/** Indexes, in a job of its own, every text that the program stored and did not come to index before it ended. */
export function indexLeftOver({ core, session }: Pick<JobContext, 'core' | 'session'>): void {
  const left = notIndexed(session.reader, undefined, exhibitsWithText);
  if (left.length === 0) return;
  core.jobs.start(
    'search.index',
    'Indexing texts left by an interruption',
    async ({ signal, unattended, progress }) => {
      unattended();
      for (const [done, id] of left.entries()) {
        if (signal.aborted) return;
        progress(done, left.length, 'steps');
        await indexText({ core, session }, exhibitById(session.reader, ExhibitId.parse(id)));
      }
    },
  );
}

function* linesOf(
  db: ReadDb | WriteDb,
  { id, bytes }: { readonly id: number; readonly bytes: number },
): IterableIterator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let at = 0; at < bytes; at += PIECE_BYTES) {
    const lines = (rest + decoder.decode(readContent(db, id, at, PIECE_BYTES), { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/**
 * What is searched of an exhibit, at least as much of it as search takes; null for what has no text. The cells of what a format
 * reader read come before the bytes, in which they may be encoded.
 */
export async function textToIndex(
  db: ReadDb | WriteDb,
  exhibit: Pick<Exhibit, 'id' | 'preview'>,
): Promise<string | null> {
  const { searched, cells, text: isText } = PREVIEWS[exhibit.preview];
  if (!searched) return null;
  const read = cells ? tablesText(db, exhibit.id) : '';
  return isText ? `${read}${await ownText(db, exhibit)}` : read;
}

/** Whether what is searched of an exhibit is all that it holds: something was read of it, and no member or attachment left unread. */
export function isAllRead(db: ReadDb | WriteDb, { id, preview }: Pick<Exhibit, 'id' | 'preview'>): boolean {
  if (!PREVIEWS[preview].cells) return true;
  const datasets = datasetsOfExhibit(db, id);
  return (
    datasets.length > 0 &&
    datasets.every((each) => certificateOf(db, each.id).warnings.every(({ code }) => code !== 'not-read'))
  );
}

/** The bytes of an exhibit as text: all that was searched of mail, JSON and chats before their cells were. */
export async function ownText(db: ReadDb | WriteDb, exhibit: Pick<Exhibit, 'id' | 'preview'>): Promise<string> {
  const content = contentOf(db, exhibit.id);
  if (exhibit.preview === 'query') return rowsText(linesOf(db, content));
  const read = (offset: number, length: number) => readContent(db, content.id, offset, length);
  const decoder = decoderFor(encodingOf({ bytes: content.bytes, read }).encoding);
  await nextTurn();
  let text = '';
  for (let at = 0; at < content.bytes && text.length <= INDEXED_CHARACTERS; at += PIECE_BYTES) {
    text += decoder.decode(readContent(db, content.id, at, PIECE_BYTES), { stream: true });
    await nextTurn();
  }
  return text;
}
