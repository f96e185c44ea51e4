import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { LISTED_CHARACTERS } from './limits.ts';
import { exactBytes } from './mail-raw.ts';
import type { Cell, Found, TableRecord } from './table.ts';

const HEADER = [
  'message_id',
  'date',
  'from',
  'reply_to',
  'to',
  'cc',
  'bcc',
  'subject',
  'text',
  'html',
  'attachment_count',
  'attachments',
  'in_reply_to',
  'headers',
] as const;

const MOST_HEADER_BYTES = 1 << 20;
const MOST_PARTS_DEEP = 50;
const MOST_LETTERS_DEEP = 5;

/**
 * Messages as a table: what they say of themselves as written, their bodies as text that nothing runs or loads, their
 * attachments as a JSON list of name, type, bytes and SHA-256. One that cannot be parsed is a rejected record.
 * @param many an mbox (RFC 4155); else one message (RFC 5322)
 */
export function readMail(bytes: Uint8Array, many: boolean): Found {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const notes = [
    'Message bodies are text here; nothing in them is run or loaded. Headers are what the sender and the servers wrote.',
  ];
  if (many) notes.push('Lines of a body that begin with ">From " stand as they do in the file.');
  return {
    notes: [],
    tables: [
      {
        part: '',
        format: many ? 'mailbox (mbox)' : 'e-mail',
        header: HEADER,
        width: HEADER.length,
        notes,
        records: () => records(file, many),
      },
    ],
  };
}

/** @throws Error for one that is malformed, or nested too deep */
export const parseLetter = (bytes: Uint8Array): Promise<Email> =>
  PostalMime.parse(bytes, {
    maxHeadersSize: MOST_HEADER_BYTES,
    maxNestingDepth: MOST_PARTS_DEEP,
    maxRfc822NestingDepth: MOST_LETTERS_DEEP,
  });

/** Where each message stands in the file, by its bytes and its first line. */
export const lettersOf = (file: Buffer, many: boolean): Iterable<{ from: number; to: number; line: number }> =>
  many ? letters(file) : [{ from: 0, to: file.length, line: 1 }];

/** An attachment with its bytes as they were before they were encoded for the mail. */
export interface Attached {
  readonly attachment: Attachment;
  readonly bytes: Uint8Array;
  /** The bytes are exact: else the parser changed ends of lines, and what the message holds was not found. */
  readonly exact: boolean;
  /** As the parser has them, and as exhibits have them that were saved before the bytes were exact. */
  readonly parsed: Uint8Array;
}
/** @param raw the message that was parsed */
export function attachedTo(letter: Email, raw: Buffer): Attached[] {
  const decoded = letter.attachments.map((attachment) => {
    const { content } = attachment;
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);
    return { attachment, bytes };
  });
  const exact = exactBytes(raw, decoded);
  return decoded.map(({ attachment, bytes }, at) => {
    const found = exact[at] ?? null;
    return { attachment, bytes: found ?? bytes, exact: found !== null, parsed: bytes };
  });
}

async function* records(file: Buffer, many: boolean): AsyncIterableIterator<TableRecord> {
  for (const { from, to, line } of lettersOf(file, many)) {
    const bytes = file.subarray(from, to);
    const raw = bytes.toString('latin1', 0, LISTED_CHARACTERS);
    try {
      const letter = await parseLetter(bytes);
      if (letter.headers.length === 0) yield { cells: [], line, problem: 'it has no header, so it is no message', raw };
      else yield { cells: cellsOf(letter, bytes), line, problem: null, raw };
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 200) : 'it is malformed';
      yield { cells: [], line, problem: `the message cannot be parsed: ${why}`, raw };
    }
  }
}

const LINE_FEED = 0x0a;
/** The line before each message: sender, then a date in the form of `asctime`. A body's "From here on" is none. */
const BETWEEN = /^From \S+ .*\d{1,2}:\d{2}(?::\d{2})?.*\d{4}|^From (?:- |\S+@\S+)/;

function* letters(file: Buffer): IterableIterator<{ from: number; to: number; line: number }> {
  let open: { from: number; line: number } | null = null;
  let line = 0;
  let blank = true;
  for (let at = 0; at < file.length; ) {
    const end = file.indexOf(LINE_FEED, at);
    const next = end < 0 ? file.length : end + 1;
    line++;
    const isBetween =
      blank &&
      file.toString('latin1', at, at + 5) === 'From ' &&
      BETWEEN.test(file.toString('latin1', at, Math.min(next, at + 500)));
    if (isBetween) {
      if (open) yield { ...open, to: at };
      open = { from: next, line };
    } else if (!open && next - at > 2) open = { from: at, line };
    blank = next - at <= 2 && /^\r?\n?$/.test(file.toString('latin1', at, next));
    at = next;
  }
  if (open) yield { ...open, to: file.length };
}

function cellsOf(letter: Email, raw: Buffer): Cell[] {
  const written = (name: string): Cell => {
    const all = letter.headers.filter(({ key }) => key === name).map(({ value }) => value);
    return all.length === 0 ? null : all.join('\n');
  };
  const attached = attachedTo(letter, raw).map(({ attachment: { filename, mimeType, related }, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: filename, type: mimeType, bytes: bytes.length, sha256, ...(related ? { inline: true } : {}) };
  });
  const cells: Cell[] = [
    written('message-id'),
    written('date'),
    senderOf(letter) ?? written('from'),
    people(letter.replyTo),
    people(letter.to),
    people(letter.cc),
    people(letter.bcc),
    letter.subject ?? null,
    letter.text ?? null,
    letter.html ?? null,
    String(attached.length),
    attached.length === 0 ? null : JSON.stringify(attached),
    written('in-reply-to'),
    letter.headerLines.map(({ line }) => line).join('\n'),
  ];
  return cells.map((cell) => cell?.toWellFormed() ?? null);
}

export const senderOf = ({ from }: Email): Cell => (from ? people([from]) : null);

function people(all: readonly Address[] | undefined): Cell {
  if (!all || all.length === 0) return null;
  return all
    .map((each) => {
      if (each.group) return `${each.name}: ${people(each.group) ?? ''};`;
      return each.name === '' ? each.address : `${each.name} <${each.address}>`;
    })
    .join(', ');
}

/** Whether a text begins like a message: headers by which mail is known, one of them a sender or a trace. */
export function looksLikeMail(head: string): boolean {
  const lines = head.split(/\r?\n/, 40);
  const end = lines.indexOf('');
  const headers = lines.slice(0, end < 0 ? undefined : end).filter((line) => !/^\s/.test(line));
  const known = headers.filter((line) =>
    /^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|content-type|x-[\w-]+):/i.test(
      line,
    ),
  );
  const telling = headers.filter((line) => /^(?:from|received|return-path|message-id|date|mime-version):/i.test(line));
  return known.length >= 3 && telling.length >= 2 && known.length * 2 >= headers.length;
}
export const looksLikeMailbox = (head: string): boolean =>
  BETWEEN.test(head.slice(0, 500)) && looksLikeMail(head.slice(head.indexOf('\n') + 1));
