import { Fault } from '../../../shared/contract/errors.ts';

/**
 * The same bytes, but a sender that stalls does not outlive `signal`: an upload may never go on, and a read of a file on a
 * disk that went away may never return. `waits` hears when a wait begins and ends. @throws Fault `cancelled`
 */
export async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  waits: (waiting: boolean) => void = () => {},
): AsyncIterableIterator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let stop = (): void => {};
  const abort = (): void => stop();
  signal.addEventListener('abort', abort);
  try {
    for (;;) {
      waits(true);
      // A promise a step: one for all, raced again and again, would hold on to every chunk.
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        stop = () => reject(new Fault('cancelled', 'Stopped.'));
        if (signal.aborted) return stop();
        iterator.next().then(resolve, reject);
      });
      waits(false);
      if (done) return;
      yield value;
    }
  } finally {
    waits(false);
    signal.removeEventListener('abort', abort);
    iterator.return?.(undefined)?.catch(() => {}); // not waited for: it may stall as well
  }
}
