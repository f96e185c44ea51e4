import { domainToASCII } from 'node:url';
import { isMail } from '../../../../shared/domain/identifiers.ts';
import { type IpAddress, ipAddress, ipText, networkOf } from '../../../../shared/domain/ip-address.ts';
import { option, type Scalars, shown, text, type Value, wrong } from './value.ts';

const address = (value: Value): IpAddress | null => (typeof value === 'string' ? ipAddress(value) : null);

function prefix(value: Value, length: Value): Value {
  if (value === null || length === null) return null;
  const wanted = option('ip_prefix', 'the length', length, 0, 128);
  const found = address(value);
  if (!found || wanted > found.bits) return null;
  return `${ipText({ ...found, value: networkOf(found, wanted) })}/${wanted}`;
}

function inCidr(value: Value, cidr: Value): Value {
  if (value === null || cidr === null) return null;
  const [, at, written] = /^([^/]+)\/(\d{1,3})$/.exec(String(cidr).trim()) ?? [];
  const base = at === undefined ? null : address(at);
  const mapped = base?.bits === 32 && at?.includes(':');
  const length = Number(written) - (mapped ? 96 : 0);
  if (!base || length < 0 || length > base.bits)
    throw wrong('ip_in_cidr', `${shown(cidr)} is not a network. Networks are written like 203.0.113.0/24.`);
  const found = address(value);
  if (!found) return null;
  return BigInt(found.bits === base.bits && networkOf(found, length) === networkOf(base, length));
}

/** Domains whose mail systems leave dots in the name out of account, by the one that they stand for. */
const DOTLESS: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
]);

/** One writing of the addresses that reach one mailbox, to find those who vary it; not the address to write to. */
function mailbox(value: Value): Value {
  if (value === null) return null;
  const plain = text('normalize_email', value)
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '');
  if (!isMail(plain)) return null;
  const at = plain.lastIndexOf('@');
  const domain = domainToASCII(plain.slice(at + 1));
  if (domain === '') return null;
  const untagged = plain.slice(0, at).replace(/(?<=.)\+.*$/, '');
  const dotless = DOTLESS.get(domain);
  return dotless ? `${untagged.replaceAll('.', '')}@${dotless}` : `${untagged}@${domain}`;
}

type Domains = typeof import('tldts');
let domains: Domains | null = null;
const loadDomains = async (): Promise<void> => {
  domains ??= await import('tldts');
};
/** Suffixes that companies give away names under (github.io) count as suffixes: who has the name has registered it. */
const parsed = (name: string, value: Value): ReturnType<Domains['parse']> | null => {
  if (value === null) return null;
  return domains?.parse(text(name, value).trim(), { allowPrivateDomains: true, detectIp: true }) ?? null;
};

function domainOf(value: Value): Value {
  const found = parsed('domain_of', value);
  if (!found?.hostname || found.isIp) return null;
  const host = domainToASCII(found.hostname.replace(/\.$/, ''));
  return host.includes('.') ? host : null;
}

function registrable(value: Value): Value {
  const found = parsed('registrable_domain', value);
  return found?.domain && !found.isIp && (found.isIcann || found.isPrivate) ? domainToASCII(found.domain) : null;
}

type Phones = typeof import('libphonenumber-js/min');
let phones: Phones | null = null;
const loadPhones = async (): Promise<void> => {
  phones ??= await import('libphonenumber-js/min');
};

function phone(name: string, value: Value, country: Value): ReturnType<Phones['default']> | null {
  if (value === null || !phones) return null;
  const region = typeof country === 'string' ? country.trim().toUpperCase() : country;
  if (region !== null && !(typeof region === 'string' && phones.isSupportedCountry(region)))
    throw wrong(name, `${shown(country)} is not a country. Countries are two letters of ISO 3166: US, DE.`);
  const found = phones.default(text(name, value), {
    ...(region !== null && { defaultCountry: region }),
    extract: false,
  });
  return found?.isPossible() ? found : null;
}

export const networkFunctions = {
  ip_prefix: { runs: [prefix] },
  ip_in_cidr: { runs: [inCidr] },
  normalize_email: { runs: [mailbox] },
  domain_of: { runs: [domainOf], ready: loadDomains },
  registrable_domain: { runs: [registrable], ready: loadDomains },
  normalize_phone: {
    runs: [
      (value: Value): Value => phone('normalize_phone', value, null)?.number ?? null,
      (value: Value, country: Value): Value =>
        country === null ? null : (phone('normalize_phone', value, country)?.number ?? null),
    ],
    ready: loadPhones,
  },
  phone_country: {
    runs: [(value: Value): Value => phone('phone_country', value, null)?.country ?? null],
    ready: loadPhones,
  },
} satisfies Scalars;
