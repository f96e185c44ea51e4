import { randomUUID } from 'node:crypto';
import { sql } from '../../electron/core/db/sql.ts';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * First results of the search box over 100,000 exhibits and notes (BENCH_ITEMS), in several scripts; the peer is a plain
 * scan of the same texts with instr in the same store.
 */
const items = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const WORDS =
  'payout account refund device listing courier письмо счёт 支付 账户 결제 دفعة תשלום भुगतान lantern copper brass'.split(
    ' ',
  );
const word = (n: number) => WORDS[(n * 7919) % WORDS.length] as string;

await using test = await openTestCore();
const caseId = await newCase(test);
const db = test.core.session?.writer;
if (!db) throw new Error('no vault');
const at = new Date().toISOString();
for (let start = 0; start < items; start += 5000) {
  db.transaction(() => {
    for (let n = start; n < Math.min(start + 5000, items); n++) {
      const id = randomUUID();
      const kind = n % 2 === 0 ? 'exhibit' : 'note';
      db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${id}, ${caseId}, ${kind})`);
      const text = `${word(n)} ${word(n + 1)} u_${String(n).padStart(7, '0')} 198.51.100.${n % 250} ${word(n + 3)}`;
      if (kind === 'note') db.run(sql`INSERT INTO notes (id, case_id, text) VALUES (${id}, ${caseId}, ${text})`);
      else
        db.run(sql`
          INSERT INTO exhibits (id, case_id, number, kind, title, original_name, media_type, preview, bytes, sha256, acquired_at,
            acquired_zone, acquired_by, acquired_how, source, sensitivity, note)
          VALUES (${id}, ${caseId}, ${n + 1}, 'file', ${text}, ${`file-${n}.txt`}, 'text/plain', 'text', 1, ${'0'.repeat(64)}, ${at},
            'UTC', 'a', 'b', 'c', 'normal', '')`);
    }
  });
}
for (const text of ['u_0054321', '198.51.100.77', 'lantern copper', 'письмо', '支付', '결', 'nothing like this']) {
  const times: number[] = [];
  let hits = 0;
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    hits = (await test.call('search.find', { caseId, text, limit: 50 })).hits.length;
    times.push(performance.now() - start);
  }
  const scan = performance.now();
  test.core.session?.reader.all(sql`
    SELECT id FROM exhibits WHERE instr(title, ${text}) UNION ALL SELECT id FROM notes WHERE instr(text, ${text}) LIMIT 50`);
  const scanMs = performance.now() - scan;
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({ bench: 'search', items, text, hits, medianMs: times[3], worstMs: times[6], plainScanMs: scanMs }),
  );
}
