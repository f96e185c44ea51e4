import {
  addressForm,
  cardForm,
  coordinates,
  deviceForm,
  handleForm,
  hexForm,
  hostForm,
  ibanForm,
  ipForm,
  locationForm,
  mailForm,
  nameForm,
  networkForm,
  phoneForm,
  profileForm,
  refanged,
  transactionForm,
  urlForm,
  vehicleForm,
  walletForm,
  wordsForm,
} from './entity-forms.ts';
import {
  isDevice,
  isDomain,
  isHash,
  isIban,
  isIp,
  isMail,
  isNetwork,
  isPhone,
  isSolana,
  isTransaction,
  isUrl,
  isUserAgent,
  isVin,
  isWallet,
} from './identifiers.ts';
import { OWN_PREFIX, type OwnKind, type OwnType } from './own-types.ts';

/**
 * What a value most likely is. The value itself is never changed. A form that can be told for certain decides; else the
 * name of the column that it comes from, and else (a bare number may be an id, a phone or an amount) it is `other`.
 * @param column as its file calls it: "device_id", "payoutIban"
 */
export function detectEntity(value: string, column = ''): KnownType {
  const text = refanged(value.trim());
  const named = typeOfColumn(column);
  const certain = ENTITY_TYPES.find((type) => entityKind(type).detect?.(text));
  if (certain === 'bank' && named === 'payout') return named;
  if (certain) return certain;
  if (named !== 'other') return named;
  return ENTITY_TYPES.find((type) => entityKind(type).likely?.(text)) ?? 'other';
}
const isHandle = (text: string): boolean => /^@[A-Za-z0-9_.]{2,39}$/.test(text);
/** Decimal degrees with three places at least; two numbers with fewer may be anything. */
function isLocation(text: string): boolean {
  return coordinates(text) !== null && (/°/.test(text) || /\.\d{3,}.*\.\d{3,}/.test(text));
}

/**
 * Words by which columns name what they hold, the telling ones first: the "device" of "user_device_id" says more than its
 * "user", and a "wallet address" is none to send a parcel to.
 */
const COLUMN_WORDS: readonly (readonly [KnownType, RegExp])[] = [
  ['agent', /^(useragent|ua|browser)$/],
  ['cookie', /^(cookie|cookies|idfa|gaid|aaid|adid|advertising)$/],
  ['device', /^(device|devices|fingerprint|imei|imsi|udid|mac|hwid)$/],
  ['email', /^(email|emails|mail|e-mail)$/],
  ['ip', /^(ip|ips|ipv4|ipv6|ipaddress)$/],
  ['network', /^(cidr|asn|subnet|netblock)$/],
  ['phone', /^(phone|phones|msisdn|mobile|tel|telephone)$/],
  ['wallet', /^(wallet|wallets|crypto|btc|eth)$/],
  ['exchange', /^(exchange|vasp)$/],
  // What numbers a payout names one payment, and not the account that is paid.
  ['transaction', /^(payoutids?|payoutno|payoutnumber|payoutref|payoutreference)$/],
  ['payout', /^(payout|payouts)$/],
  ['bank', /^(iban|ibans|bank)$/],
  ['card', /^(card|cards|pan)$/],
  ['transaction', /^(tx|txid|txhash|transaction|transactions|transfer|payment)$/],
  ['order', /^(order|orders)$/],
  ['review', /^(review|reviews)$/],
  ['message', /^(message|messages)$/],
  ['event', /^(event|events|session)$/],
  ['hash', /^(hash|sha256|sha1|md5|checksum)$/],
  ['vehicle', /^(vin|plate|vehicle|licenceplate|licenseplate)$/],
  ['listing', /^(listing|listings|item|product|sku)$/],
  ['image', /^(image|images|photo|picture|avatar)$/],
  ['domain', /^(domain|domains|hostname)$/],
  ['url', /^(url|urls|link|href)$/],
  ['location', /^(coordinates|latlon|latlng|geo|location)$/],
  ['address', /^(address|addresses|street)$/],
  ['organisation', /^(company|organisation|organization|merchant)$/],
  ['username', /^(username|usernames|handle|handles|nickname|screenname)$/],
  ['account', /^(account|accounts|acct|user|users|userid|uid|login|seller|buyer|member|customer|profile)$/],
  ['person', /^(person|name|fullname|firstname|lastname|surname)$/],
];

