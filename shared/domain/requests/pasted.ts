import { NAMED_OFFSETS } from '../zones.ts';
import { DAY_NAMES, MONTH_NAMES, MONTHS } from './day-words.ts';

/** What can be told of a request from the text it came as. Nothing is guessed: what is not there is empty, and stays to be filled in. */
export interface PastedRequest {
  readonly kind: 'e-mail' | 'message';
  /** As the sender is written: "Dana Reyes <dana.reyes@example.com>". */
  readonly requester: string;
  readonly subject: string;
  /** Named in brackets at the head of the subject, where it is one that asks: "Legal" of "[Legal] Records of account 77". */
  readonly team: string;
  /** UTC ISO 8601; null where the text has no date, or one without a zone. */
  readonly receivedAt: string | null;
  /** The date as it is written; empty where there is none. */
  readonly dateText: string;
  /** Minutes east of Greenwich that the date names; null where it names none. */
  readonly offset: number | null;
  /** Without the headers. */
  readonly body: string;
  /** What is asked, each on its own: sentences that end with a question mark. */
  readonly questions: readonly string[];
  /** Words of the text that set a time: "by Friday 5 PM PT". A date is set by a person. */
  readonly deadlines: readonly string[];
}

const HEADER =
  /^(from|to|cc|bcc|sent|date|subject|reply-to|message-id|received|importance|x-[\w-]+|mime-version|content-[\w-]+|return-path|delivered-to|dkim-signature|authentication-results|thread-[\w-]+|references|in-reply-to):[ \t]*(.*)$/i;

/** @param text an e-mail as it was copied or saved, or the words of a message */
export function readPasted(text: string): PastedRequest {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const { headers, rest } = headersOf(lines);
  const body = rest.join('\n').trim();
  const dateText = headers.get('date') ?? headers.get('sent') ?? '';
  const date = readDate(dateText);
  const subject = decoded(headers.get('subject') ?? '').replace(/^(?:(?:re|fw|fwd|aw|wg):\s*)+/i, '');
  return {
    kind: headers.size > 0 ? 'e-mail' : 'message',
    requester: decoded(headers.get('from') ?? ''),
    subject,
    team: teamOf(subject),
    receivedAt: date?.at ?? null,
    dateText,
    offset: date?.offset ?? null,
    body,
    questions: questionsIn(body),
    deadlines: deadlinesIn(`${headers.get('subject') ?? ''}\n${body}`),
  };
}

/** Words that a tag of a subject names a team by; other tags ("[EXTERNAL]", "[JIRA-12]", "[URGENT]") name none. */
const TEAM =
  /^(?:legal|law enforcement|compliance|fraud|risk|security|privacy|payments|finance|accounting|audit|aml|trust (?:&|and) safety|t&s|infosec|information security|customer (?:support|service|care)|support|policy|communications|comms|pr|hr|human resources|executives?|executive office|it)(?: (?:team|ops|operations|department|dept))?$/i;
const teamOf = (subject: string): string =>
  [...(/^(?:\[[^\][]*\]\s*)+/.exec(subject)?.[0] ?? '').matchAll(/\[([^\][]*)\]/g)]
    .map(([, tag = '']) => tag.trim())
    .find((tag) => TEAM.test(tag)) ?? '';

/** A block at the start that has a sender and one more header; anything else is no e-mail. */
function headersOf(lines: readonly string[]): { headers: Map<string, string>; rest: readonly string[] } {
  const headers = new Map<string, string>();
  let at = lines.findIndex((line) => line.trim() !== '');
  if (at < 0) return { headers, rest: [] };
  let last: string | null = null;
  for (; at < lines.length; at++) {
    const line = lines[at] as string;
    const match = HEADER.exec(line);
    if (match) {
      last = (match[1] as string).toLowerCase();
      if (!headers.has(last)) headers.set(last, (match[2] as string).trim());
    } else if (/^[ \t]/.test(line) && last !== null) headers.set(last, `${headers.get(last)} ${line.trim()}`);
    else break;
  }
  return headers.has('from') && headers.size > 1
    ? { headers, rest: lines.slice(at) }
    : { headers: new Map(), rest: lines };
}

/** Words of a header in another alphabet (RFC 2047): `=?utf-8?q?M=C3=BCller?=`. What cannot be read stays as it is. */
function decoded(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, (whole, charset: string, way: string, value: string) => {
      try {
        const bytes =
          way.toLowerCase() === 'b'
            ? Uint8Array.from(atob(value), (sign) => sign.charCodeAt(0))
            : Uint8Array.from(
                value
                  .replaceAll('_', ' ')
                  .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
                (sign) => sign.charCodeAt(0),
              );
        return new TextDecoder(charset, { fatal: true }).decode(bytes);
      } catch {
        return whole;
      }
    });
}

