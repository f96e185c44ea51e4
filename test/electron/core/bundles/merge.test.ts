import { describe, expect, it } from 'vitest';
import type { BundleReport, ReportRow } from '../../../../shared/contract/bundle-report.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { fullCase, id } from '../../../support/bundled-case.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';
import { type Post, post } from '../../../support/merge.ts';

/** A case in one vault and its copy in another, as after a first exchange. */
async function copies(): Promise<
  AsyncDisposable & { a: TestCore; b: TestCore; mail: Post; here: CaseId; there: CaseId; csv: ExhibitId }
> {
  const [a, b] = [await openTestCore(), await openTestCore()];
  const mail = await post();
  const { caseId: here, csv } = await fullCase(a);
  const there = await mail.bring(b, await mail.send(a, here));
  return {
    ...{ a, b, mail, here, there, csv },
    [Symbol.asyncDispose]: async () => {
      await a[Symbol.asyncDispose]();
      await b[Symbol.asyncDispose]();
    },
  };
}
const bring = async (test: TestCore, caseId: CaseId, name: string, bytes: string): Promise<ExhibitId> =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;
const labels = async (test: TestCore, caseId: CaseId) =>
  Object.fromEntries((await test.call('evidence.list', { caseId })).map(({ label, title }) => [label, title]));
const first = async (test: TestCore, caseId: CaseId) => {
  const [finding] = await test.call('finding.list', { caseId });
  if (!finding) throw new Error('no finding');
  return finding;
};
const row = (report: BundleReport, kind: ReportRow['kind'], title = ''): ReportRow | undefined =>
  report.rows.find((each) => each.kind === kind && each.title.includes(title));
const clean = async (test: TestCore) =>
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });

