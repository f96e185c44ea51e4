import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../../../electron/core/bundles/format.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { Forgery, openedWith, ownKey, sealedFor, sha256, tarOf } from '../../../support/forgery.ts';

const FORGERIES: [what: string, make: (forgery: Forgery) => unknown, said: string][] = [
  [
    'a byte of an original changed',
    (f) => f.entry('originals/E-0001').bytes.writeUInt8(1, 3),
    'not what the manifest says',
  ],
  [
    'an original swapped for a longer one',
    (f) => (f.entry('originals/E-0001').bytes = Buffer.alloc(99)),
    'not what the manifest says',
  ],
  [
    'a document changed',
    (f) => (f.entry('case/findings.json').bytes = Buffer.from('[{}]')),
    'not what the manifest says',
  ],
  [
    'the manifest changed, not signed',
    (f) => (f.entry('manifest.json').bytes = canonical({ ...f.manifest, createdBy: 'x' })),
    'signature',
  ],
  ['a signature by another key', (f) => (f.entry('manifest.sig').bytes = Buffer.alloc(64, 1)), 'signature'],
  [
    'a key that is none',
    (f) =>
      f
        .manifested(() => {})
        .manifested((m) => (m.publicKey = 'x'), { ...ownKey, publicKey: { export: () => 'x' } as never }),
    'signature',
  ],
  ['no manifest', (f) => f.entries.shift(), 'does not belong there'],
  ['nothing at all', (f) => f.entries.splice(0), 'ends where'],
  ['the last entry missing', (f) => f.entries.pop(), 'ends where'],
  ['entries in another order', (f) => f.entries.splice(2, 0, f.entries.pop() as never), 'does not belong there'],
  ['an entry more', (f) => f.entries.push({ name: 'extra', bytes: Buffer.from('x') }), 'does not list'],
  [
    'a path that climbs out',
    (f) =>
      f.manifested((m) => m.entries.push({ name: '../../etc/passwd', bytes: 1, sha256: sha256(Buffer.from('x')) })),
    'no exhibit calls for',
  ],
  ['a link in place of an original', (f) => (f.entry('originals/E-0001').type = 'symlink'), 'not an ordinary file'],
  [
    'two exhibits of one number',
    (f) => f.manifested((m) => m.exhibits.push(m.exhibits[0] as never)),
    'one number or id',
  ],
  ['an entry listed twice', (f) => f.manifested((m) => m.entries.push(m.entries[0] as never)), 'twice'],
  [
    'an original that is not listed',
    (f) => f.manifested((m) => (m.entries = m.entries.filter(({ name }) => !name.startsWith('originals/')))),
    'does not list',
  ],
  [
    'an exhibit whose hash differs from its entry',
    (f) => f.manifested((m) => Object.assign(m.exhibits[0] as object, { sha256: '0'.repeat(64) })),
    'contradicts itself',
  ],
  ['a field that does not exist', (f) => f.manifested((m) => Object.assign(m, { extra: 1 })), 'manifest is not one'],
  ['a title that is no title', (f) => f.manifested((m) => (m.case.title = '\u0000')), 'manifest is not one'],
  ['a newer format', (f) => f.manifested((m) => Object.assign(m, { format: 2 })), 'newer Redthread'],
  ['a manifest that is not JSON', (f) => (f.entry('manifest.json').bytes = Buffer.from('{')), 'not JSON'],
  [
    'a finding on an exhibit that is not there',
    (f) =>
      f.document('case/findings.json', (v: { exhibits: string[] }[]) =>
        (v[0] as { exhibits: string[] }).exhibits.push('00000000-0000-4000-8000-000000000000'),
      ),
    'does not hold',
  ],
  [
    'two findings of one number',
    (f) => f.document('case/findings.json', (v: { number: number }[]) => v.push({ ...(v[0] as { number: number }) })),
    'two findings of one number',
  ],
  [
    'a finding with a long claim',
    (f) =>
      f.document(
        'case/findings.json',
        (v: { claim: string }[]) => ((v[0] as { claim: string }).claim = 'x'.repeat(501)),
      ),
    'claim',
  ],
  [
    'a copy of itself',
    (f) =>
      f.adding('copies/E-0001.json', {
        originalId: f.manifest.exhibits[0]?.id,
        steps: [{ kind: 'rotate', quarterTurns: 1 }],
      }),
    'said to be a copy of E-0001',
  ],
  [
    'a query over itself',
    (f) => {
      f.entries.splice(0, f.entries.length, ...f.entries.filter(({ name }) => !name.startsWith('datasets/')));
      f.manifested((m) => {
        m.entries = m.entries.filter(({ name }) => !name.startsWith('datasets/'));
        Object.assign(m.exhibits[0] as object, { kind: 'query' });
      }).adding('queries/E-0001.json', {
        ...{ sql: 'SELECT 1', columns: [], rowCount: 0, limitedBy: null, rowLimit: 1, elapsedMs: 1 },
        ...{ resultSha256: f.manifest.exhibits[0]?.sha256, ranAt: '2026-01-01T00:00:00.000Z' },
        inputs: [{ name: 't', datasetId: null, exhibitLabel: 'E-0001', sha256: null }],
      });
    },
    'did not come before it',
  ],
  [
    'a document that is too large',
    (f) => f.document('case/report.json', (v: { summary: string }) => (v.summary = 'x'.repeat(17 << 20))),
    'over the limit',
  ],
];

