import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { compactIban, isIban } from '../identifiers.ts';
import { countryCode } from './codes.ts';

/** A country that a value states by itself, and by what. It says where an account, a line or a place is, and nothing of a person. */
export interface StatedCountry {
  readonly code: string;
  /** "IBAN", "phone number", "place", "address" */
  readonly by: string;
}

/**
 * The country that the label of an entity states for certain: of an IBAN whose check digits are right, of a phone number that
 * begins with + and a calling code of one country, of a place or an address that is a country or ends with one behind a comma.
 * null for everything else: the ending of a domain, a language or a number without its country states none.
 */
export function statedCountry({
  type,
  label,
}: {
  readonly type: string;
  readonly label: string;
}): StatedCountry | null {
  const of = (code: string | null | undefined, by: string): StatedCountry | null => (code ? { code, by } : null);
  if (type === 'bank' || type === 'payout')
    return isIban(compactIban(label)) ? of(countryCode(compactIban(label).slice(0, 2)), 'IBAN') : null;
  if (type === 'phone') {
    const text = label
      .trim()
      .replace(/^tel:/i, '')
      .replace(/^00(?=[1-9])/, '+');
    const found = text.startsWith('+') ? parsePhoneNumberFromString(text, { extract: false }) : undefined;
    return of(found?.isPossible() ? found.country : null, 'phone number');
  }
  if (type !== 'location' && type !== 'address') return null;
  const parts = label.split(/[,\n]/);
  const last = parts.at(-1)?.trim().replace(/\.$/, '') ?? '';
  // Two letters are a state as often as a country ("Sacramento, CA", IN), and Georgia is both.
  const code = (last.length < 3 && !/^u[ks]$/i.test(last)) || /^georgia$/i.test(last) ? null : countryCode(last);
  return of(code, type === 'location' ? 'place' : 'address');
}
