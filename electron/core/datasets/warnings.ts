import type { Certificate } from '../../../shared/contract/datasets.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { type ColumnReading, questionWords } from '../../../shared/domain/readings.ts';
import type { TextPlace } from '../text/encoding.ts';
import type { Dialect, Record } from './dialect.ts';
import { isTotal } from './table-place.ts';

type Warning = Certificate['warnings'][number];

/** What was noticed while a table was read. */
export interface Noticed {
  readonly dialect: Dialect;
  readonly guessedEncoding: boolean;
  readonly header: Record | null;
  readonly width: number;
  readonly stored: number;
  readonly ends: { readonly crlf: number; readonly lf: number; readonly cr: number };
  readonly replaced: number;
  readonly replacedAt: readonly TextPlace[];
  readonly nuls: number;
  readonly innerMarks: number;
  readonly short: readonly number[];
  readonly stray: readonly number[];
  readonly totalRows: readonly number[];
  readonly repeatedHeaders: readonly number[];
  readonly last: { readonly cells: Record; readonly record: number } | null;
  readonly headerTold: boolean;
  readonly formulas: number;
  readonly columns: readonly { readonly name: string; readonly reading: ColumnReading | null }[];
  readonly damaged: readonly { readonly header: string; readonly count: number }[];
}

/** What a file must look like for a tool to have written it: a delimited table with these words in its header, all or any. */
interface Cap {
  readonly says: string;
  readonly header: RegExp;
}
const ON_CHAIN = /\b(?:txn? ?hash|transaction ?hash|block ?(?:no|number|height)?)\b/i;
const ANY = /./;
/** Row counts at which tools are known to stop, with those that say so of themselves. */
const CAPS: { readonly [rows: number]: readonly Cap[] } = {
  30: [{ says: 'Hiro explorer exports only the rows on screen', header: ON_CHAIN }],
  100: [{ says: 'Teloscan stops there', header: ON_CHAIN }],
  1000: [],
  2000: [{ says: 'Metabase shows no more than this', header: ANY }],
  5000: [
    { says: 'Etherscan and BscScan stop there', header: ON_CHAIN },
    { says: 'Looker stops there', header: ANY },
  ],
  10000: [{ says: 'Blockscout stops there', header: ON_CHAIN }],
  50000: [],
  65535: [{ says: 'old spreadsheets hold no more rows below a header', header: ANY }],
  100000: [],
  1000000: [],
  1048575: [{ says: 'a spreadsheet holds no more rows below a header', header: ANY }],
};

/** A row count at which exports stop: names the tools that write such a file, and else asks. */
function capWarning({ dialect, header, stored }: Noticed): string | null {
  const caps = CAPS[stored];
  if (!caps) return null;
  const isTable = dialect.layout === 'delimited' && dialect.format === undefined && header !== null;
  const names = (header ?? []).map((cell) => cell ?? '');
  const fit = isTable ? caps.find((cap) => names.some((name) => cap.header.test(name))) : undefined;
  const rows = `Exactly ${number(stored)} rows`;
  return fit
    ? `${rows}: ${fit.says}. Check at the source that the export is complete.`
    : `${rows}: did the export stop at a limit? A count of the rows at the source, or an export of a longer period, shows it.`;
}

