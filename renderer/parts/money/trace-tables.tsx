import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';

const SHOWN = 500; // rows of a table; the exhibit and the export have all

/** An address, a hash, an IBAN: one long word with digits. */
const LONG = /^(?=\S*\d)\S{20,}$/;

export const band = (sum: (units: string) => string, { least, most }: { least: string; most: string }): string =>
  least === most ? sum(least) : `${sum(least)} to ${sum(most)}`;

/** A table of figures. */
export function Rows({
  title,
  columns,
  rows,
  words,
  all = rows.length,
  ticks,
  grouped = false,
  children,
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** So many columns hold words, the others amounts. */
  readonly words: number;
  readonly all?: number;
  /** Rows with the same first cell belong together: a line stands before each lot. */
  readonly grouped?: boolean;
  /** Which rows are ticked, and what a tick does; rows that cannot be ticked have no box. */
  readonly ticks?: {
    readonly name: string;
    readonly is: (row: number) => boolean;
    readonly set: (row: number, ticked: boolean) => void;
  };
  readonly children?: ReactNode;
}) {
  const classOf = (at: number): string | undefined => {
    if (ticks?.is(at)) return 'rt-money-ticked';
    return grouped && at > 0 && rows[at - 1]?.[0] !== rows[at]?.[0] ? 'rt-money-lot' : undefined;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys
    <section className="rt-money-table" aria-label={title} tabIndex={0}>
      <h3>{title}</h3>
      {children}
      <table>
        <thead>
          <tr>
            {ticks && <td />}
            {columns.map((name, place) => (
              <th key={name} scope="col" className={place >= words ? 'rt-money-sum' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity, and are never reordered
            <tr key={at} className={classOf(at)}>
              {ticks && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={`${ticks.name} ${at + 1}`}
                    checked={ticks.is(at)}
                    onChange={({ currentTarget }) => ticks.set(at, currentTarget.checked)}
                  />
                </td>
              )}
              {row.map((cell, place) => (
                <td
                  key={columns[place]}
                  className={place >= words ? 'rt-money-sum' : LONG.test(cell) ? 'rt-mono' : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {all > Math.min(rows.length, SHOWN) && (
        <p className="rt-muted">
          The first {formatCount(Math.min(rows.length, SHOWN))} of {formatCount(all)}.
        </p>
      )}
    </section>
  );
}
