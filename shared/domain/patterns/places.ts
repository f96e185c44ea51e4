import { number, type Template, type Words } from './template.ts';

const degrees = (words: Words): readonly [string, string] => [
  words.real(words.column('latitude')),
  words.real(words.column('longitude')),
];
const placed = (words: Words): string => {
  const [latitude, longitude] = degrees(words);
  return `given_rows AS (
  SELECT ${words.column('account')} AS account, ${words.seconds(words.column('time'))} AS sec, ${words.column('time')} AS seen,
    ${latitude} AS lat, ${longitude} AS lon
  FROM ${words.table}
), source AS (
  SELECT account, sec, seen, lat, lon FROM given_rows
  WHERE account IS NOT NULL AND sec IS NOT NULL AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180 AND (lat <> 0 OR lon <> 0)
)`;
};

const travel: Template = {
  id: 'impossible-travel',
  name: 'Impossible travel (coordinates)',
  group: 'Time and place',
  finds: 'accounts that are at two places between which nobody travels in the time',
  needs: ['account', 'time', 'latitude', 'longitude'],
  parameters: [
    number('kmh', 'Faster than (km/h)', 900, 1, 100_000),
    number('km', 'Distance at least (km)', 500, 1, 20_100),
  ],
  facts: (words) => `WITH ${placed(words)}, visits AS (
  SELECT account, COUNT(*) AS n FROM source GROUP BY account
)
SELECT (SELECT COUNT(*) FROM given_rows) AS all_rows,
  (SELECT COUNT(*) FROM given_rows) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(*) FROM given_rows WHERE lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180) AS out_of_range,
  (SELECT COUNT(*) FROM given_rows WHERE lat = 0 AND lon = 0) AS zero_zero,
  (SELECT COUNT(*) FROM visits WHERE n > 1) AS accounts,
  (SELECT SUM(CASE WHEN sec - 86400 * FLOOR(sec / 86400) > 0 THEN 1 ELSE 0 END) FROM source) AS with_clock`,
  conditions: [
    {
      fact: 'out_of_range',
      atMost: 0,
      refusal:
        '{out_of_range|row has|rows have} a latitude beyond 90 or a longitude beyond 180 degrees: the columns may be exchanged, or be no degrees.',
    },
    { fact: 'accounts', atLeast: 1, refusal: 'No account has two rows with a time and coordinates.' },
    { fact: 'with_clock', atLeast: 1, refusal: 'No time has a time of day: speeds cannot be told from dates.' },
  ],
  notes: [
    { when: 'left_out', says: '{left_out} of {all_rows} rows have no account, time or coordinates and are left out.' },
    {
      when: 'zero_zero',
      says: '{zero_zero} rows stand at 0, 0, which is how many programs write "unknown"; they are left out.',
    },
  ],
  sql: (words) => `WITH ${placed(words)}, steps AS (
  SELECT account, seen, sec, lat, lon,
    LAG(seen) OVER (PARTITION BY account ORDER BY sec, lat, lon) AS left_at,
    LAG(sec) OVER (PARTITION BY account ORDER BY sec, lat, lon) AS left_sec,
    LAG(lat) OVER (PARTITION BY account ORDER BY sec, lat, lon) AS left_lat,
    LAG(lon) OVER (PARTITION BY account ORDER BY sec, lat, lon) AS left_lon
  FROM source
), measured AS (
  SELECT account, left_at, left_lat, left_lon, seen AS arrived_at, lat, lon, (sec - left_sec) / 3600.0 AS hours,
    ${words.km('left_lat', 'left_lon', 'lat', 'lon')} AS km
  FROM steps WHERE left_sec IS NOT NULL
)
SELECT account, left_at, left_lat, left_lon, arrived_at, lat, lon, km, hours, km / NULLIF(hours, 0) AS km_per_hour
FROM measured
WHERE km >= ${words.value('km')} AND km > ${words.value('kmh')} * hours
ORDER BY account, arrived_at`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|journey of an account was|journeys of accounts were} faster than {kmh} km/h.',
  caveats: [
    'Most such alerts are false: a VPN, iCloud Private Relay, a mobile gateway or a proxy moves an address, not a person.',
    'Coordinates of an IP address are those of a provider, often wrong by hundreds of kilometres.',
    'Each step is from the last row at one place to the first at the next; distances on a sphere, 6,371.0088 km in radius.',
  ],
  alternatives: [
    'A VPN that is switched on or off.',
    'A session that stays signed in on a computer at home.',
    'Two people who share the account openly.',
    'A server or an app of the customer that acts for him.',
  ],
};

