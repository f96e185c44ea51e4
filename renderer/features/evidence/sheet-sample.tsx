import { useState } from 'react';
import type { Column } from '../../../shared/contract/datasets.ts';
import { type ColumnReading, readingWords, restsOn, sqlType } from '../../../shared/domain/readings.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { columnAsked } from '../../parts/questions.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import { Value } from './preview-table.tsx';

/** Rows that stand together in the file. */
export interface SampleRows {
  /** Number of the first of them, from 0. */
  readonly from: number;
  readonly rows: readonly (readonly (string | null)[])[];
}
interface Props {
  readonly label: string;
  readonly header: readonly string[];
  /** Of the dataset, in the order of the header; none while other parsing options are tried. */
  readonly columns: readonly Column[];
  readonly groups: readonly SampleRows[];
  /** A column whose reading is to be changed. */
  readonly onColumn?: (column: string) => void;
}
const COLUMNS_SHOWN = 60; // what is drawn at a time: tables have up to two thousand

/** The first, middle and last rows, each column under how it is read. */
export function SheetSample({ label, header, columns, groups, onColumn }: Props) {
  const [from, setFrom] = useState(0);
  const shown = header.slice(from, from + COLUMNS_SHOWN);
  return (
    <div className="rt-evidence-sample">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section className="rt-evidence-sample-scroll" tabIndex={0} aria-label={label}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="rt-evidence-end">
                #
              </th>
              {shown.map((name, at) => {
                const column = columns[from + at];
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns of a file may have the same name
                  <th key={from + at} scope="col">
                    {column ? <Head column={column} onColumn={onColumn} /> : <span className="rt-cut">{name}</span>}
                  </th>
                );
              })}
            </tr>
          </thead>
          {groups.map((group, index) => (
            <tbody key={group.from}>
              {index > 0 && (
                <tr className="rt-evidence-sample-gap">
                  <td colSpan={shown.length + 1}>⋮</td>
                </tr>
              )}
              {group.rows.map((cells, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <tr key={at}>
                  <td className="rt-evidence-end rt-muted">{formatCount(group.from + at + 1)}</td>
                  {shown.map((_, column) => {
                    const reading = columns[from + column]?.reading?.reading;
                    const isNumber = reading !== undefined && sqlType(reading) !== 'TEXT' && reading.kind !== 'boolean';
                    return (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                      <td key={column} className={isNumber ? 'rt-evidence-end' : ''}>
                        <Value text={cells[from + column] ?? null} />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
      {header.length > COLUMNS_SHOWN && (
        <Pager
          offset={from}
          limit={COLUMNS_SHOWN}
          total={header.length}
          noun="column"
          nouns="columns"
          onChange={setFrom}
        />
      )}
    </div>
  );
}

function Head({ column, onColumn }: { column: Column; onColumn: Props['onColumn'] }) {
  const { name, header, reading } = column;
  if (!reading)
    return (
      <span className="rt-cut" title={header}>
        {name} <span className="rt-muted">{typeWords(column.type)}</span>
      </span>
    );
  return (
    <button
      type="button"
      className="rt-evidence-sample-head"
      title={`${header}: ${readingWords(reading.reading)} (${restsOn(reading)}). Change the reading.`}
      disabled={!onColumn}
      onClick={() => onColumn?.(name)}
    >
      <span className="rt-row">
        <ReadingGlyph reading={reading.reading} asked={columnAsked(column)} />
        <span className="rt-mono rt-cut">{name}</span>
      </span>
      <span className="rt-cut rt-evidence-sample-words">{readingWords(reading.reading)}</span>
      <Share reading={reading} nothing={column.nulls + column.empties} />
    </button>
  );
}

/** How many values fit the reading, or the best that is asked about; and how many cells hold nothing. */
function Share({ reading: column, nothing }: { reading: ColumnReading; nothing: number }) {
  const { values, fitting, blanks, reading, questions } = column;
  const best = questions[0]?.choices[0];
  const fit = reading.kind === 'text' && best ? best.fitting : fitting;
  const share = values === 0 ? 1 : fit / values;
  const without = nothing + blanks;
  return (
    <span className="rt-row rt-evidence-sample-words">
      <span className="rt-reading-share" data-whole={share === 1}>
        <span style={{ width: `${Math.floor(100 * share)}%` }} />
      </span>
      <span>{share === 1 ? '100 %' : `${Math.min(99.9, 100 * share).toFixed(1)} %`}</span>
      {without > 0 && <span>{plural(without, 'blank')}</span>}
    </span>
  );
}
