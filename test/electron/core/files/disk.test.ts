import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incomingFile } from '../../../../electron/core/files/disk.ts';
import { inMemory, Tickets } from '../../../../electron/core/files/tickets.ts';
import { saveTo } from '../../../../electron/core/host/save.ts';
import { openTestCore, PASSPHRASE } from '../../../support/core.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redthread-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const drain = async (bytes: AsyncIterable<Uint8Array>, each: () => void = () => {}) => {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    each();
  }
  return total;
};

describe('files on their way in', () => {
  it('are read whole', async () => {
    const path = join(folder, 'a.bin');
    writeFileSync(path, Buffer.alloc(3_000_001));
    expect(await drain((await incomingFile(path)).open())).toBe(3_000_001);
  });
  it('are refused when they grow or vanish meanwhile', async () => {
    const path = join(folder, 'a.bin');
    writeFileSync(path, Buffer.alloc(3_000_000));
    await expect(drain((await incomingFile(path)).open(), () => appendFileSync(path, 'x'))).rejects.toMatchObject({
      code: 'changed',
    });
    await expect(drain((await incomingFile(path)).open(), () => rmSync(path, { force: true }))).rejects.toMatchObject({
      code: 'changed',
    });
    await expect(incomingFile(path)).rejects.toMatchObject({ code: 'not-found' });
  });
  it.skipIf(process.platform === 'win32')('are not folders, pipes or devices', async () => {
    await expect(incomingFile(folder)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(incomingFile('/dev/null')).rejects.toMatchObject({ code: 'unsupported' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(incomingFile(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('a path that is too long', () => {
  const words = { code: 'disk', message: expect.stringContaining('too long') };

  it('is said to be, for a file to be read, one to be written, and a vault', async () => {
    const path = join(folder, 'x'.repeat(300));
    await expect(incomingFile(path)).rejects.toMatchObject(words);
    await expect(incomingFile(join(folder, ...Array<string>(50).fill('y'.repeat(200))))).rejects.toMatchObject(words);
    await expect(saveTo(path, inMemory(Buffer.from('a')))).rejects.toMatchObject(words);
    const deeper = join(folder, ...Array<string>(50).fill('y'.repeat(200)), 'a');
    await expect(saveTo(deeper, inMemory(Buffer.from('a')))).rejects.toMatchObject(words);
    expect(readdirSync(folder)).toEqual([]);
    await saveTo(join(folder, 'n'.repeat(255)), inMemory(Buffer.from('a')));
    await using test = await openTestCore({ vault: false });
    const deep = join(test.folder, ...Array<string>(20).fill('z'.repeat(200)));
    const vault = { ticket: test.core.tickets.issue({ kind: 'folder', path: deep }) };
    await expect(test.call('vault.open', { vault, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: expect.not.stringMatching('internal'),
    });
  });
});

describe('files on their way out', () => {
  it('take their name only when whole', async () => {
    async function* torn() {
      yield new Uint8Array(10);
      throw new Error('torn');
    }
    await expect(saveTo(join(folder, 'out.pdf'), torn())).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
    await saveTo(join(folder, 'out.pdf'), inMemory(Buffer.from('whole')));
    expect(readFileSync(join(folder, 'out.pdf'), 'utf8')).toBe('whole');
  });
});

describe('tickets', () => {
  it('work once and only for their kind', () => {
    const tickets = new Tickets();
    const outgoing = tickets.issue({ name: 'a', mediaType: 'b', open: () => inMemory(new Uint8Array(1)) });
    expect(tickets.takeOutgoing(outgoing).name).toBe('a');
    expect(() => tickets.takeOutgoing(outgoing)).toThrow(expect.objectContaining({ code: 'not-found' }));
    const folderTicket = tickets.issue({ kind: 'folder', path: '/x' });
    expect(() => tickets.takeIncoming(folderTicket)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });
});
