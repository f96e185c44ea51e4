import { Fault } from '../../../shared/contract/errors.ts';
import type { ReadDb } from '../db/open.ts';
import { type Content, readContent } from '../evidence/reads.ts';
import { decoderFor, sniffEncoding } from '../text/encoding.ts';
import type { Dialect } from './dialect.ts';
import { encodingSample, textSample } from './sample.ts';
import { rowsOf, type Sample, sniffDialect } from './sniff.ts';
import { usualWidth } from './table-place.ts';

export interface Sniffed {
  readonly dialect: Dialect;
  readonly guessedEncoding: boolean;
  readonly sample: Sample;
  /** Fields that most rows have. */
  readonly width: number;
}

const UNREADABLE_SHARE = 0.1;
const UNREADABLE_LEAST = 8; // a stray NUL in a short text does not make it binary

/**
 * The dialect of an exhibit, from samples. @param given taken as it is, when a person edited it
 * @throws Fault `unsupported` when it is not text
 */
export function sniffExhibit(db: ReadDb, content: Content, validUtf8: boolean, given?: Dialect): Sniffed {
  if (given) assertUsable(given);
  const read = (offset: number, length: number) => readContent(db, content.id, offset, length);
  const found = given
    ? { encoding: decoderFor(given.encoding).encoding, bom: given.bom, guessed: false }
    : sniffEncoding(encodingSample(read, content.bytes), validUtf8);
  const sample = textSample(read, content.bytes, found);
  if (!given && unreadable(sample.head) > UNREADABLE_SHARE)
    throw new Fault('unsupported', 'The file does not look like text, so no table can be read from it.');
  const dialect: Dialect = given
    ? { ...given, encoding: found.encoding }
    : { encoding: found.encoding, bom: found.bom, ...sniffDialect(sample) };
  const rows = rowsOf(sample.head + sample.middle, dialect).slice(dialect.skipLines);
  return { dialect, guessedEncoding: found.guessed, sample, width: usualWidth(rows) };
}

function assertUsable({ delimiter, quote, escape: escaping }: Dialect): void {
  const marks = [delimiter, quote, escaping].join('');
  if (/[\r\n]/.test(marks)) throw new Fault('bad-request', 'A line end cannot separate, quote or escape fields.');
  if (quote !== '' && delimiter.includes(quote))
    throw new Fault('bad-request', 'The same character cannot separate fields and quote them.');
  if (quote === '' && escaping !== '') throw new Fault('bad-request', 'Without a quote there is nothing to escape.');
}

function unreadable(text: string): number {
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd || (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d)) odd++;
  }
  return odd < UNREADABLE_LEAST ? 0 : odd / text.length;
}
