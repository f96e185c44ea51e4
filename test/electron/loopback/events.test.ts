import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { EventStreams } from '../../../electron/loopback/events.ts';

it('ends each stream once, however often it is told to leave', async () => {
  const streams = new EventStreams({ listen: () => () => {} } as never, { generation: 0, locked: null });
  const added = Promise.withResolvers<ServerResponse>();
  const server = createServer((request, response) => {
    streams.add(request, response);
    added.resolve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const text = new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, (response) => {
        let heard = '';
        response.setEncoding('utf8').on('data', (part: string) => (heard += part));
        response.on('end', () => resolve(heard));
      }).on('error', reject);
    });
    const errors: unknown[] = [];
    (await added.promise).on('error', (error) => errors.push(error));
    streams.end(true);
    streams.end(true);
    expect(await text).toBe('{"hello":0}\n{"ended":true}\n');
    expect(errors).toEqual([]);
  } finally {
    server.close();
  }
});
