import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { StoreBeside } from '../../../../electron/core/process/store-beside.ts';
import type { Session } from '../../../../electron/core/vault/session.ts';
import { openTestCore } from '../../../support/core.ts';

const MIB = 1 << 20;
const never = new AbortController().signal;

/** Six pieces of 1 MiB, one after the other, under a number of their own. */
async function sixMib(beside: StoreBeside, contentId: number): Promise<void> {
  for (let seq = 0; seq < 6; seq++) {
    const bytes = new Uint8Array(randomBytes(MIB));
    const insert = sql`INSERT INTO chunks (content_id, seq, bytes, packed) VALUES (${contentId}, ${seq}, ${bytes}, 0)`;
    await beside.write({ sql: insert, bytes: MIB }, [bytes.buffer]);
  }
  await beside.settled();
}
const held = ({ reader }: Session, contentId: number) =>
  reader.all<{ seq: number; size: number }>(
    sql`SELECT seq, length(bytes) AS size FROM chunks WHERE content_id = ${contentId}`,
  );

describe('a thread beside the core', () => {
  it('writes in order, copies what it wrote into the file, and leaves that as it is while a copy of it is made', async () => {
    await using test = await openTestCore();
    const session = test.core.session as Session;
    const size = () => statSync(session.storeFile).size;
    const beside = new StoreBeside(session, never);
    const before = size();
    await sixMib(beside, 1);
    expect(held(session, 1)).toEqual(Array.from({ length: 6 }, (_, seq) => ({ seq, size: MIB })));
    expect(size()).toBeGreaterThan(before + 3 * MIB);
    await session.writer.whileSettled(async () => {
      const settled = size();
      await sixMib(beside, 2);
      expect(held(session, 2)).toHaveLength(6);
      expect(size()).toBe(settled);
    });
    const kept = size();
    await sixMib(beside, 3);
    expect(size()).toBeGreaterThan(kept + 6 * MIB);
    await beside.close();
    expect(new Uint8Array(beside.opening.key).every((byte) => byte === 0)).toBe(true);
  });

  it('is one for all that write beside a session, lets the core write at once, and ends with the last of them', async () => {
    await using test = await openTestCore();
    const session = test.core.session as Session;
    const [one, other] = [new StoreBeside(session, never), new StoreBeside(session, never)];
    expect(other.opening).toBe(one.opening);
    const both = Promise.all([sixMib(one, 1), sixMib(other, 2)]);
    for (let at = 0; at < 20; at++) {
      session.writer.transaction(() => session.writer.run(sql`INSERT INTO meta VALUES (${`k${at}`}, '')`));
      await new Promise(setImmediate);
    }
    await both;
    expect([held(session, 1), held(session, 2)].map(({ length }) => length)).toEqual([6, 6]);
    const { key } = one.opening;
    await one.close();
    expect(new Uint8Array(key).some((byte) => byte > 0)).toBe(true);
    await sixMib(other, 3);
    await other.close();
    expect(new Uint8Array(key).every((byte) => byte === 0)).toBe(true);
    expect(held(session, 3)).toHaveLength(6);
  });

  it('says what went wrong to whoever waits for it, and does nothing more once it is stopped', async () => {
    await using test = await openTestCore();
    const session = test.core.session as Session;
    const beside = new StoreBeside(session, never);
    await beside.write({ sql: sql`INSERT INTO no_such_table VALUES (1)`, bytes: 1 }, []);
    await expect(beside.settled()).rejects.toThrow('no_such_table');
    await beside.close();
    const stop = new AbortController();
    const stopped = new StoreBeside(session, stop.signal);
    stop.abort();
    await expect(sixMib(stopped, 4)).rejects.toMatchObject({ code: 'cancelled' });
    await stopped.close();
    expect(held(session, 4)).toEqual([]);
  });
});
