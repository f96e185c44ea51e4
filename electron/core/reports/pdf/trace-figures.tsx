import { Caption } from './captions.tsx';
import { Subheading } from './frame.tsx';
import { BODY_WIDTH, SIZE } from './printing.ts';
import { columnWidths, Table } from './tables.tsx';
import { Exact } from './text.tsx';

export const TRACE_WIDTH = BODY_WIDTH - 12;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono

/** A table of a trace. */
export function Figures({
  anchor,
  title,
  columns,
  rows,
  words = 2,
}: {
  /** Of its caption, in the place of the title. */
  readonly anchor?: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** So many columns hold words, the others amounts. */
  readonly words?: number;
}) {
  const longest = columns.map((name, at) =>
    Math.max(...name.split(' ').map((word) => word.length), ...rows.map((row) => (row[at] ?? '').length)),
  );
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
      columns={columns.map((name, at) => ({ key: `${at}`, title: name, width: widths[at] ?? 0, right: at >= words }))}
      rows={rows.map((row, number) => ({
        key: String(number),
        tall: false,
        cells: row.map((cell, at) => (
          <Exact key={columns[at] ?? ''} style={{ textAlign: at >= words ? 'right' : 'left' }}>
            {cell}
          </Exact>
        )),
      }))}
    />
  );
}
