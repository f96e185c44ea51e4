import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import type { WriteDb } from '../../../../electron/core/db/open.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { readMaterial } from '../../../../electron/core/reports/material.ts';
import { decide } from '../../../../electron/core/reports/resolve/decide.ts';
import { POLICIES } from '../../../../electron/core/reports/resolve/policy.ts';
import { resolve } from '../../../../electron/core/reports/resolve/resolve.ts';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import type { DatasetSummary } from '../../../../shared/contract/datasets.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import type { CaseId, ExhibitId, JobId } from '../../../../shared/contract/values.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

const id = (): never => randomUUID() as never;
const CSV = 'account,ip\n007,192.0.2.7\n008,192.0.2.7\n009,198.51.100.3\n';

const SAVED = {
  name: 'Of an address',
  description: 'for the ring',
  sql: 'SELECT * FROM logins WHERE ip = :ip',
  parameters: [{ name: 'ip', kind: 'text' as const, value: '192.0.2.7' }],
};
interface Made {
  readonly caseId: CaseId;
  readonly csv: ExhibitId;
  readonly png: ExhibitId;
  readonly query: ExhibitId;
}

/** A case with a table, a picture, a removed exhibit, a frozen query, a board, a finding and report words. */
async function fullCase(test: TestCore): Promise<Made> {
  const caseId = await newCase(test, 'Bundled case');
  const bring = async (name: string, bytes: Uint8Array | string) =>
    (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes), tags: ['t'] })).exhibitId;
  const csv = await bring('logins.csv', CSV);
  const gone = await bring('mistake.txt', 'not part of this');
  await test.call('evidence.remove', { exhibitId: gone, reason: 'belongs to another case' });
  const png = await bring('shot.png', createCanvas(40, 30).toBuffer('image/png'));
  const sql = 'SELECT ip, count(*) AS n FROM logins GROUP BY ip ORDER BY n DESC';
  const result = await test.run('query.run', { caseId, sql });
  const query = (await test.call('query.freeze', { resultId: result.resultId, title: 'Shared addresses' })).id;
  const { boardId } = await test.call('case.get', { caseId });
  const [account, note] = [id(), id()];
  const size = { width: 160, height: 40 };
  const ops: BoardOp[] = [
    { op: 'entity.create', entity: { id: account, type: 'account', label: '007', note: '', exhibits: [csv] } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'entity', id: account }, x: 10, y: 20, ...size } },
    { op: 'note.create', note: { id: note, text: 'look here' } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'note', id: note }, x: 300, y: 20, ...size } },
    { op: 'item.place', item: { id: id(), subject: { kind: 'exhibit', id: png }, x: 10, y: 200, ...size } },
    {
      op: 'link.create',
      link: {
        ...{ id: id(), from: { kind: 'exhibit', id: png }, to: { kind: 'entity', id: account }, type: 'shows' },
        ...{ label: '', direction: 'forward', note: '', exhibits: [png] },
      },
    },
  ];
  await test.call('board.apply', { boardId, step: 'Set up', ops });
  await test.call('finding.create', { caseId, claim: 'Shared', likelihood: 'likely', exhibits: [query, csv] });
  await test.call('query.save', { caseId, ...SAVED });
  await test.call('report.update', { caseId, summary: 'In short', boardId });
  return { caseId, csv, png, query };
}

async function keys() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}
async function bundleOf(test: TestCore, caseId: CaseId, recipient: string, exhibits?: ExhibitId[]): Promise<Buffer> {
  const made = await test.run('bundle.export', { caseId, exhibits, to: { recipients: [recipient] } });
  return test.collect(made.ticket);
}

