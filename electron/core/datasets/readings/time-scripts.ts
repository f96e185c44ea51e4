import { withAsciiDigits } from './digits.ts';

/** Marks of direction, which are no part of a time, as a chat from a telephone in Arabic or Hebrew has them. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Words before the hour for its half of the day, in Chinese, Japanese and Korean; noon is 11 to 1 by any of them. */
const HALF_BEFORE =
  /(上午|午前|凌晨|清晨|早上|早晨|오전|下午|午後|傍晚|晚上|中午|오후) ?(\d{1,2}(?:(?::|[時时點点시] ?)\d{2}.*|[時时點点시].*))$/;
const MORNING = new Set(['上午', '午前', '凌晨', '清晨', '早上', '早晨', '오전']);
/** Words behind the time for its half of the day: Arabic, Persian, Hebrew, Greek, Spanish, Turkish, Vietnamese, Hindi (CLDR). */
const HALF_BEHIND: readonly (readonly [RegExp, string])[] = [
  [/(\d) ?(?:ص|ق\.ظ\.?|לפנה["״]צ|π\.μ\.|a\. ?m\.|ÖÖ|öö|SA|पूर्वाह्न)(?![\p{L}\p{M}])/u, '$1 AM'],
  [/(\d) ?(?:م|ب\.ظ\.?|אחה["״]צ|μ\.μ\.|p\. ?m\.|ÖS|ös|CH|अपराह्न)(?![\p{L}\p{M}])/u, '$1 PM'],
];
/** 2026年3月29日, 2026년 3월 29일, with the day of the week behind it. */
const CJK_DATE = /(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]/;
const CJK_DAY =
  / ?(?:[(（][日月火水木金土一二三四五六월화수목금토일][)）]|(?:星期|週|周)[一二三四五六日天]|[월화수목금토일]요일|[日月火水木金土]曜日)/;
const CJK_CLOCK = /(\d{1,2}) ?[時时點点시] ?(?:(\d{1,2}) ?[分분])?(?: ?(\d{1,2}) ?[秒초])?/;
/** 16:13, 31/12/2026, as Vietnam and many logs write it. */
const CLOCK_FIRST =
  /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]\.?M\.?)?),? (?=\S*\d)(.*\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,2})$/i;

/**
 * A date or time of other scripts and orders as those that are scanned have it: 2026/3/29 下午4:13, ٢٩/٣/٢٠٢٦ ٤:١٣ م,
 * 29 марта 2026 г., 16:13 29/03/2026. Nothing about day and month is decided by it.
 * @returns null where it has none of these forms
 */
export function inScannedForm(text: string): string | null {
  if (!/\d/.test(text) && withAsciiDigits(text) === null) return null;
  let plain = text.replaceAll(DIRECTION, '');
  plain = (withAsciiDigits(plain) ?? plain).replaceAll('،', ',').replaceAll(/[\u202f\u00a0\u3000]/g, ' ');
  plain = plain
    .replace(CJK_DATE, '$1-$2-$3 ')
    .replace(CJK_DAY, ' ')
    .replace(/^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\./, '$1-$2-$3')
    .replace(/(\d) ?(?:г|р|ж)\.(?=$|[ ,])/u, '$1')
    .replace(/(:\d\d) ?ч\./u, '$1');
  const before = HALF_BEFORE.exec(plain);
  if (before) {
    const [, word = '', clock = ''] = before;
    const colons = clock.replace(CJK_CLOCK, colonsOf).trim();
    plain = `${plain.slice(0, before.index)} ${withHalf(colons, word)}`;
  } else {
    plain = plain.replace(CJK_CLOCK, colonsOf);
    for (const [half, latin] of HALF_BEHIND) plain = plain.replace(half, latin);
  }
  plain = plain.replaceAll(/ {2,}/g, ' ').trim().replace(CLOCK_FIRST, '$2 $1');
  return plain === text ? null : plain;
}

const colonsOf = (_: string, hour: string, minute = '00', second?: string): string =>
  `${hour}:${minute.padStart(2, '0')}${second === undefined ? '' : `:${second.padStart(2, '0')}`}`;

/** A clock of 24 hours needs no half; one that contradicts its half is left to be found unfit. */
function withHalf(clock: string, word: string): string {
  const hour = Number(/^\d+/.exec(clock)?.[0]);
  // Twelve in the evening is midnight, by the day that is written.
  const morning = word === '中午' ? hour === 11 : word === '晚上' ? hour === 12 : MORNING.has(word);
  if (hour === 0 && morning) return clock;
  return `${clock} ${morning ? 'AM' : 'PM'}`;
}
