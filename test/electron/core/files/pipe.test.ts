import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { readPipe, servePipe } from '../../../../electron/core/files/pipe.ts';
import { Fault } from '../../../../shared/contract/errors.ts';

const through = (source: AsyncIterable<Uint8Array>) => {
  const { port1, port2 } = new MessageChannel();
  servePipe(port1, source);
  return readPipe(port2);
};

describe('a pipe', () => {
  it('carries bytes in order and only as they are wanted', async () => {
    let made = 0;
    async function* source() {
      for (let n = 0; n < 5; n++) {
        made++;
        yield new Uint8Array([n]);
      }
    }
    const pipe = through(source());
    const first = await pipe.next();
    expect(first.value).toEqual(new Uint8Array([0]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toBe(1);
    const rest: number[] = [];
    for await (const chunk of pipe) rest.push(...chunk);
    expect(rest).toEqual([1, 2, 3, 4]);
  });
  it('brings the reason when the source fails', async () => {
    async function* source(): AsyncIterableIterator<Uint8Array> {
      yield new Uint8Array(1);
      throw new Fault('disk', 'The stick is gone.');
    }
    const pipe = through(source());
    await pipe.next();
    await expect(pipe.next()).rejects.toMatchObject({ code: 'disk', message: 'The stick is gone.' });
  });
  it('tells the source when the reader stops', async () => {
    let stopped = false;
    async function* source() {
      try {
        for (;;) yield new Uint8Array(1);
      } finally {
        stopped = true;
      }
    }
    for await (const _ of through(source())) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(true);
  });
});
