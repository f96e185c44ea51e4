import { afterAll, beforeAll, expect, it } from 'vitest';
import { openReadOnly } from '../../../../electron/core/db/native.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import { OF_THE_VAULT, rowsOfCase, STAYING, tablesOf } from '../../../../electron/core/erasure/erase.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';
import { fillCase } from '../../../torture/columns.ts';

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await fillCase(test);
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});

/** The pages of the store as they are, without its cipher: cells, indexes, and what is left of deleted ones. */
function everything(of: TestCore = test): string {
  const { storeFile, key, writer } = opened(of.core);
  writer.checkpoint();
  const db = openReadOnly(storeFile, key);
  try {
    return db.serialize().toString('latin1');
  } finally {
    db.close();
  }
}

it('knows of every table whether rows of a case are in it', () => {
  const { reader } = opened(test.core);
  const known = new Set([...STAYING, ...OF_THE_VAULT, ...rowsOfCase(reader, caseId).map(({ table }) => table)]);
  expect(
    tablesOf(reader)
      .map(({ name }) => name)
      .filter((name) => !known.has(name)),
  ).toEqual([]);
});

it('keeps a case while a hold stands, and says until when it is to be kept', async () => {
  const held = await newCase(test, 'Held');
  const ticket = test.ticketForBytes('note.txt', 'kept');
  const { exhibitId } = await test.run('evidence.import', { caseId: held, ticket });
  await expect(test.call('retention.set', { caseId: held, until: '2030-01-31', basis: ' ' })).rejects.toThrow(
    'Say which rule',
  );
  expect(await test.call('retention.set', { caseId: held, until: '2030-01-31', basis: 'Schedule 4' })).toMatchObject({
    until: '2030-01-31',
  });
  const hold = await test.call('retention.hold', { caseId: held, matter: 'Claim 9', reason: 'Counsel asked' });
  await expect(test.call('evidence.remove', { exhibitId, reason: 'not needed' })).rejects.toThrow(
    'legal hold forbids that E-0001 goes: "Claim 9"',
  );
  const label = (await test.call('retention.list', {})).find((each) => each.caseId === held)?.label ?? '';
  await expect(test.run('retention.destroy', { caseId: held, confirm: label, reason: 'old' })).rejects.toThrow(
    'legal hold',
  );
  expect((await test.call('retention.preview', { caseId: held })).refusals).toEqual(['A legal hold stands: Claim 9']);
  await test.call('retention.release', { id: hold.id, reason: 'Settled' });
  await expect(test.call('retention.release', { id: hold.id, reason: 'Settled' })).rejects.toThrow('was released on');
  expect(await test.call('retention.preview', { caseId: held })).toMatchObject({
    refusals: [],
    cautions: ['The case is not closed.', 'It is to be kept until 2030-01-31.'],
  });
  await expect(test.run('retention.destroy', { caseId: held, confirm: 'C-0099', reason: 'old' })).rejects.toThrow(
    `Type ${label}`,
  );
});

it('erases a case with a row in every table, and verify still finds the vault sound', async () => {
  const words = [
    'u_1',
    'dana@example.com',
    'payouts.csv',
    'Who is it?',
    'a note',
    'Sold on',
    'As made',
    'Claim 7',
    'own-list',
    'as it was',
  ];
  const before = everything();
  for (const word of words) expect(before).toContain(word);
  const bystander = await newCase(test, 'Beside');
  const bytes = 'account,amount,fee\nu_3,1.50,"$10.00"\nu_4,2.25,$0.75\n';
  await test.run('evidence.import', { caseId: bystander, ticket: test.ticketForBytes('payouts-april.csv', bytes) });
  await test.call('case.open', { caseId });
  expect(await test.call('retention.openings', { caseId })).toHaveLength(1);
  expect((await test.run('vault.verify', { copies: false })).faults).toEqual([]);
  const preview = await test.call('retention.preview', { caseId });
  const label = (await test.call('retention.list', {})).find((each) => each.caseId === caseId)?.label ?? '';
  expect(preview.shared).toEqual([expect.stringMatching(/^E-0004 \(C-\d{4}\)$/)]);

  const certificate = await test.run('retention.destroy', { caseId, confirm: label, reason: 'Schedule 4 has run out' });
  expect(certificate).toMatchObject({
    label,
    until: '2026-01-31',
    basis: 'Schedule 4',
    reason: 'Schedule 4 has run out',
  });
  expect(certificate.exhibits).toHaveLength(preview.exhibits);
  expect(certificate.copies.map(({ what }) => what)).toContain('Reply delivered');
  await expect(test.call('case.get', { caseId })).rejects.toThrow(`${label} was destroyed on`);
  await expect(test.call('work.addTask', { caseId, text: 'Ask' })).rejects.toThrow('was destroyed');
  expect((await test.call('case.list', {})).some(({ id }) => id === caseId)).toBe(false);

  const after = everything();
  // What the other case has of the same bytes stays: u_3 and u_4.
  expect(words.filter((word) => after.includes(word))).toEqual([]);
  expect(after).toContain('u_3');
  const report = await test.run('vault.verify', { copies: true });
  expect(report.faults).toEqual([]);
  expect(report.notices.some((notice) => notice.includes(`records that ${label} was destroyed`))).toBe(true);
  expect((await test.call('search.find', { text: 'u_1', limit: 10 })).hits ?? []).toEqual([]);

  const { ticket } = await test.run('retention.printCertificate', { caseId });
  const text = (await readPdf(await test.collect(ticket))).pages.join('\n');
  for (const said of [
    label,
    'Schedule 4 has run out',
    certificate.exhibits[0]?.sha256 as string,
    'Reply delivered',
    certificate.hash,
  ])
    expect(text.replaceAll(/\s/g, '')).toContain(said.replaceAll(/\s/g, ''));
  expect(await test.call('retention.certificates', {})).toMatchObject([{ label, seq: certificate.seq }]);
});

