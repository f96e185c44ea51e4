import { LONGEST_FACT } from '../../../shared/contract/pictures.ts';

/** Control characters, and those that turn the reading direction round, as visible escapes: a value must not disguise itself. */
const printable = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A value as the parser gives it, in words; empty when it says nothing. */
export function wordsOf(value: unknown, depth = 0): string {
  if (value === null || value === undefined || depth > 4) return '';
  if (typeof value === 'string') return tidy(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(8))) : '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (ArrayBuffer.isView(value)) return wordsOf([...(value as unknown as Iterable<number>)], depth);
  if (Array.isArray(value)) return shortened(each(value, depth).join(value.some(isObject) ? '\n' : ', '));
  if (!isObject(value)) return '';
  const { lang: _lang, parseType: _parseType, stRef: _stRef, ...parts } = value; // XMP's grammar, not its content
  if (Object.keys(parts).length === 1 && 'value' in parts) return wordsOf(parts['value'], depth + 1); // a text in one language
  const named = Object.entries(parts).map(([name, part]) => [name, wordsOf(part, depth + 1)] as const);
  return shortened(
    named
      .filter(([, part]) => part !== '')
      .map(([name, part]) => `${printable(name)} ${part}`)
      .join('; '),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const MOST_ITEMS = 200;
function each(values: readonly unknown[], depth: number): string[] {
  const words = values.slice(0, MOST_ITEMS).map((value) => wordsOf(value, depth + 1));
  return values.length > MOST_ITEMS ? [...words, `… ${values.length - MOST_ITEMS} more`] : words;
}

const tidy = (text: string): string => shortened(printable(text.replace(/\0+$/, '').trim()).toWellFormed());

/** Values of more than 2,000 characters are cut, and say so. */
export function shortened(text: string): string {
  const note = ` … cut; ${text.length} characters in all`;
  return text.length <= LONGEST_FACT ? text : text.slice(0, LONGEST_FACT - note.length).toWellFormed() + note;
}

const MOST_HEX = 32;
function bytesInWords(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return tidy(Buffer.from(bytes).toString('latin1'));
  return bytes.length <= MOST_HEX ? `bytes ${Buffer.from(bytes).toString('hex')}` : `${bytes.length} bytes`;
}

/** Windows' own tags (XPTitle …) are UTF-16. */
export const windowsText = (value: unknown): string =>
  value instanceof Uint8Array ? tidy(new TextDecoder('utf-16le').decode(value)) : wordsOf(value);

/** A user comment begins with eight bytes that name its encoding (EXIF 2.32, 4.6.5). */
export function userComment(value: unknown): string {
  if (!(value instanceof Uint8Array) || value.length < 8) return wordsOf(value);
  const encoding = Buffer.from(value.subarray(0, 8)).toString('latin1');
  const text = value.subarray(8);
  if (encoding.startsWith('UNICODE')) {
    const big = text.length > 1 && text[0] === 0;
    return tidy(new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(text));
  }
  return tidy(new TextDecoder('utf-8').decode(text));
}

/** "2008:10:22 16:28:39" with its fraction and offset, as ISO 8601 writes it; a missing offset is said to be missing. */
export function timeWords(value: unknown, fraction: unknown, offset: unknown): string {
  const text = wordsOf(value);
  const found = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text);
  if (!found) return text;
  const [, year, month, day, time] = found;
  const part = wordsOf(fraction);
  const zone = wordsOf(offset);
  return `${year}-${month}-${day} ${time}${/^\d+$/.test(part) ? `.${part}` : ''} ${zone || '(no offset from UTC given)'}`;
}

export function exposureWords(value: unknown): string {
  if (typeof value !== 'number' || !(value > 0)) return wordsOf(value);
  return value >= 0.3 ? `${wordsOf(value)} s` : `1/${Math.round(1 / value)} s`;
}
