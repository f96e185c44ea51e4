import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../../../electron/core/host/window-port.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('bytes handed over piece by piece', () => {
  it('come out in order, and whole', async () => {
    const queue = new ByteQueue('a.txt', 6);
    const read = textOf(queue.read());
    expect(await queue.push(bytes('abc'))).toBe(true);
    expect(await queue.push(bytes('def'))).toBe(true);
    void queue.push(null);
    expect(await read).toBe('abcdef');
  });

  it('are acknowledged only when the reader asks for more', async () => {
    const queue = new ByteQueue('a.txt', 6);
    let taken = false;
    const pushed = queue.push(bytes('abc')).then(() => (taken = true));
    const reader = queue.read();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(taken).toBe(false);
    void reader.next();
    await pushed;
    expect(taken).toBe(true);
  });

  it('tell the sender when the reader wants no more', async () => {
    const queue = new ByteQueue('a.txt', 100);
    const reader = queue.read();
    const pushed = queue.push(bytes('abc'));
    await reader.next();
    await reader.return?.(undefined);
    expect(await pushed).toBe(false);
    expect(await queue.push(bytes('def'))).toBe(false);
  });

  it.each([
    [
      'too few',
      4,
      async (queue: ByteQueue) => {
        await queue.push(bytes('abc'));
        await queue.push(null);
      },
    ],
    ['too many', 2, (queue: ByteQueue) => queue.push(bytes('abc'))],
    ['none, because the window is gone', 3, async (queue: ByteQueue) => queue.break()],
  ])('are refused when they are %s', async (_what, size, send) => {
    const queue = new ByteQueue('a.txt', size);
    const read = textOf(queue.read());
    void send(queue);
    await expect(read).rejects.toMatchObject({ code: 'changed', message: expect.stringContaining('"a.txt"') });
  });
});
