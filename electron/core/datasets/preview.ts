import type { Output } from '../../../shared/contract/commands.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, readContent } from '../evidence/reads.ts';
import { isUtf8 } from '../text/encoding.ts';
import { type Dialect, sentence } from './dialect.ts';
import { encodingSample } from './sample.ts';
import { rowsOf } from './sniff.ts';
import { sniffExhibit } from './sniff-exhibit.ts';

const ROWS = 50;

/** The dialect from samples alone, so that a large file shows at once; the import itself looks at every byte. */
export async function previewDataset(
  db: ReadDb,
  exhibitId: ExhibitId,
  given?: Dialect,
): Promise<Output<'dataset.preview'>> {
  const content = contentOf(db, exhibitId);
  const sample = encodingSample((offset, length) => readContent(db, content.id, offset, length), content.bytes);
  // A sample may end within a character: up to three bytes are its beginning.
  const tries = [0, 1, 2, 3].map((cut) => isUtf8([sample.subarray(0, sample.length - cut)], async () => {}));
  const validUtf8 = (await Promise.all(tries)).includes(true);
  const { dialect, guessedEncoding, sample: text } = sniffExhibit(db, content, validUtf8, given);
  const rows = rowsOf(text.head, dialect).slice(dialect.skipLines);
  const header = dialect.header ? (rows.shift() ?? []).map((cell) => cell ?? '') : [];
  return {
    dialect,
    sentence: sentence(dialect, guessedEncoding),
    header,
    rows: rows.slice(0, ROWS).map((row) => [...row]),
  };
}
