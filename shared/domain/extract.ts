import { detectEntity, isKnownType, type KnownType } from './entities.ts';
import { isCardNumber, refanged } from './entity-forms.ts';
import { isBase58Address, isDomain, isIban, isIp, isMail, isSegwit, isUrl } from './identifiers.ts';
import { cidr } from './ip-address.ts';

/** A value that stands in a text. */
export interface Hit {
  readonly type: KnownType;
  /** As it is written there. */
  readonly text: string;
  /** What it is without what keeps people from clicking on it. */
  readonly label: string;
  /** In UTF-16 units. */
  readonly start: number;
}

const DOT = String.raw`(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\s?\[\.\]\s?)`;
const AT = String.raw`(?:@|\[@\]|\(@\)|\[at\]|\(at\)|\s\[at\]\s|\s\(at\)\s)`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?`;
const HOST = `(?:${LABEL}${DOT})+(?:\\p{L}{2,24}|xn--[a-z0-9-]+)`;

/** A form, what it has to be beyond it, and its type; tried in this order, and what one took no later one takes. */
interface Form {
  readonly type: KnownType;
  readonly form: RegExp;
  readonly is?: (label: string) => boolean;
}
const FORMS: readonly Form[] = [
  { type: 'agent', form: /Mozilla\/5\.0 \([^)]{3,200}\)[^"\n]{0,300}/giu },
  {
    type: 'url',
    form: /(?:https?|hxxps?|h\*\*ps?|ftp)(?::|\[:\])(?:\/\/|\[\/\/\])[^\s<>"'`|\\^{}]{3,2000}/giu,
    is: isUrl,
  },
  { type: 'email', form: new RegExp(String.raw`[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}${AT}${HOST}`, 'giu'), is: isMail },
  { type: 'transaction', form: /(?<![0-9a-z])0x[0-9a-f]{64}(?![0-9a-z])/giu },
  { type: 'wallet', form: /(?<![0-9a-z])(?:0x|\\x)[0-9a-f]{40}(?![0-9a-z])/giu },
  { type: 'wallet', form: /(?<![0-9a-z])(?:bc1|tb1|ltc1)[a-z0-9]{11,87}(?![0-9a-z])/giu, is: isSegwit },
  { type: 'wallet', form: /(?<![0-9A-Za-z])[13TLMD][1-9A-HJ-NP-Za-km-z]{25,34}(?![0-9A-Za-z])/gu, is: isBase58Address },
  { type: 'bank', form: /(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}(?![0-9A-Za-z])/gu, is: isIban },
  { type: 'hash', form: /(?<![0-9a-z])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])/giu },
  { type: 'device', form: /(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/giu },
  { type: 'device', form: /(?<![0-9a-z:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-z:-])/giu },
  { type: 'card', form: /(?<![\d.-])\d(?:[ -]?\d){12,18}(?!\d|[.-]\d)/gu, is: isCardNumber },
  {
    type: 'phone',
    form: /(?<![\w+])\+[1-9][\d .()\u00a0/-]{6,22}\d(?!\w)/gu,
    is: (label) => /^\+\d{8,15}$/.test(label.replace(/[^\d+]/g, '')),
  },
  {
    type: 'network',
    form: new RegExp(String.raw`(?<![\d.])\d{1,3}(?:${DOT}\d{1,3}){3}\/\d{1,2}(?![\d.])`, 'giu'),
    is: (label) => cidr(label) !== null,
  },
  { type: 'network', form: /(?<![\w])ASN? ?\d{2,10}(?!\w)/gu },
  { type: 'ip', form: new RegExp(String.raw`(?<![\d.])\d{1,3}(?:${DOT}\d{1,3}){3}(?![\d]|\.\d)`, 'giu'), is: isIp },
  {
    type: 'ip',
    form: /(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/giu,
    is: (label) => label.length > 5 && isIp(label) && /[0-9a-f]/i.test(label) && !/^\d{1,2}(?::\d\d){2}$/.test(label),
  },
  { type: 'username', form: /(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{2,38}[A-Za-z0-9_]/gu },
  { type: 'domain', form: new RegExp(`(?<![\\p{L}\\p{N}@._-])${HOST}(?![\\p{L}\\p{N}_-])`, 'giu'), is: isDomainName },
];

/** Ends of file names that read like domains. */
const FILE_ENDS = /\.(?:png|jpe?g|gif|pdf|csv|docx?|xlsx?|txt|zip|html?|json|xml|exe|js|ts|py|php|mp4|mov|eml|log)$/i;
function isDomainName(label: string): boolean {
  return isDomain(label) && !FILE_ENDS.test(label) && /\.\p{L}{2,}$|\.xn--/u.test(label) && !/\d$/.test(label);
}

/** Every value in a text whose form can be told, each with its place. What only its column could tell is not found. */
export function extract(text: string): Hit[] {
  const taken: [number, number][] = [];
  const hits: Hit[] = [];
  for (const { type, form, is } of FORMS)
    for (const match of text.matchAll(form)) {
      const written = trimmed(match[0]);
      const end = match.index + written.length;
      const label = refanged(written);
      if (taken.some(([from, to]) => match.index < to && end > from) || (is && !is(label))) continue;
      taken.push([match.index, end]);
      hits.push({ type, text: written, label, start: match.index });
    }
  return hits.toSorted((a, b) => a.start - b.start);
}

/** Of a sentence round it: a full stop, a bracket that nothing opened. */
function trimmed(text: string): string {
  let end = text.length;
  for (;;) {
    const last = text[end - 1] ?? '';
    const inside = text.slice(0, end);
    if (/[.,;:!?'"]/.test(last)) end--;
    else if (last === ')' && !inside.includes('(')) end--;
    else if (last === ']' && !inside.includes('[')) end--;
    else return inside;
  }
}

/** What a whole cell is, by its column where its form does not tell; the values in it where it is a text. */
export function extractFromCell(cell: string, column: string): Hit[] {
  const text = cell.trim();
  const whole = text.length <= 200 ? detectEntity(text, '') : 'other';
  if (whole !== 'other' && isKnownType(whole)) return [{ type: whole, text, label: refanged(text), start: 0 }];
  const found = extract(cell);
  if (found.length > 0) return found;
  const named = text !== '' && text.length <= 200 ? detectEntity(text, column) : 'other';
  return named === 'other' ? [] : [{ type: named, text, label: text, start: 0 }];
}
