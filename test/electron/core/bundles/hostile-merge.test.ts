import { describe, expect, it } from 'vitest';
import type { BundleReport } from '../../../../shared/contract/bundle-report.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { fullCase } from '../../../support/bundled-case.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { Forgery, openedWith, sealedFor, sha256, tarOf } from '../../../support/forgery.ts';
import { type Post, post } from '../../../support/merge.ts';

interface Parties extends AsyncDisposable {
  readonly a: TestCore;
  readonly b: TestCore;
  readonly mail: Post;
  readonly here: CaseId;
  readonly there: CaseId;
  /** A newer bundle of the colleague, opened, which may be changed and is signed with another key. */
  forged(change: (forgery: Forgery) => unknown): Promise<Buffer>;
}
/** A case here and its copy with a colleague, whose bundles somebody else gets hold of. */
async function parties(): Promise<Parties> {
  const [a, b] = [await openTestCore(), await openTestCore()];
  const mail = await post();
  const { caseId: here } = await fullCase(a);
  await a.call('finding.judge', { caseId: here, impact: 'As judged' });
  const there = await mail.bring(b, await mail.send(a, here));
  return {
    ...{ a, b, mail, here, there },
    forged: async (change) => {
      const forgery = new Forgery(await openedWith(mail.identity, await mail.send(b, there)));
      change(forgery);
      return sealedFor(mail.identity, await tarOf(forgery.manifested(() => {})));
    },
    [Symbol.asyncDispose]: async () => {
      await a[Symbol.asyncDispose]();
      await b[Symbol.asyncDispose]();
    },
  };
}
const refusal = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(
    () => ({ code: 'taken', message: '' }),
    (fault: { code: string; message: string }) => fault,
  );
const log = async (test: TestCore): Promise<number> => (await test.call('custody.list', {})).total;
const sound = async (test: TestCore): Promise<void> =>
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
const notes = ({ notes: all }: BundleReport): string => all.join(' ');

