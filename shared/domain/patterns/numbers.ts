import { number, type Template, type Words } from './template.ts';

interface Benford {
  readonly id: string;
  readonly name: string;
  readonly word: string;
  readonly first: number;
  readonly last: number;
  /** Digits that are read off: two for the second digit, whose first is then left out. */
  readonly digits: 1 | 2;
  readonly digit: string;
  /** Share that Benford's law expects of `digit`. */
  readonly expected: (words: Words) => string;
  /** Nigrini's limits of the mean absolute deviation: close, acceptable, marginal conformity; above, nonconformity. */
  readonly limits: readonly [number, number, number];
  readonly least: number;
}

/** Positive amounts with their leading digits; rounded to 9 places, so that 0.3 does not begin with 2. */
const leading = (words: Words, digits: number): string => `source AS (
  SELECT ABS(${words.real(words.column('amount'))}) AS amount FROM ${words.table} WHERE ${words.real(words.column('amount'))} <> 0
), scaled AS (
  SELECT amount, amount / ${words.power('10.0', `FLOOR(${words.log10('amount')})`)} AS mantissa FROM source
), starts AS (
  SELECT amount, CAST(FLOOR(ROUND(${words.real('CASE WHEN mantissa >= 10 THEN mantissa / 10 WHEN mantissa < 1 THEN mantissa * 10 ELSE mantissa END')} * ${10 ** (digits - 1)} * 1000000) / 1000000) AS INTEGER) AS digits FROM scaled
)`;

/**
 * Benford's law by the mean absolute deviation, with Nigrini's limits (Nigrini, Benford's Law, Wiley 2012, table 7.1; also in the R
 * package benford.analysis), and a z statistic for each digit with the correction for continuity (Nigrini 2012, chapter 5).
 */
function benford({
  id,
  name,
  word,
  first,
  last,
  digits,
  digit,
  expected,
  limits: [close, acceptable, marginal],
  least,
}: Benford): Template {
  const list = (words: Words): string =>
    Array.from({ length: last - first + 1 }, (_, at) => `SELECT ${words.real(String(first + at))} AS digit`).join(
      ' UNION ALL ',
    );
  return {
    id,
    name,
    group: 'Numbers',
    finds: `whether the ${word} of the amounts are distributed as Benford’s law expects`,
    needs: ['amount'],
    parameters: [number('least', 'Amounts, at least', least, 100, 1e9)],
    facts: (words) => `WITH source AS (
  SELECT ABS(${words.real(words.column('amount'))}) AS amount FROM ${words.table} WHERE ${words.real(words.column('amount'))} <> 0
), tops AS (SELECT amount, COUNT(*) AS n FROM source GROUP BY amount)
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - COUNT(*) AS left_out, COUNT(*) AS n,
  ${words.log10('MAX(amount)')} - ${words.log10('MIN(amount)')} AS magnitudes,
  100.0 * (SELECT MAX(n) FROM tops) / COUNT(*) AS most_frequent FROM source`,
    conditions: [
      {
        fact: 'n',
        atLeast: 'least',
        refusal:
          'There are {n} amounts other than 0; the test needs {least}. With fewer, chance alone deviates as much.',
      },
      {
        fact: 'magnitudes',
        atLeast: 2,
        refusal:
          'The amounts span {magnitudes} orders of magnitude; the law holds only where they span 2 or more. Prices of one kind, heights and ages never follow it.',
      },
      {
        fact: 'most_frequent',
        atMost: 20,
        refusal:
          '{most_frequent} % of the amounts are one and the same: fixed prices, fees or caps do not follow the law.',
      },
    ],
    notes: [{ when: 'left_out', says: '{left_out} of {all_rows} rows have no amount, or 0, and are left out.' }],
    sql: (words) => `WITH ${leading(words, digits)}, digit_list AS (
  ${list(words)}
), observed AS (
  SELECT ${words.real(digit)} AS digit, COUNT(*) AS n FROM starts GROUP BY ${words.real(digit)}
), total AS (SELECT ${words.real('COUNT(*)')} AS n FROM starts
), shares AS (
  SELECT digit_list.digit, COALESCE(observed.n, 0) AS amounts, COALESCE(observed.n, 0) / total.n AS share,
    ${expected(words)} AS expected, total.n AS n
  FROM digit_list CROSS JOIN total LEFT JOIN observed ON observed.digit = digit_list.digit
), deviation AS (
  SELECT AVG(ABS(share - expected)) AS mad FROM shares
)
SELECT CAST(shares.digit AS INTEGER) AS digit, shares.amounts, shares.share, shares.expected,
  (ABS(share - expected) - CASE WHEN ABS(share - expected) > 1 / (2 * n) THEN 1 / (2 * n) ELSE 0 END) / SQRT(expected * (1 - expected) / n) AS z,
  deviation.mad,
  CASE WHEN mad <= ${close} THEN 'close conformity' WHEN mad <= ${acceptable} THEN 'acceptable conformity'
    WHEN mad <= ${marginal} THEN 'marginally acceptable conformity' ELSE 'nonconformity' END AS verdict
FROM shares CROSS JOIN deviation ORDER BY shares.digit`,
    links: [],
    entities: [],
    verdict: {
      column: 'verdict',
      quiet: ['close conformity', 'acceptable conformity', 'marginally acceptable conformity'],
    },
    claim: `The ${word} of the amounts do not follow Benford’s law.`,
    caveats: [
      'Deviation is a reason to look at the amounts, never proof of fraud.',
      'The law is for amounts that come about freely: not for numbers that are assigned, for prices, or where a cap or a threshold holds.',
      'With very many amounts trivial deviations look significant in z; the verdict goes by the mean absolute deviation, which does not grow with their number.',
    ],
    alternatives: [
      'Fixed prices, fees and subscriptions.',
      'A cap or a minimum of the platform.',
      'Several kinds of payment in one table: test each for itself.',
    ],
  };
}

