import { Caption } from './captions.tsx';
import { Subheading } from './frame.tsx';
import { BODY_WIDTH, SIZE } from './printing.ts';
import { columnWidths, Table } from './tables.tsx';
import { code, Exact } from './text.tsx';

export const TRACE_WIDTH = BODY_WIDTH - 12;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono
const GAP = 12;
/** Characters of a word that stays whole: a name of an account, a date; a longer one is an address or a hash, which may end anywhere. */
const WHOLE = 20;
/** Letters are a little smaller where amounts have room by that; else a further table has the rest of the columns. */
const SIZES = [SIZE.exact, 7, 6.5] as const;

const wordsOf = (text: string): number[] => text.split(' ').map(({ length }) => length);

interface Tabled {
  /** Of its caption, in the place of the title. */
  readonly anchor?: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** So many columns hold words, the others amounts. */
  readonly words?: number;
}

/** A table of a trace: no amount is broken, and no word that has room on a line. */
export function Figures(table: Tabled) {
  const { anchor, title, columns, rows, words = 2 } = table;
  const longest = columns.map((name, at) => Math.max(...wordsOf(name), ...rows.map((row) => (row[at] ?? '').length)));
  const least = columns.map((name, at) =>
    Math.max(
      ...wordsOf(name),
      ...rows.flatMap((row) => wordsOf(row[at] ?? '').map((length) => (at < words ? Math.min(length, WHOLE) : length))),
    ),
  );
  const needs = (size: number): number =>
    least.reduce((sum, characters) => sum + Math.max(36, characters * MONO_ADVANCE * size + GAP), 0);
  const fits = SIZES.find((each) => needs(each) <= TRACE_WIDTH);
  const half = Math.ceil((columns.length - words) / 2);
  if (fits === undefined && columns.length - words > 1) {
    const of = (from: number, to: number) => {
      const part = (row: readonly string[]) => [...row.slice(0, words), ...row.slice(words + from, words + to)];
      return { columns: part(columns), rows: rows.map(part), words };
    };
    return (
      <>
        <Figures {...table} {...of(0, half)} />
        <Figures title={`${title}, further columns`} {...of(half, columns.length)} />
      </>
    );
  }
  const size = fits ?? 6.5;
  const advance = MONO_ADVANCE * size;
  const widths = columnWidths(longest, TRACE_WIDTH, advance, GAP, least);
  const abreast = (at: number): number => Math.max(1, Math.floor(((widths[at] ?? 0) - 10) / advance));
  return (
    <Table
      lead={
        anchor === undefined ? (
          <Subheading as="H3">{title}</Subheading>
        ) : (
          <Caption anchor={anchor} style={{ marginTop: 10, marginBottom: 3 }} />
        )
      }
      columns={columns.map((name, at) => ({ key: `${at}`, title: name, width: widths[at] ?? 0, right: at >= words }))}
      rows={rows.map((row, number) => ({
        key: String(number),
        tall: false,
        cells: row.map((cell, at) => (
          <Exact
            key={columns[at] ?? ''}
            breaks={code(abreast(at))}
            style={{ fontSize: size, textAlign: at >= words ? 'right' : 'left' }}
          >
            {cell}
          </Exact>
        )),
      }))}
    />
  );
}