describe('a bundle of a case that is here', () => {
  it('of a copy that nobody changed has nothing new but the log of its import, which stays there', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const report = await mail.report(a, await mail.send(b, there));
    expect(report).toMatchObject({ caseId: here, base: { way: 'exported' }, restrictions: [], renumbered: [] });
    expect(report.rows.map(({ kind, state, take }) => [kind, state, take])).toEqual([['exhibit', 'new', 'ours']]);
    expect(report.rows[0]?.note).toContain('stays where it was kept');
    expect(report.signer).toMatchObject({ own: false, known: false, before: [] });
    const own = await mail.report(a, await mail.send(a, here));
    expect(own.rows).toEqual([]);
    expect(own.signer.own).toBe(true);
  });

  it('is held against it without a word being written', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    await bring(b, there, 'more.txt', 'more of it');
    const bundle = await mail.send(b, there);
    const before = (await a.call('custody.list', { caseId: here })).total;
    await mail.report(a, bundle);
    expect((await a.call('custody.list', { caseId: here })).total).toBe(before);
    expect(a.core.session?.reader.all({ text: 'SELECT * FROM incoming', values: [] } as never)).toEqual([]);
  });

  it('brings what is new, takes what only the colleague changed, and leaves ours in a conflict', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const [ours, theirs] = [await first(a, here), await first(b, there)];
    await b.call('finding.update', { findingId: theirs.id, claim: 'Shared by two' });
    await a.call('finding.update', { findingId: ours.id, claim: 'Shared by three' });
    await b.call('case.update', { caseId: there, codename: 'Lantern' });
    await b.call('finding.create', { caseId: there, claim: 'New there' });
    await a.call('report.update', { caseId: here, caveat: 'Ours' });
    const bundle = await mail.send(b, there);
    const report = await mail.report(a, bundle);
    expect(row(report, 'finding', 'Shared')).toMatchObject({
      state: 'conflict',
      take: 'ours',
      choices: ['ours', 'theirs', 'both'],
      fields: [{ field: 'claim', ours: 'Shared by three', theirs: 'Shared by two' }],
    });
    expect(row(report, 'case')).toMatchObject({ state: 'theirs', take: 'theirs' });
    expect(row(report, 'setting', 'caveat')).toMatchObject({ state: 'ours', choices: [] });
    const done = await mail.mergeBundle(a, bundle);
    expect(done).toMatchObject({ added: 1, changed: 1, kept: 1, problems: [] });
    const claims = (await a.call('finding.list', { caseId: here })).map(({ number, claim }) => [number, claim]);
    expect(claims).toEqual([
      [1, 'Shared by three'],
      [2, 'New there'],
    ]);
    expect(await a.call('case.get', { caseId: here })).toMatchObject({ codename: 'Lantern' });
    const { entries } = await a.call('custody.list', { caseId: here, action: 'bundle.merge' });
    expect(entries[0]?.detail).toMatchObject({
      base: report.base?.manifestSha256,
      manifestSha256: report.manifestSha256,
      addedNames: { count: 1, titles: ['finding: F-2 New there'] },
      keptNames: { count: 1, titles: ['finding: F-1 Shared by two'] },
    });
    await clean(a);
    // Told once, it is no conflict again; and what we kept goes to the colleague as our change.
    const again = await mail.report(a, await mail.send(b, there));
    expect(row(again, 'finding', 'Shared')).toMatchObject({ state: 'ours' });
    const back = await mail.report(b, await mail.send(a, here));
    expect(row(back, 'finding', 'Shared')).toMatchObject({ state: 'theirs', take: 'theirs' });
  });

  it('is taken as theirs, or kept beside ours, where that is chosen', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const [ours, theirs] = [await first(a, here), await first(b, there)];
    await b.call('finding.update', { findingId: theirs.id, claim: 'Theirs' });
    await a.call('finding.update', { findingId: ours.id, claim: 'Ours' });
    await a.call('finding.create', { caseId: here, claim: 'Second here' });
    await a.call('case.update', { caseId: here, team: 'Us' });
    await b.call('case.update', { caseId: there, team: 'Them' });
    const bundle = await mail.send(b, there);
    const report = await mail.report(a, bundle);
    const team = row(report, 'case');
    if (!team) throw new Error('no row of the case');
    await mail.mergeBundle(a, bundle, { conflicts: 'both', choices: [{ key: team.key, take: 'theirs' }] });
    expect((await a.call('finding.list', { caseId: here })).map(({ number, claim }) => [number, claim])).toEqual([
      [1, 'Ours'],
      [2, 'Second here'],
      [3, 'Theirs'],
    ]);
    expect(await a.call('case.get', { caseId: here })).toMatchObject({ team: 'Them' });
    await clean(a);
  });

  it('keeps both of two exhibits with one number, and what names the one that came follows', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const own = await bring(a, here, 'ours.csv', 'account,ip\n100,203.0.113.9\n');
    // The log of the import took the next number there.
    const [log] = (await b.call('evidence.list', { caseId: there })).slice(-1);
    expect(log?.label).toBe('E-0005');
    await bring(a, here, 'ours-2.txt', 'second of ours');
    const table = await bring(b, there, 'theirs.csv', 'account,ip\n200,203.0.113.77\n');
    const { view } = (await b.call('dataset.list', { caseId: there })).at(-1) ?? { view: '' };
    const { resultId } = await b.run('query.run', { caseId: there, sql: `SELECT * FROM ${view}` });
    const frozen = await b.call('query.freeze', { resultId, title: 'Of theirs' });
    expect(frozen.label).toBe('E-0007');
    await b.call('finding.create', {
      caseId: there,
      claim: 'E-0006 says so, and E-0001',
      explanation: 'See E-0006.',
      exhibits: [table, frozen.id],
    });
    const done = await mail.mergeBundle(a, await mail.send(b, there));
    expect(done.renumbered.map(({ kind, was, becomes }) => [kind, was, becomes])).toEqual([
      ['exhibit', 'E-0005', 'E-0008'],
      ['exhibit', 'E-0006', 'E-0009'],
      ['exhibit', 'E-0007', 'E-0010'],
    ]);
    const named = await labels(a, here);
    expect(named).toMatchObject({
      'E-0005': 'ours.csv',
      'E-0006': 'ours-2.txt',
      'E-0009': 'theirs.csv',
      'E-0010': 'Of theirs',
    });
    expect(Object.keys(named)).toHaveLength(new Set(Object.keys(named)).size);
    const finding = (await a.call('finding.list', { caseId: here })).at(-1);
    expect(finding).toMatchObject({ claim: 'E-0009 says so, and E-0001', explanation: 'See E-0009.' });
    expect(finding?.exhibitLabels).toEqual(['E-0009', 'E-0010', 'E-0001']);
    const taken = (await a.call('evidence.list', { caseId: here })).find(({ label }) => label === 'E-0010');
    expect(await a.run('query.rerun', { exhibitId: taken?.id as ExhibitId })).toMatchObject({ same: true });
    expect(await a.call('query.frozen', { exhibitId: taken?.id as ExhibitId })).toMatchObject({
      inputs: [{ exhibitLabel: 'E-0009' }],
    });
    const former = await a.call('bundle.formerNumbers', { caseId: here });
    expect(former.map(({ was, becomes }) => [was, becomes]).sort()).toEqual([
      ['E-0006', 'E-0009'],
      ['E-0007', 'E-0010'],
    ]);
    expect(own).toBeTruthy();
    await clean(a);
    // The colleague has all of it back under the numbers that are theirs.
    const report = await mail.report(b, await mail.send(a, here));
    expect(report.rows.filter(({ state }) => state === 'conflict')).toEqual([]);
    expect(report.rows.filter(({ kind, state }) => kind === 'finding' && state !== 'new')).toEqual([]);
  });

  it('never loosens what withholds or forbids, and says so', async () => {
    await using of = await copies();
    const { a, b, mail, here, there, csv } = of;
    const ofB = (await b.call('evidence.list', { caseId: there }))[0]?.id as ExhibitId;
    await a.call('case.update', { caseId: here, tlp: 'RED' });
    await b.call('case.update', { caseId: there, tlp: 'GREEN' });
    await b.call('evidence.update', { exhibitId: ofB, sensitivity: 'personal' });
    const [mine, other] = [await first(a, here), await first(b, there)];
    await a.call('report.update', {
      caseId: here,
      excludedFindings: [mine.id],
      marks: [{ mark: 'privileged', editions: ['legal'], exhibits: [csv], findings: [] }],
    });
    await b.call('report.update', {
      caseId: there,
      marks: [{ mark: 'privileged', editions: ['legal', 'executive'], exhibits: [], findings: [other.id] }],
    });
    await a.call('retention.hold', { caseId: here, matter: 'Claim 7', reason: 'Counsel asked' });
    await b.call('retention.hold', { caseId: there, matter: 'Claim 8', reason: 'Counsel asked again' });
    const done = await mail.mergeBundle(a, await mail.send(b, there), { changed: 'theirs', conflicts: 'theirs' });
    expect(done.restrictions.map(({ what, stands }) => [what, stands])).toEqual([
      ['TLP of the case', 'RED'],
      ['Sensitivity of E-0001 logins.csv', 'personal'],
      ['Findings left out of the report', 'F-1 Shared'],
      [
        'Marks of the report',
        expect.stringContaining('editions: legal; exhibits: E-0001 logins.csv; findings: F-1 Shared'),
      ],
    ]);
    expect(await a.call('case.get', { caseId: here })).toMatchObject({ tlp: 'RED' });
    expect(await a.call('evidence.get', { exhibitId: csv })).toMatchObject({ sensitivity: 'personal' });
    expect((await a.call('report.settings', { caseId: here })).setup.marks).toEqual([
      { mark: 'privileged', editions: ['legal'], exhibits: [csv], findings: [mine.id] },
    ]);
    const [held] = (await a.call('retention.list', {})).filter(({ caseId }) => caseId === here);
    expect(held?.holds.map(({ matter, releasedAt }) => [matter, releasedAt]).sort()).toEqual([
      ['Claim 7', null],
      ['Claim 8', null],
    ]);
    await clean(a);
  });

  it('says what a report withholds, brings the register of AI assistance, and finds the case above it', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const use = {
      section: 'Summary',
      tool: 'Example model',
      version: '1',
      where: 'local',
      purpose: 'a draft',
    } as const;
    const rest = { prompt: 'Say it shorter', inputs: [], outputSha256: '', reviewer: 'Dana', check: 'read' } as const;
    await a.call('report.update', {
      caseId: here,
      redactions: [{ number: 1, kind: 'value', what: '192.0.2.7', editions: ['executive'], as: 'block', name: '' }],
      aiUse: [{ ...use, ...rest, inputs: [] }],
    });
    const above = (await a.call('case.create', { title: 'The ring' })).id;
    await a.call('work.setParent', { caseId: here, parent: above, reason: 'one ring' });
    const ring = await mail.bring(b, await mail.send(a, above));
    const done = await mail.mergeBundle(b, await mail.send(a, here));
    expect(done.report.notes.join(' ')).toContain('One redaction of the sender’s report did not come');
    const { setup, redactions } = await b.call('report.settings', { caseId: there });
    expect([setup.aiUse.map(({ tool }) => tool), redactions]).toEqual([['Example model'], []]);
    const standing = (await b.call('work.standings', {})).find(({ caseId }) => caseId === there);
    expect(standing?.parent).toBe(ring);
    await clean(b);
  });

  it('does not replace a finding that is final here', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const [mine, other] = [await first(a, here), await first(b, there)];
    await a.call('finding.review', { findingId: mine.id, state: 'in-review', by: 'Author' });
    await a.call('finding.review', { findingId: mine.id, state: 'final', by: 'Reviewer' });
    await b.call('finding.update', { findingId: other.id, claim: 'Shared, they say' });
    const bundle = await mail.send(b, there);
    expect(row(await mail.report(a, bundle), 'finding')).toMatchObject({
      choices: ['ours', 'both'],
      take: 'ours',
      note: expect.stringContaining('Final here'),
    });
    await mail.mergeBundle(a, bundle, { changed: 'theirs', conflicts: 'theirs' });
    expect(await first(a, here)).toMatchObject({ claim: 'Shared' });
    await clean(a);
  });

  it('tells what was deleted on either side, deletes nothing, and brings back what is chosen', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const [entity] = await a.call('entity.list', { caseId: here });
    if (!entity) throw new Error('no entity');
    await a.call('entity.remove', { caseId: here, ids: [entity.id] });
    await b.call('finding.remove', { findingId: (await first(b, there)).id });
    const bundle = await mail.send(b, there);
    const report = await mail.report(a, bundle);
    const gone = row(report, 'entity');
    expect(gone).toMatchObject({ state: 'gone-here', take: 'ours', choices: ['ours', 'theirs'] });
    expect(row(report, 'finding')).toMatchObject({ state: 'gone-there', choices: [] });
    await mail.mergeBundle(a, bundle);
    expect(await a.call('entity.list', { caseId: here })).toEqual([]);
    expect(await first(a, here)).toMatchObject({ claim: 'Shared' });
    const next = await mail.send(b, there);
    const again = row(await mail.report(a, next), 'entity');
    const link = row(await mail.report(a, next), 'link');
    const wanted = [again, link].flatMap((each) => (each ? [{ key: each.key, take: 'theirs' as const }] : []));
    expect(wanted).toHaveLength(2);
    await mail.mergeBundle(a, next, { choices: wanted });
    expect((await a.call('entity.list', { caseId: here })).map(({ label }) => label)).toEqual(['007']);
    expect(await a.call('link.list', { caseId: here })).toHaveLength(1);
    await clean(a);
  });

  it('leaves out what rests on something that stays out, and says on what', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const [entity] = await a.call('entity.list', { caseId: here });
    const [other] = await b.call('entity.list', { caseId: there });
    if (!entity || !other) throw new Error('no entity');
    await a.call('entity.remove', { caseId: here, ids: [entity.id] });
    const added = { id: id(), type: 'account' as const, label: '008' };
    await b.call('entity.create', { caseId: there, entities: [added] });
    await b.call('link.create', {
      caseId: there,
      links: [
        { id: id(), from: { kind: 'entity', id: other.id }, to: { kind: 'entity', id: added.id }, type: 'paid to' },
      ],
    });
    const done = await mail.mergeBundle(a, await mail.send(b, there));
    expect(done.problems).toEqual(['"paid to" did not come in. It rests on "007 (account)", which is not here.']);
    expect((await a.call('entity.list', { caseId: here })).map(({ label }) => label)).toEqual(['008']);
    await clean(a);
  });

  it('has bytes and entities that both took in by themselves once, and says that both did', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const mine = await bring(a, here, 'mail.txt', 'the same letter');
    await bring(b, there, 'letter.txt', 'the same letter');
    for (const [test, caseId, note] of [
      [a, here, 'ours'],
      [b, there, 'theirs'],
    ] as const)
      await test.call('entity.create', {
        caseId,
        entities: [{ id: id(), type: 'email', label: 'x@example.com', note }],
      });
    await mail.mergeBundle(a, await mail.send(b, there), { conflicts: 'both' });
    const exhibit = await a.call('evidence.get', { exhibitId: mine });
    expect(exhibit.laterAcquisitions.map(({ originalName }) => originalName)).toEqual(['letter.txt']);
    const entities = (await a.call('entity.list', { caseId: here })).filter(({ type }) => type === 'email');
    expect(entities.map(({ note }) => note)).toEqual(['ours\n\ntheirs']);
    await clean(a);
    await mail.mergeBundle(a, await mail.send(b, there));
    expect((await a.call('evidence.get', { exhibitId: mine })).laterAcquisitions).toHaveLength(1);
  });

  it('is refused whole where the case was changed since the report, and where its bytes were altered', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    await bring(b, there, 'more.txt', 'more of it');
    const bundle = await mail.send(b, there);
    const { stateSha256 } = await mail.report(a, bundle);
    await a.call('case.update', { caseId: here, codename: 'Meanwhile' });
    const before = (await a.call('custody.list', { caseId: here })).total;
    const damaged = Buffer.from(bundle);
    damaged[damaged.length - 5] = (damaged.at(-5) ?? 0) ^ 1;
    for (const bytes of [bundle, damaged]) {
      const { with: secret } = { with: { identity: mail.identity } };
      const ticket = a.ticketForBytes('case.age', bytes);
      await expect(a.run('bundle.merge', { ticket, with: secret, caseId: here, stateSha256 })).rejects.toMatchObject({
        code: bytes === bundle ? 'conflict' : 'damaged',
      });
    }
    expect((await a.call('custody.list', { caseId: here })).total).toBe(before);
    await clean(a);
  });

  it('of chosen exhibits brings these, and says what it cannot tell', async () => {
    await using of = await copies();
    const { a, b, mail, here, there } = of;
    const more = await bring(b, there, 'more.txt', 'more of it');
    await b.call('case.update', { caseId: there, codename: 'Not asked' });
    const done = await mail.mergeBundle(a, await mail.send(b, there, [more as never]));
    expect(done.report).toMatchObject({ scope: 'exhibits', notes: [expect.stringContaining('chosen exhibits')] });
    expect(done.added).toBe(1);
    expect(await labels(a, here)).toMatchObject({ 'E-0006': 'more.txt' });
    expect(await a.call('case.get', { caseId: here })).toMatchObject({ codename: '' });
    await clean(a);
  });

  it('of which no version is known to both shows each difference as a conflict', async () => {
    await using of = await copies();
    const { a, b, mail, there } = of;
    const other = (await fullCase(a)).caseId;
    await b.call('case.update', { caseId: there, title: 'Another title' });
    const report = await mail.report(a, await mail.send(b, there), other);
    expect(report).toMatchObject({ caseId: other, base: null });
    expect(report.notes[0]).toContain('No common version is known');
    expect(row(report, 'case')).toMatchObject({ state: 'conflict', take: 'ours' });
    expect(report.rows.filter(({ kind, state }) => kind === 'entity' && state === 'new')).toEqual([]);
  });

  it('goes on to a third vault and comes back from there', async () => {
    await using of = await copies();
    await using c = await openTestCore();
    const { a, b, mail, here, there } = of;
    const third = await mail.bring(c, await mail.send(b, there));
    await c.call('finding.create', { caseId: third, claim: 'Seen by a third' });
    const done = await mail.mergeBundle(a, await mail.send(c, third));
    expect(done.report).toMatchObject({
      caseId: here,
      base: { way: 'exported' },
      signer: { known: false, before: [] },
    });
    expect((await a.call('finding.list', { caseId: here })).map(({ claim }) => claim)).toEqual([
      'Shared',
      'Seen by a third',
    ]);
    await clean(a);
    const next = await mail.report(a, await mail.send(b, there));
    expect(next.signer).toMatchObject({ known: false });
    expect(next.signer.before).toEqual([done.report.signer.fingerprint]);
  });
});

