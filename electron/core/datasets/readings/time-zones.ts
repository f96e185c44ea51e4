import { isZoneName, NAMED_OFFSETS } from '../../../../shared/domain/zones.ts';

/** What stands after a time: an offset, or a name whose offset depends on the day or on who wrote it. */
export interface WrittenZone {
  /** Minutes east of Greenwich; null for none, or where only a name tells. */
  readonly offset: number | null;
  readonly zone: string;
}
const NONE: WrittenZone = { offset: null, zone: '' };

/** Abbreviations that are written in several places, with the zones of these. */
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  IST: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'],
  BST: ['Europe/London', 'Asia/Dhaka'],
  CST: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  CDT: ['America/Chicago', 'America/Havana'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  ADT: ['America/Halifax', 'Asia/Baghdad'],
  GST: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  AMT: ['America/Manaus', 'Asia/Yerevan'],
  ACT: ['America/Rio_Branco', 'Australia/Darwin'],
  ECT: ['America/Guayaquil', 'America/Martinique'],
  PYT: ['America/Asuncion', 'Asia/Pyongyang'],
  SST: ['Pacific/Pago_Pago', 'Asia/Singapore'],
  WST: ['Pacific/Apia', 'Australia/Perth'],
};

/** Of the United States, for standard and summer time alike. */
const AMERICAN: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** @returns the zones that all of these abbreviations may mean; where no zone has them all, those that any of them may */
export function zonesOf(abbreviations: Iterable<string>): string[] {
  const each = [...abbreviations].map((name) => SEVERAL[name] ?? []);
  const [first = [], ...others] = each;
  const common = first.filter((zone) => others.every((zones) => zones.includes(zone)));
  return common.length > 0 ? common : [...new Set(each.flat())];
}

export const meansSeveral = (zone: string): boolean => SEVERAL[zone] !== undefined;

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const PLACE = /^[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z0-9_+-]+){1,2}$/;

/**
 * What may stand after a time: Z, a name, +02:00, UTC+2, and the same again in brackets.
 * @returns null where something else does
 */
export function zoneOf(text: string, from: number): WrittenZone | null {
  let at = from;
  let offset: number | null = null;
  const { length } = text;
  while (text.charCodeAt(at) === 0x20) at++;
  if (at === length) return NONE;
  let end = at;
  while (end < length && isLetter(text.charCodeAt(end))) end++;
  if (end > at) {
    const name = text.slice(at, end).toUpperCase();
    offset = NAMED_OFFSETS[name] ?? null;
    if (offset === null) {
      const rest = text.slice(at).trimEnd();
      const named =
        end - at === rest.length
          ? (AMERICAN[name] ?? (meansSeveral(name) && name))
          : PLACE.test(rest) && isZoneName(rest) && rest;
      return named ? { offset: null, zone: named } : null;
    }
    at = end;
    if (at === length) return { offset, zone: '' };
  }
  const sign = text.charCodeAt(at);
  if (sign === 0x2b || sign === 0x2d || sign === 0x2212) {
    if (end > at || (offset ?? 0) !== 0) return null;
    let digits = 0;
    let value = 0;
    for (at++; at < length && digits < 4; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x3a && digits > 0 && digits < 3) {
        if (digits === 1) digits = 2;
        continue;
      }
      if (!isDigit(code)) break;
      value = value * 10 + code - 0x30;
      digits++;
    }
    if (digits === 0 || digits === 3) return null;
    const minutes = digits === 4 ? Math.floor(value / 100) * 60 + (value % 100) : value * 60;
    if (minutes > 14 * 60 || (digits === 4 && value % 100 > 59)) return null;
    offset = sign === 0x2b ? minutes : -minutes;
  } else if (offset === null) return null;
  while (text.charCodeAt(at) === 0x20) at++;
  const told: WrittenZone = { offset, zone: '' };
  // As JavaScript writes it: GMT+0200 (Central European Summer Time)
  if (at === length || (text.charCodeAt(at) === 0x28 && text.indexOf(')', at) === length - 1)) return told;
  // and as Java does, whose offset counts: +02:00[Europe/Berlin]
  return text.charCodeAt(at) === 0x5b && text.indexOf(']', at) === length - 1 ? told : null;
}