it('leaves nothing in pages that other cases use, and says so of a store that was not written anew', async () => {
  await using vault = await openTestCore();
  const { caseId: going } = await vault.run('sample.build', {});
  await newCase(vault, 'Staying');
  const folder = vault.core.session?.dir ?? '';
  await vault.call('vault.lock', {});
  const vaultAt = { ticket: vault.core.tickets.issue({ kind: 'folder', path: folder }) };
  await vault.call('vault.open', { vault: vaultAt, passphrase: PASSPHRASE });
  const words = ['203.0.113.77', 'python-requests', 'lumen.vault'];
  const left = (): string[] => {
    const all = everything(vault);
    return words.filter((word) => all.includes(word));
  };
  expect(left()).toEqual(words);
  const { startProcess } = vault.core;
  const destroy = { caseId: going, confirm: 'C-0001', reason: 'over' };
  const without = (entry: Parameters<typeof startProcess>[0]) => {
    if (entry === 'inspect') throw new Fault('internal', 'It cannot be started.');
    return startProcess(entry);
  };
  Object.assign(vault.core, { startProcess: without });
  expect(await vault.run('retention.destroy', destroy)).toMatchObject({ writtenAnew: null });
  expect(left()).not.toEqual([]); // what the certificate tells of then
  await expect(vault.run('retention.writeAnew', {})).rejects.toThrow('was not written anew: it cannot be started');
  const print = async () => {
    const { ticket } = await vault.run('retention.printCertificate', { caseId: going });
    return (await readPdf(await vault.collect(ticket))).pages.join(' ').replaceAll(/\s+/g, ' ');
  };
  expect(await print()).toContain('that has not been done since');

  Object.assign(vault.core, { startProcess });
  const [certificate] = await vault.run('retention.writeAnew', {});
  expect(certificate?.writtenAnew).toEqual(expect.stringMatching(/^20/));
  expect(left()).toEqual([]);
  expect((await vault.call('case.list', {})).map(({ title }) => title)).toEqual(['Staying']);
  expect(await print()).toContain(`written anew at ${certificate?.writtenAnew}`);
  expect((await vault.run('vault.verify', { copies: true })).faults).toEqual([]);
});

it('gives its number to no other case, and lets a second one go', async () => {
  const next = await newCase(test, 'Later');
  const labels = (await test.call('retention.list', {})).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
  const label = (await test.call('retention.list', {})).find((each) => each.caseId === next)?.label ?? '';
  await test.run('retention.destroy', { caseId: next, confirm: label.toLowerCase(), reason: 'made by mistake' });
  expect((await test.run('vault.verify', { copies: false })).faults).toEqual([]);
  expect(await test.call('retention.certificates', {})).toHaveLength(2);
});

it('notices what is altered in the log that a destroyed case left', async () => {
  const { writer } = opened(test.core);
  const erased = writer.one<{ seq: number; actor: string }>(
    sql`SELECT seq, actor FROM custody LEFT JOIN custody_details USING (seq) WHERE detail IS NULL LIMIT 1`,
    'none',
  );
  const set = (actor: string) => {
    writer.script('DROP TRIGGER custody_no_update');
    writer.run(sql`UPDATE custody SET actor = ${actor} WHERE seq = ${erased.seq}`);
  };
  const trigger = writer.one<{ text: string }>(
    sql`SELECT sql AS text FROM sqlite_schema WHERE name = 'custody_no_update'`,
    'none',
  );
  set('somebody else');
  writer.script(trigger.text);
  const { faults } = await test.run('vault.verify', { copies: false });
  expect(faults.map(({ problem }) => problem)).toEqual([
    'seals what the destroyed cases left in the log, and that was altered since',
  ]);
});
