import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import { type Archive, label } from './archive.ts';
import { MOST_ATTACHMENTS } from './limits.ts';
import { type Attached, attachedTo, lettersOf, parseLetter, senderOf } from './mail.ts';

/** A file that came with a message. */
export interface MailPart {
  /** 1 is the first message of the file; one that cannot be parsed counts too. */
  readonly message: number;
  /** 1 is the first attachment of the message. */
  readonly part: number;
  /** As the message names it; a label, never a path on disk. */
  readonly name: string;
  /** As the message says. */
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  /** It is shown within the body. */
  readonly inline: boolean;
  /** Its bytes are those that were encoded for the mail; else ends of its lines may be others. */
  readonly exact: boolean;
  /** SHA-256 of what was unpacked before its bytes were exact: each line ended with LF, the last one too. */
  readonly earlierSha256: string;
  readonly messageId: string;
  readonly date: string;
  readonly from: string;
  readonly subject: string;
}

/** The attachments of mail as files that can be unpacked, each by its place in `parts`. */
export interface MailParts extends Pick<Archive, 'unpack'> {
  readonly parts: readonly MailPart[];
  /** Attachments that are not listed, as there are more than a list can have. */
  readonly leftOut: number;
  /** Messages that cannot be parsed; their attachments are unknown. */
  readonly unread: number;
}

/** @param many an mbox, else one message */
export async function openMail(bytes: Uint8Array, many: boolean): Promise<MailParts> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = [...lettersOf(file, many)];
  const parts: MailPart[] = [];
  let [leftOut, unread] = [0, 0];
  for (const [at, { from, to }] of places.entries()) {
    const letter = await parseLetter(file.subarray(from, to)).catch(() => null);
    if (!letter || letter.headers.length === 0) {
      unread++;
      continue;
    }
    const said = saidOf(letter);
    for (const [index, { attachment, bytes: content, exact, parsed }] of attachedTo(
      letter,
      file.subarray(from, to),
    ).entries()) {
      if (parts.length >= MOST_ATTACHMENTS) {
        leftOut++;
        continue;
      }
      const part = index + 1;
      parts.push({
        message: at + 1,
        part,
        name: label(attachment.filename ?? '') || `attachment ${part}`,
        type: line(attachment.mimeType),
        bytes: content.length,
        sha256: hashOf(content),
        inline: attachment.related === true,
        exact,
        earlierSha256: hashOf(parsed),
        ...said,
      });
    }
  }
  let last: { readonly message: number; readonly attached: readonly Attached[] } | null = null;
  return {
    parts,
    leftOut,
    unread,
    async *unpack(at) {
      const wanted = parts[at];
      const place = wanted && places[wanted.message - 1];
      if (!place) throw new Error('no such attachment');
      if (last?.message !== wanted.message) {
        const raw = file.subarray(place.from, place.to);
        last = { message: wanted.message, attached: attachedTo(await parseLetter(raw), raw) };
      }
      const attachment = last.attached[wanted.part - 1];
      if (!attachment) throw new Error('no such attachment');
      yield attachment.bytes;
    },
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const saidOf = (letter: Email): Pick<MailPart, 'messageId' | 'date' | 'from' | 'subject'> => {
  const header = (name: string) => line(letter.headers.find(({ key }) => key === name)?.value ?? '');
  return {
    messageId: header('message-id'),
    date: header('date'),
    from: line(senderOf(letter) ?? letter.headers.find(({ key }) => key === 'from')?.value ?? ''),
    subject: line(letter.subject ?? ''),
  };
};

const LONGEST_LINE = 300;
const CONTROLS = /\p{Cc}+/gu;
/** What a message says, as one line that a record can hold. */
const line = (text: string): string =>
  text.toWellFormed().replaceAll(CONTROLS, ' ').slice(0, LONGEST_LINE).toWellFormed().trim();
