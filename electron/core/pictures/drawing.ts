import { Fault } from '../../../shared/contract/errors.ts';
import type { JobContext } from '../context.ts';
import { Child, watchMemory } from '../process/child.ts';
import type { CopyRequest } from './draw.ts';
import { MOST_MEMORY_BYTES, MOST_PICTURE_BYTES, type Source } from './limits.ts';

/** A picture of 64 megapixels of noise took 11 s to pack. */
export const DRAW_SECONDS = 120;

/** A pictures process of its own, so that a large copy keeps nobody from looking at other pictures. */
export interface Drawing {
  draw(original: Source, steps: CopyRequest['steps']): Promise<Uint8Array>;
  /** Whether the copy is what the steps make of the original. */
  compare(original: Source, steps: CopyRequest['steps'], copy: Source): Promise<boolean>;
  close(): void;
}

/** Its failures are Faults whose message is a clause: "it cannot be decoded: …". Starts when first asked. */
export function openDrawing({ core, session, signal }: Pick<JobContext, 'core' | 'session' | 'signal'>): Drawing {
  let child: Child | null = null;
  session.onClose(() => child?.kill(new Fault('locked', 'The vault was locked.')));
  const bytesOf = (source: Source): Uint8Array => {
    if (source.bytes > MOST_PICTURE_BYTES)
      throw new Fault(
        'too-large',
        `it has more than ${MOST_PICTURE_BYTES >> 20} MiB, which is the most that is decoded`,
      );
    return source.read();
  };
  const ask = async <T>(name: 'drawCopy' | 'compareCopy', request: CopyRequest): Promise<T> => {
    if (!child || child.ended) child = new Child(core.startProcess, 'pictures');
    const asked = child;
    const timer = setTimeout(() => asked.kill(tooLong()), DRAW_SECONDS * 1000);
    const stop = watchMemory(asked, MOST_MEMORY_BYTES, tooMuch);
    try {
      return await asked.ask<T>(name, request, { signal });
    } catch (error) {
      if (error instanceof Fault && error.code !== 'internal') throw error;
      throw new Fault('unsupported', 'drawing it ended the process that draws; the file is damaged or hostile');
    } finally {
      clearTimeout(timer);
      stop();
    }
  };
  return {
    draw: (original, steps) => ask('drawCopy', { original: bytesOf(original), steps }),
    compare: (original, steps, copy) =>
      ask('compareCopy', { original: bytesOf(original), steps, copy: bytesOf(copy) } as CopyRequest),
    close: () => child?.kill(),
  };
}

const tooLong = () => new Fault('too-large', `drawing it took more than ${DRAW_SECONDS} s and was stopped`);
const tooMuch = () =>
  new Fault('too-large', `drawing it needed more than ${MOST_MEMORY_BYTES >> 20} MiB of memory and was stopped`);
