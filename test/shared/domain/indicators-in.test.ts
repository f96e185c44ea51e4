import { expect, it } from 'vitest';
import { indicatorForm, indicatorsIn } from '../../../shared/domain/indicators-in.ts';

const texts = (text: string) => indicatorsIn(text).map(({ kind, text: each }) => `${kind}: ${each}`);
const HASH = 'a1'.repeat(32);
const WALLET = `0x${'Ab'.repeat(20)}`;

it('finds what a defender can copy, each once', () => {
  expect(texts(`From 203.0.113.7 and 2001:db8::7, then 203.0.113.7. (mail: mia.k@example.com).`)).toEqual([
    'IP address: 203.0.113.7',
    'IP address: 2001:db8::7',
    'e-mail address: mia.k@example.com',
  ]);
  expect(texts(`File ${HASH}, wallet ${WALLET}; bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.`)).toEqual([
    `SHA-256: ${HASH}`,
    `wallet address: ${WALLET}`,
    'wallet address: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ]);
  expect(indicatorsIn('See 203.0.113.7.')[0]?.at).toBe(4);
});

it('takes no version, time, cell or reference for one', () => {
  for (const text of [
    'v1.2.3.4.5',
    '999.0.113.7',
    'at 12:30:45',
    '{E-0012:1:total}',
    'E-0012',
    '10:20',
    '1.234.567',
    'a::b::c',
  ])
    expect(texts(text), text).toEqual([]);
});

it('knows one that is written in another way', () => {
  expect(indicatorForm('2001:0DB8:0:0::7')).toBe(indicatorForm('2001:db8::7'));
  expect(indicatorForm('Mia@Example.com')).toBe('mia@example.com');
});
