import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import { HashThread } from '../../../../electron/core/verify/hashing.ts';
import { checkOriginals } from '../../../../electron/core/verify/originals.ts';
import { listOriginals } from '../../../../electron/core/verify/reads.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putExhibit } from '../../../support/exhibit.ts';

const plain = (bytes: Uint8Array) => ({ bytes, packed: 0 as const });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('hashing beside reading', () => {
  it('digests one thing after the other, from pieces of their own memory and from shared memory', async () => {
    await using thread = new HashThread();
    const pool = randomBytes(1000);
    const things = [
      [randomBytes(3 << 20), randomBytes(20 << 20), randomBytes(1)],
      [],
      [pool.subarray(3, 900), randomBytes(70_000), pool.subarray(0, 1)],
    ];
    const expected = things.map((pieces) => sha256(Buffer.concat(pieces)));
    const digests: Promise<string>[] = [];
    for (const pieces of things) {
      const digesting = thread.begin();
      for (const piece of pieces) await digesting.add(plain(piece));
      digests.push(digesting.end().then((digest) => digest.sha256));
    }
    expect(await Promise.all(digests)).toEqual(expected);
    expect(pool).toHaveLength(1000);
  });

  it('waits for the thread before it hands over more than 8 MiB', async () => {
    await using thread = new HashThread();
    const digesting = thread.begin();
    let added = 0;
    const adding = (async () => {
      for (; added < 40; added++) await digesting.add(plain(Buffer.alloc(1 << 20)));
    })();
    for (let turn = 0; turn < 100; turn++) await Promise.resolve(); // no message of the thread arrives meanwhile
    expect(added).toBe(8);
    await adding;
    expect(await digesting.end()).toEqual({
      sha256: sha256(Buffer.alloc(40 << 20)),
      bytes: 40 << 20,
      each: 1 << 20,
      last: 1 << 20,
    });
  });
});

describe('originals', () => {
  it.each(['on the spot', 'in a thread', 'in a thread that has ended'])('are each hashed %s', async (where) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (const size of [2_500_000, 10, 3 << 20, 2_000_000]) putExhibit(test, caseId, `${size}.bin`, randomBytes(size));
    const { writer, reader } = opened(test.core);
    writer.script(`
      DROP TRIGGER chunks_no_update; DROP TRIGGER chunks_no_delete;
      UPDATE chunks SET bytes = CAST(zeroblob(5) || substr(bytes, 6) AS BLOB) WHERE content_id = 1 AND seq = 1;
      DELETE FROM chunks WHERE content_id = 3 AND seq = 1;`);
    const thread = where === 'on the spot' ? null : new HashThread();
    if (where === 'in a thread that has ended') await thread?.[Symbol.asyncDispose]();
    const told: string[] = [];
    const context = { db: reader, breathe: async () => {}, progress: () => {} };
    await checkOriginals(
      context,
      listOriginals(reader),
      thread,
      async (_, __, look) => look(),
      ({ subject, problem }) => told.push(`${subject} ${problem.slice(0, 22)}`),
    );
    await thread?.[Symbol.asyncDispose]();
    expect(told).toEqual(['E-0001 of C-0001 its bytes were altered', 'E-0003 of C-0001 has pieces missing or ']);
  });
});
