import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { identifier, sql } from '../../electron/core/db/sql.ts';
import { dispatch } from '../../electron/core/dispatch.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';
import { type HttpHost, openCoreHost, openHttp } from '../support/hosts.ts';
import { type Malformed, malformed } from './malformed.ts';

const CALLS = 10_000;
/** Of these a host has to pass on no more than its own: what they are is told by the core, behind each of them. */
const CALLS_OF_A_HOST = 3_000;
const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.error.code);
const shown = ({ name, input }: Malformed): string => JSON.stringify({ name, input })?.slice(0, 300) ?? String(name);

/** A hash over every row of every table, and over the schema. */
function dump({ core }: TestCore): string {
  const hash = createHash('sha256');
  const db = core.session?.writer;
  if (!db) throw new Error('no vault is open');
  const tables = db.all<{ name: string; sql: string | null }>(
    sql`SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name`,
  );
  for (const { name, sql: made } of tables) {
    hash.update(`${name} ${made}`);
    const rows = db.all(sql`SELECT * FROM ${identifier(name)}`).map((row) => serialize(row).toString('base64'));
    hash.update(rows.sort().join());
  }
  return hash.digest('hex');
}

async function furnished(): Promise<TestCore> {
  const test = await openTestCore();
  const caseId = await newCase(test, 'Copper Lantern');
  await test.call('finding.create', { caseId, claim: 'One person runs three accounts' });
  return test;
}

describe('malformed calls', () => {
  it('are all answered with bad-request by the core, and change no row', { timeout: 120_000 }, async () => {
    await using test = await furnished();
    const before = dump(test);
    const head = (await test.call('custody.list', {})).head;
    const wrong: string[] = [];
    for (const call of malformed(CALLS, 1)) {
      const code = codeOf(await dispatch(test.core, call.name, call.input));
      if (code !== 'bad-request') wrong.push(`${code} ${shown(call)}`);
    }
    expect(wrong).toEqual([]);
    expect(dump(test)).toBe(before);
    expect((await test.call('custody.list', {})).head).toBe(head);
    expect(test.events.filter(({ event }) => event === 'job')).toEqual([]);
  });

  it('are all answered with bad-request through the worker, which goes on', { timeout: 120_000 }, async () => {
    await using host = openCoreHost();
    await host.client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const { head } = await host.client.ask('custody.list', {});
    const wrong: string[] = [];
    for (const call of malformed(CALLS_OF_A_HOST, 2)) {
      const code = codeOf(await host.client.call(call.name, call.input));
      if (code !== 'bad-request') wrong.push(`${code} ${shown(call)}`);
    }
    expect(wrong).toEqual([]);
    expect((await host.client.ask('custody.list', {})).head).toBe(head);
  });

  it('that are not even data are refused before they are sent', async () => {
    await using host = openCoreHost();
    const loop: unknown[] = [];
    loop.push(loop);
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level++) deep = [deep];
    for (const input of [() => 1, { f: () => 1 }, Symbol('x'), new WeakMap(), loop, deep, 10n])
      expect(codeOf(await host.client.call('case.create', input))).toBe('bad-request');
    expect((await host.client.ask('vault.status', {})).state).toBe('closed');
  });

  it('are all answered with bad-request over loopback, which goes on', { timeout: 240_000 }, async () => {
    await using host = await openHttp(() => null);
    await host.client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
    const { head } = await host.client.ask('custody.list', {});
    const wrong: string[] = [];
    for (const call of malformed(CALLS_OF_A_HOST, 3)) {
      // Some of it is allowed again once JSON has carried it: bytes as text, for one. The first test has those.
      const { status, body } = await post(host, encodeWire(call));
      if (status !== 400 || codeOf(decodeWire(body) as Reply<unknown>) !== 'bad-request')
        wrong.push(`${status} ${body.slice(0, 100)} ${shown(call)}`);
    }
    expect(wrong).toEqual([]);
    const texts = [
      '',
      '\u0000',
      '{',
      'null',
      '[1',
      '{"name":',
      '"',
      '<x/>',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    ];
    const deep = `{"name":"case.create","input":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    for (const text of [...texts, deep]) expect((await post(host, text)).status, text.slice(0, 40)).toBe(400);
    expect((await host.client.ask('custody.list', {})).head).toBe(head);
  });
});

function post(host: HttpHost, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: host.loopback.port,
        method: 'POST',
        path: '/call',
        headers: { Authorization: `Bearer ${host.loopback.token}` },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject).end(body);
  });
}
