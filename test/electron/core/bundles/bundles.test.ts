import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import { bundleOf, CSV, fullCase, id, keys, SAVED } from '../../../support/bundled-case.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

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

  it('can come into its own vault again, beside the case it was made of', async () => {
    await using test = await openTestCore();
    const { caseId } = await fullCase(test);
    const { identity, recipient } = await keys();
    const bundle = await bundleOf(test, caseId, recipient);
    const taken = await test.run('bundle.import', { ticket: test.ticketForBytes('x', bundle), with: { identity } });
    expect(taken.caseId).not.toBe(caseId);
    expect((await test.call('case.list', {})).map(({ number }) => number).sort()).toEqual([1, 2]);
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