const SECOND = (words: Words): string =>
  Array.from({ length: 9 }, (_, at) => words.log10(`(1 + 1.0 / (${(at + 1) * 10} + digit_list.digit))`)).join(' + ');

const values = (words: Words): string => `source AS (
  SELECT ${words.column('account')} AS account, ${words.real(words.column('amount'))} AS amount FROM ${words.table}
  WHERE ${words.filled('account')} AND ${words.real(words.column('amount'))} IS NOT NULL
), ranked AS (
  SELECT account, amount, ROW_NUMBER() OVER (ORDER BY amount) AS place, COUNT(*) OVER () AS n FROM source
), middle AS (
  SELECT AVG(amount) AS median FROM ranked WHERE 2 * place BETWEEN n AND n + 2
), distances AS (
  SELECT account, amount, ABS(amount - median) AS distance FROM source CROSS JOIN middle
), ranked_distances AS (
  SELECT distance, ROW_NUMBER() OVER (ORDER BY distance) AS place, COUNT(*) OVER () AS n FROM distances
), spread AS (
  SELECT AVG(distance) AS mad FROM ranked_distances WHERE 2 * place BETWEEN n AND n + 2
)`;
/** Modified z-score: Iglewicz and Hoaglin, How to Detect and Handle Outliers, ASQC 1993; 0.6745 is the 0.75 quantile of the normal distribution. */
const robustZ: Template = {
  id: 'robust-z',
  name: 'Outlying amounts (robust z)',
  group: 'Numbers',
  finds: 'amounts far from the median, measured by the median of all distances (MAD)',
  needs: ['account', 'amount'],
  parameters: [number('cut', 'Modified z-score, beyond', 3.5, 1, 100)],
  facts: (words) => `WITH ${values(words)}
SELECT (SELECT COUNT(*) FROM ${words.table}) AS all_rows, (SELECT COUNT(*) FROM ${words.table}) - (SELECT COUNT(*) FROM source) AS left_out,
  (SELECT COUNT(*) FROM source) AS n, (SELECT median FROM middle) AS median, (SELECT mad FROM spread) AS mad`,
  conditions: [
    { fact: 'n', atLeast: 8, refusal: 'There are {n} amounts; with fewer than 8 none can be called outlying.' },
    {
      fact: 'mad',
      atLeast: 1e-12,
      refusal:
        'More than half of the amounts are equal ({median}), so that the MAD is 0 and every other amount would be outlying. Look at the values that differ instead.',
    },
  ],
  notes: [
    { when: 'left_out', says: '{left_out} of {all_rows} rows have no account or no amount and are left out.' },
    { when: 'n', says: 'Median {median}, MAD {mad}, over {n} amounts.' },
  ],
  sql: (words) => `WITH ${values(words)}
SELECT account, amount, median, mad, 0.6745 * (amount - median) / mad AS modified_z
FROM distances CROSS JOIN middle CROSS JOIN spread
WHERE 0.6745 * distance / NULLIF(mad, 0) > ${words.value('cut')}
ORDER BY distance DESC, account, amount`,
  links: [],
  entities: [{ column: 'account', type: 'account' }],
  claim: '{found|amount is an outlier|amounts are outliers} by their modified z-score.',
  caveats: [
    'Amounts of money are skewed: large ones are outlying although nothing is wrong. Bind their logarithm, or compare like with like.',
    'The cut of 3.5 is that of Iglewicz and Hoaglin (1993).',
  ],
  alternatives: [
    'A wholesale order.',
    'Another currency, or a slipped decimal point.',
    'Several kinds of payment in one table.',
  ],
};

export const NUMBERS: readonly Template[] = [
  benford({
    id: 'benford-first',
    name: 'Benford: first digit',
    word: 'first digits',
    first: 1,
    last: 9,
    digits: 1,
    digit: 'digits',
    least: 300,
    expected: (words) => words.log10('(1 + 1.0 / digit_list.digit)'),
    limits: [0.006, 0.012, 0.015],
  }),
  benford({
    id: 'benford-second',
    name: 'Benford: second digit',
    word: 'second digits',
    first: 0,
    last: 9,
    digits: 2,
    digit: '(digits - 10 * FLOOR(digits / 10.0))',
    least: 300,
    expected: SECOND,
    limits: [0.008, 0.01, 0.012],
  }),
  benford({
    id: 'benford-first-two',
    name: 'Benford: first two digits',
    word: 'first two digits',
    first: 10,
    last: 99,
    digits: 2,
    digit: 'digits',
    least: 1000,
    expected: (words) => words.log10('(1 + 1.0 / digit_list.digit)'),
    limits: [0.0012, 0.0018, 0.0022],
  }),
  robustZ,
];
