const OTHER_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\u066b\u066c]/g;
/** The zeros of Arabic-Indic, Persian, Devanagari and full-width digits. */
const ZEROS = [0xff10, 0x966, 0x6f0, 0x660];

/** A text with the digits of other scripts, and the Arabic separators, as ASCII has them; null where it has none. */
export const withAsciiDigits = (text: string): string | null =>
  OTHER_DIGIT.test(text) ? text.replaceAll(OTHER_DIGITS, asciiOf) : null;

function asciiOf(digit: string): string {
  const code = digit.charCodeAt(0);
  if (code === 0x66b) return '.';
  if (code === 0x66c) return ',';
  return String(code - (ZEROS.find((zero) => code >= zero) ?? code));
}
