import { type NumberForm, PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { unmarked } from './marked.ts';

/** A style is how point and separators are to be taken; a text fits several, and a column the ones that all its texts fit. */
export interface Style {
  readonly point: '.' | ',';
  readonly group: NumberForm['group'];
  readonly lakh: boolean;
}
/** From the plainest on: of those that mean the same, the first is taken. */
export const STYLES: readonly Style[] = [
  { point: '.', group: '', lakh: false },
  { point: '.', group: ',', lakh: false },
  { point: ',', group: '', lakh: false },
  { point: ',', group: '.', lakh: false },
  { point: '.', group: ' ', lakh: false },
  { point: ',', group: ' ', lakh: false },
  { point: '.', group: "'", lakh: false },
  { point: ',', group: "'", lakh: false },
  { point: '.', group: ',', lakh: true },
];
export const ALL_STYLES = (1 << STYLES.length) - 1;
const maskOf = (wanted: (style: Style) => boolean): number =>
  STYLES.reduce((mask, style, at) => (wanted(style) ? mask | (1 << at) : mask), 0);
export const DOT_STYLES = maskOf(({ point }) => point === '.');
const DOT_GROUP = maskOf(({ group }) => group === '.');
const UNGROUPED = maskOf(({ group }) => group === '');
/** Styles that take a comma for a point, and those that take it for a separator. */
export const COMMA_POINTS = maskOf(({ point }) => point === ',');
export const COMMA_GROUPS = maskOf(({ group }) => group === ',');
export const DOT_GROUPS = DOT_GROUP;

/** What `scanNumber` found; one object that every call fills anew. */
export interface Scanned {
  styles: number;
  negative: boolean;
  brackets: boolean;
  /** "$", "EUR", "%"; empty for none. */
  unit: string;
  /** Digits and separators between sign and unit, without the exponent. */
  body: string;
  exponent: number;
  /** Written with leading zeros, as numbers of accounts are: 007. */
  padded: boolean;
  /** Written with a plus. */
  plus: boolean;
  /** Its minus stands behind it. */
  trailing: boolean;
  /** As SQLite itself reads it: an optional minus, digits, a point and digits. */
  plain: boolean;
  /** One separator before three digits: a point to some and a separator of thousands to others. */
  unclear: '' | '.' | ',';
}
const found: Scanned = {
  styles: 0,
  negative: false,
  brackets: false,
  unit: '',
  body: '',
  exponent: 0,
  padded: false,
  plus: false,
  trailing: false,
  plain: false,
  unclear: '',
};

/** What `scanPlain` found of a number as SQLite reads it. */
export const plain = { value: 0, whole: 0, scale: 0, padded: false };

/** The common case without making anything: an optional minus, digits, perhaps a point and digits. At most 15 digits. */
export function scanPlain(text: string): boolean {
  const { length } = text;
  if (length > 17) return false;
  let at = text.charCodeAt(0) === 0x2d ? 1 : 0;
  const first = at;
  let value = 0;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  const whole = at - first;
  if (whole === 0) return false;
  plain.padded = whole > 1 && text.charCodeAt(first) === 0x30;
  plain.whole = whole;
  plain.value = first === 1 ? -value : value;
  plain.scale = 0;
  if (at === length) return whole <= 15;
  if (text.charCodeAt(at) !== 0x2e || at + 1 === length) return false;
  const point = at;
  for (at++; at < length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return false;
  }
  plain.scale = length - point - 1;
  return whole + plain.scale <= 15;
}

/** The styles that a plain number fits. */
export function plainStyles(): number {
  if (plain.scale === 0) return ALL_STYLES;
  return plain.scale === 3 && plain.whole <= 3 && Math.abs(plain.value) >= 1 ? DOT_STYLES | DOT_GROUP : DOT_STYLES;
}
export const plainUnclear = (): boolean => plain.scale === 3 && plain.whole <= 3 && Math.abs(plain.value) >= 1;

const CODES = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
  COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS
  INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
  MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK
  SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
  XOF XPF YER ZAR ZMW ZWL BTC ETH USDT USDC BNB TRX DAI BUSD SOL XRP LTC DOGE ADA DOT MATIC WBTC WETH US$ A$ C$ R$ HK$ NZ$
  S$ Rs Rs. kr kr. zł Kč Ft Fr. lei`.split(/\s+/),
);
const CODE_OF_SUFFIX = /^[A-Z]{3,5}$/;
const MONTHS = /^(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)$/;
const SIGNS = '$€£¥₹₽₩₪₫₴₺₦₱฿₿₡₲₵₸₼₾¢Ξ';

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0xa0 || code === 0x202f || code === 0x2009 || code === 0x2007;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** With the dashes that are typed for one, and the full-width one. */
const isMinus = (code: number): boolean => code === 0x2d || code === 0x2212 || code === 0x2013 || code === 0xff0d;
const LONGEST = 120;

/**
 * Reads a number as people, banks and programs write it: sign before or after, brackets for a loss, one currency sign or code
 * before or after, separators of thousands, an exponent.
 * @returns null for what is no number; otherwise an object that the next call fills anew
 */
export function scanNumber(text: string): Scanned | null {
  let from = 0;
  let to = text.length;
  if (to === 0 || to > LONGEST) return null;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  const trimmed = to - from !== text.length;
  found.negative = false;
  found.brackets = false;
  found.plus = false;
  found.trailing = false;
  found.unit = '';
  let signs = 0;
  let unit = '';
  if (text.charCodeAt(from) === 0x28 && text.charCodeAt(to - 1) === 0x29) {
    found.brackets = found.negative = true;
    signs++;
    from++;
    to--;
  }
  // before the digits: a sign and a unit, in either order
  for (; from < to; from++) {
    const code = text.charCodeAt(from);
    if (isDigit(code) || code === 0x2e || code === 0x2c) break;
    if (isSpace(code)) continue;
    if (code === 0x28 && !found.brackets && text.charCodeAt(to - 1) === 0x29) {
      found.brackets = found.negative = true; // $ (35.25)
      signs++;
      to--;
      continue;
    }
    if (isMinus(code) || code === 0x2b) {
      if (signs++ > 0) return null;
      if (code === 0x2b) found.plus = true;
      else found.negative = true;
      continue;
    }
    if (unit !== '') return null;
    let end = from + 1;
    if (!SIGNS.includes(text[from] as string)) {
      while (
        end < to &&
        end - from < 5 &&
        !isDigit(text.charCodeAt(end)) &&
        !isSpace(text.charCodeAt(end)) &&
        !isMinus(text.charCodeAt(end))
      )
        end++;
      if (!CODES.has(text.slice(from, end))) return null;
    }
    unit = text.slice(from, end);
    from = end - 1;
  }
  // after them: a unit, and a minus where none came before
  for (; to > from; to--) {
    const code = text.charCodeAt(to - 1);
    if (isDigit(code) || code === 0x2e || code === 0x2c) break;
    if (isSpace(code)) continue;
    if (isMinus(code)) {
      if (signs++ > 0) return null;
      found.negative = true;
      found.trailing = true;
      continue;
    }
    if (unit !== '') return null;
    let start = to - 1;
    if (code !== 0x25 && !SIGNS.includes(text[start] as string)) {
      while (
        start > from &&
        to - start < 6 &&
        !isDigit(text.charCodeAt(start - 1)) &&
        !isSpace(text.charCodeAt(start - 1))
      )
        start--;
      const word = text.slice(start, to);
      const apart = isSpace(text.charCodeAt(start - 1));
      if (!CODES.has(word) && !(apart && CODE_OF_SUFFIX.test(word) && !MONTHS.test(word))) return null;
    }
    unit = text.slice(start, to);
    to = start + 1;
  }
  if (from >= to) return null;
  found.unit = unit;
  return scanBody(text, from, to) ? finish(text, from, to, trimmed) : null;
}

const runs: number[] = [];
const separators: string[] = [];
let exponentAt = -1;

/** Digits in runs, with what stands between them, and an exponent. @returns false for anything else */
function scanBody(text: string, from: number, to: number): boolean {
  runs.length = separators.length = 0;
  exponentAt = -1;
  found.exponent = 0;
  let run = 0;
  let at = from;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      run++;
      continue;
    }
    if (code === 0x65 || code === 0x45) break;
    const kind =
      code === 0x2e ? '.' : code === 0x2c ? ',' : code === 0x27 || code === 0x2019 ? "'" : isSpace(code) ? ' ' : '';
    if (kind === '' || separators.length > 40) return false;
    runs.push(run);
    separators.push(kind);
    run = 0;
  }
  runs.push(run);
  if (runs.every((each) => each === 0)) return false;
  if (at === to) return true;
  exponentAt = at++;
  const sign = text.charCodeAt(at);
  if (sign === 0x2b || sign === 0x2d) at++;
  if (at === to || to - at > 3) return false;
  let exponent = 0;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) return false;
    exponent = exponent * 10 + code - 0x30;
  }
  if (exponent > 400) return false;
  found.exponent = sign === 0x2d ? -exponent : exponent;
  return true;
}

function finish(text: string, from: number, to: number, trimmed: boolean): Scanned | null {
  const end = exponentAt < 0 ? to : exponentAt;
  found.body = text.slice(from, end);
  const zero = text.charCodeAt(from) === 0x30;
  const [first = 0] = runs;
  found.padded = zero && first > 1;
  found.unclear = '';
  let styles = 0;
  if (separators.length === 0) styles = ALL_STYLES;
  else for (let style = 0; style < STYLES.length; style++) if (fits(STYLES[style] as Style, zero)) styles |= 1 << style;
  if (exponentAt >= 0) styles &= UNGROUPED;
  if (styles === 0) return null;
  found.styles = styles;
  const [only] = separators;
  if (
    separators.length === 1 &&
    (only === '.' || only === ',') &&
    runs[1] === 3 &&
    first >= 1 &&
    first <= 3 &&
    !zero &&
    exponentAt < 0
  )
    found.unclear = only;
  found.plain =
    !trimmed &&
    found.unit === '' &&
    !found.brackets &&
    !found.plus &&
    exponentAt < 0 &&
    first > 0 &&
    to - from + (found.negative ? 1 : 0) === text.length &&
    (!found.negative || text.charCodeAt(0) === 0x2d) &&
    (separators.length === 0 || (separators.length === 1 && only === '.' && (runs[1] ?? 0) > 0));
  return found;
}

function fits({ point, group, lakh }: Style, zero: boolean): boolean {
  const last = separators.length - 1;
  const hasPoint = separators[last] === point;
  const groups = hasPoint ? last : last + 1; // separators of groups
  for (let at = 0; at < groups; at++) if (separators[at] !== group) return false;
  if (groups === 0) return hasPoint && (runs[0] as number) + (runs[1] as number) > 0;
  const first = runs[0] as number;
  if (zero || first < 1 || first > (lakh ? 2 : 3)) return false;
  for (let at = 1; at < groups; at++) if (runs[at] !== (lakh ? 2 : 3)) return false;
  return runs[groups] === 3;
}

/** A number exactly: `units` divided by ten to the power of `scale`. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** Units of both in the places of the one that has more. */
export function levelled(one: Exact, other: Exact): [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale);
  return [one.units * 10n ** BigInt(scale - one.scale), other.units * 10n ** BigInt(scale - other.scale), scale];
}

export function exactSum(one: Exact, other: Exact): Exact {
  const [a, b, scale] = levelled(one, other);
  return { units: a + b, scale };
}

/** Digits of a number that was just scanned, its places and its sign, in the style of a form. */
export function digitsOf(
  { body, negative, exponent }: Scanned,
  point: '.' | ',',
): { digits: string; scale: number; negative: boolean } {
  let digits = '';
  let scale = 0;
  let after = false;
  const pointCode = point.charCodeAt(0);
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (isDigit(code)) {
      digits += body[at];
      if (after) scale++;
    } else if (code === pointCode) after = true;
  }
  scale -= exponent;
  if (scale < 0) {
    digits += '0'.repeat(-scale);
    scale = 0;
  }
  return { digits, scale, negative };
}

/** Whether a number that was just scanned is written in a form; one without a unit has that of its column. */
export function isOf(scanned: Scanned, form: NumberForm): boolean {
  if (form.pointed && scanned.body.includes('.') && !scanned.body.includes(',')) return false;
  const style = STYLES.findIndex(
    ({ point, group, lakh }) => point === form.point && group === form.group && lakh === form.lakh,
  );
  return (scanned.styles & (1 << style)) !== 0 && (scanned.unit === '' || scanned.unit === form.unit);
}

/** The text of a number in a form with marks, as a plain one; undefined where it does not fit. */
export function withoutMarks(text: string, { marks, unit }: NumberForm): string | undefined {
  const found = marks && unmarked(text, marks);
  return found && (found.unit === '' || found.unit === unit) ? found.plain : undefined;
}

/** @returns the number exactly as a form has it; null where it is not written so */
export function exactOf(text: string, form: NumberForm): Exact | null {
  if (form.marks) {
    const plainly = withoutMarks(text, form);
    return plainly === undefined ? null : exactOf(plainly, PLAIN_NUMBERS);
  }
  const scanned = scanNumber(text);
  if (!scanned || !isOf(scanned, form)) return null;
  const { digits, scale, negative } = digitsOf(scanned, form.point);
  const units = BigInt(digits);
  return { units: negative ? -units : units, scale };
}

/** The number in decimal digits, with `scale` places, never rounded. */
export function exactText({ units, scale }: Exact, places = scale): string {
  const negative = units < 0n;
  let digits = (negative ? -units : units).toString();
  if (places > scale) digits += '0'.repeat(places - scale);
  const shown = Math.max(places, scale);
  if (shown > 0) {
    digits = digits.padStart(shown + 1, '0');
    digits = `${digits.slice(0, -shown)}.${digits.slice(-shown)}`;
  }
  return negative ? `-${digits}` : digits;
}
