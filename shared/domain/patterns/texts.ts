import { number, type Template, type Words } from './template.ts';

const written = (words: Words): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.column('text')} AS body,
    TRIM(${words.replaceAll(`LOWER(${words.column('text')})`, words.noWord, ' ')}) AS plain
  FROM ${words.table} WHERE ${words.filled('account')} AND ${words.filled('text')}
), texts AS (
  SELECT plain, MIN(body) AS sample, ROW_NUMBER() OVER (ORDER BY plain) AS text_no FROM source WHERE plain <> '' GROUP BY plain
)`;
/** Jaccard index: P. Jaccard, 1901; of the sets of words. */
const nearDuplicates: Template = {
  id: 'near-duplicates',
  name: 'Near-duplicate texts',
  group: 'Words and reviews',
  finds: 'accounts whose texts use nearly the same words',
  needs: ['account', 'text'],
  parameters: [
    number('alike', 'Words in common, at least (%)', 80, 30, 100),
    number('words', 'Different words in a text, at least', 5, 1, 1000),
  ],
  facts: (words) => `WITH ${written(words)}
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(DISTINCT account) FROM source) AS accounts, (SELECT COUNT(*) FROM texts) AS different`,
  conditions: [
    { fact: 'accounts', atLeast: 2, refusal: 'Fewer than two accounts wrote a text.' },
    {
      fact: 'different',
      atMost: 3000,
      refusal:
        'There are {different} different texts, and each is compared with each: select at most 3,000, by time or by item.',
    },
  ],
  notes: [{ when: 'left_out', says: '{left_out} of {all_rows} rows have no account or no text and are left out.' }],
  sql: (words) => `WITH ${written(words)}, words AS (
  ${words.words('texts', 'text_no', 'plain')}
), sizes AS (
  SELECT text_no, COUNT(*) AS n FROM words GROUP BY text_no HAVING COUNT(*) >= ${words.value('words')}
), shared AS (
  SELECT one.text_no AS text_a, other.text_no AS text_b, COUNT(*) AS n
  FROM words AS one JOIN words AS other ON other.word = one.word AND other.text_no > one.text_no
  GROUP BY one.text_no, other.text_no
), alike AS (
  SELECT shared.text_a, shared.text_b, 100.0 * shared.n / (a.n + b.n - shared.n) AS alike
  FROM shared JOIN sizes AS a ON a.text_no = shared.text_a JOIN sizes AS b ON b.text_no = shared.text_b
  UNION ALL SELECT text_no, text_no, 100.0 FROM sizes
), authors AS (
  SELECT DISTINCT source.account, texts.text_no, texts.sample FROM source JOIN texts ON texts.plain = source.plain
)
SELECT CASE WHEN x.account < y.account THEN x.account ELSE y.account END AS account,
  CASE WHEN x.account < y.account THEN y.account ELSE x.account END AS other_account,
  MAX(alike.alike) AS alike_percent, COUNT(*) AS pairs, MIN(x.sample) AS example
FROM alike JOIN authors AS x ON x.text_no = alike.text_a JOIN authors AS y ON y.text_no = alike.text_b
WHERE alike.alike >= ${words.value('alike')} AND x.account <> y.account
  AND (alike.text_a <> alike.text_b OR x.account < y.account)
GROUP BY CASE WHEN x.account < y.account THEN x.account ELSE y.account END, CASE WHEN x.account < y.account THEN y.account ELSE x.account END
ORDER BY alike_percent DESC, account, other_account`,
  links: [
    {
      from: { column: 'account', type: 'account' },
      to: { column: 'other_account', type: 'account' },
      type: 'writes like',
    },
  ],
  entities: [],
  claim: '{found|pair|pairs} of accounts wrote nearly the same texts.',
  caveats: [
    'Texts are compared by their sets of words, case, order and punctuation apart (Jaccard index).',
    'Short texts are alike by chance; raise the number of words where many are.',
    'Words are told by blanks: languages that write none, such as Chinese, are compared as whole texts.',
  ],
  alternatives: [
    'A text that the platform or the maker offers.',
    'A quotation, a form letter or a chain message.',
    'One person with several declared accounts.',
  ],
};

const reviews = (words: Words): string => `source AS (
  SELECT DISTINCT ${words.column('account')} AS account, ${words.column('item')} AS item FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.filled('item')}
), busy AS (
  SELECT item, COUNT(*) AS n FROM source GROUP BY item
)`;
const coReview: Template = {
  id: 'co-review',
  name: 'Co-review',
  group: 'Words and reviews',
  finds: 'accounts that review the same items',
  needs: ['account', 'item'],
  parameters: [
    number('least', 'Items in common, at least', 3, 2, 10_000),
    number('alike', 'Items in common of all that both have, at least (%)', 50, 1, 100),
    number('most', 'Accounts at one item, at most', 200, 2, 100_000),
  ],
  facts: (words) => `WITH ${reviews(words)}
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows,
  (SELECT COUNT(*) FROM ${words.table} WHERE NOT (${words.filled('account')} AND ${words.filled('item')})) AS left_out,
  (SELECT COUNT(DISTINCT account) FROM source) AS accounts, (SELECT COUNT(*) FROM busy) AS items,
  (SELECT COUNT(*) FROM busy WHERE n > ${words.value('most')}) AS popular`,
  conditions: [
    { fact: 'accounts', atLeast: 2, refusal: 'Fewer than two accounts have an item.' },
    {
      fact: 'items',
      atLeast: 'least',
      refusal: 'There are {items} items; two accounts cannot have {least} in common.',
    },
  ],
  notes: [
    { when: 'left_out', says: '{left_out} of {all_rows} rows have no account or no item and are left out.' },
    {
      when: 'popular',
      says: '{popular} items have more than {most} accounts: sharing them says little, and they do not count as shared.',
    },
  ],
  sql: (words) => `WITH ${reviews(words)}, kept AS (
  SELECT source.account, source.item FROM source JOIN busy ON busy.item = source.item WHERE busy.n <= ${words.value('most')}
), sizes AS (
  SELECT account, COUNT(*) AS n FROM source GROUP BY account
), shared AS (
  SELECT one.account AS account, other.account AS other_account, COUNT(*) AS n
  FROM kept AS one JOIN kept AS other ON other.item = one.item AND other.account > one.account
  GROUP BY one.account, other.account HAVING COUNT(*) >= ${words.value('least')}
)
SELECT shared.account, shared.other_account, shared.n AS items_in_common, 100.0 * shared.n / (a.n + b.n - shared.n) AS alike_percent
FROM shared JOIN sizes AS a ON a.account = shared.account JOIN sizes AS b ON b.account = shared.other_account
WHERE 100.0 * shared.n / (a.n + b.n - shared.n) >= ${words.value('alike')}
ORDER BY alike_percent DESC, items_in_common DESC, shared.account, shared.other_account`,
  links: [
    {
      from: { column: 'account', type: 'account' },
      to: { column: 'other_account', type: 'account' },
      type: 'reviews the same as',
    },
  ],
  entities: [],
  claim: '{found|pair|pairs} of accounts review the same items.',
  caveats: ['Alike is the Jaccard index of the items of both; it says nothing of stars or times: look at these next.'],
  alternatives: [
    'Fans of one maker or one author.',
    'People who bought a bundle, or took part in a test programme.',
    'A family.',
  ],
};

export const TEXTS: readonly Template[] = [nearDuplicates, coReview];
