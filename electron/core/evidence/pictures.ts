import { Fault } from '../../../shared/contract/errors.ts';
import type { Core } from '../context.ts';
import { Child } from '../process/child.ts';
import { watchMemory } from '../process/memory-watch.ts';
import type { Session } from '../vault/session.ts';
import { type Content, readFirst } from './content.ts';
import {
  DECODE_SECONDS,
  MOST_MEMORY_BYTES,
  MOST_PICTURE_BYTES,
  type Rendered,
  type Rendering,
  type RenderRequest,
  TIRED_BYTES,
} from './picture-limits.ts';

type Options = Omit<RenderRequest, 'bytes'>;
type Source = Pick<Content, 'id' | 'bytes'>;

/** The pictures process of a session: started when first needed, ended with the session, started anew after it was ended. */
class Pictures {
  private child: Child | null = null;
  private last: Promise<unknown> = Promise.resolve();
  /** The latest rendition, since a large one is fetched in several calls. */
  private kept: { key: string; rendering: Rendering } | null = null;

  constructor(
    private readonly core: Core,
    private readonly session: Session,
  ) {
    session.onClose(() => {
      this.kept = null;
      this.child?.kill(new Fault('locked', 'The vault was locked.'));
    });
  }

  /** One picture after the other: ending the process over one never takes another with it, and only one is decoded at a time. */
  render(source: Source, options: Options, signal: AbortSignal): Promise<Rendering> {
    const turn = this.last.then(async () => {
      if (signal.aborted) throw new Fault('cancelled', 'Stopped.');
      const key = JSON.stringify([source.id, options]);
      if (this.kept?.key === key) return this.kept.rendering;
      const rendering = await this.ask(source, options, signal);
      if (options.longest > KEPT_ABOVE_PIXELS) this.kept = { key, rendering };
      return rendering;
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  private async ask(source: Source, options: Options, signal: AbortSignal): Promise<Rendering> {
    if (!this.child || this.child.ended) this.child = new Child(this.core.startProcess, 'pictures');
    const child = this.child;
    const bytes = readFirst(this.session.reader, source.id, source.bytes);
    const timer = setTimeout(() => child.kill(tooLong()), DECODE_SECONDS * 1000);
    const stop = watchMemory(child, MOST_MEMORY_BYTES, tooMuch);
    try {
      const { resident, ...rendering } = await child.ask<Rendered>(
        'render',
        { bytes, ...options } satisfies RenderRequest,
        { signal },
      );
      if (resident > TIRED_BYTES) child.kill();
      return rendering;
    } catch (error) {
      if (error instanceof Fault && error.code !== 'internal') throw error;
      throw new Fault(
        'unsupported',
        'decoding it ended the process that decodes pictures; the file is damaged or hostile',
      );
    } finally {
      clearTimeout(timer);
      stop();
    }
  }
}

/** Thumbnails are stored and not asked for again. */
const KEPT_ABOVE_PIXELS = 1000;
const sessions = new WeakMap<Session, Pictures>();
const never = new AbortController().signal;

/**
 * Decodes a picture in a process of its own and draws it anew at a size, without any metadata.
 * @throws Fault `unsupported` or `too-large` with the reason as a clause: "it cannot be decoded: …"; `cancelled`; `locked`
 */
export async function renderPicture(
  { core, session, signal = never }: { core: Core; session: Session; signal?: AbortSignal },
  source: Source,
  options: Options,
): Promise<Rendering> {
  if (source.bytes > MOST_PICTURE_BYTES) {
    throw new Fault(
      'too-large',
      `it has ${Math.ceil(source.bytes / 2 ** 20)} MiB; at most ${MOST_PICTURE_BYTES >> 20} MiB are decoded`,
    );
  }
  let pictures = sessions.get(session);
  if (!pictures) sessions.set(session, (pictures = new Pictures(core, session)));
  return pictures.render(source, options, signal);
}

const tooLong = () => new Fault('too-large', `decoding took more than ${DECODE_SECONDS} s and was stopped`);
const tooMuch = () =>
  new Fault('too-large', `decoding needed more than ${MOST_MEMORY_BYTES >> 20} MiB of memory and was stopped`);
