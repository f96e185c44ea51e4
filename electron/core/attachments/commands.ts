import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { broughtBy, type SavedAttachment, savedFrom } from './reads.ts';
import { saveAttachments, unpacked } from './save.ts';

export const attachmentHandlers: Handlers<'attachment'> = {
  'attachment.list': async (context, { exhibitId }) => {
    const { db } = context;
    context.label(`Listing the attachments of ${exhibitById(db, exhibitId).label}`);
    await using mail = await unpacked(context, exhibitId);
    const saved = new Map(savedFrom(db, exhibitId).map((each) => [placeOf(each), named(db, each.exhibitId)]));
    const { parts, leftOut, unread } = mail;
    return {
      attachments: parts.map((part) => ({ ...part, saved: saved.get(placeOf(part)) ?? null })),
      leftOut,
      unread,
    };
  },
  'attachment.save': saveAttachments,
  'attachment.of': ({ db }, { exhibitId }) => {
    exhibitById(db, exhibitId); // an exhibit that is not there is not one that came with no message
    const told = (of: SavedAttachment, id: ExhibitId) => {
      const { message, part, messageId } = of;
      return { message, part, messageId, ...named(db, id) };
    };
    return {
      broughtBy: broughtBy(db, exhibitId).map((each) => told(each, each.mailId)),
      saved: savedFrom(db, exhibitId).map((each) => told(each, each.exhibitId)),
    };
  },
};

const placeOf = ({ message, part }: { readonly message: number; readonly part: number }) => `${message}.${part}`;

function named(db: ReadDb, id: ExhibitId) {
  const { label, title, removedAt } = exhibitById(db, id);
  return { exhibitId: id, label, title, removed: removedAt !== null };
}