async function ended(test: TestCore, jobId: JobId): Promise<unknown> {
  for (;;) {
    const { state, result, error } = test.core.jobs.get(jobId);
    if (state === 'done') return result;
    if (state !== 'running') throw new Error(error?.message);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a bundle', () => {
  it('brings a whole case into another vault with its numbers, bytes, table, query, board and words', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const made = await fullCase(there);
    const { identity, recipient } = await keys();
    const bundle = await bundleOf(there, made.caseId, recipient);
    await newCase(here, 'Already here');
    const ticket = here.ticketForBytes('case.age', bundle);
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken).toMatchObject({ title: 'Bundled case', exhibits: 3 });
    const { caseId } = taken;

    const before = await there.call('evidence.list', { caseId: made.caseId });
    const all = await here.call('evidence.list', { caseId });
    const after = all.filter(({ removedAt }) => removedAt === null);
    const kept = [
      'number',
      'title',
      'originalName',
      'sha256',
      'bytes',
      'mediaType',
      'acquiredAt',
      'acquiredBy',
      'tags',
    ] as const;
    const pick = (list: typeof after) => list.map((each) => kept.map((field) => each[field]));
    expect(pick(after.slice(0, 3))).toEqual(pick(before.filter(({ removedAt }) => !removedAt)));
    expect(all.map(({ label, preview }) => [label, preview])).toEqual([
      ['E-0001', 'table'],
      ['E-0002', 'none'],
      ['E-0003', 'image'],
      ['E-0004', 'query'],
      ['E-0005', 'text'],
    ]);
    expect(all[1]).toMatchObject({ title: 'Removed exhibit', sha256: before[1]?.sha256, bytes: before[1]?.bytes });
    expect(JSON.stringify(all)).not.toContain('another case');
    expect(taken.problems).toEqual([
      'E-0002 was removed by the sender: its number and hash are here, its bytes are not.',
    ]);
    expect(after[3]?.title).toContain('Custody log of C-0001');
    expect(after[1]?.hasThumbnail).toBe(true);

    const rerun = await here.run('query.rerun', { exhibitId: after[2]?.id as ExhibitId });
    expect(rerun).toMatchObject({ same: true, rowsThen: 2, rowsNow: 2 });
    const { boardId } = await here.call('case.get', { caseId });
    const board = await here.call('board.get', { boardId });
    expect(board.items.map(({ x, y, subject }) => [subject.kind, x, y])).toEqual([
      ['entity', 10, 20],
      ['note', 300, 20],
      ['exhibit', 10, 200],
    ]);
    expect(board.entities[0]).toMatchObject({ label: '007', exhibits: [after[0]?.id] });
    expect(board.links[0]).toMatchObject({ type: 'shows', from: { id: after[1]?.id }, exhibits: [after[1]?.id] });
    const [finding] = await here.call('finding.list', { caseId });
    expect(finding).toMatchObject({ claim: 'Shared', likelihood: 'likely', exhibitLabels: ['E-0004', 'E-0001'] });
    expect(await here.call('report.settings', { caseId })).toMatchObject({ summary: 'In short', boardId });
    expect(await here.call('query.saved', { caseId })).toMatchObject([SAVED]);

    const { entries } = await here.call('custody.list', { caseId, action: 'bundle.import' });
    expect(entries[0]?.detail).toMatchObject({
      file: 'case.age',
      manifestSha256: taken.manifestSha256,
      removedThere: ['E-0002'],
      case: { label: 'C-0001' },
    });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
    const left = await there.call('custody.list', { caseId: made.caseId, action: 'bundle.export' });
    expect(left.entries[0]?.detail).toMatchObject({ manifestSha256: taken.manifestSha256, to: [recipient] });
  });

  it('opens with the public age tool as a plain tar', async () => {
    if (!existsSync('/usr/bin/age')) return void process.stderr.write('skipped: no age on this machine\n');
    await using test = await openTestCore();
    const { caseId } = await fullCase(test);
    const { identity, recipient } = await keys();
    const sealed = test.file('case.age', await bundleOf(test, caseId, recipient));
    const key = test.file('key.txt', `${identity}\n`);
    execFileSync('age', ['-d', '-i', key, '-o', join(test.folder, 'case.tar'), sealed]);
    const listed = execFileSync('tar', ['-tf', join(test.folder, 'case.tar')])
      .toString()
      .trim()
      .split('\n');
    expect(listed.slice(0, 2)).toEqual(['manifest.json', 'manifest.sig']);
    expect(listed).toEqual(expect.arrayContaining(['originals/E-0001', 'originals/E-0003', 'custody.jsonl']));
    expect(listed).not.toContain('originals/E-0002');
    const original = execFileSync('tar', ['-xOf', join(test.folder, 'case.tar'), 'originals/E-0001']).toString();
    expect(original).toBe(CSV);

    // Unpacked and packed again by the public tools, and sealed by age itself: the parts are what counts.
    mkdirSync(join(test.folder, 'parts'));
    execFileSync('tar', ['-xf', join(test.folder, 'case.tar'), '-C', join(test.folder, 'parts')]);
    execFileSync('tar', ['-cf', join(test.folder, 'again.tar'), '-C', join(test.folder, 'parts'), ...listed]);
    execFileSync('age', ['-r', recipient, '-o', join(test.folder, 'again.age'), join(test.folder, 'again.tar')]);
    const ticket = await test.ticketFor(join(test.folder, 'again.age'));
    const taken = await test.run('bundle.import', { ticket, with: { identity } });
    expect(taken.caseId).not.toBe(caseId);
    expect((await test.call('evidence.list', { caseId: taken.caseId })).map(({ sha256 }) => sha256)).toEqual(
      expect.arrayContaining([createHash('sha256').update(CSV).digest('hex')]),
    );
  });

  it('of chosen exhibits holds them and nothing that was written about the case', async () => {
    await using test = await openTestCore();
    const { caseId, png } = await fullCase(test);
    const passphrase = 'a passphrase for the bundle';
    const made = await test.run('bundle.export', { caseId, exhibits: [png], to: { passphrase } });
    const bundle = await test.collect(made.ticket);
    expect(made.exhibits).toBe(1);
    const wrong = { ticket: test.ticketForBytes('a.age', bundle), with: { passphrase: 'not the passphrase' } };
    await expect(test.run('bundle.import', wrong)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    const taken = await test.run('bundle.import', {
      ticket: test.ticketForBytes('a.age', bundle),
      with: { passphrase },
    });
    const copy = await test.call('evidence.list', { caseId: taken.caseId });
    expect(copy.map(({ label }) => label)).toEqual(['E-0003', 'E-0004']);
    expect(await test.call('finding.list', { caseId: taken.caseId })).toEqual([]);
    expect((await test.call('case.get', { caseId: taken.caseId })).counts).toMatchObject({ entities: 0, links: 0 });
    const log = await test.call('evidence.text', { exhibitId: copy[1]?.id as ExhibitId });
    expect(log.text).toContain('"subject":"E-0003"');
    expect(log.text).not.toContain('E-0001');
  });

  it('of a query brings the table that it was computed from, and the work that rests on these alone', async () => {
    await using test = await openTestCore();
    const { caseId, query } = await fullCase(test);
    await test.call('case.update', { caseId, background: 'What led to all this' });
    await test.call('finding.create', { caseId, claim: 'On nothing' });
    const { identity, recipient } = await keys();
    const ticket = test.ticketForBytes('x', await bundleOf(test, caseId, recipient, [query]));
    const taken = await test.run('bundle.import', { ticket, with: { identity } });
    const here = await test.call('evidence.list', { caseId: taken.caseId });
    expect(here.map(({ label }) => label)).toEqual(['E-0001', 'E-0004', 'E-0005']);
    expect(await test.run('query.rerun', { exhibitId: here[1]?.id as ExhibitId })).toMatchObject({ same: true });
    const findings = await test.call('finding.list', { caseId: taken.caseId });
    expect(findings.map(({ claim, exhibitLabels }) => [claim, exhibitLabels])).toEqual([
      ['Shared', ['E-0004', 'E-0001']],
    ]);
    const { boardId, background, counts } = await test.call('case.get', { caseId: taken.caseId });
    expect([background, counts.entities, counts.links]).toEqual(['', 1, 0]); // the link leads to the picture
    const board = await test.call('board.get', { boardId });
    expect(board.items.map(({ subject, x }) => [subject.kind, x])).toEqual([['entity', 10]]);
    expect((await test.call('report.settings', { caseId: taken.caseId })).summary).toBe('');
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('of a working copy brings its original, and what was done to it can be repeated', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId, png } = await fullCase(there);
    const steps = [{ kind: 'crop' as const, x: 2, y: 2, width: 20, height: 10 }];
    const copy = await there.run('copy.make', { exhibitId: png, steps });
    expect(await there.call('bundle.preview', { caseId, exhibits: [copy.id] })).toMatchObject({
      exhibits: 2,
      brought: [{ label: 'E-0003', because: 'E-0005 is a working copy of it' }],
    });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient, [copy.id]));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    const list = await here.call('evidence.list', { caseId: taken.caseId });
    expect(list.map(({ label, copyOf }) => [label, copyOf])).toEqual([
      ['E-0003', null],
      ['E-0005', 'E-0003'],
      ['E-0006', null],
    ]);
    expect(await here.call('copy.origin', { exhibitId: list[1]?.id as ExhibitId })).toMatchObject({ steps });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('brings every reading of a file by its name', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const [{ exhibitId, view }] = (await there.call('dataset.list', { caseId })) as [DatasetSummary];
    const { dialect } = await there.call('dataset.preview', { exhibitId });
    await there.run('dataset.parse', { exhibitId, dialect: { ...dialect, header: false }, add: true, part: 'as rows' });
    const list = await there.call('dataset.list', { caseId });
    expect(list).toHaveLength(2);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken).toMatchObject({ tables: 2, problems: [expect.stringContaining('removed by the sender')] });
    const shown = (each: readonly DatasetSummary[]) => each.map(({ part, view, rows }) => ({ part, view, rows }));
    expect(shown(await here.call('dataset.list', { caseId: taken.caseId }))).toEqual(shown(list));
    expect(view).toBe('logins');
  });

  it('brings what rests on removed exhibits resting on them still, and no report of it shows more than the sender’s', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Laundered');
    const bring = async (name: string, text: string) =>
      (await there.run('evidence.import', { caseId, ticket: there.ticketForBytes(name, text) })).exhibitId;
    const [csv, other] = [await bring('logins.csv', CSV), await bring('other.csv', 'a,b\n1,2\n')];
    const { resultId } = await there.run('query.run', { caseId, sql: 'SELECT account FROM logins' });
    const query = (await there.call('query.freeze', { resultId, title: 'Accounts' })).id;
    const person = { id: id(), type: 'person' as const, label: 'Jane Doe', note: '', exhibits: [csv] };
    await there.call('entity.create', { caseId, entities: [person] });
    await there.call('finding.create', { caseId, claim: 'On both', exhibits: [query, csv] });
    await there.call('finding.create', { caseId, claim: 'On the removed', exhibits: [csv] });
    for (const exhibitId of [csv, other]) await there.call('evidence.remove', { exhibitId, reason: 'Erasure' });
    await there.call('report.update', { caseId, excludedExhibits: [csv] });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken.problems[0]).toContain('E-0001, E-0002 were removed by the sender');
    const findings = await here.call('finding.list', { caseId: taken.caseId });
    expect(findings.map(({ basis, exhibitLabels }) => [basis, ...exhibitLabels])).toEqual([
      ['evidence', 'E-0003', 'E-0001'],
      ['evidence', 'E-0001'],
    ]);
    const decided = (test: TestCore, of: CaseId) => {
      const material = readMaterial(test.core.session?.writer as never, of, 'infosec');
      const decisions = decide(material, POLICIES.infosec);
      const { model } = resolve(material, decisions, new Map(), {
        ...{ edition: 'infosec', printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor' },
        ...{ unrecorded: false, program: 'test' },
      });
      const shown = [...decisions.exhibits.values()].map((each) => [
        each.exhibit.label,
        each.shown,
        each.content.reason,
      ]);
      return { shown: shown.slice(0, 3), indicators: model.indicators, left: model.leftOut };
    };
    expect(decided(here, taken.caseId)).toEqual(decided(there, caseId));
    expect(decided(here, taken.caseId)).toMatchObject({
      shown: [
        ['E-0001', 'absent', 'excluded'],
        ['E-0002', 'masked', 'removed'],
        ['E-0003', 'whole', 'derived'],
      ],
      indicators: [],
    });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });

    const writer = here.core.session?.writer as WriteDb;
    writer.run(sql`DROP TRIGGER queries_no_update`);
    writer.run(sql`UPDATE queries SET inputs = replace(inputs, 'E-0001', 'E-0003')`);
    const { faults } = await here.run('vault.verify', {});
    expect(faults.map(({ problem }) => problem)).toContain(
      'it is said to be made from E-0003, which has no lower number',
    );
  });

  it('says who signed it, and knows them again by the name they were given', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const { identity, recipient } = await keys();
    const { fingerprint } = await there.call('vault.identity', {});
    const take = async () => {
      const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
      return here.run('bundle.import', { ticket, with: { identity } });
    };
    const first = await take();
    expect(first).toMatchObject({ seenBefore: false, signer: { fingerprint, name: '', own: false, bundles: 1 } });
    expect(first).toMatchObject({ scope: 'case', tables: 1, queries: 1, findings: 1, entities: 1, removedThere: 1 });
    await here.call('bundle.nameSigner', { fingerprint, name: 'Riverside desk' });
    expect(await take()).toMatchObject({ seenBefore: true, signer: { name: 'Riverside desk', bundles: 2 } });
    await expect(here.call('bundle.nameSigner', { fingerprint: 'x', name: 'y' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('that was stopped after its case came into being says what is unread, and reads it when asked', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const { id: datasetId } = (await there.call('dataset.list', { caseId }))[0] as DatasetSummary;
    await there.call('dataset.rename', { datasetId, view: 'sign_ins' });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    const stop = () => here.core.jobs.cancel(jobId);
    const emit = here.core.emit.bind(here.core);
    // The first event of the case's own transaction comes after it is committed: from there on it stays.
    Object.assign(here.core, {
      emit: (event: Event) => {
        emit(event);
        if (event.event === 'changed' && event.areas.includes('bundle') && event.caseId !== null) stop();
      },
    });
    const taken = await ended(here, jobId);
    expect(taken).toMatchObject({ unread: expect.any(Number) });
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    const left = await here.call('bundle.unfinished', { caseId: made });
    expect(left.tables).toBe(1);
    expect(await here.call('dataset.list', { caseId: made })).toEqual([]);
    expect(await here.run('bundle.finish', { caseId: made })).toEqual({ unread: 0, problems: [] });
    expect((await here.call('dataset.list', { caseId: made })).map(({ view, rows }) => [view, rows])).toEqual([
      ['sign_ins', 3],
    ]);
    expect(await here.call('bundle.unfinished', { caseId: made })).toEqual({ exhibits: 0, tables: 0 });
    expect((await here.call('search.find', { text: '198.51.100.3' })).hits.length).toBeGreaterThan(0);
  });

  it('whose table lost its name is read once, also when the reading is stopped right after that table', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId } = await fullCase(there);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const emit = here.core.emit.bind(here.core);
    const stopAt = (area: string) => {
      let jobId: JobId | null = null;
      Object.assign(here.core, {
        emit: (event: Event) => {
          emit(event);
          if (event.event === 'changed' && event.caseId !== null && event.areas.some((each) => each === area))
            if (jobId) here.core.jobs.cancel(jobId);
        },
      });
      return (id: JobId) => {
        jobId = id;
      };
    };
    const importing = stopAt('bundle');
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    importing(jobId);
    await ended(here, jobId);
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    Object.assign(here.core, { emit });
    await here.run('evidence.import', { caseId: made, ticket: here.ticketForBytes('logins.csv', 'a,b\n1,2\n3,4\n') });

    const finishing = stopAt('dataset');
    const { jobId: finish } = await here.call('bundle.finish', { caseId: made });
    finishing(finish);
    expect(await ended(here, finish)).toMatchObject({ unread: expect.any(Number) });
    Object.assign(here.core, { emit });
    const views = async () => (await here.call('dataset.list', { caseId: made })).map(({ view }) => view).toSorted();
    expect(await views()).toEqual(['logins', 'logins_2']);
    await here.run('bundle.finish', { caseId: made });
    expect(await views()).toEqual(['logins', 'logins_2']);
    expect(await here.call('bundle.unfinished', { caseId: made })).toEqual({ exhibits: 0, tables: 0 });
  });

  it('brings how a person had columns read, also when the reading is stopped right after the table', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Read by hand');
    const csv = 'n,paid,day\n1,12.50,03/04/2026\n2,see note,05/06/2026\n';
    const { datasets } = await there.run('evidence.import', { caseId, ticket: there.ticketForBytes('paid.csv', csv) });
    const datasetId = datasets[0]?.id as DatasetSummary['id'];
    const readings = [
      { column: 'paid', reading: { kind: 'decimal', form: PLAIN_NUMBERS, scale: 2, long: false } as const },
      { column: 'day', reading: { kind: 'date', order: 'dmy', century: 'written' } as const },
    ];
    await there.run('dataset.reading', { datasetId, readings });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const emit = here.core.emit.bind(here.core);
    const { jobId } = await here.call('bundle.import', { ticket, with: { identity } });
    // Nothing but what is committed with the table itself is there when the job is stopped at its announcement.
    Object.assign(here.core, {
      emit: (event: Event) => {
        emit(event);
        const read = event.event === 'changed' && event.caseId !== null && event.areas.includes('dataset');
        if (read) here.core.jobs.cancel(jobId);
      },
    });
    await ended(here, jobId);
    Object.assign(here.core, { emit });
    const made = (await here.call('case.list', {}))[0]?.id as CaseId;
    await here.run('bundle.finish', { caseId: made });
    const [table] = await here.call('dataset.list', { caseId: made });
    expect(table?.columns.map(({ name, reading }) => [name, reading?.reading.kind, reading?.sure])).toEqual([
      ['n', 'integer', expect.anything()],
      ['paid', 'decimal', 'by a person'],
      ['day', 'date', 'by a person'],
    ]);
    const warnings = (await here.call('dataset.certificate', { datasetId: table?.id as DatasetSummary['id'] }))
      .warnings;
    expect(warnings.filter(({ code }) => code === 'open-question')).toEqual([]);
    expect((await here.call('custody.list', { caseId: made, action: 'dataset.reading' })).total).toBe(2);
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('brings what a person said that columns are for', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Roles');
    const imported = await there.run('evidence.import', { caseId, ticket: there.ticketForBytes('logins.csv', CSV) });
    const datasetId = imported.datasets[0]?.id as DatasetSummary['id'];
    await there.call('pattern.map', { datasetId, mapping: { item: 'account', ip: null } });
    const [before] = await there.call('pattern.mappings', { caseId });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    expect(taken).toMatchObject({ problems: [], unread: 0 });
    const [after] = await here.call('pattern.mappings', { caseId: taken.caseId });
    expect(before?.chosen).toEqual(['ip', 'item']);
    expect(after).toMatchObject({ mapping: before?.mapping, chosen: before?.chosen });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('brings datasets that are read as one as such', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const caseId = await newCase(there, 'Two months');
    const imported = async (name: string, csv: string) => {
      const ticket = there.ticketForBytes(name, csv);
      return (await there.run('evidence.import', { caseId, ticket })).datasets[0]?.id as DatasetSummary['id'];
    };
    await imported('january.csv', 'id,paid\na,1.50\nb,2.25\n');
    const february = await imported('february.csv', 'paid,id\n3.75,c\n4.5,d\n');
    await there.run('dataset.append', { caseId, to: 'january', datasetIds: [february], view: 'months' });
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const { caseId: made, problems } = await here.run('bundle.import', { ticket, with: { identity } });
    expect(problems).toEqual([]);
    const [combined] = await here.call('dataset.combined', { caseId: made });
    expect(combined).toMatchObject({ view: 'months', rows: 4, members: [{ view: 'january' }, { view: 'february' }] });
    expect(await here.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  });

  it('can come into its own vault again, beside the case it was made of', async () => {
    await using test = await openTestCore();
    const { caseId } = await fullCase(test);
    const { identity, recipient } = await keys();
    const bundle = await bundleOf(test, caseId, recipient);
    const taken = await test.run('bundle.import', { ticket: test.ticketForBytes('x', bundle), with: { identity } });
    expect(taken.caseId).not.toBe(caseId);
    expect((await test.call('case.list', {})).map(({ number }) => number).sort()).toEqual([1, 2]);
  });

  it('withholds at the receiver what the sender withheld from the report, and not what was deleted since', async () => {
    await using there = await openTestCore();
    await using here = await openTestCore();
    const { caseId, png } = await fullCase(there);
    const secret = await there.call('finding.create', { caseId, claim: 'Not for print' });
    const gone = await there.call('finding.create', { caseId, claim: 'Deleted' });
    const excludedFindings = [secret.id, gone.id];
    await there.call('report.update', { caseId, excludedFindings, excludedExhibits: [png] });
    await there.call('finding.remove', { findingId: gone.id });
    const last = await there.call('finding.create', { caseId, claim: `Follows from F-${secret.number}` });
    expect(last.number).toBeGreaterThan(gone.number);
    const { identity, recipient } = await keys();
    const ticket = here.ticketForBytes('x', await bundleOf(there, caseId, recipient));
    const taken = await here.run('bundle.import', { ticket, with: { identity } });
    const findings = await here.call('finding.list', { caseId: taken.caseId });
    const numbers = (all: readonly { claim: string; number: number }[]) =>
      all.map(({ claim, number }) => [number, claim]);
    expect(numbers(findings)).toEqual(numbers(await there.call('finding.list', { caseId }))); // "F-1" in a text names the same
    const next = await here.call('finding.create', { caseId: taken.caseId, claim: 'Later' });
    expect(next.number).toBe(last.number + 1);
    const exhibits = await here.call('evidence.list', { caseId: taken.caseId });
    const settings = await here.call('report.settings', { caseId: taken.caseId });
    expect(settings.excludedFindings).toEqual([findings.find(({ claim }) => claim === 'Not for print')?.id]);
    expect(settings.excludedExhibits).toEqual([exhibits.find(({ originalName }) => originalName === 'shot.png')?.id]);
  });

  it('is not made for a recipient that is none, or of an exhibit of another case', async () => {
    await using test = await openTestCore();
    const { caseId } = await fullCase(test);
    const { recipient } = await keys();
    await expect(
      test.run('bundle.export', { caseId, to: { recipients: [recipient, 'age1nonsense'] } }),
    ).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('Recipient 2') });
    await expect(
      test.run('bundle.export', { caseId, exhibits: [id()], to: { recipients: [recipient] } }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
