import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { bech32, bech32m, createBase58check } from '@scure/base';

/** What identifiers look like, which of them carry a check, and how two writings of one are brought to one form. */

/** Why a value that has the form of a checked identifier may be mistyped; null when nothing is wrong. */
export function checksumProblem(value: string): string | null {
  const text = value.trim();
  if (isEvmAddress(text) && !hasValidEip55(text)) return 'The upper and lower case letters do not match its checksum.';
  if (/^(bc1|tb1)[a-z0-9]{8,}$/i.test(text) && !isSegwit(text)) return 'It does not match its checksum.';
  if (IBAN.test(compact(text)) && !isIban(text)) return 'It has the form of an IBAN but not its check digits.';
  return null;
}

const base58check = createBase58check(sha256);

const isEvmAddress = (text: string): boolean => /^0x[0-9a-f]{40}$/i.test(text);

/** EIP-55: the case of a letter is a bit of the hash of the lower-case address; one case throughout carries no checksum. */
export function hasValidEip55(address: string): boolean {
  const hex = address.slice(2);
  if (hex === hex.toLowerCase() || hex === hex.toUpperCase()) return true;
  const hash = keccak_256(new TextEncoder().encode(hex.toLowerCase()));
  return [...hex].every((letter, index) => {
    const nibble = ((hash[index >> 1] as number) >> (index % 2 === 0 ? 4 : 0)) & 15;
    return letter === (nibble >= 8 ? letter.toUpperCase() : letter.toLowerCase());
  });
}

/** BIP-173 and BIP-350: Bech32 for witness version 0, Bech32m for 1 to 16; Bitcoin main and test network. */
export function isSegwit(address: string): boolean {
  for (const [code, bech] of [[0, bech32] as const, [1, bech32m] as const]) {
    const decoded = bech.decodeUnsafe(address, 90);
    const [version, ...words] = decoded?.words ?? [];
    if (!decoded || version === undefined || !['bc', 'tb'].includes(decoded.prefix)) continue;
    const length = bech.fromWordsUnsafe(words)?.length ?? 0;
    if (version > 16 || (version === 0) !== (code === 0) || length < 2 || length > 40) continue;
    return version !== 0 || length === 20 || length === 32;
  }
  return false;
}

/** Version bytes of Base58Check addresses: Bitcoin P2PKH and P2SH, TRON. */
const BASE58_VERSIONS = [0x00, 0x05, 0x41];

export function isBase58Address(text: string): boolean {
  if (!/^[13T][1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text)) return false;
  try {
    const bytes = base58check.decode(text);
    return bytes.length === 21 && BASE58_VERSIONS.includes(bytes[0] as number);
  } catch {
    return false;
  }
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/** People group an IBAN with blanks, dots or dashes; only its country is asked to be in capitals. */
const compact = (text: string): string => text.slice(0, 2) + text.slice(2).replace(/[ .-]/g, '').toUpperCase();

/** ISO 13616: check digits by ISO 7064 mod 97-10. The structure of each country is not checked. */
export function isIban(value: string): boolean {
  const text = compact(value);
  if (!IBAN.test(text)) return false;
  const moved = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const letter of moved)
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

export function isIp(text: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text.split('.').every((part) => Number(part) <= 255);
  return /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]`);
}

/** A label of a host name, internationalised names included. */
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]{0,61}[\\p{L}\\p{N}\\p{M}])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?:\\p{L}[\\p{L}\\p{M}]+|xn--[a-z0-9-]+)$`, 'iu');
const MAIL = new RegExp(`^[^\\s@"<>(),;:]+@(?:${LABEL}\\.)+(?:\\p{L}[\\p{L}\\p{M}]+|xn--[a-z0-9-]+)$`, 'iu');

export const isUrl = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text) && URL.canParse(text);
export const isMail = (text: string): boolean => MAIL.test(text);
export const isDomain = (text: string): boolean => DOMAIN.test(text);
export const isWallet = (text: string): boolean => isEvmAddress(text) || isSegwit(text) || isBase58Address(text);
export const isTransaction = (text: string): boolean => /^0x[0-9a-f]{64}$/i.test(text);
/** E.164 with its plus sign, as people write it: blanks, dots, dashes, an area code in brackets. */
export const isPhone = (text: string): boolean =>
  /^\+[1-9][\d .()-]*\d$/.test(text) && /^\d{7,15}$/.test(text.replace(/\D/g, ''));
/** A UUID, as apps name an installation, or a MAC address. */
export const isDevice = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text);

/** Words: one composed form (Unicode NFC), blanks run together. */
export const wordsForm = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');
export const nameForm = (text: string): string => wordsForm(text).toLowerCase();
export const mailForm = (text: string): string => text.normalize('NFC').trim().toLowerCase();
export const digitsForm = (text: string): string => text.replace(/[ .()/-]/g, '');
export const ibanForm = (text: string): string => (isIban(text.trim()) ? compact(text.trim()) : wordsForm(text));
/** An EVM or Bech32 address in lower case; Base58 tells its letters' case apart. */
export const walletForm = (text: string): string => {
  const plain = text.trim();
  return isEvmAddress(plain) || isSegwit(plain) ? plain.toLowerCase() : plain;
};
export const hexForm = (text: string): string => text.trim().toLowerCase().replaceAll('-', ':');
/** The host as browsers write it (WHATWG URL, 4.6): IPv6 shortened, names in lower case and in Punycode. */
export const hostForm = (text: string): string => {
  const plain = text.trim().replace(/\.$/, '');
  const address = `http://${plain.includes(':') ? `[${plain}]` : plain}/`;
  return URL.canParse(address) ? new URL(address).hostname : plain.toLowerCase();
};
export const urlForm = (text: string): string => (URL.canParse(text.trim()) ? new URL(text.trim()).href : text.trim());
