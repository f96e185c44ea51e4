import { describe, expect, it } from 'vitest';
import { countsIn } from '../../../shared/domain/counts.ts';

/** What a sentence says, and the numbers in it that no cell of a query bears. */
const COUNTED: readonly (readonly [text: string, ...counts: string[]])[] = [
  ['It went out in 40 payouts', '40'],
  ['It went out in 400 payouts since 40 accounts were opened', '400', '40'],
  ['In 2000 payouts the ring took it', '2000'],
  ['until 15 sign-ins were refused', '15'],
  ['to 400-500 accounts', '400-500'],
  ['to 400–500 accounts', '400', '500'],
  ['some 10-15% of them', '10-15'],
  ['The victims lost USD5000000', '5000000'],
  ['The victims lost USD 5,000,000.50', '5,000,000.50'],
  ['They paid 300USDT and 20€', '300', '20'],
  ['They paid US$1,200 and BTC0.5', '1,200', '0.5'],
  ['The sum is €1.234,56', '1.234,56'],
  ['The sum is 12,5 EUR', '12,5'],
  ['The sum is 1.234.567 EUR', '1.234.567'],
  ['The sum is CHF 1’234.50', '1’234.50'],
  ['The sum is ₹12,34,567', '12,34,567'],
  ['It has 3.5M users and 40k followers', '3.5M', '40k'],
  ['It lost $5bn, or 4.8 bn', '5bn', '4.8 bn'],
  ['It fell to -12,345.10 USD', '12,345.10'],
  ['A balance of -$40', '40'],
  ['a 40-account ring', '40'],
  ['It paid 3x more', '3x'],
  ['Of them 12.', '12'],
  ['(96 sign-ins)', '96'],
  ['80 of 1,204; not po-7', '80', '1,204'],
  ['about ~30 and >50 of them', '30', '50'],
];
const NO_COUNT = [
  ...[
    'In 2024 they paid',
    'since 2019',
    'from 2019 to 2024',
    'between 2023 and 2024',
    'The report (2026)',
    'In 2019–2024',
  ],
  ...['In 2024 this was so', 'mid-2024', 'FY 2025, Q3 2025', 'the years 2024-2025 were', 'since 2026-03'],
  ...[
    'on 14 March 2026',
    'on 14 and 15 March 2026',
    'on 3–5 May',
    'on Mar. 14, 2026',
    'on 14 Sep',
    'on March 14–16, 2026',
  ],
  ...[
    'on 2026-03-14',
    'on 14.03.2026',
    'on 3/14/2026',
    'at 02:10',
    'at 02:10:33.120 UTC+2',
    'at 2026-03-14T02:10Z',
    'at 5 p.m.',
  ],
  ...[
    'see section 3.2',
    'see sections 3-4',
    'step 4',
    '§ 263',
    'Article 6',
    'exhibit 4',
    'rows 3-5, 7 and 9',
    'page 12',
    'version 2.10.1',
  ],
  ...[
    'E-0012 and F-2',
    'from 203.0.113.77',
    'from 10.100.200.100',
    'by ac_12',
    'po-7',
    'TX5000 and AC5000',
    'case 12-345',
    'telephone 555-1234',
  ],
  ...['555-0199', '4471-9920-1', '#40', 'user@40', '2FA by SMS', 'over a 14-day window', 'build 2024A', 'UTC-5'],
];

describe('numbers that no cell bears', () => {
  it.each(COUNTED)('counts in “%s”', (text, ...counts) => {
    expect(countsIn(text)).toEqual(counts);
  });
  it.each(NO_COUNT)('counts nothing in “%s”', (text) => {
    expect(countsIn(text)).toEqual([]);
  });

  it('counts nothing in the hour, and in numbers of rows, pages and lists', () => {
    expect(countsIn('At 5 p.m. and 6 am, no. 5, nos. 5 and 6, pp. 8–9, rows 7 to 9, 12 and 14 of E-0001')).toEqual([]);
    expect(countsIn('Rows 7 and 9 hold 12 payouts; no 5')).toEqual(['12', '5']);
  });

  it('counts nothing in a month of a year', () => {
    expect(countsIn('In November 2026 they were paid')).toEqual([]);
    expect(countsIn('On November 20, 2026 and 3 May 2026 they were paid 7 times')).toEqual(['7']);
  });
});
