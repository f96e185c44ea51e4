import { HTMLSelect } from '@blueprintjs/core';
import { Fragment, type ReactNode } from 'react';
import type { Dialect } from '../../../shared/contract/datasets.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export const ENCODINGS: readonly Choice[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 little endian' },
  { value: 'utf-16be', label: 'UTF-16 big endian' },
  { value: 'windows-1252', label: 'Windows-1252, Western' },
  { value: 'windows-1250', label: 'Windows-1250, Central European' },
  { value: 'windows-1251', label: 'Windows-1251, Cyrillic' },
  { value: 'windows-1253', label: 'Windows-1253, Greek' },
  { value: 'windows-1254', label: 'Windows-1254, Turkish' },
  { value: 'windows-1255', label: 'Windows-1255, Hebrew' },
  { value: 'windows-1256', label: 'Windows-1256, Arabic' },
  { value: 'windows-1257', label: 'Windows-1257, Baltic' },
  { value: 'windows-1258', label: 'Windows-1258, Vietnamese' },
  { value: 'iso-8859-1', label: 'ISO 8859-1, Western' },
  { value: 'iso-8859-2', label: 'ISO 8859-2, Central European' },
  { value: 'iso-8859-5', label: 'ISO 8859-5, Cyrillic' },
  { value: 'iso-8859-6', label: 'ISO 8859-6, Arabic' },
  { value: 'iso-8859-7', label: 'ISO 8859-7, Greek' },
  { value: 'iso-8859-8', label: 'ISO 8859-8, Hebrew' },
  { value: 'iso-8859-13', label: 'ISO 8859-13, Baltic' },
  { value: 'iso-8859-15', label: 'ISO 8859-15, Western with €' },
  { value: 'ibm850', label: 'CP850, Western DOS' },
  { value: 'ibm437', label: 'CP437, US DOS' },
  { value: 'ibm866', label: 'CP866, Cyrillic DOS' },
  { value: 'koi8-r', label: 'KOI8-R, Russian' },
  { value: 'koi8-u', label: 'KOI8-U, Ukrainian' },
  { value: 'shift_jis', label: 'Shift-JIS, Japanese' },
  { value: 'euc-jp', label: 'EUC-JP, Japanese' },
  { value: 'euc-kr', label: 'EUC-KR, Korean' },
  { value: 'gb18030', label: 'GB 18030, Chinese' },
  { value: 'big5', label: 'Big5, Chinese' },
];
const DELIMITERS: readonly Choice[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'pipe' },
  { value: ':', label: 'colon' },
  { value: ' ', label: 'space' },
  { value: '', label: 'nothing: one column' },
];
const QUOTES: readonly Choice[] = [
  { value: '"', label: 'double quotes' },
  { value: "'", label: 'single quotes' },
  { value: '', label: 'nothing' },
];
const ESCAPES: readonly Choice[] = [
  { value: '"', label: 'doubled' },
  { value: '\\', label: 'after a backslash' },
  { value: '', label: 'as they are' },
];
const LAYOUTS: Readonly<Record<Dialect['layout'], string>> = {
  delimited: 'delimited',
  'fields-log': 'a log with a #fields line',
  ruled: 'a table drawn with lines',
  'fixed-width': 'in columns of fixed width',
};

/** The choices, with the present value among them even if it is an unusual one. */
const withCurrent = (choices: readonly Choice[], value: string): readonly Choice[] =>
  choices.some((choice) => choice.value === value) ? choices : [{ value, label: JSON.stringify(value) }, ...choices];

interface Props {
  readonly dialect: Dialect;
  readonly disabled: boolean;
  readonly onChange: (dialect: Dialect) => void;
}

/** How a file is read, as one sentence whose words are choices. */
export function DialectSentence({ dialect, disabled, onChange }: Props) {
  const set = (change: Partial<Dialect>): void => onChange({ ...dialect, ...change });
  const choose = (label: string, value: string, choices: readonly Choice[], onChoose: (value: string) => void) => (
    <HTMLSelect
      minimal
      className="rt-evidence-word"
      aria-label={label}
      disabled={disabled}
      value={value}
      options={[...withCurrent(choices, value)]}
      onChange={(event) => onChoose(event.target.value)}
    />
  );
  const records = (label: string, key: 'skipLines' | 'skipFooter') => (
    <input
      className="rt-evidence-word-count"
      type="number"
      min={0}
      max={10_000}
      aria-label={label}
      disabled={disabled}
      value={dialect[key]}
      onChange={(event) => set({ [key]: Math.min(10_000, Math.max(0, event.target.valueAsNumber || 0)) })}
    />
  );
  const parts: ReactNode[] = [];
  if (dialect.format === undefined) {
    parts.push(<>Text in {choose('Encoding', dialect.encoding, ENCODINGS, (encoding) => set({ encoding }))}</>);
    if (dialect.layout !== 'delimited') {
      const layouts = ['delimited', dialect.layout] as const;
      const listed = layouts.map((value) => ({ value, label: LAYOUTS[value] }));
      const take = (value: string): void => set({ layout: layouts.find((each) => each === value) ?? dialect.layout });
      parts.push(choose('Layout', dialect.layout, listed, take));
    }
    if (dialect.layout === 'delimited' || dialect.layout === 'fields-log')
      parts.push(
        <>
          values separated by {choose('Delimiter', dialect.delimiter, DELIMITERS, (delimiter) => set({ delimiter }))}
        </>,
      );
    if (dialect.layout === 'delimited') parts.push(<Quoting dialect={dialect} choose={choose} set={set} />);
  } else parts.push(dialect.format);
  const header = dialect.header ? String(dialect.headerRows) : '0';
  parts.push(
    <>
      the header is{' '}
      {choose('Header', header, headers(dialect), (rows) =>
        set(rows === '0' ? { header: false, headerRows: 1 } : { header: true, headerRows: Number(rows) }),
      )}
    </>,
    <>
      {records('Records left out at the start', 'skipLines')} left out before it and{' '}
      {records('Records left out at the end', 'skipFooter')} at the end
    </>,
  );
  return (
    <p className="rt-evidence-sentence">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stand in their order
        <Fragment key={at}>
          {at > 0 && ', '}
          {part}
        </Fragment>
      ))}
      .
    </p>
  );
}

const headers = ({ headerRows }: Dialect): Choice[] => [
  { value: '0', label: 'missing' },
  { value: '1', label: 'the first record' },
  ...[2, 3, ...(headerRows > 3 ? [headerRows] : [])].map((rows) => ({
    value: String(rows),
    label: `the first ${rows} records`,
  })),
];

interface QuotingProps {
  readonly dialect: Dialect;
  readonly choose: (
    label: string,
    value: string,
    choices: readonly Choice[],
    take: (value: string) => void,
  ) => ReactNode;
  readonly set: (change: Partial<Dialect>) => void;
}
function Quoting({ dialect: { quote, escape: escaping }, choose, set }: QuotingProps) {
  const doubled = (mark: string): readonly Choice[] =>
    ESCAPES.map((each) => (each.value === '"' ? { ...each, value: mark } : each));
  return (
    <>
      quoted with{' '}
      {choose('Quote character', quote, QUOTES, (mark) =>
        set({ quote: mark, escape: mark === '' ? '' : escaping === quote || escaping === '' ? mark : escaping }),
      )}
      {quote !== '' && (
        <> and quotes within {choose('Quote escape', escaping, doubled(quote), (mark) => set({ escape: mark }))}</>
      )}
    </>
  );
}