describe('a forged newer bundle of a case that is here', { timeout: 120_000 }, () => {
  it('writes to no other case, though it names one where a command is told the case', async () => {
    await using of = await parties();
    const { a, mail, forged } = of;
    const other = await newCase(a, 'Cleared for nobody else');
    await a.call('finding.judge', { caseId: other, impact: 'Of the other case' });
    const before = await log(a);
    for (const [name, named] of [
      ['case/judgement.json', { caseId: other, impact: 'Planted' }],
      ['case/report.json', { caseId: other, summary: 'Planted' }],
    ] as const) {
      const bundle = await forged((f) => f.document(name, (value: object) => Object.assign(value, named)));
      expect(await refusal(mail.report(a, bundle))).toMatchObject({ code: 'damaged' });
    }
    expect(await log(a)).toBe(before);
    expect(await a.call('finding.judgement', { caseId: other })).toMatchObject({ impact: 'Of the other case' });
  });

  it('is refused in words where a document is not what it should be, and not as a fault of the program', async () => {
    await using of = await parties();
    const { a, mail, forged } = of;
    const before = await log(a);
    const forgeries: [name: string, change: (value: never) => void][] = [
      ['case/boards.json', (v: { items: unknown[] }[]) => v[0]?.items.push({})],
      ['case/boards.json', (v: { items: unknown }[]) => void Object.assign(v[0] as object, { items: 'none' })],
      ['case/findings.json', (v: unknown[]) => v.push(null)],
      ['case/entities.json', (v: { label: unknown }[]) => void ((v[0] as { label: unknown }).label = { x: 1 })],
      ['case/links.json', (v: { from: unknown }[]) => void ((v[0] as { from: unknown }).from = null)],
    ];
    for (const [name, change] of forgeries) {
      const bundle = await forged((f) => f.document(name, change));
      const { code } = await refusal(mail.report(a, bundle));
      expect({ name, code }).toEqual({ name, code: 'damaged' });
    }
    expect(await log(a)).toBe(before);
    await sound(a);
  });

  it('names nothing of another case as its own, and gives nothing two ids', async () => {
    await using of = await parties();
    const { a, mail, forged } = of;
    const { caseId: other, csv } = await fullCase(a);
    const [foreign] = await a.call('finding.list', { caseId: other });
    const before = await log(a);
    const text = JSON.stringify(await a.call('finding.list', { caseId: other }));
    type Finding = { id: string; number: number; claim: string; exhibits: string[] };
    for (const change of [
      (v: Finding[]) => v[0]?.exhibits.push(csv),
      (v: Finding[]) => v.push({ ...(v[0] as Finding), number: 9, claim: 'Twice' }),
    ]) {
      const bundle = await forged((f) => f.document('case/findings.json', change as never));
      const fault = await refusal(mail.mergeBundle(a, bundle, { conflicts: 'theirs' }));
      expect(['damaged', 'not-found']).toContain(fault.code);
      expect(fault.message).toContain('Nothing was stored');
    }
    expect(await log(a)).toBe(before);
    // An id of another case is an id like any other: it names that record nowhere but there.
    const bundle = await forged((f) =>
      f.document('case/findings.json', (v: Finding[]) =>
        v.push({ ...(v[0] as Finding), id: foreign?.id as string, number: 9, claim: 'Under a borrowed id' }),
      ),
    );
    await mail.mergeBundle(a, bundle);
    expect(JSON.stringify(await a.call('finding.list', { caseId: other }))).toBe(text);
    await sound(a);
  });

  it('of another case under the id of this one changes nothing that is here, and is told apart', async () => {
    await using of = await parties();
    const { a, b, mail, here } = of;
    const foreign = await newCase(b, 'Something else');
    await b.call('finding.create', { caseId: foreign, claim: 'Slipped in' });
    const forgery = new Forgery(await openedWith(mail.identity, await mail.send(b, foreign)));
    const bundle = await sealedFor(
      mail.identity,
      await tarOf(forgery.manifested((m) => Object.assign(m.case, { id: here }))),
    );
    const before = await a.call('case.get', { caseId: here });
    const report = await mail.report(a, bundle);
    expect(report).toMatchObject({ caseId: here, base: null, signer: { known: false, own: false } });
    expect(notes(report)).toContain('No common version is known');
    expect(report.rows.filter(({ state, take }) => state !== 'new' && take !== 'ours')).toEqual([]);
    await mail.mergeBundle(a, bundle);
    const { updatedAt: _then, counts: _counts, ...facts } = before;
    expect(await a.call('case.get', { caseId: here })).toMatchObject(facts);
    await sound(a);
  });

  it('tells of a custody log that was altered, cut, or took in other bytes, and records it', async () => {
    await using of = await parties();
    const { a, mail, here, forged } = of;
    const relog = (change: (lines: string[]) => string[]) =>
      forged((f) => {
        const entry = f.entry('custody.jsonl');
        const lines = entry.bytes.toString('utf8').trimEnd().split('\n');
        entry.bytes = Buffer.from(`${change(lines).join('\n')}\n`);
        f.manifested((m) => {
          const listed = m.entries.find(({ name }) => name === 'custody.jsonl');
          Object.assign(listed as object, { bytes: entry.bytes.length, sha256: sha256(entry.bytes) });
        });
      });
    expect(notes(await mail.report(a, await forged(() => {})))).not.toContain('custody log');
    const parsed = (line: string | undefined): Record<string, unknown> => JSON.parse(line ?? '{}');
    for (const [change, said] of [
      [
        (lines: string[]) => [...lines.slice(0, -1), JSON.stringify({ ...parsed(lines.at(-1)), actor: 'X' })],
        'altered',
      ],
      [(lines: string[]) => [...lines.slice(1), lines[0] as string], 'stands after entry'],
      [(lines: string[]) => lines.filter((line) => !line.includes('"exhibitId"')), 'no entry tells how E-0001 came in'],
      [(lines: string[]) => ['{}', ...lines], 'line 1 is not a custody entry'],
    ] as const)
      expect(notes(await mail.report(a, await relog(change as never)))).toContain(said);
    await mail.mergeBundle(a, await relog((lines) => lines.slice(1).concat(lines[0] as string)));
    const { entries } = await a.call('custody.list', { caseId: here, action: 'bundle.merge' });
    expect(JSON.stringify(entries[0]?.detail)).toContain('stands after entry');
    await sound(a);
  });

  it('of chosen exhibits brings the TLP of its case, and says which marks did not come', async () => {
    await using of = await parties();
    const { a, b, mail, here, there } = of;
    await a.call('case.update', { caseId: here, tlp: 'GREEN' });
    await b.call('case.update', { caseId: there, tlp: 'RED' });
    const ticket = b.ticketForBytes('secret.txt', 'for few eyes');
    const { exhibitId } = await b.run('evidence.import', { caseId: there, ticket });
    await b.call('report.update', {
      caseId: there,
      marks: [
        { mark: 'privileged', editions: ['legal'], exhibits: [exhibitId], findings: [] },
        { mark: 'elsewhere', editions: ['legal'], exhibits: [], findings: [] },
      ],
    });
    const bundle = await mail.send(b, there, [exhibitId] as never[]);
    const report = await mail.report(a, bundle);
    expect(report.restrictions).toContainEqual(
      expect.objectContaining({ what: 'TLP of the case', ours: 'GREEN', theirs: 'RED', stands: 'RED' }),
    );
    expect(notes(report)).toContain('“privileged” on exhibits or findings of this bundle');
    expect(notes(report)).not.toContain('elsewhere');
    await mail.mergeBundle(a, bundle);
    expect(await a.call('case.get', { caseId: here })).toMatchObject({ tlp: 'RED' });
    await sound(a);
  });

  it('keeps a path in the name of a file as a name', async () => {
    await using of = await parties();
    const { a, b, mail, here, there } = of;
    const ticket = b.ticketForBytes('x.txt', 'somewhere else');
    const { exhibitId } = await b.run('evidence.import', { caseId: there, ticket });
    const forgery = new Forgery(await openedWith(mail.identity, await mail.send(b, there)));
    forgery.manifested((m) => {
      const found = m.exhibits.find((each) => each.id === exhibitId);
      Object.assign(found as object, { originalName: '../../../../etc/cron.d/x', title: '..\\..\\x' });
    });
    await mail.mergeBundle(a, await sealedFor(mail.identity, await tarOf(forgery)));
    const taken = (await a.call('evidence.list', { caseId: here })).find(({ title }) => title === '..\\..\\x');
    if (!taken) throw new Error('it did not come');
    const made = await a.run('evidence.export', { exhibitId: taken.id });
    expect(made.name).not.toMatch(/[/\\]/);
  });
});
