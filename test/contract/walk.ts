import { randomUUID } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect } from 'vitest';
import type { CommandName } from '../../shared/contract/commands.ts';
import type { Ticket } from '../../shared/contract/values.ts';
import { PASSPHRASE } from '../support/core.ts';
import type { ContractHost } from './hosts.ts';
import {
  caseIsDestroyed,
  countriesAreLookedUp,
  namesAreScreened,
  requestsAreAnswered,
  workIsDone,
} from './walk-requests.ts';
import { queriesRun, tablesAreRead, variantsReviewed } from './walk-tables.ts';
import { type CaseId, type ExhibitId, type Id, Walker } from './walker.ts';

const LOGINS = [
  'account,ip,at',
  '007,192.0.2.1,2026-03-01T10:00:00Z',
  '008,192.0.2.1,2026-03-01T10:05:00Z',
  '009,198.51.100.7,2026-03-02T09:00:00Z',
].join('\n');

function picture(): Buffer {
  const canvas = createCanvas(320, 200);
  const context = canvas.getContext('2d');
  context.fillStyle = '#b3202a';
  context.fillRect(20, 20, 280, 160);
  return canvas.toBuffer('image/png');
}

/** Runs every command of the contract on `host`. @returns the names that were called */
export async function walk(host: ContractHost): Promise<ReadonlySet<CommandName>> {
  const walker = new Walker(host);
  const recoveryCode = await vaultIsMade(walker);
  const { id: caseId, boardId } = await caseIsMade(walker);
  const exhibits = await evidenceComesIn(walker, caseId);
  await tablesAreRead(walker, caseId, exhibits.csv);
  await queriesRun(walker, caseId);
  await copiesAreMade(walker, exhibits.png);
  await attachmentsAreSaved(walker, caseId);
  await boardIsDrawn(walker, caseId, boardId, exhibits.png);
  await eventsAreEntered(walker, caseId, exhibits.png);
  await findingsAreStated(walker, caseId, exhibits.png);
  await requestsAreAnswered(walker, caseId);
  await workIsDone(walker, caseId);
  await caseIsDestroyed(walker);
  await namesAreScreened(walker, caseId);
  await countriesAreLookedUp(walker, caseId);
  await variantsReviewed(walker, caseId);
  await everythingLeaves(walker, caseId);
  await jobsAreTold(walker);
  await walker.do('evidence.remove', { exhibitId: exhibits.png, reason: 'a copy of another' });
  await walker.do('sample.build', {});
  expect((await walker.do('vault.verify', {})).faults).toEqual([]);
  await vaultIsLocked(walker, recoveryCode);
  return walker.called;
}

async function vaultIsMade(walker: Walker): Promise<string> {
  expect((await walker.do('vault.status', {})).state).toBe('closed');
  expect((await walker.do('vault.strength', { passphrase: PASSPHRASE })).longEnough).toBe(true);
  const made = await walker.do('vault.create', { name: 'contract', passphrase: PASSPHRASE, investigator: 'R. Vance' });
  expect((await walker.do('vault.list', {})).vaults).toMatchObject([{ name: 'contract', present: true }]);
  await walker.do('vault.touch', {});
  expect((await walker.do('vault.profile', {})).investigator).toBe('R. Vance');
  await walker.do('vault.setProfile', { idleMinutes: 30, readPictures: true, readLanguages: ['eng'] });
  await walker.do('vault.setProfile', { yardstick: 'icd-203', proofreading: 'british', ownWords: ['Vance'] });
  const { publicKeyPem } = await walker.do('vault.identity', {});
  const key = await walker.keep('vault.exportIdentity', {}, { keep: true });
  expect(Buffer.from(key.kept ?? []).toString()).toBe(publicKeyPem);
  expect((await walker.do('vault.setBackups', { keep: 2 })).keep).toBe(2);
  await walker.do('vault.backup', {});
  const [latest] = (await walker.do('vault.backups', {})).backups;
  const backup = { name: latest?.name ?? '' };
  const found = await walker.do('vault.inspectBackup', { backup, passphrase: PASSPHRASE });
  expect(found).toMatchObject({ cases: [], problems: [] });
  const folder = 'A'.repeat(43) as Ticket; // no host of this walk has a dialog to choose one
  await walker.refused('vault.checkFolder', { folder, as: 'vault' }, 'not-found');
  await walker.refused('vault.restoreBackup', { backup, folder, name: 'restored' }, 'not-found');
  return made.recoveryCode;
}

