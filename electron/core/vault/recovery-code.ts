import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford base32: no I, L, O, U
const DATA_LENGTH = 35; // 175 bits
const CHECK_LENGTH = 5; // 25 bits: a typing error is told apart from a wrong code

/** Eight groups of five characters: 175 random bits and a 25-bit checksum. */
export function newRecoveryCode(): string {
  const data = [...randomBytes(DATA_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
  return (data + checksum(data)).replace(/.{5}(?=.)/g, '$&-');
}

/** Forgives case, spaces, dashes, and O for 0, I or L for 1. @returns null when the checksum shows a typing error. */
export function readRecoveryCode(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const data = text.slice(0, DATA_LENGTH);
  return text.length === DATA_LENGTH + CHECK_LENGTH && text.slice(DATA_LENGTH) === checksum(data) ? data : null;
}

function checksum(data: string): string {
  const digest = createHash('sha256').update(`redthread recovery ${data}`).digest();
  return [...digest.subarray(0, CHECK_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
}
