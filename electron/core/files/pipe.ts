import type { MessagePort } from 'node:worker_threads';
import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';

/** Bytes over a message port, pulled by the reader, so that a slow reader holds back the writer. */
type Pull = 'next' | 'cancel';
type Push = { chunk: Uint8Array } | { done: true } | { fault: { code: ErrorCode; message: string } };

/** Serves `bytes` to whoever reads the other end of `port`. */
export function servePipe(port: MessagePort, bytes: AsyncIterable<Uint8Array>): void {
  const iterator = bytes[Symbol.asyncIterator]();
  const answer = (push: Push) => port.postMessage(push);
  const stop = () => void iterator.return?.(undefined);
  port.on('close', stop);
  port.on('message', async (pull: Pull) => {
    if (pull === 'cancel') {
      stop();
      return port.close();
    }
    try {
      const { done, value } = await iterator.next();
      answer(done ? { done: true } : { chunk: value });
    } catch (error) {
      const known =
        error instanceof Fault
          ? error
          : new Fault('changed', 'The bytes stopped arriving before the end. Nothing was stored; send the file again.');
      answer({ fault: { code: known.code, message: known.message } });
    }
  });
}

/** The reader's end. @throws Fault as the serving side saw it. */
export async function* readPipe(port: MessagePort): AsyncIterableIterator<Uint8Array> {
  const answers: Push[] = [];
  let wake = () => {};
  port.on('message', (push: Push) => {
    answers.push(push);
    wake();
  });
  port.on('close', () => {
    answers.push({ fault: { code: 'cancelled', message: 'The sender went away.' } });
    wake();
  });
  let finished = false;
  try {
    for (;;) {
      port.postMessage('next' satisfies Pull);
      if (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const push = answers.shift() as Push;
      if ('fault' in push) throw new Fault(push.fault.code, push.fault.message);
      if ('done' in push) {
        finished = true;
        return;
      }
      yield push.chunk;
    }
  } finally {
    if (!finished) port.postMessage('cancel' satisfies Pull);
    port.close();
  }
}
