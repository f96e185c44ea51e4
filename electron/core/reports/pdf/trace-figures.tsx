import { Caption } from './captions.tsx';
import { Subheading } from './frame.tsx';
import { BODY_WIDTH, SIZE } from './printing.ts';
import { columnWidths, Table } from './tables.tsx';
import { Exact } from './text.tsx';

export const TRACE_WIDTH = BODY_WIDTH - 12;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono

/** A table of a trace: the first two columns are words, the others amounts. */
export function Figures({
  anchor,
  title,
  columns,
  rows,
}: {
  /** Of its caption, in the place of the title. */
  readonly anchor?: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  const longest = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)));
  const widths = columnWidths(longest, TRACE_WIDTH, MONO_ADVANCE * SIZE.exact, 12);
  return (
    <Table
      lead={
        anchor === undefined ? (
          <Subheading as="H3">{title}</Subheading>
        ) : (
          <Caption anchor={anchor} style={{ marginTop: 10, marginBottom: 3 }} />
        )
      }
      columns={columns.map((name, at) => ({ key: `${at}`, title: name, width: widths[at] ?? 0, right: at > 1 }))}
      rows={rows.map((row, number) => ({
        key: String(number),
        tall: false,
        cells: row.map((cell, at) => (
          <Exact key={columns[at] ?? ''} style={{ textAlign: at > 1 ? 'right' : 'left' }}>
            {cell}
          </Exact>
        )),
      }))}
    />
  );
}
