import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { base58, bech32, bech32m, createBase58check } from '@scure/base';
import { cidr, ipAddress } from './ip-address.ts';

/** What identifiers look like, which of them carry a check, and how two writings of one are brought to one form. */

/** Why a value that has the form of a checked identifier may be mistyped; null when nothing is wrong. It is kept all the same. */
export function checksumProblem(value: string): string | null {
  const text = value.trim();
  if (isEvmAddress(text) && !hasValidEip55(text)) return 'The upper and lower case letters do not match its checksum.';
  if (/^(bc1|tb1|ltc1)[a-z0-9]{8,}$/i.test(text) && !isSegwit(text)) return 'It does not match its checksum.';
  if (hasIbanForm(text) && !isIban(text)) return 'It has the form of an IBAN but not its check digits.';
  if (/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(text) && !isBase58Address(text))
    return 'It has the form of a TRON address but not its checksum.';
  return null;
}

/** Checks that only the type calls for: fifteen digits are an IMEI only in a device. */
export function typedProblem(type: string, value: string): string | null {
  const digits = value.replace(/[ /-]/g, '');
  if (type === 'device' && /^\d{15}$/.test(digits) && !isLuhn(digits))
    return 'It has the form of an IMEI but not its check digit.';
  if (type === 'card' && /^[1-9]\d{12,18}$/.test(digits) && !isLuhn(digits))
    return 'It has the form of a card number but not its check digit.';
  if (type === 'vehicle' && VIN.test(value.trim()) && !isVin(value.trim()))
    return 'It has the form of a vehicle number (VIN) but not its check digit, which not all countries use.';
  if (type === 'ip' && /^\d{1,3}(\.\d{1,3}){3}$/.test(value.trim()) && !ipAddress(value))
    return 'A number with leading zeros may be decimal or octal: which address is meant is not known.';
  if (['domain', 'url', 'email'].includes(type)) return lookAlike(value) ?? checksumProblem(value);
  return checksumProblem(value);
}

/** Cyrillic and Greek letters that look like a Latin one (Unicode TR39, the plain ones of its table). */
const LOOKS_LATIN: ReadonlyMap<string, string> = new Map(
  [...'аaсcеeоoрpхxуyіiјjѕsԁdһhԛqԝwαaοoρpνvιiκkӏlτtυuγy'.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [
    from,
    to,
  ]),
);
/** Capitals look alike where their small letters do not: Т is no т. */
const CAPITALS: ReadonlyMap<string, string> = new Map(
  [...'АAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXУYΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'.matchAll(/(.)(.)/gu)].map(
    ([, from = '', to = '']) => [from, to],
  ),
);
/** A symbol or ticker with letters of other scripts, and forms such as full width, as the Latin capitals that they look like. */
export const looksLatinSymbol = (text: string): string =>
  looksLatin([...text.normalize('NFKC')].map((letter) => CAPITALS.get(letter) ?? letter).join('')).toUpperCase();
/** A text with letters of other scripts as the Latin ones that they look like. */
export const looksLatin = (text: string): string =>
  [...text].map((letter) => LOOKS_LATIN.get(letter) ?? letter).join('');
/** Whether a host name imitates another: letters of two scripts in a label, or a label wholly of letters that look Latin. */
export function lookAlike(value: string): string | null {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:?#]+)/iu.exec(value.trim().toLowerCase())?.[1] ?? '';
  for (const label of readable(host).split('.')) {
    const scripts = SCRIPTS.filter(([, letters]) => letters.test(label)).map(([script]) => script);
    const imitated = looksLatin(label);
    if (scripts.length > 1) return `"${label}" mixes ${scripts.join(' and ')} letters: it may imitate "${imitated}".`;
    if (scripts.length === 1 && scripts[0] !== 'Latin' && /^[a-z0-9-]+$/.test(imitated))
      return `"${label}" is ${scripts[0]}, and looks like "${imitated}".`;
  }
  return null;
}
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
];
/** Punycode (RFC 3492) read back, so that what xn-- hides is seen. */
const readable = (host: string): string =>
  host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (punycode(label.slice(4)) ?? label) : label))
    .join('.');
function punycode(text: string): string | null {
  const cut = text.lastIndexOf('-');
  const out = [...(cut > 0 ? text.slice(0, cut) : '')].map((letter) => letter.codePointAt(0) as number);
  let [n, i, bias, at] = [128, 0, 72, cut > 0 ? cut + 1 : 0];
  while (at < text.length) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const letter = text.charCodeAt(at++);
      const digit = letter >= 97 && letter <= 122 ? letter - 97 : letter >= 48 && letter <= 57 ? letter - 22 : -1;
      if (digit < 0) return null;
      i += digit * weight;
      const limit = Math.min(26, Math.max(1, k - bias));
      if (digit < limit) break;
      weight *= 36 - limit;
    }
    const length = out.length + 1;
    let delta = Math.floor((i - before) / (before === 0 ? 700 : 2));
    delta += Math.floor(delta / length);
    let k = 0;
    for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
    bias = k + Math.floor((36 * delta) / (delta + 38));
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff) return null;
    out.splice(i++, 0, n);
  }
  return String.fromCodePoint(...out);
}

