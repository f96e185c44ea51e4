import type { EntityType } from '../entities.ts';
import type { Role } from './roles.ts';
import { number, type Template, type Words } from './template.ts';

interface Ring {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** What accounts share, in words: "device", "IPv4 network /24". */
  readonly word: string;
  readonly type: EntityType;
  readonly link: string;
  /** Name of the column of the result. */
  readonly as: string;
  /** How the value is compared; the column itself where nothing is said. */
  readonly compared?: (words: Words) => string;
  /** Rows that have such a value, beside being filled. */
  readonly only?: (words: Words) => string;
  readonly caveats: readonly string[];
  readonly alternatives: readonly string[];
}

const MOST = 50; // accounts at one value: more are a carrier, a shop or a default, which rings are not

function ring({ id, name, role, word, type, link, as, compared, only, caveats, alternatives }: Ring): Template {
  const where = (words: Words): string => `${words.filled(role)}${only ? ` AND ${only(words)}` : ''}`;
  const source = (words: Words): string => `WITH source AS (
  SELECT ${words.column('account')} AS account, ${compared?.(words) ?? words.column(role)} AS ${as}
  FROM ${words.table}
  WHERE ${words.filled('account')} AND ${where(words)}
)`;
  return {
    id,
    name,
    group: 'Shared attributes',
    finds: `accounts that share one ${word}`,
    needs: ['account', role],
    parameters: [
      number('least', 'Accounts at one value, at least', 2, 2, 10_000),
      number('most', 'Accounts at one value, at most', MOST, 2, 1_000_000),
    ],
    facts: (words) => `${source(words)}, spread AS (
  SELECT ${as}, COUNT(DISTINCT account) AS accounts FROM source GROUP BY ${as}
)
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows,
  (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(DISTINCT account) FROM source) AS accounts,
  (SELECT COUNT(*) FROM spread) AS different,
  (SELECT CASE WHEN COUNT(*) = COUNT(DISTINCT ${as}) THEN COUNT(*) ELSE 0 END FROM source) AS all_different,
  (SELECT COUNT(*) FROM spread WHERE accounts > ${words.value('most')}) AS wide`,
    conditions: [
      { fact: 'accounts', atLeast: 2, refusal: `Fewer than two accounts have a ${word}: {accounts}.` },
      {
        fact: 'different',
        atLeast: 2,
        refusal: `All rows have one and the same ${word}: it describes the table, not a ring.`,
      },
    ],
    notes: [
      {
        when: 'all_different',
        says: `{column ${role}}: every value is different, so none is shared. {instead ${role}}`,
      },
      {
        when: 'left_out',
        says: `{left_out} of {all_rows} rows have no account or no ${word}${only ? ' of that form' : ''} and are left out.`,
      },
      {
        when: 'wide',
        says: `{wide} values are shared by more than {most} accounts and are left out as public or default values; raise the bound to see them.`,
      },
    ],
    sql: (words) => `${source(words)}, links AS (
  SELECT ${as}, account, COUNT(*) AS events FROM source GROUP BY ${as}, account
), spread AS (
  SELECT ${as}, COUNT(*) AS accounts FROM links GROUP BY ${as}
)
SELECT links.${as}, links.account, spread.accounts, links.events
FROM links JOIN spread ON spread.${as} = links.${as}
WHERE spread.accounts BETWEEN ${words.value('least')} AND ${words.value('most')}
ORDER BY spread.accounts DESC, links.${as}, links.account`,
    links: [{ from: { column: 'account', type: 'account' }, to: { column: as, type }, type: link }],
    entities: [],
    claim: `{distinct account|account shares|accounts share} ${word === 'address' ? 'an address' : `a ${word}`} with others ({distinct ${as}} in all).`,
    caveats: ['Values are compared exactly as they stand, upper and lower case apart.', ...caveats],
    alternatives,
  };
}

const IPV4 = '^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$';

