import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { decoderFor, encodingOfStart, isUtf8Start, isWide } from '../text/encoding.ts';
import { graphMediaType } from './graph-xml-start.ts';
import { JsonFault, JsonText } from './json-text.ts';
import { formatOf, writtenAs } from './kinds.ts';
import { looksLikeWacz } from './web-archive-start.ts';

export interface MediaType {
  readonly mediaType: string;
  readonly preview: Exhibit['preview'];
  /** Set when the name claims another type than the bytes show. */
  readonly typeWarning: string | null;
}

/** How much of the start of a file decides. */
export const SNIFF_BYTES = 64 * 1024;

/** The type as the bytes show it, never as the name says. @param head the first `SNIFF_BYTES` of the file, or all of it */
export async function sniffMediaType(head: Uint8Array, name: string): Promise<MediaType> {
  const known = await fileTypeFromBuffer(head).catch(() => undefined); // a cut-off file is simply not known
  const extension = extname(name).toLowerCase();
  const text = textOf(head, extension);
  // A short magic number can be words: a table whose first column is "BMI" starts like a BMP. Real ones hold binary bytes.
  const words = text !== null && (!known || known.mime === 'application/xml' || isWordsOnly(head, text, known.mime));
  const mediaType = words ? textType(text, extension) : (binaryType(known?.mime, head) ?? 'application/octet-stream');
  return { mediaType, preview: previewOf(mediaType), typeWarning: warning(extension, mediaType) };
}

const binaryType = (mime: string | undefined, head: Uint8Array): string | undefined =>
  mime === 'application/zip' && looksLikeWacz(head) ? 'application/wacz' : mime;

/** Types whose files are made of text, so that being text says nothing against them. */
const TEXTUAL = new Set([
  'application/pdf',
  'application/postscript',
  'application/eps',
  'application/rtf',
  'application/pgp-encrypted',
]);
const isWordsOnly = (head: Uint8Array, text: string, mediaType: string): boolean =>
  !TEXTUAL.has(mediaType) && !mediaType.startsWith('text/') && !CONTROLS.test(text) && isUtf8Start(head);

function previewOf(mediaType: string): Exhibit['preview'] {
  if (TABLES.has(mediaType)) return 'table';
  if (formatOf(mediaType)) return isTextual(mediaType) ? 'records' : 'tables';
  if (mediaType === 'image/svg+xml') return 'text'; // SVG and HTML are shown as the text they are; they never run
  if (mediaType.startsWith('image/')) return 'image';
  return isTextual(mediaType) ? 'text' : 'none';
}

const TEXT_TYPES = new Set([
  'application/json',
  'application/x-ndjson',
  'application/xml',
  'application/mbox',
  'application/x-mimearchive',
  'application/graphml+xml',
  'application/gexf+xml',
]);
const isTextual = (mediaType: string): boolean =>
  mediaType.startsWith('text/') || mediaType === 'message/rfc822' || TEXT_TYPES.has(mediaType);

const TABLES = new Set(['text/csv', 'text/tab-separated-values']);
const TABLE_EXTENSIONS: Record<string, string> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.tab': 'text/tab-separated-values',
  '.psv': 'text/csv',
};
/** Share of control characters up to which bytes pass for text; a table may hold stray NULs and still be one. */
const MOST_CONTROLS = 0.002;
const MOST_CONTROLS_IN_TABLE = 0.05;