async function caseIsMade(walker: Walker) {
  const { id: caseId, boardId } = await walker.do('case.create', { title: 'Copper Lantern', tlp: 'RED' });
  expect(await walker.do('case.list', {})).toHaveLength(1);
  await walker.do('case.update', { caseId, requester: 'Payments desk' });
  expect((await walker.do('case.get', { caseId })).requester).toBe('Payments desk');
  await walker.do('case.open', { caseId });
  return { id: caseId, boardId };
}

async function evidenceComesIn(walker: Walker, caseId: CaseId): Promise<{ csv: ExhibitId; png: ExhibitId }> {
  const bytes = new TextEncoder().encode(LOGINS);
  const csv = await walker.do('evidence.import', { caseId }, { file: { name: 'logins.csv', bytes } });
  const png = await walker.do('evidence.import', { caseId }, { file: { name: 'advert.png', bytes: picture() } });
  expect([csv.bytes, csv.dataset?.rows, png.mediaType]).toEqual([bytes.length, 3, 'image/png']);
  expect(await walker.do('evidence.list', { caseId })).toHaveLength(2);
  await walker.do('evidence.update', { exhibitId: png.exhibitId, note: 'seen on the advert', tags: ['advert'] });
  expect((await walker.do('evidence.get', { exhibitId: png.exhibitId })).tags).toEqual(['advert']);
  const shown = await walker.do('evidence.content', { exhibitId: png.exhibitId, variant: 'picture' });
  expect(shown.bytes.length).toBeGreaterThan(100);
  expect((await walker.do('evidence.exif', { exhibitId: png.exhibitId })).position).toBeNull();
  expect(await walker.do('evidence.similar', { exhibitId: png.exhibitId })).toMatchObject({ total: 0 });
  expect(await walker.do('ocr.pending', { caseId })).toEqual({ pending: 1 });
  expect(await walker.do('ocr.run', { caseId })).toMatchObject({ read: 1, failed: [] });
  expect((await walker.do('ocr.text', { exhibitId: png.exhibitId })).text).not.toBeNull();
  expect((await walker.do('evidence.text', { exhibitId: csv.exhibitId })).text).toBe(LOGINS);
  expect(await walker.do('evidence.find', { exhibitId: csv.exhibitId, text: '007' })).toMatchObject({ pages: [0] });
  const left = await walker.keep('evidence.export', { exhibitId: csv.exhibitId }, { keep: true });
  expect(Buffer.from(left.kept ?? []).toString()).toBe(LOGINS);
  return { csv: csv.exhibitId, png: png.exhibitId };
}

async function copiesAreMade(walker: Walker, exhibitId: ExhibitId): Promise<void> {
  const steps = [{ kind: 'redact', x: 20, y: 20, width: 60, height: 40, style: 'pixelated' } as const];
  const copy = await walker.do('copy.make', { exhibitId, steps, note: 'for the report' });
  const original = await walker.do('evidence.get', { exhibitId });
  expect([copy.copyOf, copy.width, copy.height]).toEqual([original.label, 320, 200]);
  const origin = await walker.do('copy.origin', { exhibitId: copy.id });
  expect([origin?.sha256, origin?.steps]).toEqual([original.sha256, steps]);
  expect((await walker.do('copy.of', { exhibitId })).map(({ label }) => label)).toEqual([copy.label]);
}

async function attachmentsAreSaved(walker: Walker, caseId: CaseId): Promise<void> {
  const head = ['From: a@example.com', 'Message-ID: <1@example.com>', 'Date: Mon, 2 Mar 2026 10:00:00 +0100'];
  const part = ['Content-Type: text/plain; name="note.txt"', 'Content-Disposition: attachment; filename="note.txt"'];
  const mixed = ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="x"'];
  const text = [...head, ...mixed, '', '--x', ...part, '', 'a note', '--x--', ''].join('\r\n');
  const mail = await walker.do(
    'evidence.import',
    { caseId },
    { file: { name: 'a.eml', bytes: new TextEncoder().encode(text) } },
  );
  const { attachments } = await walker.do('attachment.list', { exhibitId: mail.exhibitId });
  expect(attachments.map(({ message, part: at, name, saved }) => [message, at, name, saved])).toEqual([
    [1, 1, 'note.txt', null],
  ]);
  const { saved } = await walker.do('attachment.save', { exhibitId: mail.exhibitId });
  expect(saved.map(({ name, again }) => [name, again])).toEqual([['note.txt', false]]);
  const { exhibitId } = saved[0] ?? mail;
  const { broughtBy } = await walker.do('attachment.of', { exhibitId });
  expect(broughtBy.map(({ label }) => label)).toEqual([mail.exhibit]);
}

