import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectEntity } from '../../../shared/domain/entities.ts';
import { checksumProblem, hasValidEip55, isIban, isSegwit } from '../../../shared/domain/identifiers.ts';

describe('detectEntity', () => {
  it.each([
    ['mara.voss@example.com', 'email'],
    ['почта@пример.example', 'email'],
    ['192.0.2.17', 'ip'],
    ['2001:db8::1', 'ip'],
    ['::ffff:192.0.2.1', 'ip'],
    ['192.0.2.256', 'account'],
    ['+1 (202) 555-0143', 'phone'],
    ['2025550143', 'account'],
    ['https://shop.example.net/item?id=7', 'url'],
    ['shop.example.net', 'domain'],
    ['6f2c1f0e-9a55-4c0e-8b52-0d3c6f1a2b3c', 'device'],
    ['02:00:5e:10:00:01', 'device'],
    [`0x${'ab'.repeat(32)}`, 'transaction'],
    ['0x00000000219ab540356cBB839Cbe05303d7705Fa', 'wallet'],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'wallet'],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'account'],
    ['u_48151623', 'account'],
    ['007', 'account'],
    ['12345678901234567890', 'account'],
    ['Ana Pérez', 'other'],
    ['林美玲', 'account'],
    ['constructor', 'account'],
  ] as const)('takes %s for %s', (value, type) => {
    expect(detectEntity(value)).toBe(type);
  });

  it('looks past blanks at the ends', () => expect(detectEntity('  192.0.2.17\t')).toBe('ip'));

  it('says when an address with a checksum was mistyped', () => {
    expect(checksumProblem('0x00000000219ab540356cBB839Cbe05303d7705Fa')).toBeNull();
    expect(checksumProblem('0x00000000219ab540356cBB839Cbe05303d7705fa')).toContain('checksum');
    expect(checksumProblem('0x00000000219ab540356cbb839cbe05303d7705fa')).toBeNull();
    expect(checksumProblem('DE89 3704 0044 0532 0130 01')).toContain('IBAN');
  });
});

const folder = '../shared/data/crypto-vectors';
const vectors = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));

describe.skipIf(!existsSync(folder))(`published vectors (in ${folder}; skipped where absent)`, () => {
  it('BIP-350 addresses', () => {
    const { valid, invalid } = vectors('bip350_segwit');
    expect(valid.filter(([address]: string[]) => !isSegwit(address as string))).toEqual([]);
    expect(invalid.filter(([address]: string[]) => isSegwit(address as string))).toEqual([]);
  });
  it('EIP-55 addresses, and each with the case of one letter flipped', () => {
    for (const address of vectors('eip55').valid as string[]) {
      expect(hasValidEip55(address)).toBe(true);
      const at = address.search(/[a-f]/);
      expect(hasValidEip55(address.slice(0, at) + address.charAt(at).toUpperCase() + address.slice(at + 1))).toBe(
        false,
      );
    }
  });
  it('IBANs, and those with broken check digits', () => {
    const { valid, invalid } = vectors('iban');
    expect(valid.filter((text: string) => !isIban(text))).toEqual([]);
    expect(invalid.broken_checksum.filter((text: string) => isIban(text))).toEqual([]);
  });
});
