import {
  digitsForm,
  hexForm,
  hostForm,
  ibanForm,
  isDevice,
  isDomain,
  isIban,
  isIp,
  isMail,
  isPhone,
  isTransaction,
  isUrl,
  isWallet,
  mailForm,
  nameForm,
  urlForm,
  walletForm,
  wordsForm,
} from './identifiers.ts';

/**
 * What a value most likely is. The value itself is never changed. A form that can be told for certain decides; else the
 * name of the column that it comes from, and else (a bare number may be an id, a phone or an amount) it is `other`.
 * @param column as its file calls it: "device_id", "payoutIban"
 */
export function detectEntity(value: string, column = ''): EntityType {
  const text = value.trim();
  return ENTITY_TYPES.find((type) => ENTITY[type].detect?.(text)) ?? typeOfColumn(column);
}

/**
 * Words by which columns name what they hold, the telling ones first: the "device" of "user_device_id" says more than its
 * "user", and a "wallet address" is none to send a parcel to.
 */
const COLUMN_WORDS: readonly (readonly [EntityType, RegExp])[] = [
  ['device', /^(device|devices|fingerprint|imei|imsi|idfa|gaid|udid|mac|hwid)$/],
  ['email', /^(email|emails|mail|e-mail)$/],
  ['ip', /^(ip|ips|ipv4|ipv6|ipaddress)$/],
  ['phone', /^(phone|phones|msisdn|mobile|tel|telephone)$/],
  ['wallet', /^(wallet|wallets|crypto|btc|eth)$/],
  ['payout', /^(payout|payouts|iban|ibans|bank)$/],
  ['card', /^(card|cards|pan)$/],
  ['transaction', /^(tx|txid|txhash|transaction|transactions|transfer|payment)$/],
  ['event', /^(order|orders|event|events|session)$/],
  ['listing', /^(listing|listings|item|product|sku)$/],
  ['image', /^(image|images|photo|picture|avatar)$/],
  ['domain', /^(domain|domains|hostname)$/],
  ['url', /^(url|urls|link|href)$/],
  ['address', /^(address|addresses|street)$/],
  ['organisation', /^(company|organisation|organization|merchant)$/],
  [
    'account',
    /^(account|accounts|acct|user|users|username|userid|uid|login|handle|seller|buyer|member|customer|profile)$/,
  ],
  ['person', /^(person|name|fullname|firstname|lastname|surname)$/],
];

function typeOfColumn(column: string): EntityType {
  const words = column
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return COLUMN_WORDS.find(([, said]) => words.some((word) => said.test(word)))?.[0] ?? 'other';
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
export const normalKey = ({ type, label }: Named): string => `${type} ${ENTITY[type].normal(label)}`;

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
  /** Whether a value without blanks at its ends is one of these for certain; none where the form alone cannot tell. */
  readonly detect?: (text: string) => boolean;
  /** One form for all writings of one value. What shares it is most likely the same; the value itself is never changed. */
  readonly normal: (text: string) => string;
}

/**
 * Every type of entity, in the order in which lists offer them. A new type is one new entry here: the contract, the
 * window and the report read this table.
 */
export const ENTITY = {
  account: entry('Account', 'Accounts', 'user', 'Ac', '#0e6ee6', wordsForm),
  person: entry('Person', 'People', 'person', 'Pe', '#997be9', nameForm),
  organisation: entry('Organisation', 'Organisations', 'office', 'Or', '#795de7', nameForm),
  email: entry('E-mail', 'E-mails', 'envelope', 'Em', '#25998f', mailForm, isMail),
  phone: entry('Phone', 'Phones', 'phone', 'Ph', '#2a805d', digitsForm, isPhone),
  ip: entry('IP address', 'IP addresses', 'ip-address', 'IP', '#c87619', hostForm, isIp),
  device: entry('Device', 'Devices', 'mobile-phone', 'De', '#92883a', hexForm, isDevice),
  wallet: entry('Wallet', 'Wallets', 'antenna', 'Wa', '#b55967', walletForm, isWallet),
  transaction: entry('Transaction', 'Transactions', 'swap-horizontal', 'Tx', '#d33d17', hexForm, isTransaction),
  payout: entry('Payout account', 'Payout accounts', 'bank-account', 'Po', '#db2c6f', ibanForm, isIban),
  card: entry('Card', 'Cards', 'credit-card', 'Ca', '#a854a8', digitsForm),
  address: entry('Postal address', 'Postal addresses', 'map-marker', 'Ad', '#ab7a9f', nameForm),
  domain: entry('Domain', 'Domains', 'globe-network', 'Do', '#14799c', hostForm, isDomain),
  url: entry('URL', 'URLs', 'link', 'UR', '#4c89cc', urlForm, isUrl),
  image: entry('Image', 'Images', 'media', 'Im', '#5a8a00', wordsForm),
  listing: entry('Listing', 'Listings', 'shop', 'Li', '#946638', wordsForm),
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
): EntityKind {
  return { word, words, icon, letters, colour, normal, ...(detect ? { detect } : {}) };
}

export type EntityType = keyof typeof ENTITY;
export const ENTITY_TYPES = Object.keys(ENTITY) as [EntityType, ...EntityType[]];

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