let honest: Map<string, Buffer>;
const identity = await generateIdentity();

async function imported(test: TestCore, tar: Buffer) {
  const ticket = test.ticketForBytes('forged.age', await sealedFor(identity, tar));
  return test.run('bundle.import', { ticket, with: { identity } });
}
/** What must be the same after a refusal, down to bytes that wait for their exhibit. */
const state = async (test: TestCore) => {
  const { entries } = await test.call('custody.list', { limit: 1000 });
  const left = sql`SELECT (SELECT count(*) FROM chunks) AS chunks, (SELECT count(*) FROM incoming) AS incoming`;
  return {
    cases: (await test.call('case.list', {})).length,
    acts: entries.map(({ action }) => action).filter((action) => action !== 'vault.verify'),
    left: test.core.session?.writer.get(left),
    faults: (await test.run('vault.verify', {})).faults,
  };
};

describe('a hostile bundle', () => {
  beforeAll(async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const ticket = test.ticketForBytes('logins.csv', 'account,ip\n007,192.0.2.7\n');
    const { exhibitId } = await test.run('evidence.import', { caseId, ticket });
    await test.call('finding.create', { caseId, claim: 'Honest', exhibits: [exhibitId] });
    const recipients = [await identityToRecipient(identity)];
    const made = await test.run('bundle.export', { caseId, to: { recipients } });
    honest = await openedWith(identity, await test.collect(made.ticket));
  });
  const forgery = () => new Forgery(new Map([...honest].map(([name, bytes]) => [name, Buffer.from(bytes)])));

  it('is told from an honest one, which is taken', async () => {
    await using test = await openTestCore();
    const taken = await imported(
      test,
      await tarOf(forgery().manifested((manifest) => (manifest.case.title = 'Signed anew'))),
    );
    expect(taken).toMatchObject({ title: 'Signed anew', exhibits: 1 });
  });

  it('is refused whole, whatever is wrong with it, and leaves nothing', { timeout: 120_000 }, async () => {
    await using test = await openTestCore();
    const before = await state(test);
    for (const [what, make, said] of FORGERIES) {
      const forged = forgery();
      make(forged);
      const error = await imported(test, await tarOf(forged)).then(
        () => ({ code: 'taken', message: '' }),
        (fault: { code: string; message: string }) => fault,
      );
      expect({ what, said: error.message.includes(said), message: error.message }).toMatchObject({ what, said: true });
      expect(['damaged', 'too-new', 'too-large']).toContain(error.code);
    }
    expect(await state(test)).toEqual(before);
  });

  it('is refused when it is truncated anywhere', { timeout: 120_000 }, async () => {
    await using test = await openTestCore();
    const before = await state(test);
    const tar = await tarOf(forgery());
    for (let length = 0; length < tar.length - 1024; length += 1999)
      await expect(imported(test, tar.subarray(0, length))).rejects.toMatchObject({ code: 'damaged' });
    expect(await state(test)).toEqual(before);
  });
});