function typeOfColumn(column: string): KnownType {
  const words = column
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`);
  return COLUMN_WORDS.find(([, said]) => [...pairs, ...words].some((word) => said.test(word)))?.[0] ?? 'other';
}

interface Named {
  readonly type: EntityType;
  readonly label: string;
}

/** Finds what is written exactly like a value, and what is most likely the same value written in another way. */
export function sameValues<E extends Named>(
  entities: readonly E[],
): { exact(value: Named): E | undefined; alike(value: Named): E | undefined } {
  const exactly = new Map(entities.map((entity) => [`${entity.type} ${entity.label}`, entity]));
  const normally = new Map(entities.map((entity) => [normalKey(entity), entity]));
  const exact = (value: Named) => exactly.get(`${value.type} ${value.label}`);
  return { exact, alike: (value) => (exact(value) ? undefined : normally.get(normalKey(value))) };
}

/** Within a list that is not in the case yet: the first of its values that is most likely the same, written in another way. */
export function alikeAmong(values: readonly Named[]): (value: Named) => string | undefined {
  const first = new Map(values.toReversed().map((value) => [normalKey(value), value.label]));
  return (value) => {
    const label = first.get(normalKey(value));
    return label === value.label ? undefined : label;
  };
}

/** What all writings of one value have in common, and no other value has. */
export function normalKey({ type, label }: Named): string {
  // A bank account is the same whether money comes from it or is paid out to it.
  const kind = type === 'payout' && isIban(ibanForm(label)) ? 'bank' : type;
  return `${kind} ${entityKind(kind).normal(label)}`;
}

interface EntityKind {
  /** As headings and lists say it: "E-mail", "E-mails". */
  readonly word: string;
  readonly words: string;
  /** Name of a Blueprint icon. */
  readonly icon: string;
  /** Two letters that stand for the icon in print. */
  readonly letters: string;
  /** Reaches 3:1 against every ground it is drawn on, light, dark and paper, and differs from every other type's. */
  readonly colour: string;
  /** One form for all writings of one value. What shares it is the same value; the value itself is never changed. */
  readonly normal: (text: string) => string;
  /** Whether a value without blanks at its ends is one of these for certain; none where the form alone cannot tell. */
  readonly detect?: (text: string) => boolean;
  /** Whether it is most likely one of these, where the name of its column says nothing. */
  readonly likely?: (text: string) => boolean;
}

/**
 * Every type of entity, in the order in which lists offer them. A new type is one new entry here: the contract, the
 * window and the report read this table. Users' own types are beside it, in `own-types.ts`.
 */
export const ENTITY = {
  account: entry('Account', 'Accounts', 'user', 'Ac', '#0e6ee6', wordsForm),
  person: entry('Person', 'People', 'person', 'Pe', '#997be9', nameForm),
  organisation: entry('Organisation', 'Organisations', 'office', 'Or', '#795de7', nameForm),
  username: entry('Username', 'Usernames', 'tag', 'Us', '#5a82ff', handleForm, undefined, isHandle),
  profile: entry('Social profile', 'Social profiles', 'id-number', 'Sp', '#a041d2', profileForm),
  email: entry('E-mail', 'E-mails', 'envelope', 'Em', '#25998f', mailForm, isMail),
  phone: entry('Phone', 'Phones', 'phone', 'Ph', '#2a805d', phoneForm, isPhone),
  ip: entry('IP address', 'IP addresses', 'ip-address', 'IP', '#c87619', ipForm, isIp),
  network: entry('Network', 'Networks', 'data-lineage', 'Ne', '#6e7328', networkForm, isNetwork),
  device: entry('Device', 'Devices', 'mobile-phone', 'De', '#92883a', deviceForm, isDevice),
  cookie: entry('Advertising id', 'Advertising ids', 'barcode', 'Co', '#876478', deviceForm),
  agent: entry('User agent', 'User agents', 'application', 'Ua', '#647364', wordsForm, isUserAgent),
  wallet: entry('Wallet', 'Wallets', 'antenna', 'Wa', '#b55967', walletForm, isWallet, isSolana),
  exchange: entry('Exchange or service', 'Exchanges and services', 'exchange', 'Ex', '#d25fdc', nameForm),
  transaction: entry('Transaction', 'Transactions', 'swap-horizontal', 'Tx', '#d33d17', transactionForm, isTransaction),
  payout: entry('Payout method', 'Payout methods', 'dollar', 'Po', '#db2c6f', ibanForm),
  bank: entry('Bank account', 'Bank accounts', 'bank-account', 'Ba', '#d73ca5', ibanForm, isIban),
  card: entry('Payment card', 'Payment cards', 'credit-card', 'Ca', '#a854a8', cardForm),
  address: entry('Postal address', 'Postal addresses', 'map-marker', 'Ad', '#ab7a9f', addressForm),
  location: entry('Location', 'Locations', 'geolocation', 'Lo', '#28a05f', locationForm, undefined, isLocation),
  domain: entry('Domain', 'Domains', 'globe-network', 'Do', '#14799c', hostForm, isDomain),
  url: entry('URL', 'URLs', 'link', 'UR', '#4c89cc', urlForm, isUrl),
  image: entry('Picture', 'Pictures', 'media', 'Im', '#5a8a00', wordsForm),
  document: entry('Document', 'Documents', 'document', 'Dc', '#505aff', wordsForm),
  hash: entry('File hash', 'File hashes', 'key', 'Ha', '#8787be', hexForm, undefined, isHash),
  listing: entry('Listing', 'Listings', 'shop', 'Li', '#946638', wordsForm),
  order: entry('Order', 'Orders', 'shopping-cart', 'Od', '#d2736e', wordsForm),
  review: entry('Review', 'Reviews', 'star', 'Re', '#a58773', wordsForm),
  message: entry('Message', 'Messages', 'chat', 'Me', '#dc64a0', wordsForm),
  vehicle: entry('Vehicle', 'Vehicles', 'drive-time', 'Ve', '#f0003c', vehicleForm, undefined, isVin),
  event: entry('Event', 'Events', 'calendar', 'Ev', '#726aac', wordsForm),
  other: entry('Other', 'Others', 'circle', 'Ot', '#77828c', wordsForm),
} as const satisfies Record<string, EntityKind>;

function entry(
  word: string,
  words: string,
  icon: string,
  letters: string,
  colour: string,
  normal: EntityKind['normal'],
  detect?: EntityKind['detect'],
  likely?: EntityKind['likely'],
): EntityKind {
  return { word, words, icon, letters, colour, normal, ...(detect && { detect }), ...(likely && { likely }) };
}

export type KnownType = keyof typeof ENTITY;
/** A type of this table, or one of the users' own. */
export type EntityType = KnownType | OwnType;
export const ENTITY_TYPES = Object.keys(ENTITY) as [KnownType, ...KnownType[]];
export const isKnownType = (type: string): type is KnownType => Object.hasOwn(ENTITY, type);
/** What a type is called and how it is drawn. @param own the users' own types that are known here */
export function entityKind(type: EntityType, own: readonly OwnKind[] = []): EntityKind {
  if (isKnownType(type)) return ENTITY[type];
  const found = own.find(({ id }) => id === type);
  const word = found?.name ?? type.slice(OWN_PREFIX.length);
  return {
    ...ENTITY.other,
    word,
    words: word,
    letters: (word.match(/[\p{L}\p{N}]/gu) ?? []).slice(0, 2).join(''),
    ...(found && { icon: found.icon, colour: found.colour }),
  };
}

/** Offered while the type of a link is typed; any other words are as good. */
export const LINK_TYPES: readonly string[] = [
  'uses device',
  'logged in from',
  'registered with',
  'paid to',
  'received from',
  'cashed out to',
  'sent message to',
  'shares image with',
  'same person as',
  'controls',
  'owns',
  'works with',
  'listed',
  'mentions',
  'evidence of',
  'related to',
];
