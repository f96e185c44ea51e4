import { z } from 'zod';
import { job, read } from './command.ts';
import { ExhibitId, Sha256 } from './values.ts';

/** Where an attachment stands in a file of mail: 1 is the first message, and the first attachment of it. */
export const AttachmentPlace = z.strictObject({ message: z.int().min(1), part: z.int().min(1) });
export type AttachmentPlace = z.infer<typeof AttachmentPlace>;

const Saved = z.object({
  exhibitId: ExhibitId,
  label: z.string(),
  title: z.string(),
  removed: z.boolean(),
});

export const Attachment = z.object({
  ...AttachmentPlace.shape,
  name: z.string(),
  type: z.string().describe('as the message says; the exhibit has what its bytes show'),
  bytes: z.int(),
  sha256: Sha256.describe('of the decoded bytes'),
  inline: z.boolean().describe('shown within the body'),
  messageId: z.string(),
  date: z.string().describe('the header as written'),
  from: z.string(),
  subject: z.string(),
  saved: Saved.nullable(),
});
export type Attachment = z.infer<typeof Attachment>;

const Origin = z.object({ ...AttachmentPlace.shape, ...Saved.shape, messageId: z.string() });

export const attachmentCommands = {
  /** What came with the messages of an exhibit that is mail. */
  'attachment.list': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({
      attachments: z.array(Attachment),
      leftOut: z.int().describe('more than a list can have'),
      unread: z.int().describe('messages that cannot be parsed: their attachments are unknown'),
    }),
  ),
  /** Makes exhibits of attachments: those chosen, else all that are none yet. Each is imported like a file. */
  'attachment.save': job(
    'writes',
    { exhibitId: ExhibitId, chosen: z.array(AttachmentPlace).min(1).max(5000).optional() },
    z.object({
      saved: z.array(
        z.object({
          ...AttachmentPlace.shape,
          name: z.string(),
          exhibitId: ExhibitId,
          label: z.string(),
          sha256: Sha256,
          again: z.boolean().describe('the case had these bytes already: a further acquisition was recorded'),
        }),
      ),
      already: z.int().describe('were saved before'),
      problems: z.array(z.string()).describe('why others were not saved, as sentences'),
    }),
    ['evidence', 'dataset'],
  ),
  /** The messages that brought an exhibit, and the exhibits that were saved from its own messages. */
  'attachment.of': read({ exhibitId: ExhibitId }, z.object({ broughtBy: z.array(Origin), saved: z.array(Origin) }), [
    'attachment',
    'evidence',
  ]),
};
