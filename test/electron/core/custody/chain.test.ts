import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { detailHash, entryHash, GENESIS } from '../../../../electron/core/custody/chain.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

const zero = {
  seq: 1,
  at: '2026-01-02T03:04:05.678Z',
  zone: 'UTC',
  actor: 'A',
  program: 'test 0',
  caseId: null,
  action: 'x',
  subject: 'y',
  detailSha256: detailHash({ b: 1, a: 'é' }),
  rowsSha256: null,
  previous: GENESIS,
};

describe('the custody chain', () => {
  it('hashes the canonical form, in which the order of keys does not matter', () => {
    // RFC 8785 by hand: keys sorted, no white space, UTF-8.
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const detail = sha256('{"a":"é","b":1}');
    const canonical = `{"action":"x","actor":"A","at":"2026-01-02T03:04:05.678Z","caseId":null,"detailSha256":"${detail}","previous":"${GENESIS}","program":"test 0","rowsSha256":null,"seq":1,"subject":"y","zone":"UTC"}`;
    expect(entryHash(zero)).toBe(sha256(canonical));
    expect(entryHash({ ...zero, detailSha256: detailHash({ a: 'é', b: 1 }) })).toBe(entryHash(zero));
    expect(entryHash({ ...zero, actor: 'B' })).not.toBe(entryHash(zero));
  });

  it('links every act to the one before', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await test.call('case.update', { caseId, tlp: 'RED' });
    const { entries, head } = await test.call('custody.list', { newestFirst: false });
    expect(entries.map(({ action }) => action)).toEqual(['vault.create', 'case.create', 'case.update']);
    let previous = GENESIS;
    for (const { hash, ...entry } of entries) {
      expect(entry.previous).toBe(previous);
      expect(entryHash(entry)).toBe(hash);
      expect(detailHash(entry.detail)).toBe(entry.detailSha256);
      previous = hash;
    }
    expect(head).toBe(previous);
    expect(entries[2]).toMatchObject({ subject: 'C-0001', detail: { tlp: 'RED' }, caseId });
  });

  it('filters and exports what it lists', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Comma, "quote"');
    await newCase(test, 'Other');
    expect((await test.call('custody.list', { caseId, action: 'case.' })).total).toBe(1);
    expect((await test.call('custody.list', { text: 'COMMA' })).total).toBe(1);
    const { ticket, entries } = await test.run('custody.export', { format: 'json' });
    const exported = JSON.parse((await test.collect(ticket)).toString('utf8'));
    expect(exported).toHaveLength(entries);
    for (const { hash, ...entry } of exported) expect(entryHash(entry)).toBe(hash);
    const csv = await test.run('custody.export', { format: 'csv', caseId });
    const text = (await test.collect(csv.ticket)).toString('utf8');
    expect(text).toContain('""title"":""Comma, \\""quote\\""""');
    expect(text.trim().split('\n')).toHaveLength(1 + csv.entries);
  });
});
