import type { Dialect } from '../dialect.ts';
import { ASIDE, asRow, blankAsNull, type LineReader } from './read-line.ts';

type Found = Pick<Dialect, 'layout' | 'delimiter' | 'quote' | 'escape' | 'header'>;

const FIELDS = /^#fields?(:)?[ \t]*/i;
const LOOKED_AT = 60;

/**
 * A log whose directives begin with "#", one of which names the fields: Zeek (with its own `#separator`), and the W3C's Extended
 * Log File Format as IIS and CloudFront write it.
 */
export function detectFieldsLog(lines: readonly string[]): Found | null {
  const at = lines.slice(0, LOOKED_AT).findIndex((line) => FIELDS.test(line));
  if (at < 0 || lines.slice(0, at).some((line) => line !== '' && !line.startsWith('#'))) return null;
  const names = lines[at] as string;
  const separator = lines.slice(0, at).find((line) => /^#separator\s/i.test(line));
  const written = separator
    ?.replace(/^#separator\s/i, '')
    .replaceAll(/\\x([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  const count = namesIn(names, written ?? (names.includes('\t') ? '\t' : ' ')).length;
  const row = lines.find((line, index) => index > at && line !== '' && !line.startsWith('#')) ?? '';
  const tabs = row.split('\t').length === count;
  const delimiter = written || (tabs && count > 1 ? '\t' : names.includes('\t') ? '\t' : ' ');
  return count > 0 ? { layout: 'fields-log', delimiter, quote: '', escape: '', header: true } : null;
}

function namesIn(line: string, delimiter: string): string[] {
  const given = line.replace(FIELDS, '');
  return (/^#fields?:/i.test(line) ? given.split(/\s+/) : given.split(delimiter)).filter((name) => name !== '');
}

/** The first `#fields` is the header. Rows below another that names other fields are not of this table. */
export function fieldsLogReader({ delimiter }: Pick<Dialect, 'delimiter'>): LineReader {
  let names: string | null = null;
  let others: string | null = null;
  return (line) => {
    if (FIELDS.test(line)) {
      const given = namesIn(line, delimiter);
      const joined = given.join('\n');
      if (names === null) {
        names = joined;
        return asRow(given);
      }
      others = joined === names ? null : given.join(', ');
      return ASIDE;
    }
    if (line.startsWith('#') || line === '') return ASIDE;
    const cells = line.split(delimiter).map(blankAsNull);
    if (others === null) return asRow(cells);
    const problem = `a later #fields line names other fields: ${others.slice(0, 200)}`;
    return { cells: [], problem, aside: false };
  };
}
