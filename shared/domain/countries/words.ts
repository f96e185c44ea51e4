import type { CountryKind, CountrySheet } from '../../contract/countries.ts';

export const COUNTRY_KINDS: Readonly<Record<CountryKind, string>> = {
  fatf: 'FATF status',
  risk: 'country-risk list',
  programme: 'sanctions list, or other list of persons and companies',
};
/** Said wherever a sheet is shown or printed. */
export const NO_SCORE =
  'A country says nothing of a person: it is where an account, a phone line or a place is. The lists are those that the investigator loaded.';

/** " (2026-01-01 to 2026-12-31: over)"; empty for a line without days. */
export const daysOfLine = ({ from, to, state }: CountrySheet['lines'][number]): string =>
  state === 'undated' ? '' : ` (${from ?? 'no first day'} to ${to ?? 'no last day'}: ${state})`;