export const RINGS: readonly Template[] = [
  ring({
    id: 'ring-device',
    name: 'Shared device',
    role: 'device',
    word: 'device',
    type: 'device',
    link: 'uses device',
    as: 'device',
    caveats: [
      'A fingerprint that is computed from browser settings is the same for many people with the same model.',
      'A device that was sold, repaired or reset may keep its identifier.',
    ],
    alternatives: [
      'A family, a shared flat or an office uses one device.',
      'A phone shop, a library or an internet café set up the accounts.',
      'An app update or an emulator gave all devices one identifier.',
    ],
  }),
  ring({
    id: 'ring-ip',
    name: 'Shared IP address',
    role: 'ip',
    word: 'address',
    type: 'ip',
    link: 'logged in from',
    as: 'ip',
    caveats: [
      'Carriers, offices, schools and VPNs put thousands of people behind one address.',
      'Dynamic addresses change hands: compare times before you say that two people were at one place.',
    ],
    alternatives: [
      'Mobile carriers share addresses (CGNAT).',
      'A VPN, Tor exit or iCloud Private Relay.',
      'A household or a company.',
    ],
  }),
  ring({
    id: 'ring-network',
    name: 'Shared /24 network',
    role: 'ip',
    word: 'IPv4 network /24',
    type: 'other',
    link: 'logged in from',
    as: 'network',
    compared: (words) => words.replaceAll(words.column('ip'), '[.][0-9]+$', '.0/24'),
    only: (words) => words.matches(words.column('ip'), IPV4),
    caveats: [
      'IPv6 addresses are left out: a /24 is a prefix of IPv4.',
      'Neighbours in a /24 need not be customers of one provider contract.',
    ],
    alternatives: ['Customers of one internet provider in one town.', 'A data centre whose range a VPN rents.'],
  }),
  ring({
    id: 'ring-payout',
    name: 'Shared payout account',
    role: 'payout',
    word: 'payout account',
    type: 'payout',
    link: 'cashed out to',
    as: 'payout',
    caveats: ['Masked numbers such as ****1234 are shared by strangers: use the whole number or its hash.'],
    alternatives: [
      'One business sells through several shops that it declared.',
      'Spouses or partners use one bank account.',
      'A payment provider pays out through a collective account.',
    ],
  }),
  ring({
    id: 'ring-phone',
    name: 'Shared phone number',
    role: 'phone',
    word: 'phone number',
    type: 'phone',
    link: 'registered with',
    as: 'phone',
    compared: (words) => words.replaceAll(words.text(words.column('phone')), '[^0-9+]+', ''),
    caveats: [
      'Numbers are compared by their digits; +44 20 … and 020 … stay different.',
      'Numbers are given to new owners after some months.',
    ],
    alternatives: [
      'A household or a shop with one line.',
      'A number that was recycled by the carrier.',
      'A default number that somebody typed to pass a form.',
    ],
  }),
  ring({
    id: 'ring-card',
    name: 'Shared card fingerprint',
    role: 'card',
    word: 'card fingerprint',
    type: 'card',
    link: 'paid with',
    as: 'card',
    caveats: [
      'A fingerprint of one payment provider cannot be compared with that of another.',
      'Virtual cards have new numbers for each purchase: no shared fingerprint is no proof of different people.',
    ],
    alternatives: ['A family card or a company card.', 'A gift card or a corporate purchase card.'],
  }),
  ring({
    id: 'ring-picture',
    name: 'Shared picture',
    role: 'picture',
    word: 'picture hash',
    type: 'image',
    link: 'shares image with',
    as: 'picture',
    caveats: [
      'An exact hash misses a picture that was cropped or saved again; a perceptual hash may hold two different pictures for one.',
    ],
    alternatives: [
      'Stock photos and pictures of the maker that every seller of the product uses.',
      'A default avatar.',
      'Pictures stolen from the one honest account among them.',
    ],
  }),
];
