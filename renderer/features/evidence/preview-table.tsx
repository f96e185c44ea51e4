import { useMemo } from 'react';
import type { Column } from '../../../shared/contract/datasets.ts';
import { columnAsked } from '../../parts/questions.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount } from '../../ui/format.ts';
import { Table, type TableColumn } from '../../ui/table.tsx';

/** One value of a table. NULL and the empty text look different, because they are. */
export function Value({ text }: { text: string | null }) {
  if (text === null) return <span className="rt-value-null">NULL</span>;
  if (text === '') return <span className="rt-value-null">empty</span>;
  return <span title={text}>{text}</span>;
}

interface Props {
  readonly label: string;
  readonly header: readonly string[];
  /** Of a dataset, in the order of the header: how each is read is shown with its name. */
  readonly columns?: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Number of the first of them, from 0. */
  readonly from?: number;
  /** Of the row to be shown as found, among `rows`. */
  readonly found?: number | null;
}
interface Row {
  readonly at: number;
  readonly values: readonly (string | null)[];
}
const COLUMN_PX = 150;
const NONE: readonly Column[] = [];

const signOf = (column: Column | undefined): Pick<TableColumn<Row>, 'sign'> =>
  column?.reading ? { sign: <ReadingGlyph reading={column.reading.reading} asked={columnAsked(column)} /> } : {};

/** Values as they stand, in the file's own columns. */
export function PreviewTable({ label, header, rows, columns: read = NONE, from = 0, found = null }: Props) {
  const numbered = useMemo(() => rows.map((values, at): Row => ({ at, values })), [rows]);
  const columns = useMemo<TableColumn<Row>[]>(
    () => [
      {
        id: '#',
        header: '#',
        width: from > 0 ? '72px' : '44px',
        align: 'end',
        render: ({ at }) => <span className="rt-muted">{formatCount(from + at + 1)}</span>,
      },
      ...header.map(
        (name, index): TableColumn<Row> => ({
          id: String(index),
          header: name,
          ...signOf(read[index]),
          width: `minmax(${COLUMN_PX}px, 1fr)`,
          render: ({ values }) => <Value text={values[index] ?? null} />,
        }),
      ),
    ],
    [header, read, from],
  );
  return (
    <div className="rt-evidence-viewer-table">
      <Table
        label={label}
        rows={numbered}
        columns={columns}
        keyOf={({ at }) => String(at)}
        selected={found === null ? null : String(found)}
        rowHeight={26}
        minWidth={80 + header.length * (COLUMN_PX + 12)}
      />
    </div>
  );
}
