import { looksLikeBodyfile } from './bodyfile.ts';
import { looksLikeCalendar } from './calendar.ts';
import { looksLikeEdgeList } from './edge-list.ts';
import { looksLikeMail, looksLikeMailbox } from './mail.ts';
import { looksLikeMhtml } from './web-archive-start.ts';
import { looksLikeWhatsApp } from './whatsapp-start.ts';

/** What is read as tables though it is no delimited text, by the media type that the bytes show. */
const FORMATS = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'workbook',
  'application/vnd.ms-excel.sheet.macroenabled.12': 'workbook',
  'application/vnd.ms-excel.sheet.binary.macroenabled.12': 'workbook',
  'application/vnd.ms-excel': 'workbook',
  'application/x-cfb': 'workbook', // what spreadsheets of before 2007, and encrypted ones, are packed in
  'application/vnd.oasis.opendocument.spreadsheet': 'workbook',
  'application/graphml+xml': 'graph',
  'application/gexf+xml': 'graph',
  'text/x-edge-list': 'edges',
  'text/calendar': 'calendar',
  'text/x-bodyfile': 'bodyfile',
  'application/json': 'json',
  'application/x-ndjson': 'json',
  'application/vnd.apache.parquet': 'parquet',
  'application/x-parquet': 'parquet',
  'message/rfc822': 'mail',
  'application/mbox': 'mailbox',
  'application/x-mimearchive': 'mhtml',
  'application/wacz': 'wacz',
  'text/x-whatsapp': 'whatsapp',
  'application/zip': 'zip',
  'application/gzip': 'gzip',
} as const;

export type Format = (typeof FORMATS)[keyof typeof FORMATS];

export const formatOf = (mediaType: string): Format | null =>
  Object.hasOwn(FORMATS, mediaType) ? FORMATS[mediaType as keyof typeof FORMATS] : null;
export const isArchive = (format: Format): format is 'zip' | 'gzip' => format === 'zip' || format === 'gzip';

/** The media type of a text that is mail, a saved page, a chat, a calendar, a body file or an edge list, as its start shows; null for any other. */
export function writtenAs(
  head: string,
): Extract<
  keyof typeof FORMATS,
  `text/${string}` | `${string}/rfc822` | `${string}/mbox` | `${string}/x-mimearchive`
> | null {
  if (looksLikeCalendar(head)) return 'text/calendar';
  if (looksLikeBodyfile(head)) return 'text/x-bodyfile';
  if (looksLikeEdgeList(head)) return 'text/x-edge-list';
  if (looksLikeMailbox(head)) return 'application/mbox';
  if (looksLikeMhtml(head)) return 'application/x-mimearchive';
  if (looksLikeMail(head)) return 'message/rfc822';
  return looksLikeWhatsApp(head) ? 'text/x-whatsapp' : null;
}
