import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import type { JobContext } from '../context.ts';
import { tablesText } from '../datasets/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { contentOf, readContent } from '../evidence/reads.ts';
import { INDEXED_CHARACTERS, indexingSteps } from '../search/index-text.ts';
import { rowsText } from '../search/rows-text.ts';
import { decoderFor, encodingOf } from '../text/encoding.ts';
import { inTransaction } from '../transaction.ts';

const PIECE_BYTES = 1 << 20;

/**
 * Makes the text of a text-like exhibit findable, as much of it as search takes. The exhibit is stored by then, so this
 * short step is finished even when the job is cancelled meanwhile.
 */
export async function indexText({ core, session }: JobContext, exhibit: Exhibit): Promise<void> {
  const text = await textToIndex(session.writer, exhibit);
  if (text === null) return;
  for (const step of indexingSteps(exhibit, text)) {
    inTransaction(core, session, 'evidence', ({ db }) => step(db), false);
    await nextTurn();
  }
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

/** The text of an exhibit that is text, at least as much of it as search takes; null for any other. */
export async function textToIndex(
  db: ReadDb | WriteDb,
  exhibit: Pick<Exhibit, 'id' | 'preview'>,
): Promise<string | null> {
  if (!PREVIEWS[exhibit.preview].searched) return null;
  if (exhibit.preview === 'tables') return tablesText(db, exhibit.id);
  const content = contentOf(db, exhibit.id);
  if (exhibit.preview === 'query') return rowsText(linesOf(db, content));
  const read = (offset: number, length: number) => readContent(db, content.id, offset, length);
  const decoder = decoderFor(encodingOf({ bytes: content.bytes, read }).encoding);
  let text = '';
  for (let at = 0; at < content.bytes && text.length <= INDEXED_CHARACTERS; at += PIECE_BYTES) {
    text += decoder.decode(readContent(db, content.id, at, PIECE_BYTES), { stream: true });
    await nextTurn();
  }
  return text;
}
