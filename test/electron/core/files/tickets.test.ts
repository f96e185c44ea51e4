import { expect, test } from 'vitest';
import { inMemory, Tickets } from '../../../../electron/core/files/tickets.ts';

const bytes = { kind: 'file', name: 'a', size: 1, open: () => inMemory(new Uint8Array([1])) } as const;

test('bytes are handed over once', () => {
  const tickets = new Tickets();
  const ticket = tickets.issue(bytes);
  expect(tickets.takeIncoming(ticket).name).toBe('a');
  expect(() => tickets.takeIncoming(ticket)).toThrow(/handed over already/);
});

test('a folder can be named again after a wrong passphrase, until the lock', () => {
  const tickets = new Tickets();
  const ticket = tickets.issue({ kind: 'folder', path: '/vaults/a.redthread' });
  expect(tickets.takeFolder(ticket).path).toBe('/vaults/a.redthread');
  expect(tickets.takeFolder(ticket).path).toBe('/vaults/a.redthread');
  tickets.clear();
  expect(() => tickets.takeFolder(ticket)).toThrow(/Choose it again/);
});

test('a ticket stands for one kind of thing only', () => {
  const tickets = new Tickets();
  expect(() => tickets.takeFolder(tickets.issue(bytes))).toThrow(/not stand for a folder/);
  expect(() => tickets.takeOutgoing(tickets.issue(bytes))).toThrow(/not stand for a finished file/);
  const out = tickets.issue({ name: 'r.pdf', mediaType: 'application/pdf', open: bytes.open });
  expect(() => tickets.takeIncoming(out)).toThrow(/not stand for a file/);
});
