import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { attachment } from '../../../electron/loopback/files.ts';
import type { CaseId, Ticket } from '../../../shared/contract/values.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { type HttpHost, openHttp } from '../../support/hosts.ts';

const auth = (host: HttpHost) => ({ Authorization: `Bearer ${host.loopback.token}` });
async function openCase({ client }: HttpHost): Promise<CaseId> {
  await client.ask('vault.create', { name: 'v', passphrase: PASSPHRASE });
  return (await client.ask('case.create', { title: 'Copper Lantern' })).id;
}
async function announce(host: HttpHost, name: unknown, size: unknown): Promise<Response> {
  return fetch(`${host.base}/tickets`, { method: 'POST', headers: auth(host), body: JSON.stringify({ name, size }) });
}
async function ticketFor(host: HttpHost, name: string, size: number): Promise<Ticket> {
  return ((await (await announce(host, name, size)).json()) as { value: { ticket: Ticket } }).value.ticket;
}
/** A request whose body is written by hand. */
function upload(host: HttpHost, ticket: string, size: number) {
  const sent = request({
    host: '127.0.0.1',
    port: host.loopback.port,
    method: 'PUT',
    path: `/tickets/${ticket}`,
    headers: { ...auth(host), 'Content-Length': size },
  });
  sent.on('error', () => {}); // a refused upload breaks the connection under the writer
  return sent;
}

describe('a file on its way in', () => {
  it('streams into an exhibit', async () => {
    await using host = await openHttp(() => null);
    const caseId = await openCase(host);
    const bytes = Buffer.alloc(9_000_000, 'evidence ');
    const ticket = await ticketFor(host, 'long.txt', bytes.length);
    const job = host.client.run('evidence.import', { caseId, ticket });
    const put = await fetch(`${host.base}/tickets/${ticket}`, { method: 'PUT', headers: auth(host), body: bytes });
    expect(put.status).toBe(200);
    expect(await job).toMatchObject({ originalName: 'long.txt', bytes: bytes.length });
  });

  it('is held back until a command wants it', async () => {
    await using host = await openHttp(() => null);
    const caseId = await openCase(host);
    const size = 64 << 20;
    const ticket = await ticketFor(host, 'large.bin', size);
    const sent = upload(host, ticket, size);
    let written = 0;
    const chunk = Buffer.alloc(1 << 20, 7);
    const write = (): void => {
      while (written < size) {
        written += chunk.length;
        if (!sent.write(chunk)) return void sent.once('drain', write);
      }
      sent.end();
    };
    write();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(written).toBeLessThan(size / 2); // what fits into the sockets' buffers, and no more
    expect(await host.client.run('evidence.import', { caseId, ticket })).toMatchObject({ bytes: size });
  });

  it('stores nothing when the sender breaks off', async () => {
    await using host = await openHttp(() => null);
    const caseId = await openCase(host);
    const ticket = await ticketFor(host, 'half.bin', 2_000_000);
    const job = host.client.run('evidence.import', { caseId, ticket });
    const sent = upload(host, ticket, 2_000_000);
    sent.write(Buffer.alloc(1_000_000), () => setTimeout(() => sent.destroy(), 50));
    await expect(job).rejects.toMatchObject({ code: 'changed', message: expect.stringContaining('"half.bin"') });
    expect(await host.client.ask('evidence.list', { caseId })).toEqual([]);
  });

  it.each([
    ['more', 10, 20],
    ['less', 20, 10],
  ])('stores nothing when %s comes than was announced', async (_what, announced, sent) => {
    await using host = await openHttp(() => null);
    const caseId = await openCase(host);
    const ticket = await ticketFor(host, 'a.bin', announced);
    const job = host.client.run('evidence.import', { caseId, ticket });
    upload(host, ticket, sent).end(Buffer.alloc(sent));
    await expect(job).rejects.toMatchObject({ code: 'changed' });
    expect(await host.client.ask('evidence.list', { caseId })).toEqual([]);
  });

  it('lets go of the sender when the job fails before it read anything', async () => {
    await using host = await openHttp(() => null);
    await openCase(host);
    const { transport } = host;
    const { ticket, send } = await transport.admit(new File(['x'.repeat(100_000)], 'a.txt'));
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const sending = send();
    await transport.call('evidence.import', { caseId: nowhere, ticket });
    await sending;
  });

  it('is refused without a proper announcement, and under any other ticket', async () => {
    await using host = await openHttp(() => null);
    for (const [name, size] of [
      ['', 1],
      ['a', -1],
      ['a', 1.5],
      [7, 1],
      ['x'.repeat(2000), 1],
    ])
      expect((await announce(host, name, size)).status).toBe(400);
    const ticket = await ticketFor(host, 'a', 1);
    const wrong = `${host.base}/tickets/${'A'.repeat(43)}`;
    expect((await fetch(wrong, { method: 'PUT', headers: auth(host), body: 'x' })).status).toBe(403);
    expect((await fetch(`${host.base}/tickets/${ticket}`, { method: 'PUT', body: 'x' })).status).toBe(403);
  });
});

describe('a file on its way out', () => {
  const exported = (host: HttpHost) => host.client.run('custody.export', { format: 'csv' });
  const get = (host: HttpHost, ticket: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      request({ host: '127.0.0.1', port: host.loopback.port, path: `/download/${ticket}`, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part) => (body += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });
  const asked = { 'Sec-Fetch-Site': 'same-origin' };

  it('is an attachment, once', async () => {
    await using host = await openHttp(() => null);
    await openCase(host);
    const { ticket } = await exported(host);
    const answer = await get(host, ticket, asked);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-disposition': `attachment; filename="custody.csv"; filename*=UTF-8''custody.csv`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      },
    });
    expect(answer.body).toContain('case.create');
    expect((await get(host, ticket, asked)).status).toBe(403);
  });

  it('is not for another page, nor for whoever has only the address', async () => {
    await using host = await openHttp(() => null);
    await openCase(host);
    const { ticket } = await exported(host);
    for (const headers of [
      {},
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Host: 'x', ...asked },
    ])
      expect((await get(host, ticket, headers as Record<string, string>)).status).toBe(403);
    expect((await get(host, ticket, asked)).status).toBe(200);
  });

  it('cannot be a file that came in', async () => {
    await using host = await openHttp(() => null);
    await openCase(host);
    const ticket = await ticketFor(host, 'a', 1);
    expect((await get(host, ticket, asked)).status).toBe(403);
  });

  it('keeps a name of any script, and nothing that could end the header', () => {
    expect(attachment('Отчёт «RED».pdf')).toBe(
      `attachment; filename="_____ _RED_.pdf"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%C2%ABRED%C2%BB.pdf`,
    );
    expect(attachment('a"\r\nX: y\\/%.pdf')).toBe(
      `attachment; filename="a___X: y___.pdf"; filename*=UTF-8''a%22%0D%0AX%3A%20y%5C%2F%25.pdf`,
    );
    expect(attachment("it's (1)*.pdf")).toContain(`filename*=UTF-8''it%27s%20%281%29%2A.pdf`);
    expect(attachment('\ud800.pdf')).toContain('%EF%BF%BD.pdf');
  });
});
