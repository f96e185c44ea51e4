import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { decoderFor, sniffEncoding } from '../datasets/encoding.ts';
import { isUtf8Start } from './utf8.ts';

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
  const text = known && known.mime !== 'application/xml' ? null : textOf(head, extension);
  const mediaType = text !== null ? textType(text, extension) : (known?.mime ?? 'application/octet-stream');
  return { mediaType, preview: previewOf(mediaType), typeWarning: warning(extension, mediaType) };
}

function previewOf(mediaType: string): Exhibit['preview'] {
  if (TABLES.has(mediaType)) return 'table';
  if (mediaType === 'image/svg+xml') return 'text'; // SVG and HTML are shown as the text they are; they never run
  if (mediaType.startsWith('image/')) return 'image';
  return mediaType.startsWith('text/') || mediaType === 'application/json' || mediaType === 'application/xml'
    ? 'text'
    : 'none';
}

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

/** The decoded start of the file, or null when it is not text. */
function textOf(head: Uint8Array, extension: string): string | null {
  const { encoding } = sniffEncoding(head, isUtf8Start(head));
  const text = decoderFor(encoding).decode(head);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: counting them is the point
  const controls = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
  const most = extension in TABLE_EXTENSIONS ? MOST_CONTROLS_IN_TABLE : MOST_CONTROLS;
  return text.length > 0 && controls / text.length <= most ? text : null;
}

function textType(text: string, extension: string): string {
  const start = text.replace(/^\ufeff?\s+/, '').slice(0, 2000);
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(start)) return 'image/svg+xml';
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body)[\s>]/i.test(start)) return 'text/html';
  if (/^<\?xml\s/.test(start)) return 'application/xml';
  const table = TABLE_EXTENSIONS[extension];
  if (table) return table;
  if (/^[[{]/.test(start) && (extension === '.json' || isJson(text))) return 'application/json';
  return looksLikeTable(text) ? 'text/csv' : 'text/plain';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
  '.txt': ['text/plain', 'text/csv', 'application/json'],
  '.json': ['application/json'],
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