const inCountry = (words: Words): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.seconds(words.column('time'))} AS sec, ${words.column('time')} AS seen, ${words.column('country')} AS country
  FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.filled('country')} AND ${words.seconds(words.column('time'))} IS NOT NULL
)`;
const countryChange: Template = {
  id: 'country-change',
  name: 'Impossible travel (countries)',
  group: 'Time and place',
  finds: 'accounts that change country faster than a flight takes',
  needs: ['account', 'time', 'country'],
  parameters: [number('hours', 'Hours between both, less than', 2, 0.01, 48)],
  facts: (words) => `WITH ${inCountry(words)}
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - COUNT(*) AS left_out,
  COUNT(DISTINCT account) AS accounts, COUNT(DISTINCT country) AS countries,
  SUM(CASE WHEN sec - 86400 * FLOOR(sec / 86400) > 0 THEN 1 ELSE 0 END) AS with_clock FROM source`,
  conditions: [
    {
      fact: 'countries',
      atLeast: 2,
      refusal: 'The rows name fewer than two countries: nobody can change between them.',
    },
    {
      fact: 'countries',
      atMost: 300,
      refusal:
        'The column has {countries} different values; there are some 250 countries. It may hold cities or regions.',
    },
    { fact: 'with_clock', atLeast: 1, refusal: 'No time has a time of day: hours cannot be told from dates.' },
  ],
  notes: [
    { when: 'left_out', says: '{left_out} of {all_rows} rows have no account, time or country and are left out.' },
  ],
  sql: (words) => `WITH ${inCountry(words)}, steps AS (
  SELECT account, seen, sec, country,
    LAG(country) OVER (PARTITION BY account ORDER BY sec, country) AS left_country,
    LAG(seen) OVER (PARTITION BY account ORDER BY sec, country) AS left_at,
    LAG(sec) OVER (PARTITION BY account ORDER BY sec, country) AS left_sec
  FROM source
)
SELECT account, left_country, left_at, country, seen AS arrived_at, (sec - left_sec) / 3600.0 AS hours
FROM steps WHERE country <> left_country AND sec - left_sec < ${words.value('hours')} * 3600
ORDER BY account, arrived_at`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|change|changes} of country took less than {hours} hours.',
  caveats: [
    'Neighbouring countries are crossed in minutes: look at the pair, not at the count. With coordinates the other template tells distances.',
    'The country of an IP address is that of a provider: VPN, relay and roaming move it.',
  ],
  alternatives: [
    'A VPN that is switched on or off.',
    'A phone that roams near a border.',
    'A provider whose addresses are listed in another country.',
  ],
};

const rare = (words: Words): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.column('country')} AS country FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.filled('country')}
)`;
const rareCountry: Template = {
  id: 'rare-country',
  name: 'Rare country of an account',
  group: 'Time and place',
  finds: 'countries from which an account hardly ever acts',
  needs: ['account', 'country'],
  parameters: [
    number('share', 'Share of the account’s events, less than (%)', 5, 0.01, 50),
    number('least', 'Events of an account, at least', 20, 2, 1e9),
  ],
  facts: (words) => `WITH ${rare(words)}, sizes AS (SELECT account, COUNT(*) AS n FROM source GROUP BY account)
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(DISTINCT country) FROM source) AS countries, (SELECT COUNT(*) FROM sizes WHERE n >= ${words.value('least')}) AS accounts,
  (SELECT COUNT(*) FROM sizes WHERE n < ${words.value('least')}) AS small`,
  conditions: [
    { fact: 'countries', atLeast: 2, refusal: 'The rows name fewer than two countries.' },
    {
      fact: 'countries',
      atMost: 300,
      refusal:
        'The column has {countries} different values; there are some 250 countries. It may hold cities or regions.',
    },
    {
      fact: 'accounts',
      atLeast: 1,
      refusal: 'No account has {least} events: what is rare cannot be told from so few.',
    },
  ],
  notes: [
    { when: 'left_out', says: '{left_out} of {all_rows} rows have no account or no country and are left out.' },
    { when: 'small', says: '{small} accounts have fewer than {least} events and are not judged.' },
  ],
  sql: (words) => `WITH ${rare(words)}, sizes AS (
  SELECT account, COUNT(*) AS events FROM source GROUP BY account
), here AS (
  SELECT account, country, COUNT(*) AS events_there FROM source GROUP BY account, country
)
SELECT here.account, here.country, here.events_there, sizes.events, 100.0 * here.events_there / sizes.events AS share
FROM here JOIN sizes ON sizes.account = here.account
WHERE sizes.events >= ${words.value('least')} AND 100.0 * here.events_there / sizes.events < ${words.value('share')}
ORDER BY share, here.account, here.country`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|time|times} an account acted from a country that is rare for it.',
  caveats: [
    'Countries are compared as they are written: GB and UK are two.',
    'The country of an IP address is that of a provider.',
  ],
  alternatives: ['A holiday or a business trip.', 'A VPN.', 'An address range that was sold to another country.'],
};

export const PLACES: readonly Template[] = [travel, countryChange, rareCountry];
