import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import {
  compactIban,
  hasIbanForm,
  isEvmAddress,
  isLuhn,
  isMail,
  isSegwit,
  isWallet,
  looksLikeIp,
} from './identifiers.ts';
import { cidr, ipAddress, ipText } from './ip-address.ts';

/** The one form that all writings of a value share, by what kind of value it is. Values themselves are never changed. */

/** Words: one composed form (Unicode NFC), blanks run together. */
export const wordsForm = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');
export const nameForm = (text: string): string => wordsForm(text).toLowerCase();

/** What analysts write so that nobody clicks on it, as it was: hxxps://evil[.]example, mara(at)example[.]com. */
export const refanged = (text: string): string =>
  text
    .replace(/^(\s*)h(?:xx|\*\*|tt)p(s?)(?::|\[:\])(?:\/\/|\[\/\/\])/i, '$1http$2://')
    .replace(/[[({]\s*(?:\.|dot)\s*[\])}]/gi, '.')
    .replace(/[[({]\s*(?:@|at)\s*[\])}]/gi, '@')
    .replaceAll('[:]', ':')
    .replaceAll('[://]', '://');

/** Mail systems that leave dots in the name and what follows a plus out of account, by the domain that they stand for. */
const DOTLESS: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
]);
/** The mailbox by the rules of its provider, where those are published; else its case alone is left out. */
export function mailForm(text: string): string {
  const plain = refanged(text)
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  if (!isMail(plain)) return plain;
  const at = plain.lastIndexOf('@');
  const [name, domain] = [plain.slice(0, at), hostForm(plain.slice(at + 1))];
  const provider = DOTLESS.get(domain);
  return provider ? `${name.replace(/(?<=.)\+.*$/, '').replaceAll('.', '')}@${provider}` : `${name}@${domain}`;
}

/** E.164 where the number names its country; else its digits as they are, since nothing tells the country. */
export function phoneForm(text: string): string {
  const plain = text
    .trim()
    .replace(/^tel:/i, '')
    .replace(/^00(?=[1-9])/, '+');
  const found = plain.startsWith('+') ? parsePhoneNumberFromString(plain, { extract: false }) : undefined;
  if (!found?.isPossible()) return digitsForm(plain);
  return found.ext ? `${found.number};ext=${found.ext}` : found.number;
}
export const digitsForm = (text: string): string => text.replace(/[ .()/\u00a0-]/g, '');

export const ibanForm = (text: string): string => (hasIbanForm(text.trim()) ? compactIban(text) : wordsForm(text));

/** PostgreSQL's \x and a hexadecimal number without its mark are read as 0x. */
const MARKED = { 40: /^(?:0x|\\x)?([0-9a-f]{40})$/i, 64: /^(?:0x|\\x)?([0-9a-f]{64})$/i };
const marked = (text: string, digits: keyof typeof MARKED): string => {
  const [, hex] = MARKED[digits].exec(text) ?? [];
  return hex === undefined ? text : `0x${hex.toLowerCase()}`;
};
/** An EVM or Bech32 address in lower case; Base58 tells its letters' case apart. */
export const walletForm = (text: string): string => {
  const plain = marked(text.trim().replace(/^(?:bitcoin|ethereum|tron|solana|litecoin):/i, ''), 40);
  return isEvmAddress(plain) || isSegwit(plain) ? plain.toLowerCase() : plain;
};
/** One form for all writings of an account: addresses by their chain's rules, IBANs without blanks, other names as they are. */
export function accountForm(text: string): string {
  const wallet = walletForm(text);
  if (isWallet(wallet)) return wallet;
  return hasIbanForm(text.trim()) ? compactIban(text) : wordsForm(text);
}
/** The hash of a transaction; other words as they are, since payment systems tell their case apart. */
export const transactionForm = (text: string): string => marked(text.trim(), 64);
export const hexForm = (text: string): string => text.trim().toLowerCase();

