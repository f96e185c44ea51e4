import type { TrendBy } from '../contract/trends.ts';

/** What a trend is by, within a sentence. */
export const TREND_WORDS: Readonly<Record<TrendBy, string>> = {
  typology: 'typology',
  technique: 'MITRE F3 technique',
  team: 'team',
  country: 'country',
  money: 'money',
  method: 'method',
};