/** "Mon, 4 May 2026 09:12:30 -0700", "May 4, 2026 at 9:12 AM PDT", "2026-05-04 09:12 +02:00". */
const DAY_FIRST = /(\d{1,2}) ([a-z]{3,9})\.? (\d{4}),?(?: at)? (\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?\s*(.*)$/i;
const MONTH_FIRST = /([a-z]{3,9})\.? (\d{1,2}),? (\d{4}),?(?: at)? (\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?\s*(.*)$/i;
const ISO = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?()\s*(.*)$/;

/** @returns null where the date or its zone cannot be told for certain */
function readDate(text: string): { at: string; offset: number } | null {
  const clean = text.replace(/\u202f|\u00a0/g, ' ');
  const iso = ISO.exec(clean);
  const worded = iso ? null : (DAY_FIRST.exec(clean) ?? null);
  const month = iso || worded ? null : MONTH_FIRST.exec(clean);
  const found = iso ?? worded ?? month;
  if (!found) return null;
  const [, one = '', two = '', three = '', hours = '', minutes = '', seconds = '0', half = '', zone = ''] = found;
  const named = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const [year, monthAt, day] = iso
    ? [Number(one), Number(two), Number(three)]
    : worded
      ? [Number(three), named(two), Number(one)]
      : [Number(three), named(one), Number(two)];
  const offset = offsetIn(zone);
  if (monthAt < 1 || monthAt > 12 || offset === null) return null;
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const utc = Date.UTC(year, monthAt - 1, day, hour, Number(minutes), Number(seconds));
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || new Date(utc).getUTCDate() !== day) return null;
  return { at: new Date(utc - offset * 60_000).toISOString(), offset };
}

/** "-0700", "+02:00", "GMT", "PDT"; of a name only where it means one offset everywhere. */
function offsetIn(text: string): number | null {
  const match = /^(?:(?:gmt|utc)\s*)?([+-])(\d{1,2})(?::?(\d\d))?(?![\d:])/i.exec(text.trim());
  if (match) {
    const [hours, minutes] = [Number(match[2]), Number(match[3] ?? 0)];
    return hours > 14 || minutes > 59 ? null : (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  // A sign that cannot be read may shift the zone by hours.
  if (/^(?:[a-z]+\s*)?[+-]/i.test(text.trim())) return null;
  const [name = ''] = text
    .trim()
    .toUpperCase()
    .split(/[^A-Z]/);
  return Object.hasOwn(NAMED_OFFSETS, name) ? (NAMED_OFFSETS[name] as number) : null;
}

/** Where a text begins to quote an earlier one: a rule, the words of mail programs, or the headers that Outlook sets above it. */
const EARLIER =
  /\n-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht)|\n_{10,}|\n(?:On|Am|Le) [^\n]{5,120}\n?[^\n]{0,120}\b(?:wrote|schrieb(?: [^\n:]{1,80})?|a écrit)\s?:\s*\n|\n\*?(?:From|Von|De)\*?: [^\n]+\n\*?(?:Sent|Date|To|Gesendet|Datum|An|Envoyé|À)\s?\*?: /i;

/** Of a text without what it quotes of an earlier one. */
function questionsIn(body: string): string[] {
  const own = body
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .split(EARLIER, 1)[0] as string;
  const plain = own
    .replace(/https?:\/\/\S+/g, (url) => url.replaceAll('?', '\u0001').replaceAll('.', '\u0002'))
    .replace(/(\w)\.(?=\w)/g, '$1\u0002');
  const found = plain
    .split(/\n\s*\n|\n\s*(?=(?:[-*•]|\(?\d{1,2}[.)])\s)/)
    .flatMap((part) => part.replace(/\s+/g, ' ').split(/(?<=[.!?]["'”’»)\]]*)(?=\s)/))
    .filter((sentence) => /[^.!?\s]\s*\?["'”’»)\]]*$/.test(sentence.slice(-200)))
    .map((question) =>
      question
        .replaceAll('\u0001', '?')
        .replaceAll('\u0002', '.')
        .replace(/^[\s:;,]*(?:(?:[-*•]|\(?\d{1,2}[.)])\s+)?/, '')
        .trim(),
    )
    .filter((question) => question.length > 5);
  return [...new Set(found)];
}

/** A text that fits a field; one that does not ends with how much of it was left out, as the whole stays in the exhibit. */
export function fitted(text: string, most: number): string {
  if (text.length <= most) return text;
  const keep = most - 60;
  return `${text.slice(0, keep).toWellFormed()} [cut: ${text.length - keep} more characters in the pasted text]`;
}

const DATE = `(?:${MONTH_NAMES})\\b\\.? (?:the )?\\d{1,2}(?:st|nd|rd|th)?|(?:the )?\\d{1,2}(?:(?:st|nd|rd|th)\\b|(?: of)? (?:${MONTH_NAMES})\\b)`;
const HOUR = '\\d{1,2}(?:[:.]\\d\\d)? ?[ap]\\.?m\\b\\.?|\\d{1,2}:\\d\\d|noon\\b|midnight\\b';
/** A full stop ends the words unless it is of "p.m.", "Jul. 8" or "17.30"; a line break ends them unless a day or a time follows. */
const DEADLINE = new RegExp(
  `\\b(?:by|before|no later than|due|until|deadline|needed by)(?::\\s*|\\s+)(?:on |at )?(?:(?:(?:the )?end of |close of business|eod|eob|cob|eow|tomorrow|today|tonight|(?:this |next |the )?(?:${DAY_NAMES})\\b|next week|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}\\/\\d{1,2}(?:\\/\\d{2,4})?|${DATE}|${HOUR}|\\d{4} (?:[A-Z]{2,4}\\b|hours|hrs)|in \\w+ (?:hours|days))(?:(?<=\\d ?|\\b)[ap]\\.m\\.?|(?<=\\b(?:${MONTH_NAMES}|${DAY_NAMES}))\\.(?= ?\\d)|\\.(?=\\d)|\\n(?=[ \\t]*(?:on |at |\\()?(?:(?:${DAY_NAMES})\\b|${DATE}|${HOUR}))|[^.;\\n]){0,60})`,
  'gi',
);
const deadlinesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(DEADLINE)].map(([words]) => words.replace(/\s+/g, ' ').replace(/[\s:,]+$/, ''))),
];