async function boardIsDrawn(walker: Walker, caseId: CaseId, boardId: Id<'board.get', 'boardId'>, exhibitId: ExhibitId) {
  expect(await walker.do('board.list', { caseId })).toHaveLength(1);
  const [entity, item] = [randomUUID() as never, randomUUID() as never];
  const drawn = await walker.do('board.apply', {
    boardId,
    step: 'Pin an account',
    ops: [
      { op: 'entity.create', entity: { id: entity, type: 'account', label: '007' } },
      {
        op: 'item.place',
        item: { id: item, subject: { kind: 'entity', id: entity }, x: 10, y: 20, width: 160, height: 60 },
      },
      {
        op: 'item.place',
        item: {
          id: randomUUID() as never,
          subject: { kind: 'exhibit', id: exhibitId },
          x: 300,
          y: 20,
          width: 200,
          height: 140,
        },
      },
      {
        op: 'link.create',
        link: {
          id: randomUUID() as never,
          from: { kind: 'entity', id: entity },
          to: { kind: 'exhibit', id: exhibitId },
          type: 'seen on',
          exhibits: [exhibitId],
        },
      },
    ],
  });
  expect([drawn.items.length, drawn.links.length]).toEqual([2, 1]);
  await walker.do('board.undo', { boardId });
  expect((await walker.do('board.get', { boardId })).items).toEqual([]);
  await walker.do('board.redo', { boardId });
  expect((await walker.do('board.get', { boardId })).items).toEqual(drawn.items);
  expect(await walker.do('entity.list', { caseId })).toHaveLength(1);
  expect(await walker.do('link.list', { caseId })).toHaveLength(1);
  await entitiesAreKept(walker, caseId, entity);
  const { type, label } = await walker.do('page.of', { entityId: entity });
  expect((await walker.do('page.entity', { caseId, type, label })).links).toHaveLength(1);
  expect(await walker.do('page.marks', { caseId, type, label })).toMatchObject({ hits: [], hitCount: 0 });
  expect((await walker.do('page.rows', { caseId, type, label })).datasets[0]).toMatchObject({ rows: 1 });
  expect(await walker.do('page.elsewhere', { caseId, type, label })).toEqual([]);
  expect((await walker.do('page.index', { caseId })).columns).toBeGreaterThan(0);
  expect(await walker.do('page.unindexed', { caseId })).toEqual({ columns: 0, large: 0 });
  expect((await walker.do('page.indexed', { caseId, type, label })).pending).toBe(0);
  const chosenThere = { entities: [entity], links: [], rows: [], exhibits: [] };
  const followed = await walker.do('selection.follow', { caseId, selection: chosenThere });
  expect([followed.entities.length, followed.rows.map(({ count }) => count)]).toEqual([1, [1, 1]]);
  const csv = (await walker.do('evidence.list', { caseId })).find(({ originalName }) => originalName.endsWith('.csv'));
  const inTable = await walker.do('page.find', { exhibitId: csv?.id as never });
  const address = inTable.values.find((each) => each.type === 'ip');
  expect(address?.label).toBe('192.0.2.1');
  const chosen = [{ type: 'ip' as const, label: '192.0.2.1' }];
  expect(await walker.do('page.take', { exhibitId: csv?.id as never, chosen })).toEqual({ made: 1, known: 0 });
  const taken = (await walker.do('entity.list', { caseId })).find((each) => each.type === 'ip');
  await walker.do('entity.remove', { caseId, ids: [taken?.id as never] });
  expect((await walker.do('board.version', { boardId })).version).toBeGreaterThan(drawn.version);
  const other = await walker.do('board.create', { caseId, title: 'Payouts' });
  expect((await walker.do('board.rename', { boardId: other.id, title: 'Money' })).title).toBe('Money');
  const style = { size: null, colour: null, basis: 'none', at: '2026-05-04T10:00:00.000Z' };
  expect(await walker.do('board.style', { boardId, style })).toEqual({ id: boardId });
  const frozen = await walker.do('snapshot.take', { boardId, title: 'Before' });
  await walker.do('snapshot.update', { snapshotId: frozen.id, caption: 'As found.', inReport: true });
  expect(await walker.do('snapshot.move', { snapshotId: frozen.id, position: 0 })).toHaveLength(1);
  await walker.do('snapshot.remove', { snapshotId: frozen.id });
  expect((await walker.do('snapshot.restore', { snapshotId: frozen.id })).caption).toBe('As found.');
  expect((await walker.do('snapshot.list', { caseId }))[0]).toMatchObject({ inReport: true, of: drawn.items.length });
  expect((await walker.do('snapshot.get', { snapshotId: frozen.id })).board.items).toEqual(drawn.items);
  await walker.do('snapshot.export', { snapshotId: frozen.id }, { keep: true });
  const png = picture();
  const left = await walker.keep('board.export', { boardId, png: new Uint8Array(png) }, { keep: true });
  expect(Buffer.from(left.kept ?? []).equals(png)).toBe(true);
}

