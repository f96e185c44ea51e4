import { detectEntity, ENTITY, type EntityType } from './entities.ts';
import { isDomain, isHash, isIp, isMail, isUrl } from './identifiers.ts';
import { OWN_PREFIX, type OwnType } from './own-types.ts';

/** With this before it a keyword of a FollowTheMoney entity names the type that it has here. */
export const FTM_TYPE_WORD = 'redthread-type:';

/**
 * Schemata of FollowTheMoney that join two entities: the properties with their ends, and words for the link.
 * Source: the `edge` parts of followthemoney's schema files.
 */
export const FTM_EDGES: Readonly<Record<string, readonly [source: string, target: string, words: string]>> = {
  Associate: ['person', 'associate', 'associate of'],
  ContractAward: ['supplier', 'contract', 'was awarded'],
  CourtCaseParty: ['party', 'case', 'party of'],
  Debt: ['debtor', 'creditor', 'owes'],
  Directorship: ['director', 'organization', 'directs'],
  Employment: ['employee', 'employer', 'works for'],
  Family: ['person', 'relative', 'related to'],
  Membership: ['member', 'organization', 'member of'],
  Occupancy: ['holder', 'post', 'holds'],
  Ownership: ['owner', 'asset', 'owns'],
  Payment: ['payer', 'beneficiary', 'paid to'],
  ProjectParticipant: ['participant', 'project', 'takes part in'],
  Representation: ['agent', 'client', 'represents'],
  Succession: ['predecessor', 'successor', 'succeeded by'],
  Documentation: ['document', 'entity', 'documents'],
  UnknownLink: ['subject', 'object', 'linked to'],
};

/** The schema and the property that hold a value of a type; what has none is an Asset with a name. */
export const FTM_SCHEMAS: Readonly<Partial<Record<EntityType, readonly [schema: string, property: string | null]>>> = {
  account: ['UserAccount', 'username'],
  person: ['Person', null],
  organisation: ['Organization', null],
  email: ['UserAccount', 'email'],
  phone: ['UserAccount', 'number'],
  ip: ['UserAccount', 'ipAddress'],
  wallet: ['CryptoWallet', 'publicKey'],
  payout: ['BankAccount', 'accountNumber'],
  bank: ['BankAccount', 'accountNumber'],
  username: ['UserAccount', 'username'],
  profile: ['UserAccount', null],
  vehicle: ['Vehicle', null],
  address: ['Address', 'full'],
  event: ['Event', null],
};

/** Of STIX, an object that holds a value: its type, the properties that are the value, and where a pattern finds it. */
export interface StixHome {
  readonly type: string;
  readonly value: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** After the type and a colon: `value`, `hashes.'SHA-256'`. */
  readonly path: string;
}

const home = (type: string, path: string, label: string): StixHome => ({ type, value: { [path]: label }, path });
/** RFC 3986, which STIX holds a URL to: other letters are escaped there, and no value is rewritten here. */
const PLAIN_URL = /^[\w!#$%&'()*+,./:;=?@[\]~-]+$/;
/** STIX 2.1, 10.7, by the length in hexadecimal digits. */
const HASHES: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 128: 'SHA-512' };

/** What STIX has a property for, and a value that the property may hold. All else becomes an object of an extension. */
export function stixOf(type: EntityType, label: string): StixHome | null {
  switch (type) {
    case 'email':
      return isMail(label) ? home('email-addr', 'value', label) : null;
    case 'domain':
      return isDomain(label) ? home('domain-name', 'value', label) : null;
    case 'url':
      return isUrl(label) && PLAIN_URL.test(label) ? home('url', 'value', label) : null;
    case 'account':
      return home('user-account', 'account_login', label);
    case 'ip':
      return isIp(label) ? home(label.includes(':') ? 'ipv6-addr' : 'ipv4-addr', 'value', label) : null;
    case 'hash': {
      const algorithm = isHash(label) ? HASHES[label.length] : undefined;
      if (algorithm === undefined) return null;
      return { type: 'file', value: { hashes: { [algorithm]: label } }, path: `hashes.'${algorithm}'` };
    }
    case 'person':
    case 'organisation':
      return home('identity', 'name', label);
    default:
      return null;
  }
}

/** What other programs call the types, in lower case without "maltego." before it. */
const ALIASES: Readonly<Record<string, EntityType>> = {
  ...{
    'email-addr': 'email',
    'ipv4-addr': 'ip',
    'ipv6-addr': 'ip',
    'domain-name': 'domain',
    'user-account': 'account',
    file: 'hash',
  },
  ...{ 'email-message': 'event', identity: 'person', 'threat-actor': 'person', 'phone-number': 'phone' },
  ...{ useraccount: 'account', legalentity: 'organisation', organization: 'organisation', company: 'organisation' },
  ...{ publicbody: 'organisation', cryptowallet: 'wallet', bankaccount: 'bank', event: 'event', image: 'image' },
  ...{ emailaddress: 'email', phonenumber: 'phone', ipv4address: 'ip', ipv6address: 'ip', dnsname: 'domain' },
  ...{ website: 'domain', alias: 'account', location: 'address', bitcoinaddress: 'wallet', btcaddress: 'wallet' },
  ...{
    cryptocurrencyaddress: 'wallet',
    ethereumaddress: 'wallet',
    device: 'device',
    username: 'account',
    host: 'domain',
  },
  ...{
    user: 'account',
    customer: 'account',
    seller: 'account',
    buyer: 'account',
    ip_address: 'ip',
    'ip address': 'ip',
  },
};

/** A type of the users' own, as an export of this program names it. */
const OWN = new RegExp(`^${OWN_PREFIX}[\\p{L}\\p{N}-]{1,60}$`, 'u');
/** What a node of a file is: as its type says, in our words or those of other programs; else as its value shows. */
export function entityTypeOf(type: string | null, label: string): EntityType {
  const word = (type ?? '')
    .trim()
    .toLowerCase()
    .replace(/^maltego\./, '');
  if (Object.hasOwn(ENTITY, word)) return word as EntityType;
  if (type !== null && OWN.test(type)) return type as OwnType;
  if (Object.hasOwn(ALIASES, word)) return ALIASES[word] as EntityType;
  return detectEntity(label, type ?? '');
}
