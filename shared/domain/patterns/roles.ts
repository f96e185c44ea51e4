import type { Reading } from '../readings.ts';

/** What a column can be for a pattern. A column is bound to a role by its header and reading first, and by the user after that. */
export const ROLES = {
  account: {
    word: 'Account',
    says: 'who acts: account, user, seller, reviewer, sender',
    headers:
      /^(?:account|acct|user|member|customer|seller|buyer|profile|reviewer|login)(?:[ _-]?(?:id|no|number|name))?$|^(?:uid|username|handle)$/,
  },
  counterparty: {
    word: 'Counterparty',
    says: 'who receives what the account sends',
    headers: /^(?:counterparty|receiver|recipient|beneficiary|payee|to|to[ _-]?(?:account|address|user)|destination)$/,
  },
  time: {
    word: 'Time',
    says: 'when it happened, with the time of day',
    headers:
      /^(?:time|timestamp|ts|at|when|date|datetime|created|occurred)(?:[ _-]?(?:at|on|time|utc))?$|(?:_at|_time|[ _-]?date)$/,
    kinds: ['time', 'epoch', 'date'],
  },
  device: {
    word: 'Device',
    says: 'device or browser fingerprint',
    headers: /^(?:device|fingerprint|browser|udid|imei|hwid|idfa|gaid)(?:[ _-]?(?:id|hash|fingerprint))?$/,
  },
  ip: {
    word: 'IP address',
    says: 'address it came from',
    headers: /^(?:ip|ip[ _-]?addr(?:ess)?|client[ _.-]?ip(?:[ _-]?address)?|remote[ _-]?host|ipv4)$/,
  },
  payout: {
    word: 'Payout account',
    says: 'where money goes: IBAN, bank account, wallet',
    headers: /^(?:payout|iban|bank|wallet)(?:[ _-]?(?:id|account|iban|address|no|number))*$/,
    numbered: /^payout[ _-]?(?:id|no|number)?$/,
  },
  phone: {
    word: 'Phone',
    says: 'phone number',
    headers: /^(?:phone|mobile|msisdn|tel|telephone)(?:[ _-]?(?:no|number))?$/,
  },
  card: {
    word: 'Card fingerprint',
    says: 'fingerprint or token of a card, not its number',
    headers:
      /^card(?:[ _-]?(?:fingerprint|id|token|hash))?$|^(?:pan|payment[ _-]?method)(?:[ _-]?(?:hash|fingerprint|id))?$/,
  },
  picture: {
    word: 'Picture hash',
    says: 'hash of a picture, exact or perceptual',
    headers: /^(?:picture|image|photo|avatar)[ _-]?(?:hash|phash|sha256|md5)$|^(?:phash|dhash|image_id)$/,
  },
  amount: {
    word: 'Amount',
    says: 'sum of money, in one currency',
    headers:
      /^(?:amount|value|sum|total|gross|net|price|paid|refund)(?:[ _-]?(?:amount|eur|usd|gbp|value|paid))?$|amount$/,
    kinds: ['decimal', 'integer', 'real'],
  },
  country: {
    word: 'Country',
    says: 'country, as code or name',
    headers: /^(?:country|geo|ip|billing)?[ _-]?country(?:[ _-]?code)?$|^(?:cc|geo)$/,
  },
  latitude: {
    word: 'Latitude',
    says: 'degrees, -90 to 90',
    headers: /^lat(?:itude)?$|[ _.-]lat(?:itude)?$/,
    kinds: ['decimal', 'real', 'integer'],
  },
  longitude: {
    word: 'Longitude',
    says: 'degrees, -180 to 180',
    headers: /^(?:lon|lng|long|longitude)$|[ _.-](?:lon|lng|longitude)$/,
    kinds: ['decimal', 'real', 'integer'],
  },
  outcome: {
    word: 'Outcome',
    says: 'words that tell failure from success',
    headers: /^(?:outcome|result|status|success|event|message|content|action)(?:[ _.-]?(?:result|type|name|code))?$/,
  },
  text: {
    word: 'Text',
    says: 'text of a message, review or listing',
    headers: /^(?:text|message|body|review|comment|description|content|title)(?:[ _-]?text)?$/,
    kinds: ['text'],
  },
  item: {
    word: 'Item',
    says: 'what is reviewed, bought or listed',
    headers: /^(?:item|product|listing|sku|asin|order)(?:[ _-]?(?:id|no|number))?$/,
  },
} as const satisfies Record<string, RoleFacts>;

interface RoleFacts {
  readonly word: string;
  readonly says: string;
  /** Headers of columns that have it, in lower case. */
  readonly headers: RegExp;
  /** Headers among them that often number the rows instead: taken where no other column fits. */
  readonly numbered?: RegExp;
  /** Readings that it needs; any where none is named. */
  readonly kinds?: readonly Reading['kind'][];
}
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];
export type Mapping = Readonly<Partial<Record<Role, string>>>;

export interface MappedColumn {
  readonly name: string;
  readonly header: string;
  readonly reading: Reading | null;
}

const plainHeader = (header: string): string =>
  header
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .trim();

/** Senders of a table of payments are its accounts, where no column is called so. */
const SENDER = /^(?:from|sender|payer|from[ _-]?(?:account|address|user)|source)$/;

/** Columns whose header and reading fit a role, those first that do not look like a number of the row. */
export function fittingColumns(role: Role, columns: readonly MappedColumn[]): MappedColumn[] {
  const { headers, numbered, kinds }: RoleFacts = ROLES[role];
  const header = (of: MappedColumn): string => plainHeader(of.header || of.name);
  return columns
    .filter(
      (each) => headers.test(header(each)) && (!kinds || (each.reading !== null && kinds.includes(each.reading.kind))),
    )
    .toSorted((a, b) => Number(numbered?.test(header(a)) ?? false) - Number(numbered?.test(header(b)) ?? false));
}

/** The role that a column has most likely; the first fitting column gets it. What fits nothing stays open. */
export function suggestedMapping(columns: readonly MappedColumn[]): Mapping {
  const found: Partial<Record<Role, string>> = {};
  for (const role of ROLE_NAMES) {
    const [column] = fittingColumns(role, columns);
    if (column) found[role] = column.name;
  }
  const sender = columns.find(({ header, name }) => SENDER.test(plainHeader(header || name)));
  if (sender && (found.account === undefined || found.counterparty !== undefined)) found.account ??= sender.name;
  // A table with one column of times has its time there, whatever the column is called.
  const times = columns.filter(({ reading }) => reading?.kind === 'time' || reading?.kind === 'epoch');
  if (found.time === undefined && times.length === 1 && times[0]) found.time = times[0].name;
  return found;
}

export const rolesWords = (roles: readonly Role[]): string => roles.map((role) => ROLES[role].word).join(', ');
