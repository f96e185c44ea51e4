import type { z } from 'zod';
import type { Dialect as DialectSchema } from '../../../shared/contract/datasets.ts';

export type Dialect = z.infer<typeof DialectSchema>;

/** Header, first and last rows may be set by a person; the rest of a dialect says nothing about records that are read already. */
export const withPlaceOf = (dialect: Dialect, given: Dialect | undefined): Dialect =>
  given ? { ...dialect, header: given.header, skipLines: given.skipLines, skipFooter: given.skipFooter } : dialect;

/** What most dialects say of the layout: records of one header, each named column its own. */
export const PLAIN_LAYOUT = {
  layout: 'delimited',
  headerRows: 1,
  rowNames: false,
  starts: [],
} satisfies Partial<Dialect>;

/** NULL is an unquoted empty field, the empty string a quoted one: PostgreSQL's convention for COPY … CSV. */
export type Record = readonly (string | null)[];

const ENCODINGS: { readonly [label: string]: string } = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 little endian',
  'utf-16be': 'UTF-16 big endian',
  'windows-1252': 'Windows-1252',
};
/** How a layout other than delimited text is called. */
const LAYOUTS: { readonly [layout: string]: string } = {
  'fields-log': 'log with a #fields line',
  ruled: 'table drawn with lines',
  'fixed-width': 'columns of fixed width',
};
const DELIMITERS: { readonly [delimiter: string]: string } = {
  ',': 'comma',
  ', ': 'comma and space',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
};
const LINE_ENDS = {
  '\n': 'Unix line ends',
  '\r\n': 'Windows line ends',
  '\r': 'old Mac line ends',
  mixed: 'mixed line ends',
};

/**
 * One sentence a person can check: "UTF-8, comma separated, quoted with ", header in line 1, Windows line ends".
 * @param held what a format that names its columns itself holds: "1 message"
 */
export function sentence(dialect: Dialect, guessedEncoding = false, held: string | null = null): string {
  const { encoding, bom, delimiter, quote, escape: escaping, newline, format, layout } = dialect;
  if (format !== undefined && held !== null && dialect.header && dialect.skipLines === 0)
    return [format, held, ...placeWords(dialect).slice(1)].join(', ');
  if (format !== undefined) return [format, ...placeWords(dialect)].join(', ');
  const parts = [
    `${ENCODINGS[encoding] ?? encoding}${bom ? ' with byte order mark' : ''}${guessedEncoding ? ' (a guess)' : ''}`,
  ];
  const named = LAYOUTS[layout];
  if (named) parts.push(named);
  if (delimiter === '') parts.push(...(named ? [] : ['one column']));
  else if (layout !== 'ruled') parts.push(`${DELIMITERS[delimiter] ?? JSON.stringify(delimiter)} separated`);
  if (!named) parts.push(quote === '' ? 'nothing quoted' : `quoted with ${quote}`);
  if (quote !== '' && escaping !== quote)
    parts.push(escaping === '' ? 'quotes not escaped' : `quotes escaped with ${escaping}`);
  return [...parts, ...placeWords(dialect), LINE_ENDS[newline]].join(', ');
}

/** Where the table lies among the records. */
function placeWords({ header, headerRows, rowNames, skipLines, skipFooter, format, layout }: Dialect): string[] {
  const record = format === undefined ? 'line' : 'row';
  const words: string[] = [];
  if (header && layout in LAYOUTS) words.push('with its header');
  else if (header && headerRows > 1) words.push(`header in ${headerRows} records from ${record} ${skipLines + 1}`);
  else if (header) words.push(`header in ${record} ${skipLines + 1}`);
  else words.push(skipLines === 0 ? 'no header' : `no header, first ${count(skipLines)} left out`);
  if (rowNames) words.push('row names in the first column');
  if (skipFooter > 0) words.push(`last ${count(skipFooter)} left out as a footer`);
  return words;
}

const count = (records: number): string => (records === 1 ? 'record' : `${records} records`);
