/** What hostile files of these formats may cost; each limit is told when it is met. */

/** Bytes of a file that is read here at all. It is held in memory by the process that reads it. */
export const MOST_FILE_BYTES = 400 << 20;
/** Levels of nesting in JSON and of archives within archives. */
export const DEEPEST = 200;
export const DEEPEST_ARCHIVE = 2;
/** Tables of one file that are kept. */
export const MOST_TABLES = 200;
export const MOST_ENTRIES = 1000;
/** Attachments of one file of mail that are listed. */
export const MOST_ATTACHMENTS = 5000;
/** Bytes that an archive or a workbook may unpack to, one entry and all together. */
export const MOST_ENTRY_BYTES = 8 * 2 ** 30;
export const MOST_UNPACKED_BYTES = 16 * 2 ** 30;
export const MOST_WORKBOOK_BYTES = 1 << 30;
export const MOST_CELLS = 20_000_000;
/** A cell longer than this makes its record a rejected one. */
export const LONGEST_CELL = 16 << 20;
/** Characters of a record that is listed. */
export const LISTED_CHARACTERS = 100_000;
/** Of the process that reads: a workbook of 1,000,000 x 10 cells needs most of it. */
export const MOST_MEMORY_BYTES = 3 * 2 ** 30;
/** Without an answer for so long, it is ended. */
export const MOST_SECONDS = 300;
