import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { identifier, join, sql } from '../../../../electron/core/db/sql.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { working } from '../../../support/clocks.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { scene } from '../../../support/scene.ts';

const take = (test: TestCore, caseId: CaseId, name: string, bytes: Uint8Array) =>
  test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });

function mirror(seed: number): Buffer {
  const canvas = createCanvas(640, 480);
  const context = canvas.getContext('2d');
  context.translate(640, 0);
  context.scale(-1, 1);
  context.drawImage(scene(seed), 0, 0);
  return canvas.toBuffer('image/jpeg');
}

describe('pictures that look alike', () => {
  it('are named at import and afterwards, whatever became of them on the way', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const first = await take(test, caseId, 'profile.png', scene(1).toBuffer('image/png'));
    expect(first.similar).toEqual([]);
    await take(test, caseId, 'other.png', scene(2).toBuffer('image/png'));
    const again = await take(test, caseId, 'reused.jpg', scene(1, 320, 240).toBuffer('image/jpeg', 60));
    expect(again.similar).toMatchObject([{ exhibit: 'E-0001', title: 'profile.png', mirrored: false }]);
    expect(again.similar[0]?.likeness).toBeGreaterThan(0.8);
    const turned = await take(test, caseId, 'mirrored.jpg', mirror(1));
    expect(turned.similar.map(({ exhibit, mirrored }) => [exhibit, mirrored]).sort()).toEqual([
      ['E-0001', true],
      ['E-0003', true],
    ]);
    const { exhibitId } = first;
    const { pictures, total, compared, method } = await test.call('evidence.similar', { exhibitId });
    expect(pictures.map(({ exhibit }) => exhibit).sort()).toEqual(['E-0003', 'E-0004']);
    expect([total, compared]).toEqual([2, true]);
    expect(method).toContain('at most 48 bits');
    expect((await test.call('evidence.similar', { exhibitId, limit: 1 })).pictures).toHaveLength(1);
  });
  it('are looked for in their own case, and not among removed ones', async () => {
    await using test = await openTestCore();
    const [caseId, elsewhere] = [await newCase(test), await newCase(test, 'Another')];
    const first = await take(test, caseId, 'a.png', scene(3).toBuffer('image/png'));
    expect((await take(test, elsewhere, 'b.jpg', scene(3).toBuffer('image/jpeg'))).similar).toEqual([]);
    await test.call('evidence.remove', { exhibitId: first.exhibitId, reason: 'a test' });
    expect((await take(test, caseId, 'c.jpg', scene(3).toBuffer('image/jpeg'))).similar).toEqual([]);
    expect(await test.call('evidence.similar', { exhibitId: first.exhibitId })).toMatchObject({ compared: false });
  });
  it('have something in them: an empty picture and a text are not compared', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (const colour of ['#fff', '#fefefe']) {
      const canvas = createCanvas(200, 200);
      const context = canvas.getContext('2d');
      context.fillStyle = colour;
      context.fillRect(0, 0, 200, 200);
      const { exhibitId, similar } = await take(test, caseId, `${colour}.png`, canvas.toBuffer('image/png'));
      expect(similar).toEqual([]);
      expect(await test.call('evidence.similar', { exhibitId })).toMatchObject({ compared: false, total: 0 });
    }
    const { exhibitId } = await take(test, caseId, 'note.txt', Buffer.from('words'));
    expect(await test.call('evidence.similar', { exhibitId })).toMatchObject({ compared: false });
  });
  it('are found among 10,000 at once', { timeout: 60_000 }, async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const picture = await take(test, caseId, 'profile.png', scene(1).toBuffer('image/png'));
    // Straight into the tables: the custody of 10,000 imports took nearly all the time, and is not what is asked here.
    const db = opened(test.core).writer;
    const many = sql`WITH RECURSIVE many (n) AS (VALUES (2) UNION ALL SELECT n + 1 FROM many WHERE n < 10001)`;
    const columns = db
      .all<{ name: string }>(sql`SELECT name FROM pragma_table_info('exhibits') WHERE name NOT IN ('id', 'number')`)
      .map(({ name }) => sql`${identifier(name)}`);
    db.run(sql`${many} INSERT INTO subjects (id, case_id, kind) SELECT 'x' || n, ${caseId}, 'exhibit' FROM many`);
    db.run(sql`${many} INSERT INTO exhibits (id, number, ${join(columns, ', ')})
      SELECT 'x' || n, -n, ${join(columns, ', ')} FROM many, exhibits WHERE exhibits.id = ${picture.exhibitId}`);
    db.run(sql`${many} INSERT INTO picture_hashes (case_id, exhibit_id, hash, mirrored)
      SELECT ${caseId}, 'x' || n, randomblob(32), randomblob(32) FROM many`);
    db.run(sql`DELETE FROM temp.touched_rows`); // else the next import is asked to attest them
    expect(db.one<{ n: number }>(sql`SELECT count(*) AS n FROM picture_hashes`, 'none').n).toBe(10_001);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const worked = working();
      const { total } = await test.call('evidence.similar', { exhibitId: picture.exhibitId });
      times.push(worked());
      expect(total).toBe(0);
    }
    expect(Math.min(...times)).toBeLessThan(250);
    const again = await take(test, caseId, 'reused.jpg', scene(1, 320, 240).toBuffer('image/jpeg', 60));
    expect(again.similar.map(({ exhibit }) => exhibit)).toEqual(['E-0001']);
  });
});