async function entitiesAreKept(walker: Walker, caseId: CaseId, known: Id<'entity.get', 'entityId'>): Promise<void> {
  expect((await walker.do('entity.get', { entityId: known })).label).toBe('007');
  const [id, linkId] = [randomUUID() as typeof known, randomUUID() as never];
  const url = `https://shop.example/${'a'.repeat(2000)}`;
  const made = await walker.do('entity.create', { caseId, entities: [{ id, type: 'url', label: url }] });
  expect(made.map(({ label }) => label)).toEqual([url]);
  await walker.do('entity.update', { caseId, entities: [{ id, note: 'the shop' }] });
  const ends = { from: { kind: 'entity', id: known }, to: { kind: 'entity', id } } as const;
  await walker.do('link.create', { caseId, links: [{ id: linkId, ...ends, type: 'listed' }] });
  const [changed] = await walker.do('link.update', { caseId, links: [{ id: linkId, direction: 'both' }] });
  expect(changed?.direction).toBe('both');
  expect(await walker.do('link.remove', { caseId, ids: [linkId] })).toEqual({ links: 1 });
  const own = await walker.do('entity.setType', { name: 'Loyalty card', colour: '#00a500', icon: 'cube' });
  expect(await walker.do('entity.types', {})).toEqual([own]);
  await walker.do('entity.removeType', { id: own.id });
  const other = randomUUID() as never;
  await walker.do('entity.create', { caseId, entities: [{ id: other, type: 'url', label: `${url}?b` }] });
  const pair = { caseId, a: id, b: other };
  expect((await walker.do('identity.weigh', pair)).concerns).toHaveLength(1);
  await walker.do('identity.decide', { ...pair, verdict: 'same', reason: 'one page', despite: true });
  expect((await walker.do('identity.list', { caseId })).identities).toHaveLength(1);
  await walker.do('identity.undo', { caseId });
  expect((await walker.do('identity.suggest', { caseId })).suggestions).toEqual([]);
  await walker.do('entity.remove', { caseId, ids: [other] });
  expect(await walker.do('entity.remove', { caseId, ids: [id] })).toEqual({ entities: 1, links: 0, places: 0 });
}

