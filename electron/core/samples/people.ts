/** Numbers that are the same on every machine: integer arithmetic only. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
  /** `length` characters of a lower-case alphabet without look-alikes. */
  code(length: number): string;
}

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** xorshift32 (Marsaglia, "Xorshift RNGs", 2003). Good enough to scatter sample rows; never for secrets. */
export function seeded(seed: number): Random {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const whole = (least: number, most: number) => least + (next() % (most - least + 1));
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T;
  return {
    whole,
    pick,
    chance: (percent) => whole(1, 100) <= percent,
    code: (length) => Array.from({ length }, () => pick([...ALPHABET])).join(''),
  };
}

/** Names, places and things for the accounts that are not of the ring. All made up. */
const FIRST =
  'Ada Bela Cato Dina Emre Faye Goran Hana Ines Jonas Kaya Leif Mira Nils Oona Pavel Quinn Rosa Samir Tova Ulla Viktor Wanda Yara Zoltan'.split(
    ' ',
  );
const LAST =
  'Ashdown Birkholt Calder Drava Eastley Farrow Grimsel Holm Ilves Jarrow Kestrel Lindqvist Marlow Norrland Oakes Pereval Quill Rask Solberg Thorne Underhill Vance Wexley Yarrow Zander'.split(
    ' ',
  );
const OTHER_SCRIPTS = [
  'Мария Лесная',
  'Γιώργος Αλυκός',
  'ليلى النور',
  'מיכל שחר',
  'अनिता देव',
  'สมชาย ใจดี',
  '山田 花子',
  '林 小雨',
  '김 하늘',
  'Çağla Öz',
  'Łukasz Żak',
  'Nguyễn Ánh',
];
const PLACES: readonly (readonly [country: string, postcode: string])[] = [
  ['US', '02134'],
  ['US', '07030'],
  ['US', '94110'],
  ['DE', '01067'],
  ['GB', 'EH1 1AA'],
  ['FR', '06000'],
  ['PL', '00-001'],
  ['CA', 'K1A 0B1'],
  ['ES', '08001'],
  ['JP', '060-0001'],
];
export const ITEMS = [
  'field recorder',
  'brass lamp',
  'film camera',
  'turntable',
  'wool coat',
  'bike frame',
  'synthesizer',
  'drafting table',
  'wall clock',
  'tent',
];
export const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_3) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'PinewickApp/5.8 (Android 14)',
];

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly postcode: string;
  readonly device: string;
  readonly ip: string;
  readonly agent: string;
  readonly payout: string;
}

export const NOISE_ACCOUNTS = 389;

/** Everyone else on the market. A few households share a device, as real ones do. */
export function bystanders(random: Random): Person[] {
  const people: Person[] = [];
  for (let index = 0; index < NOISE_ACCOUNTS; index++) {
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    const foreign = index % 30 === 7 ? OTHER_SCRIPTS[Math.floor(index / 30) % OTHER_SCRIPTS.length] : undefined;
    const username = `${first}.${last}${random.whole(1, 99)}`.toLowerCase();
    const [country, postcode] = random.pick(PLACES);
    const home = people[index - 1];
    const sharesHome = home !== undefined && index % 40 === 11;
    people.push({
      id: `ac_${random.code(6)}`,
      username,
      displayName: foreign ?? `${first} ${last}`,
      email: `${username}@${random.pick(['example.com', 'example.org', 'mail.example.net'])}`,
      phone: `+1 ${200 + Math.floor(index / 100) * 11} 555 ${String(100 + (index % 100)).padStart(4, '0')}`,
      country,
      postcode,
      device: sharesHome ? home.device : `dv-${random.code(8)}`,
      ip: sharesHome ? home.ip : homeAddress(random, index),
      agent: random.pick(AGENTS),
      payout: sharesHome ? home.payout : `po_${random.code(8)}`,
    });
  }
  return people;
}

/** Two documentation ranges hold fewer addresses than there are people, so some share one, as behind a provider's gateway. */
const homeAddress = (random: Random, index: number): string =>
  index % 9 === 4
    ? `2001:db8:${(index + 16).toString(16)}::${random.whole(2, 40).toString(16)}`
    : `${random.pick(['192.0.2', '198.51.100'])}.${random.whole(2, 250)}`;