export function warningsFor(noticed: Noticed): Warning[] {
  const { dialect, header, width, stored, ends, replaced, nuls, short, formulas, damaged } = noticed;
  const { stray, repeatedHeaders, last, headerTold, totalRows } = noticed;
  const found: Warning[] = [];
  const warn = (code: Warning['code'], message: string) => void found.push({ code, message });
  if (stored === 0) warn('no-rows', 'The file has no rows of data.');
  const cap = capWarning(noticed);
  if (cap !== null) warn('export-cap', cap);
  const names = (header ?? []).map((cell) => (cell ?? '').trim());
  const blanks = header
    ? names.slice(0, width).filter((name) => name === '').length + Math.max(0, width - names.length)
    : 0;
  if (blanks > 0)
    warn(
      'blank-header',
      `${counted(blanks, 'column has', 'columns have')} no name in the header; named after the position.`,
    );
  const given = names.filter((name) => name !== '').map((name) => name.toLowerCase());
  const twice = given.length - new Set(given).size;
  if (twice > 0)
    warn(
      'duplicate-header',
      `${counted(twice, 'column repeats', 'columns repeat')} a name of the header; numbered to tell them apart.`,
    );
  if (Object.values(ends).filter((each) => each > 0).length > 1)
    warn(
      'mixed-newlines',
      `Records end in different ways: ${ends.crlf} with CRLF, ${ends.lf} with LF, ${ends.cr} with CR.`,
    );
  if (noticed.guessedEncoding)
    warn(
      'encoding-guess',
      `Nothing in the file states its encoding; ${dialect.encoding} is a guess. Check names with accents.`,
    );
  if (replaced > 0)
    warn(
      'undecodable',
      `${counted(replaced, 'character is', 'characters are')} unreadable and shown as \ufffd (${places(noticed.replacedAt, replaced)}): undecodable as ${dialect.encoding}, or lost before the export.`,
    );
  if (nuls > 0)
    warn('nul-bytes', `${counted(nuls, 'NUL character is', 'NUL characters are')} in the text; kept as they are.`);
  if (noticed.innerMarks > 0)
    warn(
      'inner-mark',
      `${counted(noticed.innerMarks, 'byte order mark stands', 'byte order marks stand')} at the start of a line within the file; left out of the cells. The file may be several exports put together.`,
    );
  if (short.length > 0) {
    const rows = counted(short.length, 'row has', 'rows have');
    warn(
      'ragged-rows',
      `${rows} fewer than ${width} fields (${records(short)}); the missing ones are NULL, at the end of the row.`,
    );
  }
  if (stray.length > 0)
    warn(
      'stray-quotes',
      `${counted(stray.length, 'row has a field', 'rows have a field')} ${dialect.quote === '' ? 'that begins with a quote, and nothing is read as quoted' : 'with a quote that does not close it'} (${records(stray)}); kept as it stands.`,
    );
  if (repeatedHeaders.length > 0)
    warn(
      'repeated-header',
      `The header is repeated (${records(repeatedHeaders)}); left out of the rows. The file may be several exports put together: rows below it may be of another table, and of fewer columns where it is shorter.`,
    );
  const inside = width > 1 ? totalRows.filter((record) => record !== last?.record) : [];
  if (inside.length > 0)
    warn(
      'total-row',
      `${counted(inside.length, 'row seems', 'rows seem')} to add up others (${records(inside)}); kept as rows, so leave them out of sums.`,
    );
  if (last && width > 1 && isTotal(last.cells))
    warn(
      'total-row',
      `The last row (record ${last.record}) seems to add up the others; it is kept as a row, so leave it out of sums.`,
    );
  if (dialect.layout === 'delimited' && dialect.delimiter === '' && PARTED.test((header ?? last?.cells ?? [])[0] ?? ''))
    warn(
      'one-column',
      'No delimiter parts this text into columns consistently, so every record is one value. Choose the delimiter if there is one.',
    );
  if (!headerTold)
    warn(
      'header-guess',
      header
        ? 'Nothing in the file tells whether its first record is a header; it was taken for one.'
        : 'Nothing in the file tells whether its first record is a header; it was taken for a row.',
    );
  for (const { header: column, count: values } of damaged)
    warn(
      'damaged-ids',
      `${counted(values, 'value', 'values')} of "${column}" look like 1.23E+15: a spreadsheet rounded them, the original digits are lost. Ask for the export itself.`,
    );
  for (const { name, reading } of noticed.columns)
    for (const question of reading?.reading.kind === 'text' ? reading.questions : [])
      found.push({
        code: 'open-question',
        message: `"${name}" ${questionWords(reading as ColumnReading, question)}. It is text until that is answered.`,
        column: name,
      });
  if (formulas > 0)
    warn(
      'formula-cells',
      `${counted(formulas, 'cell begins', 'cells begin')} like a spreadsheet formula; harmless here, made safe on export.`,
    );
  return found;
}

/** A value with several marks that may part it. */
const PARTED = /[\s,;|:]\S+[\s,;|:]/;
const NAMED = 20;
const records = (numbers: readonly number[]): string =>
  `record ${numbers.slice(0, NAMED).join(', ')}${numbers.length > NAMED ? ' …' : ''}`;
const places = (found: readonly TextPlace[], all: number): string =>
  found.map(({ line, character }) => `line ${line}, character ${character}`).join('; ') +
  (all > found.length ? ' …' : '');
const number = (value: number): string => value.toLocaleString('en-US');