async function findingsAreStated(walker: Walker, caseId: CaseId, exhibitId: ExhibitId): Promise<void> {
  const claim = 'One person runs three accounts';
  const first = await walker.do('finding.create', { caseId, claim, likelihood: 'likely', exhibits: [exhibitId] });
  const second = await walker.do('finding.create', { caseId, claim: 'Payouts end at one card' });
  expect([first.basis, second.basis]).toEqual(['evidence', 'assessment']);
  await walker.do('finding.update', { findingId: second.id, confidence: 'low' });
  expect((await walker.do('finding.move', { findingId: second.id, position: 0 }))[0]?.id).toBe(second.id);
  await walker.do('finding.remove', { findingId: second.id });
  expect((await walker.do('finding.deleted', { caseId }))[0]).toMatchObject({ id: second.id, number: second.number });
  expect(await walker.do('finding.restore', { findingId: second.id })).toMatchObject({
    position: 0,
    claim: second.claim,
  });
  await walker.do('finding.remove', { findingId: second.id });
  expect((await walker.do('finding.list', { caseId })).map(({ id }) => id)).toEqual([first.id]);
  expect((await walker.do('search.find', { text: 'three accounts' })).hits.length).toBeGreaterThan(0);
  await walker.do('desk.keep', { of: caseId, key: 'data', value: '{"tabs":[]}' });
  expect((await walker.do('desk.state', { of: caseId })).values).toEqual({ data: '{"tabs":[]}' });
  const findingId = first.id;
  const said = { field: 'claim', at: 0, length: 10, text: 'Who?' } as const;
  const { id: commentId } = await walker.do('finding.comment', { findingId, ...said });
  await walker.do('finding.resolveComment', { commentId, resolved: true });
  expect((await walker.do('finding.comments', { findingId })).map(({ anchor }) => anchor.quote)).toEqual([
    'One person',
  ]);
  await walker.do('finding.update', { findingId, confidence: 'high' });
  await walker.do('finding.restoreVersion', { findingId, number: 1 });
  expect(await walker.do('finding.versions', { findingId })).toHaveLength(3);
  const hypotheses = [{ key: 'h', text: 'One person' }];
  const judged = await walker.do('finding.judge', { caseId, hypotheses, impact: 'Sellers lose payouts.' });
  expect(await walker.do('finding.judgement', { caseId })).toEqual(judged);
  await walker.do('finding.review', { findingId, state: 'in-review', by: 'A. Author' });
  const typed = 'The holder of account u_12 recieved five payments of the shop.';
  const { remarks } = await walker.do('proofreading.read', { caseId, text: typed });
  expect(remarks).toMatchObject([{ at: 27, length: 8, kind: 'spelling' }]);
  const input = JSON.stringify({ findingId: first.id, explanation: 'One device.' });
  await walker.do('desk.hold', { subject: first.id, edit: { command: 'finding.update', input } });
  await walker.do('desk.settle', { subject: first.id });
  expect((await walker.do('finding.list', { caseId }))[0]?.explanation).toBe('One device.');
}

async function eventsAreEntered(walker: Walker, caseId: CaseId, exhibitId: ExhibitId): Promise<void> {
  const told = { note: '', until: '', zone: 'UTC', discovered: '', exhibits: [exhibitId] };
  const made = await walker.do('event.create', { caseId, title: 'Account sold', starts: '2026-05', ...told });
  await walker.do('event.update', { eventId: made.id, title: 'Account sold on', starts: '2026-05-04', ...told });
  expect((await walker.do('event.list', { caseId })).map(({ title }) => title)).toEqual(['Account sold on']);
  const lanes = (await walker.do('timeline.lanes', { caseId })).map(({ key }) => key);
  const asked = { caseId, lanes, zone: 'UTC' };
  const found = await walker.do('timeline.events', asked);
  expect(found.map(({ total }) => total)).toEqual(lanes.map(() => expect.any(Number)));
  const refs = [{ key: { kind: 'events' }, refs: [0] }] as const;
  const described = await walker.do('timeline.describe', { caseId, zone: 'UTC', refs: [...refs] as never });
  expect(described.map(({ shown }) => shown)).toEqual(['2026-05-04']);
  await walker.do('timeline.export', { ...asked, format: 'csv' }, { keep: true });
  const entity = { caseId: asked.caseId, type: 'account', label: 'nobody', zone: 'UTC' } as const;
  expect(await walker.do('timeline.entity', entity)).toMatchObject({ events: [], left: 0 });
  await walker.do('timeline.freeze', { ...asked, title: 'The night' });
  await walker.do('event.remove', { eventId: made.id });
}

