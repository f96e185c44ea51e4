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
    ['192.0.2.256', 'other'],
    ['+1 (202) 555-0143', 'phone'],
    ['2025550143', 'other'],
    ['https://shop.example.net/item?id=7', 'url'],
    ['shop.example.net', 'domain'],
    ['6f2c1f0e-9a55-4c0e-8b52-0d3c6f1a2b3c', 'device'],
    ['02:00:5e:10:00:01', 'device'],
    [`0x${'ab'.repeat(32)}`, 'transaction'],
    ['0x00000000219ab540356cBB839Cbe05303d7705Fa', 'wallet'],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'wallet'],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'other'],
    ['u_48151623', 'other'],
    ['007', 'other'],
    ['12345678901234567890', 'other'],
    ['Ana Pérez', 'other'],
    ['林美玲', 'other'],
    ['constructor', 'other'],
  ] as const)('takes %s for %s', (value, type) => {
    expect(detectEntity(value)).toBe(type);
  });

  it.each([
    ['d_48151623', 'device_id', 'device'],
    ['d_48151623', 'userDeviceId', 'device'],
    ['48151623', 'USER_ID', 'account'],
    ['2025550143', 'phone', 'phone'],
    ['mara at example', 'e-mail', 'email'],
    ['private', 'Last IP', 'ip'],
    ['w-1', 'wallet_address', 'wallet'],
    ['1 Main Street', 'shipping address', 'address'],
    ['PO-7', 'payout_account', 'payout'],
    ['PO-7', 'payout_id', 'transaction'],
    ['PO-7', 'payoutAccountId', 'payout'],
    ['A-100', 'order_id', 'order'],
    ['mara_v', 'username', 'username'],
    ['DE89370400440532013000', 'payout_account', 'payout'],
    ['DE89370400440532013000', 'account', 'bank'],
    ['9e107d9d372bb6826bd81d3542a419d6', 'tx_hash', 'transaction'],
    ['9e107d9d372bb6826bd81d3542a419d6', '', 'hash'],
    ['hxxps://evil[.]example/login', '', 'url'],
    ['mara[@]example[.]com', '', 'email'],
    ['192[.]0[.]2[.]17', '', 'ip'],
    ['192.0.2.0/24', '', 'network'],
    ['AS64500', '', 'network'],
    ['@mara_v', '', 'username'],
    ['52.52000, 13.40500', '', 'location'],
    ['12.50, 13.40', '', 'other'],
    ['1M8GDM9AXKP042788', '', 'vehicle'],
    ['Mozilla/5.0 (X11; Linux x86_64)', '', 'agent'],
    ['Vote111111111111111111111111111111111111111', '', 'wallet'],
    ['192.0.2.17', 'account', 'ip'],
    ['007', 'recipe', 'other'],
    ['007', '', 'other'],
  ] as const)('takes %s in the column %s for %s', (value, column, type) => {
    expect(detectEntity(value, column)).toBe(type);
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
