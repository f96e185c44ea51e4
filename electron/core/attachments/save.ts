import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { contentOf, exhibitById } from '../evidence/reads.ts';
import { formatOf } from '../formats/kinds.ts';
import type { MailPart } from '../formats/mail-parts.ts';
import { openReader } from '../formats/reader.ts';
import { takeIn } from '../intake/import.ts';
import { logFault } from '../log.ts';
import { mailsSavedFrom, savedFrom } from './reads.ts';
import { insertAttachment } from './store.ts';

/**
 * The attachments of an exhibit that is mail, in the process that may die over them.
 * @throws Fault `unsupported` for what is no mail, `conflict` where the bytes were removed
 */
export async function unpacked(context: JobContext, exhibitId: ExhibitId) {
  const { db } = context;
  const { label, mediaType, originalName: name } = exhibitById(db, exhibitId);
  const content = contentOf(db, exhibitId);
  const format = formatOf(mediaType);
  if (format !== 'mail' && format !== 'mailbox')
    throw new Fault('unsupported', `${label} is no e-mail (.eml, .mbox): nothing came with it.`);
  const reader = await openReader(
    context,
    { format, name },
    { bytes: content.bytes, chunks: eachChunk(db, content.id) },
  );
  try {
    return {
      ...(await reader.attachments()),
      bytesOf: (at: number) => reader.unpack(at, () => {}),
      [Symbol.asyncDispose]: async () => reader.close(),
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}

type Saved = Output<'attachment.save'>;

/** Each attachment is imported like a file that came in; one that cannot be costs the others nothing. */
export async function saveAttachments(
  context: JobContext,
  { exhibitId, chosen }: Parsed<'attachment.save'>,
): Promise<Saved> {
  const mail = exhibitById(context.db, exhibitId);
  context.label(`Saving attachments of ${mail.label}`);
  await using opened = await unpacked(context, exhibitId);
  const place = ({ message, part }: { message: number; part: number }) => `${message}.${part}`;
  const wanted = chosen && new Set(chosen.map(place));
  const held = new Map(savedFrom(context.db, exhibitId).map((each) => [place(each), each.exhibitId]));
  const found = [...opened.parts.entries()].filter(([, part]) => !wanted || wanted.has(place(part)));
  if (wanted && found.length < wanted.size)
    throw new Fault('not-found', `${mail.label} has no such attachment. List them to see which there are.`);
  const result: Saved = { saved: [], already: 0, problems: problemsOf(opened) };
  for (const [at, part] of found) {
    const before = held.get(place(part));
    if (before) {
      result.already++;
      const { label, sha256 } = exhibitById(context.db, before);
      if (sha256 !== part.sha256 && sha256 === part.earlierSha256)
        result.problems.push(
          `Attachment ${part.part} of message ${part.message}, "${part.name}", was saved as ${label} by an earlier version, which changed ends of its lines. The file that was sent has the SHA-256 ${part.sha256}.`,
        );
      continue;
    }
    try {
      result.saved.push(await save(context, mail, part, opened.bytesOf(at)));
    } catch (error) {
      if (error instanceof Fault && (error.code === 'cancelled' || error.code === 'locked')) throw error;
      if (!(error instanceof Fault)) logFault('saving an attachment', error);
      const why = error instanceof Fault ? error.message : 'Something unexpected went wrong.';
      result.problems.push(`Attachment ${part.part} of message ${part.message}, "${part.name}": ${why}`);
    }
  }
  return result;
}

function problemsOf({ leftOut, unread }: { readonly leftOut: number; readonly unread: number }): string[] {
  const problems: string[] = [];
  if (unread > 0)
    problems.push(`${counted(unread, 'message')} of the file cannot be parsed: what came with them is unknown.`);
  if (leftOut > 0)
    problems.push(
      `${counted(leftOut, 'attachment')} more are not listed and were not saved. Import the mail in parts.`,
    );
  return problems;
}

const INEXACT =
  'How it was encoded for the mail could not be reversed exactly: ends of its lines may be others, so that the file that was sent may have another SHA-256.';

async function save(context: JobContext, mail: Exhibit, part: MailPart, bytes: AsyncIterable<Uint8Array>) {
  const { message, part: number, name, messageId, sha256 } = part;
  const words = `attachment ${number} of message ${message} of ${mail.label}`;
  const said = { 'Message-ID': messageId, Date: part.date, From: part.from, Subject: part.subject };
  const lines = Object.entries(said).filter(([, value]) => value !== '');
  context.label(`Saving ${words}`);
  let again = false;
  const taken = await takeIn(
    context,
    {
      caseId: mail.caseId,
      how: words,
      source: mail.label,
      sensitivity: mail.sensitivity,
      note: [
        `Came as ${words}${part.inline ? ', shown within its body' : ''}:`,
        ...lines.map(([header, value]) => `${header}: ${value}`),
        ...(part.exact ? [] : [INEXACT]),
      ].join('\n'),
    },
    {
      name,
      bytes,
      size: part.bytes,
      action: 'attachment.save',
      detail: { mail: mail.label, mailId: mail.id, mailSha256: mail.sha256, message, part: number, messageId },
      also: ({ db }, kept) => {
        if (kept.exhibit.sha256 !== sha256)
          throw new Fault('damaged', `its bytes are not those that were listed. Nothing was stored.`);
        again = kept.again !== null;
        const exhibitId = kept.exhibit.id;
        insertAttachment(db, { mailId: mail.id, message, part: number, exhibitId, messageId, made: !again });
      },
    },
  );
  return { message, part: number, name, exhibitId: taken.exhibitId, label: taken.exhibit, sha256, again };
}

/**
 * Unpacks every saved attachment again and compares it with its exhibit, for `verify`. Where the mail was removed that cannot be
 * done; the exhibit's own bytes are still held against their hash.
 */
export async function unpackAgain(
  context: JobContext,
  report: (subject: string, problem: string) => void,
): Promise<void> {
  const { db } = context;
  for (const mailId of mailsSavedFrom(db)) {
    const mail = exhibitById(db, mailId);
    if (mail.removedAt !== null) continue;
    context.label(`Unpacking the attachments of ${mail.label} again to compare them`);
    const saved = savedFrom(db, mailId);
    try {
      await using opened = await unpacked(context, mailId);
      for (const { message, part, exhibitId } of saved) {
        const found = opened.parts.find((each) => each.message === message && each.part === part);
        const exhibit = exhibitById(db, exhibitId);
        if (found?.sha256 !== exhibit.sha256 && found?.earlierSha256 !== exhibit.sha256)
          report(
            ofCase(db, exhibit),
            `it is not attachment ${part} of message ${message} of ${mail.label}, as its record says`,
          );
      }
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
      report(ofCase(db, mail), `what was saved from it cannot be unpacked again: ${error.message}`);
    }
    await context.breathe();
  }
}

const ofCase = (db: ReadDb, { label, caseId }: Exhibit): string => `${label} of ${caseLabel(caseNumber(db, caseId))}`;