// biome-ignore lint/suspicious/noControlCharactersInRegex: counting them is the point
const CONTROLS = /[\u0000\u0002-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/;
const EACH_CONTROL = new RegExp(CONTROLS, 'g');

/** Bytes that are control characters in whatever encoding has at least one byte a character, so never more than are in its text. */
function controlBytes(head: Uint8Array): number {
  let count = 0;
  for (const byte of head)
    if ((byte < 0x09 && byte !== 0x01) || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f) count++;
  return count;
}

/** The decoded start of the file, or null when it is not text, or text that no decoder here reads (UTF-32). */
function textOf(head: Uint8Array, extension: string): string | null {
  const most = extension in TABLE_EXTENSIONS ? MOST_CONTROLS_IN_TABLE : MOST_CONTROLS;
  // Asked of the bytes first: guessing the code page of a picture costs more than all else that is done with it.
  if (!isWide(head) && controlBytes(head) > most * head.length) return null;
  let text: string;
  try {
    text = decoderFor(encodingOfStart(head)).decode(head, { stream: true }); // the last character may be cut off
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
  const controls = text.match(EACH_CONTROL)?.length ?? 0;
  return text.length > 0 && controls / text.length <= most ? text : null;
}

function textType(text: string, extension: string): string {
  const whole = text.replace(/^\ufeff?\s*/, '');
  const start = whole.slice(0, 2000);
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(start)) return 'image/svg+xml';
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body)[\s>]/i.test(start)) return 'text/html';
  const graph = graphMediaType(start);
  if (graph) return graph;
  if (/^<\?xml\s/.test(start)) return 'application/xml';
  if (/^[[{]/.test(start) && (extension === '.json' || isJsonStart(whole))) return 'application/json';
  if (start.startsWith('{') && isJsonLines(text)) return 'application/x-ndjson';
  const table = TABLE_EXTENSIONS[extension];
  if (table) return table;
  const written = writtenAs(text.replace(/^\ufeff/, ''));
  if (written) return written;
  return looksLikeTable(text) || hasFieldsLine(text) ? 'text/csv' : 'text/plain';
}

/** A log that names its fields in a directive, as Zeek's and those after the W3C's Extended Log File Format do. */
const hasFieldsLine = (text: string): boolean => text.startsWith('#') && /^#fields?:?[ \t]+\S/im.test(text);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is JSON, or as much of it as there is. */
function isJsonStart(text: string): boolean {
  const json = new JsonText(text);
  try {
    return json.space(json.skip(0)) >= text.length;
  } catch (error) {
    if (error instanceof JsonFault) return text.length >= LEAST_CUT && error.at >= text.length;
    throw error;
  }
}
/** A shorter text than this is the whole of its file. */
const LEAST_CUT = SNIFF_BYTES / 4;

/** A JSON value a line: the first, and most of those looked at; a broken one is still a line of such a file. */
function isJsonLines(text: string): boolean {
  const lines = text.split(/\r?\n/, 12).filter((line) => line.trim() !== '');
  const looked = lines.length > 2 ? lines.slice(0, -1) : lines; // the last may be cut off
  return lines.length > 1 && isJson(looked[0] as string) && looked.filter(isJson).length * 2 >= looked.length;
}

/** At least three lines with the same number (two or more) of the same separator outside quotes, and none without. */
function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, 20).filter((line) => line !== '');
  if (lines.length < 3) return false;
  if (text.length >= SNIFF_BYTES / 4) lines.pop(); // the last may be cut
  return [',', ';', '\t', '|'].some((separator) => {
    const counts = new Set(lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length));
    const [only] = counts;
    return counts.size === 1 && (only ?? 0) >= 3;
  });
}

/** What files with these extensions are; `image/x` stands for every picture type of that family. */
const CLAIMS: Record<string, readonly string[]> = {
  '.png': ['image/png', 'image/apng'],
  '.jpg': ['image/jpeg'],
  '.jpeg': ['image/jpeg'],
  '.gif': ['image/gif'],
  '.webp': ['image/webp'],
  '.bmp': ['image/bmp'],
  '.tif': ['image/tiff'],
  '.tiff': ['image/tiff'],
  '.heic': ['image/heic', 'image/heif', 'image/heif-sequence', 'image/heic-sequence', 'image/avif'],
  '.heif': ['image/heic', 'image/heif', 'image/heif-sequence', 'image/heic-sequence', 'image/avif'],
  '.avif': ['image/avif'],
  '.svg': ['image/svg+xml'],
  '.pdf': ['application/pdf'],
  '.zip': ['application/zip'],
  '.csv': ['text/csv', 'text/plain', 'text/tab-separated-values'],
  '.tsv': ['text/tab-separated-values', 'text/csv', 'text/plain'],
  '.txt': [
    'text/plain',
    'text/csv',
    'application/json',
    'application/x-ndjson',
    'text/x-whatsapp',
    'text/x-edge-list',
    'text/x-bodyfile',
    'message/rfc822',
  ],
  '.json': ['application/json', 'application/x-ndjson'],
  '.ndjson': ['application/x-ndjson', 'application/json'],
  '.jsonl': ['application/x-ndjson', 'application/json'],
  '.eml': ['message/rfc822'],
  '.mbox': ['application/mbox'],
  '.mht': ['application/x-mimearchive', 'message/rfc822'],
  '.mhtml': ['application/x-mimearchive', 'message/rfc822'],
  '.wacz': ['application/wacz'],
  '.gz': ['application/gzip'],
  '.parquet': ['application/vnd.apache.parquet'],
  '.ods': ['application/vnd.oasis.opendocument.spreadsheet'],
  '.xls': ['application/x-cfb', 'application/vnd.ms-excel'],
  '.graphml': ['application/graphml+xml'],
  '.gexf': ['application/gexf+xml'],
  '.mtgx': ['application/zip'],
  '.ics': ['text/calendar'],
  '.html': ['text/html'],
  '.htm': ['text/html'],
  '.mp4': ['video/mp4', 'video/quicktime'],
  '.mov': ['video/quicktime', 'video/mp4'],
  '.xlsx': ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  '.docx': ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
};

function warning(extension: string, mediaType: string): string | null {
  const claimed = CLAIMS[extension];
  if (!claimed || claimed.includes(mediaType)) return null;
  const shown = mediaType === 'application/octet-stream' ? 'of no known type' : mediaType;
  return `The name ends in "${extension}", but the bytes are ${shown}.`;
}
