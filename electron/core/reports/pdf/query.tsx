import { View } from '@react-pdf/renderer';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { ResultColumn } from '../../../../shared/contract/query.ts';
import type { ReportQuery } from '../model.ts';
import { cellText } from './cell-text.ts';
import { columnWidths } from './column-widths.ts';
import { Muted, Subheading } from './headings.tsx';
import { Table } from './tables.tsx';
import { Exact, Words } from './text.tsx';
import { BODY_WIDTH, INK, SIZE } from './theme.ts';
import { count, counted, utc } from './times.ts';

const TAB = 4;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono
/** Columns side by side; the rest follow in a further table, so that a cell keeps a readable width. */
const COLUMNS_ABREAST = 6;

/** A statement as it was written: each line its own, indented by layout and not by characters that would be copied. */
export const Sql = ({ children }: { readonly children: string }) => (
  <View style={{ backgroundColor: INK.faint, padding: 6, marginTop: 2 }}>
    {children.split(/\r\n|\n/).map((line, index) => {
      const text = line.replaceAll('\t', ' '.repeat(TAB));
      const indent = text.length - text.trimStart().length;
      return (
        <View
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and are never reordered
          key={index}
          style={{ paddingLeft: indent * MONO_ADVANCE * SIZE.exact, minHeight: SIZE.exact * 1.4 }}
        >
          {text.trim() === '' ? null : <Exact style={{ lineHeight: 1.4 }}>{text.trim()}</Exact>}
        </View>
      );
    })}
  </View>
);

export function Query({ query, record }: { readonly query: ReportQuery; readonly record: Exhibit }) {
  const { columns, rows, rowCount, limitedBy, inputs } = query;
  const sheets = Array.from({ length: Math.ceil(columns.length / COLUMNS_ABREAST) }, (_, at) => at * COLUMNS_ABREAST);
  return (
    <View style={{ paddingHorizontal: 6 }}>
      <Subheading>Statement</Subheading>
      <Sql>{query.sql}</Sql>
      <Muted style={{ marginTop: 3 }}>{`Run ${utc(query.ranAt)}`}</Muted>
      {inputs.length === 0 ? null : <Subheading>Read from</Subheading>}
      {inputs.map(({ name, exhibitLabel, sha256 }) => (
        <View key={name} style={{ marginBottom: 2 }}>
          <Words>{exhibitLabel === null ? `${name} (the case's own records)` : `${name}, from ${exhibitLabel}`}</Words>
          {sha256 === null ? null : <Exact>{sha256}</Exact>}
        </View>
      ))}
      {sheets.map((from) => {
        const some = columns.slice(from, from + COLUMNS_ABREAST);
        const longest = some.map(({ name }, at) =>
          Math.max(name.length, ...rows.map((row) => cellText(row[from + at] ?? null).length)),
        );
        const widths = columnWidths(longest, BODY_WIDTH - 12, MONO_ADVANCE * SIZE.exact, 12);
        return (
          <View key={from} style={{ marginBottom: 6 }}>
            <Table
              lead={
                <>
                  {from === 0 ? <Subheading>Result</Subheading> : null}
                  {sheets.length === 1 ? null : (
                    <Muted>{`Columns ${from + 1} to ${from + some.length} of ${columns.length}`}</Muted>
                  )}
                </>
              }
              columns={some.map((column, at) => ({
                key: String(at),
                title: column.name,
                width: widths[at] ?? 0,
                right: numeric(column),
              }))}
              rows={rows.map((row, number) => {
                const cells = row.slice(from, from + COLUMNS_ABREAST);
                return {
                  key: String(number),
                  tall: cells.some((value) => cellText(value).length > 400),
                  cells: cells.map((value, at) => (
                    <Exact
                      // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear one name
                      key={at}
                      style={{
                        color: value === null ? INK.muted : INK.text,
                        textAlign: numeric(some[at]) ? 'right' : 'left',
                      }}
                    >
                      {cellText(value)}
                    </Exact>
                  )),
                };
              })}
            />
          </View>
        );
      })}
      <Muted>{extent(rows.length, rowCount, limitedBy)}</Muted>
      <Exact style={{ color: INK.muted }}>{record.sha256}</Exact>
    </View>
  );
}

const numeric = (column: ResultColumn | undefined): boolean => column?.type === 'INTEGER' || column?.type === 'REAL';

/** What part of the result is printed, said in so many words. */
export function extent(printed: number, rowCount: number, limitedBy: ReportQuery['limitedBy']): string {
  const kept =
    limitedBy === null
      ? ''
      : ` The statement had more rows than the limit of ${limitedBy} that was set; ${count(rowCount)} were kept.`;
  if (rowCount === 0) return `The result has no rows.${kept} Its SHA-256:`;
  if (rowCount === 1) return `The one row of the result.${kept} Its SHA-256:`;
  if (printed >= rowCount) return `All ${counted(rowCount, 'row')} of the result.${kept} Its SHA-256:`;
  return `Rows 1–${count(printed)} of ${count(rowCount)}; the rest is in the exhibit.${kept} The full result has SHA-256:`;
}