const PAID = 'from,to,amount,asset,time\nA,B,10,EUR,2026-01-02 10:00:00Z\nB,C,6,EUR,2026-01-03 10:00:00Z\n';
const ASKED = { asset: '|EUR', sources: [{ account: 'A' }] } as never;
const mapping = async (test: TestCore, caseId: CaseId) => {
  const [source] = (await test.call('transfer.sources', { caseId })).filter(({ view }) => view === 'paid');
  return source;
};

it('a mapping to transfers goes with its table, so that a trace runs again there', async () => {
  await using of = await copies();
  const { a, b, mail, here } = of;
  await bring(a, here, 'paid.csv', PAID);
  const own = await mapping(a, here);
  await a.run('transfer.map', { datasetId: own?.datasetId as never });
  const { trace } = await a.run('trace.run', { caseId: here, spec: ASKED });
  await using c = await openTestCore();
  const fresh = await mail.bring(c, await mail.send(a, here));
  const got = await mapping(c, fresh);
  const kept = (await mapping(a, here))?.mapping;
  expect(kept).not.toBeNull();
  expect(got?.mapping).toEqual(kept);
  const again = await c.run('trace.run', { caseId: fresh, spec: ASKED });
  expect(again.trace.accounts).toEqual(trace.accounts);
  // Merged into the copy that lacks table and mapping, and then into one that has the table alone.
  await mail.mergeBundle(b, await mail.send(a, here));
  expect((await mapping(b, of.there))?.mapping).toEqual(kept);
  await b.call('transfer.unmap', { datasetId: (await mapping(b, of.there))?.datasetId as never });
  const { report } = await mail.mergeBundle(b, await mail.send(a, here));
  expect(row(report, 'transfer mapping')).toBeDefined();
  await clean(b);
});

it('mappings that differ are named, and that of each side stays', async () => {
  await using of = await copies();
  const { a, b, mail, here, there } = of;
  await bring(a, here, 'paid.csv', PAID);
  await mail.mergeBundle(b, await mail.send(a, here));
  const [mine, theirs] = [await mapping(a, here), await mapping(b, there)];
  await a.run('transfer.map', { datasetId: mine?.datasetId as never });
  const other = { ...(theirs?.suggested as NonNullable<typeof theirs>['suggested']), decimals: 4 } as never;
  await b.run('transfer.map', { datasetId: theirs?.datasetId as never, mapping: other });
  const { report } = await mail.mergeBundle(a, await mail.send(b, there));
  expect(row(report, 'transfer mapping')).toMatchObject({ state: 'conflict', take: 'ours' });
  expect(row(report, 'transfer mapping')?.note).toContain('by hand, in Money');
  expect((await mapping(a, here))?.mapping?.decimals).toBeNull();
});
