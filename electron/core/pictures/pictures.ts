import { Fault } from '../../../shared/contract/errors.ts';
import type { ReadContext } from '../context.ts';
import { Child, watchMemory } from '../process/child.ts';
import {
  DECODE_SECONDS,
  FACTS_SECONDS,
  MOST_MEMORY_BYTES,
  MOST_PICTURE_BYTES,
  type Rendered,
  type Rendering,
  type RenderRequest,
  type Source,
  TIRED_BYTES,
} from './limits.ts';

type Options = Omit<RenderRequest, 'bytes'>;
type Context = Pick<ReadContext, 'core' | 'session'> & { readonly signal?: AbortSignal };
type Session = Context['session'];

/** The pictures process of a session: started when first needed, ended with the session, started anew after it was ended. */
class Pictures {
  private child: Child | null = null;
  private last: Promise<unknown> = Promise.resolve();
  /** The latest renditions, the oldest first: a large one is fetched in several calls, and each edition and preview prints the same. */
  private readonly kept = new Map<string, Rendering>();

  constructor(
    private readonly core: Context['core'],
    session: Session,
  ) {
    session.onClose(() => {
      this.kept.clear();
      this.child?.kill(new Fault('locked', 'The vault was locked.'));
    });
  }

  render(source: Source, options: Options, signal: AbortSignal): Promise<Rendering> {
    return this.inTurn(signal, async () => {
      const key = JSON.stringify([source.key, options]);
      const known = this.kept.get(key);
      if (known) return known;
      const { resident, ...rendering } = await this.ask<Rendered>('render', source, options, signal, DECODE_SECONDS);
      if (resident > TIRED_BYTES) this.child?.kill();
      if (options.longest > KEPT_ABOVE_PIXELS) this.keep(key, rendering);
      return rendering;
    });
  }

  private keep(key: string, rendering: Rendering): void {
    this.kept.set(key, rendering);
    let bytes = [...this.kept.values()].reduce((sum, each) => sum + each.bytes.length, 0);
    for (const [old, { bytes: given }] of this.kept) {
      if (bytes <= MOST_KEPT_BYTES || old === key) break;
      this.kept.delete(old);
      bytes -= given.length;
    }
  }

  facts(source: Source, signal: AbortSignal): Promise<unknown> {
    return this.inTurn(signal, () => this.ask('facts', source, {}, signal, FACTS_SECONDS));
  }

  /** Ends the process once it has done what was asked of it; the next picture starts another. */
  rest(): void {
    void this.inTurn(never, async () => this.child?.kill());
  }

  /** One picture after the other: ending the process over one never takes another with it, and only one is decoded at a time. */
  private inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => {
      if (signal.aborted) throw new Fault('cancelled', 'Stopped.');
      return work();
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  private async ask<T>(
    name: 'render' | 'facts',
    source: Source,
    options: object,
    signal: AbortSignal,
    seconds: number,
  ): Promise<T> {
    if (!this.child || this.child.ended) this.child = new Child(this.core.startProcess, 'pictures');
    const child = this.child;
    const bytes = source.read();
    const timer = setTimeout(() => child.kill(tooLong(seconds)), seconds * 1000);
    const stop = watchMemory(child, MOST_MEMORY_BYTES, tooMuch);
    try {
      return await child.ask<T>(name, { bytes, ...options }, { signal });
    } catch (error) {
      if (error instanceof Fault && error.code !== 'internal') throw error;
      throw new Fault('unsupported', 'looking into it ended the process that does so; the file is damaged or hostile');
    } finally {
      clearTimeout(timer);
      stop();
    }
  }
}

/** Thumbnails are stored and not asked for again. */
const KEPT_ABOVE_PIXELS = 1000;
/** As many as some 60 screenshots take in a report. The latest is kept whatever its size. */
const MOST_KEPT_BYTES = 32 << 20;
const sessions = new WeakMap<Session, Pictures>();
const never = new AbortController().signal;

/**
 * Decodes a picture in a process of its own and draws it anew at a size, without any metadata.
 * @throws Fault `unsupported` or `too-large` with the reason as a clause: "it cannot be decoded: …"; `cancelled`; `locked`
 */
export async function renderPicture(
  { core, session, signal = never }: Context,
  source: Source,
  options: Options,
): Promise<Rendering> {
  return of({ core, session }, source).render(source, options, signal);
}

/** Whoever is done with many pictures, and goes on to what needs the memory that their process holds (some 180 MB), ends it. */
export const restPictures = ({ session }: Pick<Context, 'session'>): void => sessions.get(session)?.rest();

/**
 * What a picture's file says of itself, read in that process too. @returns what it answered, not parsed yet
 * @throws Fault with the reason as a clause, `cancelled` or `locked`; any other error for a file that the parser gives up on
 */
export const pictureFacts = async (context: Context, source: Source): Promise<unknown> =>
  of(context, source).facts(source, context.signal ?? never);

function of({ core, session }: Context, { bytes }: Source): Pictures {
  if (bytes > MOST_PICTURE_BYTES)
    throw new Fault(
      'too-large',
      `it has ${Math.ceil(bytes / 2 ** 20)} MiB; at most ${MOST_PICTURE_BYTES >> 20} MiB are looked into`,
    );
  let pictures = sessions.get(session);
  if (!pictures) sessions.set(session, (pictures = new Pictures(core, session)));
  return pictures;
}

const tooLong = (seconds: number) => new Fault('too-large', `it took more than ${seconds} s and was stopped`);
const tooMuch = () =>
  new Fault('too-large', `it needed more than ${MOST_MEMORY_BYTES >> 20} MiB of memory and was stopped`);
