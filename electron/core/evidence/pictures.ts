import { Fault } from '../../../shared/contract/errors.ts';
import type { Core } from '../context.ts';
import { Child } from '../process/child.ts';
import type { Session } from '../vault/session.ts';
import { type Content, readFirst } from './content.ts';
import { DECODE_SECONDS, MOST_PICTURE_BYTES, type Rendering, type RenderRequest } from './picture-limits.ts';

type Where = { readonly core: Core; readonly session: Session };
const children = new WeakMap<Session, Child>();

function picturesChild({ core, session }: Where): Child {
  const known = children.get(session);
  if (known && !known.ended) return known;
  const child = new Child(core.startProcess, 'pictures');
  children.set(session, child);
  if (!known) session.onClose(() => children.get(session)?.kill());
  return child;
}

/**
 * Decodes a picture in a process of its own and draws it anew at a size, without any metadata.
 * @throws Fault `unsupported` or `too-large` with the reason as a clause: "it cannot be decoded: …"
 */
export async function renderPicture(
  where: Where,
  content: Pick<Content, 'id' | 'bytes'>,
  options: Omit<RenderRequest, 'bytes'>,
): Promise<Rendering> {
  if (content.bytes > MOST_PICTURE_BYTES) {
    throw new Fault(
      'too-large',
      `it has ${Math.ceil(content.bytes / 2 ** 20)} MiB; at most ${MOST_PICTURE_BYTES >> 20} MiB are decoded`,
    );
  }
  const bytes = readFirst(where.session.reader, content.id, content.bytes);
  const late = AbortSignal.timeout(DECODE_SECONDS * 1000);
  try {
    return await picturesChild(where).ask<Rendering>('render', { bytes, ...options } satisfies RenderRequest, {
      signal: late,
    });
  } catch (error) {
    if (late.aborted) throw new Fault('too-large', `decoding took more than ${DECODE_SECONDS} s and was stopped`);
    if (error instanceof Fault && error.code !== 'internal') throw error;
    throw new Fault(
      'unsupported',
      'decoding it ended the process that decodes pictures; the file is damaged or hostile',
    );
  }
}
