import { randomUUID } from 'node:crypto';
import { sql } from '../../electron/core/db/sql.ts';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * How long a look for the values of a request takes over 200 cases with 200,000 entities (BENCH_ENTITIES), the first after an
 * opening apart from those after it, BENCH_WAIT milliseconds after the window asked for its state (0: before anything was readied); the peer is a plain comparison of labels in the store.
 */
const entities = Number(process.env['BENCH_ENTITIES'] ?? 200_000);
const CASES = 200;
const TYPES = ['account', 'email', 'ip', 'device', 'wallet', 'phone'] as const;
const label = (n: number): string =>
  [
    `A-${n}`,
    `user.${n}@example.com`,
    `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
    `dev-${n}`,
    `0x${n.toString(16).padStart(40, '0')}`,
    `+1 202 555 ${String(n % 10_000).padStart(4, '0')}`,
  ][n % TYPES.length] as string;

await using test = await openTestCore();
const cases: string[] = [];
for (let at = 0; at < CASES; at++) cases.push(await newCase(test, `Case ${at}`));
const db = test.core.session?.writer;
if (!db) throw new Error('no vault');
const at = new Date().toISOString();
for (let start = 0; start < entities; start += 5000)
  db.transaction(() => {
    for (let n = start; n < Math.min(start + 5000, entities); n++) {
      const [id, caseId] = [randomUUID(), cases[n % CASES] as string];
      db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${id}, ${caseId}, 'entity')`);
      db.run(sql`INSERT INTO entities (id, case_id, type, label, note, created_at)
        VALUES (${id}, ${caseId}, ${TYPES[n % TYPES.length] as string}, ${label(n)}, '', ${at})`);
    }
    // Rows that a bench writes behind the program's back are no custody entry's.
    db.run(sql`DELETE FROM temp.touched_rows`);
  });
const text = Array.from({ length: 40 }, (_, n) => label(n * 97 + 1)).join('\n');
const caseId = cases[0] as never;
// The window asks for its state when a vault was opened; the forms are computed from then on, beside what else it asks for.
const opened = performance.now();
await test.call('desk.state', { of: 'vault' });
await new Promise((resolve) => setTimeout(resolve, Number(process.env['BENCH_WAIT'] ?? 8000)));
const waitedMs = performance.now() - opened;
const times: number[] = [];
let found = 0;
for (let round = 0; round < 8; round++) {
  const start = performance.now();
  found = (await test.call('request.look', { caseId, text })).cases;
  times.push(performance.now() - start);
}
const related = performance.now();
const shared = (await test.call('request.related', { caseId })).cases.length;
const relatedMs = performance.now() - related;
const plain = performance.now();
for (let n = 0; n < 40; n++) db.all(sql`SELECT case_id FROM entities WHERE label = ${label(n * 97 + 1)}`);
const plainMs = performance.now() - plain;
const [firstMs, ...later] = times;
later.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    ...{
      bench: 'lookup',
      cases: CASES,
      entities,
      values: 40,
      found,
      firstMs,
      waitedMs,
      medianMs: later[3],
      worstMs: later.at(-1),
    },
    ...{ relatedMs, shared, plainMs },
  }),
);
