import { View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { Words } from './text.tsx';
import { INK, SIZE } from './theme.ts';

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Points; `rest` is what the others leave. */
  readonly width: number | 'rest';
  readonly right?: boolean;
}
export interface TableRow {
  readonly key: string;
  /** A row stays on one page, unless it is so tall that it may not fit on any. */
  readonly tall?: boolean;
  readonly cells: readonly ReactNode[];
}

const box = ({ width }: Column) =>
  width === 'rest' ? ({ flex: 1, paddingRight: 6 } as const) : ({ width, paddingRight: 6 } as const);

/** A table whose head returns on each page. */
export const Table = ({
  columns,
  rows,
}: {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}) => (
  <View>
    <View
      fixed
      minPresenceAhead={56}
      style={{ flexDirection: 'row', borderBottom: `0.75pt solid ${INK.text}`, paddingBottom: 2, marginBottom: 1 }}
    >
      {columns.map((column) => (
        <View key={column.key} style={box(column)}>
          <Words style={{ fontSize: SIZE.small, color: INK.muted, textAlign: column.right ? 'right' : 'left' }}>
            {column.title}
          </Words>
        </View>
      ))}
    </View>
    {rows.map(({ key, tall = false, cells }) => (
      <View
        key={key}
        wrap={tall}
        style={{ flexDirection: 'row', borderBottom: `0.5pt solid ${INK.rule}`, paddingVertical: 2.5 }}
      >
        {columns.map((column, at) => (
          <View key={column.key} style={box(column)}>
            {cells[at]}
          </View>
        ))}
      </View>
    ))}
  </View>
);
