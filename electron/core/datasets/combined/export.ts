import type { Output, Parsed } from '../../../../shared/contract/commands.ts';
import type { Reading } from '../../../../shared/domain/readings.ts';
import type { JobContext } from '../../context.ts';
import type { ReadDb } from '../../db/open.ts';
import type { OutColumn, OutRow, OutTable } from '../../formats/out-table.ts';
import { batches, kindOf, typedText, writeOut } from '../export.ts';
import { type MergedMoment, type Moment, mergedMoments, momentOfRow } from '../readings/moments.ts';
import { type CombinedTable, combinedById, combinedTables, datasetTables } from '../reads.ts';
import { likeness, type Merged, merged } from './merge.ts';
import { lineOf, type PlacedMember, placeColumns } from './view.ts';

/**
 * A combined dataset as a file: the rows of its members one below the other, in the columns of the first. As CSV every cell is
 * the text of its file; the other formats carry values, each as its own member reads it, and the moments that several columns tell.
 */
export async function exportCombined(
  context: JobContext,
  { combinedId, places, ...asked }: Parsed<'dataset.exportCombined'>,
): Promise<Output<'dataset.exportCombined'>> {
  const { db } = context;
  const { caseId, view } = combinedById(db, combinedId);
  const members =
    combinedTables(db, caseId, datasetTables(db, caseId)).find((each) => each.view === view)?.members ?? [];
  const columns = merged(members);
  const own = columns.map(({ column }) => column);
  const before = places ? placeColumns(own) : [];
  const placed = (member: PlacedMember, row: number): OutRow =>
    places ? [member.exhibitLabel, String(row), text(member.lines && lineOf(member.lines, row))] : [];
  return writeOut(context, asked, {
    ...{ caseId, view, subject: [...new Set(members.map(({ exhibitLabel }) => exhibitLabel))].join(', ') },
    columns: [...before, ...own],
    rows: members.reduce((sum, { rows }) => sum + rows, 0),
    texts: (reader) => rowsOf(reader, members, columns, placed, ({ cell }) => cell, []),
    typed: (reader) => {
      const readings = columns.map(readingOf);
      const kinds = readings.map((reading, at): OutColumn => ({ name: own[at]?.name ?? '', kind: kindOf(reading) }));
      const moments = mergedMoments(members).told;
      const table: OutTable = {
        columns: [
          ...before.map(({ name }, at): OutColumn => ({ name, kind: at === 0 ? 'text' : 'integer' })),
          ...kinds,
          ...moments.map(({ name }): OutColumn => ({ name, kind: 'time' })),
        ],
        batches: () => rowsOf(reader, members, columns, placed, (one) => typed(one, readings[one.at] ?? null), moments),
      };
      const asText = columns.flatMap((each, at) =>
        readings[at] === null && each.column.reading !== null && isTyped(each.column.reading.reading)
          ? [each.column.name]
          : each.asText
            ? [each.column.name]
            : [],
      );
      return { table, asText };
    },
  });
}

const text = (line: number | null): string | null => (line === null ? null : String(line));
const isTyped = ({ kind }: Reading): boolean => kind !== 'text' && kind !== 'json';

/** How all values of the column leave; null where they leave as text, since one does not fit or the members do not agree. */
function readingOf({ column: { reading }, asText }: Merged): Reading | null {
  if (asText || !reading || reading.fitting !== reading.values || !isTyped(reading.reading)) return null;
  return reading.reading;
}

interface OneCell {
  readonly cell: string | null;
  /** Place of the column in the combined dataset. */
  readonly at: number;
  readonly own: Reading | null;
}

function typed({ cell, own }: OneCell, to: Reading | null): string | null {
  if (!to) return cell;
  if (!own) return null; // nothing but blanks in this member
  if (to.kind === 'decimal') return typedText(cell, own, to.scale);
  return typedText(cell, own);
}

function* rowsOf(
  db: ReadDb,
  members: CombinedTable['members'],
  columns: readonly Merged[],
  placed: (member: PlacedMember, row: number) => OutRow,
  cellOf: (one: OneCell) => string | null,
  moments: readonly MergedMoment[],
): IterableIterator<OutRow[]> {
  for (const [index, member] of members.entries()) {
    const from = columns.map(({ places }, at) => {
      const place = places[index] ?? -1;
      const reading = member.columns[place]?.reading ?? null;
      return { at, place, own: reading && likeness(reading) !== null ? reading.reading : null };
    });
    let row = 0;
    for (const rows of batches(db, member))
      yield rows.map((cells) => [
        ...placed(member, ++row),
        ...from.map(({ at, place, own }) => cellOf({ cell: cells[place] ?? null, at, own })),
        ...moments.map(({ of }) => momentOfRow(of[index] as Moment, cells)),
      ]);
  }
}
