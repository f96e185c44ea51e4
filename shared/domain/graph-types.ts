import { detectEntity, ENTITY, type EntityType } from './entities.ts';
import { isIp } from './identifiers.ts';
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

/** The object and the property of STIX that hold a value of a type; what has none becomes an object of an extension. */
export function stixOf(type: EntityType, label: string): { readonly type: string; readonly property: string } | null {
  switch (type) {
    case 'email':
      return { type: 'email-addr', property: 'value' };
    case 'domain':
      return { type: 'domain-name', property: 'value' };
    case 'url':
      return { type: 'url', property: 'value' };
    case 'account':
      return { type: 'user-account', property: 'account_login' };
    case 'ip':
      return isIp(label) ? { type: label.includes(':') ? 'ipv6-addr' : 'ipv4-addr', property: 'value' } : null;
    case 'person':
    case 'organisation':
      return { type: 'identity', property: 'name' };
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