/** A MAC address with colons, a UUID without braces, an IMEI in digits, hex hashes in lower case; other ids as they are. */
export function deviceForm(text: string): string {
  const plain = text.trim();
  const mac = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(plain);
  if (mac) return (plain.toLowerCase().match(/[0-9a-f]{2}/g) ?? []).join(':');
  const uuid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(plain)?.[1];
  if (uuid) return uuid.toLowerCase();
  const digits = plain.replace(/^imei[: ]*/i, '').replace(/[ /-]/g, '');
  if (/^\d{15}$/.test(digits) && isLuhn(digits)) return digits;
  return HEX_ID.test(plain) ? plain.toLowerCase() : wordsForm(plain);
}
/** Of the lengths that hashes and Android's ids have. */
const HEX_ID = /^(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;

/** A number with leading zeros may be octal, so that nothing is made of it. */
export const ipForm = (text: string): string => {
  const plain = refanged(text)
    .trim()
    .replace(/^\[(.+)\]$/, '$1');
  const found = ipAddress(plain);
  return found ? ipText(found) : plain.toLowerCase();
};
/** The host as browsers write it (WHATWG URL, 4.6): names in lower case and in Punycode. */
export const hostForm = (text: string): string => {
  const plain = refanged(text).trim().replace(/\.$/, '');
  if (looksLikeIp(plain)) return ipForm(plain);
  const address = `http://${plain}/`;
  return URL.canParse(address) ? new URL(address).hostname : plain.toLowerCase();
};
export const urlForm = (text: string): string => {
  const plain = refanged(text).trim();
  return URL.canParse(plain) ? new URL(plain).href : plain;
};
/** 192.0.2.0/24, or AS64500. */
export const networkForm = (text: string): string => {
  const plain = refanged(text).trim();
  const number = /^as[n ]*\s*0*(\d{1,10})$/i.exec(plain)?.[1];
  return number ? `AS${number}` : (cidr(plain) ?? plain.toLowerCase());
};

/**
 * Services whose handles are known by their web address, those of one service have no case. The path is that of a profile, whole;
 * every other page of the service tells of nobody's handle.
 */
const SERVICES: readonly (readonly [name: string, hosts: RegExp, path: RegExp, pages: RegExp])[] = [
  [
    'instagram',
    /^instagram\.com$/,
    /^\/([\w.]+)\/?$/,
    /^(?:p|reels?|tv|explore|stories|accounts?|direct|about|developer|legal|web|challenge|session|emails|api)$/,
  ],
  [
    'x',
    /^(?:x|twitter)\.com$/,
    /^\/@?(\w+)(?:\/(?:status\/\d+|with_replies|media|likes|followers|following))?\/?$/,
    /^(?:i|home|explore|search|hashtag|intent|share|settings|messages|notifications|compose|login|signup|logout|tos|privacy|about|jobs|download)$/,
  ],
  [
    'telegram',
    /^(?:t|telegram)\.me$/,
    /^\/(?:s\/)?(\w+)\/?$/,
    /^(?:c|s|joinchat|add(?:stickers|emoji|theme|list)|share|proxy|socks|setlanguage|login|iv|bg|invoice|confirmphone|contact|boost|giftcode|m|k|a)$/,
  ],
  ['tiktok', /^tiktok\.com$/, /^\/@([\w.]+)\/?$/, /^$/],
  [
    'facebook',
    /^(?:facebook|fb)\.com$/,
    /^\/([\w.]+)\/?$/,
    /\.php$|^(?:groups?|people|pages?|pg|events?|watch|marketplace|gaming|photos?|videos?|posts|story|stories|permalink|sharer|share|hashtag|help|login|home|search|reels?|messages|settings|friends|media|ads|business|policies|privacy|public|plugins|dialog|notes|notifications|profile|bookmarks|fundraisers|r|l|me)$/,
  ],
  [
    'github',
    /^github\.com$/,
    /^\/([\w-]+)\/?$/,
    /^(?:orgs|topics|search|explore|settings|features|marketplace|login|join|about|sponsors|trending|collections|pricing|notifications|apps|enterprise|security|events|issues|pulls|new|site|readme|dashboard|stars|users|codespaces)$/,
  ],
  ['linkedin', /^linkedin\.com$/, /^\/in\/([^/]+)\/?$/, /^$/],
  [
    'youtube',
    /^youtube\.com$/,
    /^\/@([\w.-]+)(?:\/(?:featured|videos|shorts|streams|playlists|community|about))?\/?$/,
    /^$/,
  ],
  ['reddit', /^(?:old\.)?reddit\.com$/, /^\/u(?:ser)?\/([\w-]+)\/?$/, /^$/],
  ['snapchat', /^snapchat\.com$/, /^\/add\/([\w.-]+)\/?$/, /^$/],
  [
    'vk',
    /^vk\.com$/,
    /^\/([\w.]+)\/?$/,
    /\.php$|^(?:feed|im|search|login|join|friends|groups|photos?|videos?|audios?|docs?|market|apps|games|away|settings|about|support|clips|stories|bookmarks)$|^(?:wall|photos?|videos?|audios?|albums?|topic|clips?|docs?|market|story|poll|board|note|product)\d/,
  ],
];
const SERVICE_OF: ReadonlyMap<string, string> = new Map([
  ...SERVICES.map(([name]) => [name, name] as const),
  ...([
    ['twitter', 'x'],
    ['tg', 'telegram'],
    ['ig', 'instagram'],
    ['insta', 'instagram'],
    ['fb', 'facebook'],
  ] as const),
]);

/**
 * "service/handle" where the service is told, by address or by name; the URL of a page that is no profile; else the bare handle.
 * Two services' handles are two values.
 */
export function handleForm(text: string): string {
  const plain = refanged(text).trim();
  const address = /^(?:https?:\/\/)?(?:(?:www|m|mobile)\.)?([a-z0-9.-]+\.[a-z]{2,})(\/.*)$/i.exec(plain);
  if (address) {
    const [host, rest] = [(address[1] as string).toLowerCase(), address[2] as string];
    const service = SERVICES.find(([, hosts]) => hosts.test(host));
    if (service) return profileAt(service, rest) ?? urlForm(`https://${host}${rest}`);
    return urlForm(/^https?:/i.test(plain) ? plain : `https://${plain}`);
  }
  const [, before, after] = /^([a-z]+)\s*[:/]\s*@?([\w.-]+)$/i.exec(plain) ?? [];
  const [, handle, within] = /^@?([\w.-]+)\s*\(([a-z]+)\)$/i.exec(plain) ?? [];
  const service = SERVICE_OF.get((before ?? within ?? '').toLowerCase());
  if (service) return handleOf(service, (after ?? handle) as string);
  return wordsForm(plain.replace(/^@/, '')).toLowerCase();
}
/** Whose profile the path shows; Facebook's profile.php names it by its number, as the bare number in a path does. */
function profileAt([service, , path, pages]: (typeof SERVICES)[number], rest: string): string | null {
  const [only = ''] = rest.split(/[?#]/);
  const id = service === 'facebook' && /^\/profile\.php\/?\?(?:[^#]*&)?id=(\d+)(?:[&#]|$)/i.exec(rest)?.[1];
  if (id) return handleOf(service, id);
  const handle = path.exec(only)?.[1];
  return handle && !pages.test(handle.toLowerCase()) ? handleOf(service, handle) : null;
}
/** Facebook leaves dots in names out of account. */
const handleOf = (service: string, handle: string): string =>
  `${service}/${(service === 'facebook' ? handle.replaceAll('.', '') : handle).toLowerCase()}`;
/** Whether what `handleForm` made is the URL of a page, and so nobody's handle. */
export const isPage = (form: string): boolean => /^https?:/.test(form);
export const profileForm = (text: string): string => {
  const handle = handleForm(text);
  return isPage(handle) || SERVICE_OF.has(handle.split('/')[0] as string) ? handle : urlForm(text);
};

/** A card's number as `cardLabel` leaves it; what is written with stars or as a fingerprint stays. */
export const cardForm = (text: string): string =>
  cardLabel(text).toLowerCase().replace(/[ -]/g, '').replace(/[x•·]/g, '*');

/** A whole card number: 13 to 19 digits with a right check digit, by themselves or in groups. */
export const isCardNumber = (text: string): boolean => {
  const digits = text.trim().replace(/[ -]/g, '');
  return /^[1-9]\d{12,18}$/.test(digits) && isLuhn(digits);
};
/**
 * A card as it may be kept and shown: first six and last four digits (PCI DSS 3.4.1), and eight bits of a sum over the whole
 * number, which tell two cards with the same ends apart as a rule and leave some 400 numbers possible.
 */
export function cardLabel(text: string): string {
  if (!isCardNumber(text)) return text;
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (const digit of digits) sum = (sum * 33 + Number(digit) + 7) % 65_521; // the largest prime below 2^16
  const tail = (sum % 256).toString(16).padStart(2, '0');
  return `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}-${tail}`;
}

/** Words of postal addresses by their short form; what is a word for "number" goes. */
const ADDRESS_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    st: 'street saint str strasse',
    rd: 'road',
    ave: 'avenue av avenida avda',
    blvd: 'boulevard bd bvd',
    dr: 'drive',
    ln: 'lane',
    ct: 'court',
    pl: 'place platz plaza',
    sq: 'square',
    ter: 'terrace',
    hwy: 'highway',
    pkwy: 'parkway',
    cl: 'close',
    cres: 'crescent',
    apt: 'apartment flat',
    fl: 'floor',
    ste: 'suite',
    bldg: 'building',
    n: 'north',
    s: 'south',
    e: 'east',
    w: 'west',
    us: 'usa',
    gb: 'uk',
    ul: 'ulitsa ulica',
    '': 'no nr number numero',
  }).flatMap(([short, long]) => long.split(' ').map((word) => [word, short])),
);
/** Lower case, no marks, punctuation or line breaks, common words by their short form. House numbers and order stay. */
export const addressForm = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/p\.?\s*o\.?\s*box/g, 'pobox')
    .replace(/united states(?: of america)?|u\.s\.a?\.?/g, 'usa')
    .replace(/united kingdom|u\.k\.?/g, 'uk')
    .replace(/(\p{L})str(?:asse|\.)/gu, '$1str ')
    .replace(/[\u2019']/g, '')
    .split(/[^\p{L}\p{M}\p{N}/-]+/u)
    .map((word) => (Object.hasOwn(ADDRESS_WORDS, word) ? ADDRESS_WORDS[word] : word))
    .filter((word) => word !== '' && word !== '-')
    .join(' ');

/** Decimal degrees, five places (about a metre): "52.52000,13.40500". */
export function locationForm(text: string): string {
  const found = coordinates(text);
  return found ? found.map((degrees) => degrees.toFixed(5).replace(/^-(0\.0+)$/, '$1')).join(',') : nameForm(text);
}
/** @returns latitude and longitude in degrees */
export function coordinates(text: string): readonly [number, number] | null {
  const plain = text
    .trim()
    .replace(/^geo:/i, '')
    .replace(/^\((.*)\)$/, '$1');
  const decimal = /^([+-]?\d{1,2}(?:\.\d+)?)°?\s*([NS])?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)°?\s*([EW])?$/i.exec(plain);
  const sign = (letter: string | undefined): number => (/[SW]/i.test(letter ?? '') ? -1 : 1);
  let pair: [number, number] | null = null;
  if (decimal) pair = [Number(decimal[1]) * sign(decimal[2]), Number(decimal[3]) * sign(decimal[4])];
  const PART = `(\\d{1,3})°\\s*(?:(\\d{1,2})['′]\\s*)?(?:(\\d{1,2}(?:\\.\\d+)?)(?:"|″|'')\\s*)?`;
  const sexagesimal = new RegExp(`^${PART}([NS])[,;\\s]*${PART}([EW])$`, 'i').exec(plain);
  if (sexagesimal) {
    const [, d, m, s, ns, D, M, S, ew] = sexagesimal;
    const degrees = (a?: string, b = '0', c = '0'): number => Number(a) + Number(b) / 60 + Number(c) / 3600;
    pair = [degrees(d, m, s) * sign(ns), degrees(D, M, S) * sign(ew)];
  }
  return pair && Math.abs(pair[0]) <= 90 && Math.abs(pair[1]) <= 180 ? pair : null;
}

/** VINs without what parts them; plates in capitals, each gap one blank, since B-AB 123 and BA-B 123 are two cars. */
export function vehicleForm(text: string): string {
  const groups = wordsForm(text)
    .toUpperCase()
    .split(/[ .·-]+/);
  const whole = groups.join('');
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(whole) ? whole : groups.join(' ');
}
