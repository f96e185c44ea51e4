import { expect, it } from 'vitest';
import { extract, extractFromCell } from '../../../shared/domain/extract.ts';

const TEXT = `Dear Mara, write to mara.voss@example.com or mara[@]example[.]org (not to mara(at)example(dot)net).
The page was hxxps://shop[.]example/login?id=7, later https://shop.example/pay. It ran on 192[.]0[.]2[.]17 and 2001:db8::1,
within 192.0.2.0/24 of AS64500. At 10:15:30 she wired to DE89 3704 0044 0532 0130 00, and 0x00000000219ab540356cBB839Cbe05303d7705Fa.
Call +1 (202) 555-0143. See report.pdf and invoice.csv of evil.example; version 1.2.3.4.5 is no address. Card 4111 1111 1111 1111.
Handle @mara_v. Hash 9e107d9d372bb6826bd81d3542a419d6. DE00 3704 0044 0532 0130 00 is mistyped. bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4`;

it('finds what a text holds, defanged too, each at its place', () => {
  const hits = extract(TEXT);
  expect(hits.map(({ type, label }) => `${type} ${label}`)).toEqual([
    'email mara.voss@example.com',
    'email mara@example.org',
    'email mara@example.net',
    'url https://shop.example/login?id=7',
    'url https://shop.example/pay',
    'ip 192.0.2.17',
    'ip 2001:db8::1',
    'network 192.0.2.0/24',
    'network AS64500',
    'bank DE89 3704 0044 0532 0130 00',
    'wallet 0x00000000219ab540356cBB839Cbe05303d7705Fa',
    'phone +1 (202) 555-0143',
    'domain evil.example',
    'card 4111 1111 1111 1111',
    'username @mara_v',
    'hash 9e107d9d372bb6826bd81d3542a419d6',
    'wallet bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ]);
  for (const { text, start } of hits) expect(TEXT.slice(start, start + text.length)).toBe(text);
});

it('takes a cell for what it is, for what its column says, or for a text', () => {
  const of = (cell: string, column: string) =>
    extractFromCell(cell, column).map(({ type, label }) => `${type} ${label}`);
  expect(of('\\x00000000219ab540356cbb839cbe05303d7705fa', 'address')).toEqual([
    'wallet \\x00000000219ab540356cbb839cbe05303d7705fa',
  ]);
  expect(of('u_1', 'user_id')).toEqual(['account u_1']);
  expect(of('paid by mara@example.com', 'note')).toEqual(['email mara@example.com']);
  expect(of('12.50', 'amount')).toEqual([]);
  expect(of('2026-03-01T10:00:00Z', 'at')).toEqual([]);
});