/** ISO/IEC 7812-1 annex B: the check digit of cards and IMEIs. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.at(-1 - at));
    const twice = digit * 2;
    sum += at % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** ISO 3779; the check digit by 49 CFR 565. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
export function isVin(text: string): boolean {
  if (!VIN.test(text) || !/[A-Z]/.test(text)) return false;
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const worth = (letter: string): number =>
    /\d/.test(letter) ? Number(letter) : Number('12345678.12345.7.923456789'[letter.charCodeAt(0) - 65]);
  const sum = [...text].reduce((all, letter, at) => all + worth(letter) * (weights[at] as number), 0);
  return text[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

const base58check = createBase58check(sha256);

export const isEvmAddress = (text: string): boolean => /^0x[0-9a-f]{40}$/i.test(text);

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

/** What alone is decoded: that a text is no Bech32 is told by an exception, which a table of a million accounts cannot afford. */
const LIKE_SEGWIT = /^(?:bc|tb|ltc)1[02-9ac-hj-np-z]{6,86}$/i;
/** BIP-173 and BIP-350: Bech32 for witness version 0, Bech32m for 1 to 16; Bitcoin main and test network, Litecoin. */
export function isSegwit(address: string): boolean {
  if (!LIKE_SEGWIT.test(address)) return false;
  for (const [code, bech] of [[0, bech32] as const, [1, bech32m] as const]) {
    const decoded = bech.decodeUnsafe(address, 90);
    const [version, ...words] = decoded?.words ?? [];
    if (!decoded || version === undefined || !['bc', 'tb', 'ltc'].includes(decoded.prefix)) continue;
    const length = bech.fromWordsUnsafe(words)?.length ?? 0;
    if (version > 16 || (version === 0) !== (code === 0) || length < 2 || length > 40) continue;
    return version !== 0 || length === 20 || length === 32;
  }
  return false;
}

/** Version bytes of Base58Check addresses: Bitcoin P2PKH and P2SH, TRON, Litecoin P2PKH and P2SH, Dogecoin. */
const BASE58_VERSIONS = [0x00, 0x05, 0x41, 0x30, 0x32, 0x1e];

export function isBase58Address(text: string): boolean {
  if (!/^[13TLMD][1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text)) return false;
  try {
    const bytes = base58check.decode(text);
    return bytes.length === 21 && BASE58_VERSIONS.includes(bytes[0] as number);
  } catch {
    return false;
  }
}

/** A public key of Solana: 32 bytes in Base58, with no checksum. */
export function isSolana(text: string): boolean {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return false;
  try {
    return base58.decode(text).length === 32;
  } catch {
    return false;
  }
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
/** People group an IBAN with blanks, dots or dashes; only its country is asked to be in capitals. */
const compact = (text: string): string => text.slice(0, 2) + text.slice(2).replace(/[ .-]/g, '').toUpperCase();
export const compactIban = (text: string): string =>
  compact(
    text
      .trim()
      .replace(/^iban[: ]*/i, '')
      .toUpperCase(),
  );
export const hasIbanForm = (text: string): boolean => IBAN.test(compact(text)) || isIban(compactIban(text));

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

export const looksLikeIp = (text: string): boolean => text.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(text);

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
export const isNetwork = (text: string): boolean => /^as[n ]?\d{1,10}$/i.test(text) || cidr(text) !== null;
export const isUserAgent = (text: string): boolean =>
  /^(?:Mozilla|Opera|Dalvik|okhttp|curl|python-requests)\/[\d.]+(?: \(|$)/.test(text);
export const isTransaction = (text: string): boolean => /^0x[0-9a-f]{64}$/i.test(text);
/** E.164 with its plus sign, as people write it: blanks, dots, dashes, an area code in brackets. */
export const isPhone = (text: string): boolean =>
  /^\+[1-9][\d .()-]*\d$/.test(text) && /^\d{7,15}$/.test(text.replace(/\D/g, ''));
/** A UUID, as apps name an installation, or a MAC address. */
export const isDevice = (text: string): boolean =>
  /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text) ||
  /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text) ||
  /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text);
/** MD5, SHA-1, SHA-256 or SHA-512 in hexadecimal: what it is a hash of, its form does not tell. */
export const isHash = (text: string): boolean =>
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text);
