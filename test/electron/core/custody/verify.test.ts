import { describe, expect, it } from 'vitest';
import type { Sql } from '../../../../electron/core/db/sql.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

/** What someone with the key could do with another program: the triggers gone, anything changed. */
function tamper(test: TestCore, ...changes: Sql[]): void {
  const db = test.core.session?.writer;
  if (!db) throw new Error('no vault');
  for (const trigger of [
    'custody_no_update',
    'custody_no_delete',
    'contents_no_update',
    'chunks_no_update',
    'chunks_no_delete',
    'exhibits_fixed',
  ])
    db.script(`DROP TRIGGER IF EXISTS ${trigger}`);
  for (const change of changes) db.run(change);
}
async function filled() {
  const test = await openTestCore();
  const caseId = await newCase(test);
  for (const [name, text] of [
    ['a.txt', 'first words'],
    ['b.txt', 'second words'],
  ] as const)
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) });
  await test.call('case.update', { caseId, tlp: 'RED' });
  return test;
}
const faults = async (test: TestCore) => {
  const { ok, faults } = await test.run('vault.verify', {});
  expect(ok).toBe(faults.length === 0);
  return faults.map(({ subject, problem }) => `${subject} ${problem}`);
};

describe('verify', () => {
  it('finds nothing wrong with an untouched vault, and counts what it looked at', async () => {
    await using test = await filled();
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, originals: 2, bytes: 23, faults: [] });
  });

  it.each<[string, Sql[], RegExp[]]>([
    [
      'an altered original',
      [sql`UPDATE chunks SET bytes = CAST('First words' AS BLOB) WHERE content_id = 1`],
      [/^E-0001 of C-0001 its bytes were altered/],
    ],
    [
      'a shortened original',
      [sql`UPDATE chunks SET bytes = x'00' WHERE content_id = 1`],
      [/^E-0001 of C-0001 has 1 bytes; 11 came in/],
    ],
    ['lost bytes', [sql`DELETE FROM chunks WHERE content_id = 1`], [/^E-0001 of C-0001 has 0 bytes/]],
    [
      'an altered entry',
      [sql`UPDATE custody SET actor = 'someone else' WHERE seq = 3`],
      [/^custody entry 3 was altered/],
    ],
    ['a missing entry', [sql`DELETE FROM custody WHERE seq = 2`], [/^custody entry 2 is missing/]],
    [
      'a log cut off at its end',
      [sql`DELETE FROM custody WHERE seq >= 5`],
      [/^custody entry 5 is missing, and perhaps more/],
    ],
    [
      'two entries exchanged',
      [
        sql`UPDATE custody SET seq = 99 WHERE seq = 2`,
        sql`UPDATE custody SET seq = 2 WHERE seq = 3`,
        sql`UPDATE custody SET seq = 3 WHERE seq = 99`,
      ],
      [
        /^custody entry 2 was altered/,
        /^custody entry 2 does not follow/,
        /^custody entry 3 was altered/,
        /^custody entry 3 does not follow/,
        /^custody entry 4 does not follow/,
      ],
    ],
    [
      'an original exchanged together with its hashes',
      [
        sql`UPDATE chunks SET bytes = CAST('First words' AS BLOB) WHERE content_id = 1`,
        sql`UPDATE contents SET sha256 = 'd3e4a3ea51a7c9ad2d4a6a1e1dd7ba4b2f2fbdf1ef0dfd0b0d3d1e6a3b9fcd11' WHERE id = 1`,
      ],
      [/its bytes were altered/, /it points to the bytes of something else/],
    ],
    [
      'a changed record',
      [sql`UPDATE exhibits SET sha256 = replace(sha256, 'a', 'b') WHERE number = 2`],
      [/^E-0002 of C-0001 its record differs/, /^E-0002 of C-0001 it points to/],
    ],
  ])('names %s', async (_, changes, expected) => {
    await using test = await filled();
    tamper(test, ...changes);
    const found = await faults(test);
    expect(found).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });
});