async function everythingLeaves(walker: Walker, caseId: CaseId): Promise<void> {
  await walker.do('report.update', { caseId, summary: 'Three accounts, one person.' });
  expect((await walker.do('report.settings', { caseId })).summary).toBe('Three accounts, one person.');
  expect(await walker.do('report.preview', { caseId, edition: 'legal' })).toMatchObject({
    warnings: expect.any(Array),
  });
  expect(await walker.do('report.statements', { caseId })).toContainEqual(
    expect.objectContaining({ where: 'Summary', text: 'Three accounts, one person.', rests: 'nothing' }),
  );
  const [point] = await walker.do('report.check', { caseId });
  if (!point) throw new Error('the check of the walk finds nothing');
  const { key, words } = point;
  await walker.do('report.accept', { caseId, key, words, reason: 'Known' });
  const report = await walker.keep('report.print', { caseId }, { keep: true });
  expect(
    Buffer.from(report.kept ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await walker.do('report.history', { caseId })).toMatchObject([{ sha256: report.value.sha256 }]);
  const asked = { caseId, copies: [{ edition: 'infosec' as const }], parts: ['companions' as const] };
  const delivered = await walker.keep('report.deliver', asked, { keep: true });
  expect(
    Buffer.from(delivered.kept ?? [])
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  const { ticket: shown } = await walker.do('report.previewPages', { caseId });
  const pages = await walker.lasting('report.previewFile', { ticket: shown });
  if (pages) expect(Buffer.from(pages).subarray(0, 5).toString()).toBe('%PDF-');
  // Keys: a passphrase is stretched for a second, each way and in each host, which `bundles` tests once.
  const identity = await generateIdentity();
  const to = { recipients: [await identityToRecipient(identity)] };
  expect((await walker.do('bundle.preview', { caseId })).findings).toBe(1);
  const bundle = await walker.keep('bundle.export', { caseId, to }, { keep: true });
  const file = { name: 'case.age', bytes: bundle.kept ?? new Uint8Array() };
  const imported = await walker.do('bundle.import', { with: { identity } }, { file });
  expect(imported.manifestSha256).toBe(bundle.value.manifestSha256);
  expect(imported).toMatchObject({ seenBefore: false, unread: 0, problems: [], signer: { own: true } });
  const theirs = await walker.do('bundle.compare', { with: { identity } }, { file });
  expect(theirs).toMatchObject({ caseId: imported.caseId, base: { way: 'imported' } });
  expect(theirs.rows.filter(({ take }) => take === 'theirs')).toEqual([]);
  const { stateSha256 } = theirs;
  const merged = await walker.do(
    'bundle.merge',
    { with: { identity }, caseId: imported.caseId, stateSha256 },
    { file },
  );
  expect(merged).toMatchObject({ changed: 0, problems: [] });
  expect(await walker.do('bundle.formerNumbers', { caseId: imported.caseId })).toEqual([]);
  expect(await walker.do('bundle.unfinished', { caseId: imported.caseId })).toEqual({ exhibits: 0, tables: 0 });
  expect((await walker.do('bundle.finish', { caseId: imported.caseId })).unread).toBe(0);
  const { fingerprint } = imported.signer;
  await walker.do('bundle.nameSigner', { fingerprint, name: 'Us' });
  expect((await walker.do('bundle.signers', {}))[0]?.name).toBe('Us');
  expect((await walker.do('custody.list', { caseId })).total).toBeGreaterThan(10);
  const log = await walker.keep('custody.export', { format: 'json' }, { keep: true });
  expect(Buffer.from(log.kept ?? []).toString()).toContain('case.create');
}

async function jobsAreTold(walker: Walker): Promise<void> {
  const [job] = await walker.do('job.list', {});
  const jobId = job?.id ?? (randomUUID() as never);
  await walker.lasting('job.status', { jobId });
  await walker.lasting('job.cancel', { jobId });
}

async function vaultIsLocked(walker: Walker, recoveryCode: string): Promise<void> {
  const [other, ref] = ['another long passphrase', (await walker.do('vault.list', {})).vaults[0]?.ref ?? ''];
  expect(await walker.do('vault.deviceKey', {})).toMatchObject({ on: false, problem: expect.any(String) });
  await walker.refused('vault.setDeviceKey', { passphrase: PASSPHRASE }, 'unsupported');
  await walker.do('vault.removeDeviceKey', {});
  await walker.refused('vault.openOnDevice', { ref }, 'not-found');
  await walker.do('vault.lock', {});
  await walker.do('vault.recover', { vault: { ref }, recoveryCode, passphrase: PASSPHRASE });
  await walker.do('vault.changePassphrase', { current: PASSPHRASE, next: other });
  walker.host.secret?.(other);
  const rekeyed = await walker.do('vault.rekey', { passphrase: other });
  expect(rekeyed).toMatchObject({ deviceKey: 'none', recoveryCode: expect.not.stringMatching(recoveryCode) });
  const renewed = await walker.do('vault.renewRecoveryCode', { passphrase: other });
  expect(renewed.recoveryCode).not.toBe(recoveryCode);
  await walker.do('vault.lock', {});
  expect((await walker.do('vault.open', { vault: { ref }, passphrase: other })).state).toBe('open');
  await walker.do('vault.forget', { ref });
  expect((await walker.do('vault.list', {})).vaults).toEqual([]);
}
