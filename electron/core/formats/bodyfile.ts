import { decoded } from './json.ts';
import type { Found, TableRecord } from './table.ts';

/*
 * A body file of The Sleuth Kit 3 and later (also of Plaso's and Velociraptor's exports): no header, and for each file
 * MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime, times in seconds since 1970, 0 or -1 where there is none.
 */
const HEADER = ['md5', 'name', 'inode', 'mode', 'uid', 'gid', 'size', 'atime', 'mtime', 'ctime', 'crtime'] as const;
const FIELDS = HEADER.length;
const TIMES = 4;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const LOOKED_AT = 50;
/** Of the lines at the start: tools mix warnings into what they print, and one such line makes it no other file. */
const MOST = 0.9;

/** @param head the start of a text, whose last line may be cut off */
export function looksLikeBodyfile(head: string): boolean {
  const lines = head.split(/\r?\n/, LOOKED_AT);
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => !isSpare(line));
  const fitting = whole.filter((line) => fieldsOf(line) !== null).length;
  // Of a few lines, one may be odd.
  return fitting > 0 && (fitting >= whole.length * MOST || (fitting > 1 && whole.length - fitting === 1));
}

const isSpare = (line: string): boolean => line === '' || line.startsWith('#');

/** A name may hold the bar itself; nothing after it does. @returns null for what is no line of a body file */
function fieldsOf(line: string): string[] | null {
  const parts = line.split('|');
  if (parts.length < FIELDS) return null;
  const after = parts.slice(-(FIELDS - 2));
  const fields = [parts[0] ?? '', parts.slice(1, -(FIELDS - 2)).join('|'), ...after];
  const isHash = /^(?:0?|[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i.test(fields[0] ?? '');
  const isMode = /^[\w?-]{0,2}\/?[\w?-]{9,10}[.+@]?$|^\d*$/.test(fields[3] ?? '');
  return isHash && isMode && fields.slice(6).every((field) => NUMBER.test(field)) ? fields : null;
}

export function readBodyfile(bytes: Uint8Array): Found {
  const { text, notes } = decoded(bytes);
  const said =
    'A body file has no header: its columns are named as The Sleuth Kit names them. A time of 0 or -1 stands for none and is left blank.';
  return {
    tables: [
      {
        ...{ part: '', format: 'body file of The Sleuth Kit', header: HEADER, width: FIELDS, notes: [...notes, said] },
        *records(): Generator<TableRecord> {
          for (const [at, raw] of text.split(/\r?\n/).entries()) if (!isSpare(raw)) yield record(raw, at + 1);
        },
      },
    ],
    notes: [],
  };
}

function record(raw: string, line: number): TableRecord {
  const fields = fieldsOf(raw);
  if (!fields) return { cells: [], line, problem: 'it does not have the eleven fields of a body file', raw };
  const cells = fields.map((field, at) => {
    const isNone = at >= FIELDS - TIMES && [0, -1].includes(Number(field));
    return field === '' || isNone ? null : field;
  });
  return { cells, line, problem: null, raw };
}
