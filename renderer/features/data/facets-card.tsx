import { Button, Icon } from '@blueprintjs/core';
import type { MouseEvent } from 'react';
import type { Facet, Ranges } from '../../../shared/contract/analysis.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { Shaping } from '../../../shared/domain/shaping.ts';
import { unusualWords } from '../../../shared/domain/shaping-words.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount, formatShare, plural } from '../../ui/format.ts';
import { CellValue } from './cells.tsx';
import { chosenBy, toggled, toggledStep } from './shaping-desk.ts';

interface Props {
  readonly facet: Facet;
  readonly shaping: Shaping;
  readonly more: boolean;
  readonly onShape: (shaping: Shaping) => void;
  readonly onMore: () => void;
  readonly onClose: () => void;
}

/** One column: its ranges, its values with how many rows have each, what is blank and what is unusual. */
export function FacetCard({ facet, shaping, more, onShape, onMore, onClose }: Props) {
  const { column, reading, values, rest, ranges, rows, nulls, empties, distinct } = facet;
  const most = Math.max(1, ...values.map((each) => each.rows));
  const blank = nulls + empties;
  const many = ranges !== null && distinct > 24;
  return (
    <section className="rt-data-facet" aria-label={`Facet ${column}`}>
      <header>
        <h3 className="rt-cut" title={column}>
          {column}
        </h3>
        {reading && <ReadingGlyph reading={reading} />}
        <span className="rt-muted rt-grow">{plural(distinct, 'value')}</span>
        <Button
          icon="cross"
          variant="minimal"
          size="small"
          aria-label={`Remove the facet ${column}`}
          onClick={onClose}
        />
      </header>
      {ranges && <Histogram column={column} ranges={ranges} shaping={shaping} onShape={onShape} />}
      {(!many || more) && (
        <ul>
          {values.map(({ value, rows: count }) => (
            <ValueRow
              key={JSON.stringify(value)}
              value={value}
              count={count}
              share={count / most}
              of={rows}
              chosen={chosenBy(shaping, column, value)}
              onChoose={(how) => onShape(toggled(shaping, column, value, how))}
            />
          ))}
        </ul>
      )}
      {(rest.values > 0 || more || many) && (
        <button type="button" className="rt-data-facet-more" onClick={onMore}>
          {more
            ? 'Show fewer values'
            : many
              ? 'Show the most frequent values'
              : `${plural(rest.values, 'further value')}, ${plural(rest.rows, 'row')}`}
        </button>
      )}
      {more && rest.values > 0 && (
        <p className="rt-muted">
          {plural(rest.values, 'further value')} not listed, {plural(rest.rows, 'row')}.
        </p>
      )}
      <ul>
        {blank > 0 && (
          <Odd
            text={`Blank (${[...(nulls > 0 ? ['NULL'] : []), ...(empties > 0 ? ['empty'] : [])].join(', ')})`}
            rows={blank}
            onKeep={() => onShape(toggledStep(shaping, { kind: 'blank', column, keep: true }))}
            onExclude={() => onShape(toggledStep(shaping, { kind: 'blank', column, keep: false }))}
          />
        )}
        {facet.unusual
          .filter(({ what, values: of }) => what !== 'once' || (ranges === null && of * 2 < distinct))
          .map(({ what, values: of, rows: those }) => (
            <Odd
              key={what}
              text={`${plural(of, 'value')} ${unusualWords(what)}`}
              rows={those}
              onKeep={() => onShape(toggledStep(shaping, { kind: 'unusual', column, what, keep: true }))}
              onExclude={() => onShape(toggledStep(shaping, { kind: 'unusual', column, what, keep: false }))}
            />
          ))}
      </ul>
    </section>
  );
}

/** Shift or Alt with a click leaves rows out instead. */
const wayOf = (event: MouseEvent): 'keep' | 'exclude' => (event.shiftKey || event.altKey ? 'exclude' : 'keep');

interface ValueProps {
  readonly value: Cell;
  readonly count: number;
  readonly share: number;
  readonly of: number;
  readonly chosen: 'keep' | 'exclude' | null;
  readonly onChoose: (how: 'keep' | 'exclude') => void;
}
function ValueRow({ value, count, share, of, chosen, onChoose }: ValueProps) {
  const text = value === null ? 'NULL' : value === '' ? 'empty text' : cellText(value, 'shown');
  return (
    <li className="rt-data-facet-value" data-chosen={chosen ?? 'none'}>
      <button
        type="button"
        aria-pressed={chosen === 'keep'}
        title={`${text}: ${plural(count, 'row')}, ${formatShare(count, of)}. Click keeps these rows, Shift+click excludes them.`}
        onClick={(event) => onChoose(wayOf(event))}
      >
        <span className="rt-data-facet-bar" style={{ width: `${100 * share}%` }} />
        <span className="rt-cut">
          <CellValue cell={value} />
        </span>
        <span className="rt-data-facet-count">{formatCount(count)}</span>
      </button>
      <button
        type="button"
        className="rt-data-facet-exclude"
        aria-pressed={chosen === 'exclude'}
        aria-label={`Exclude ${text}`}
        title={`Exclude ${text}`}
        onClick={() => onChoose('exclude')}
      >
        <Icon icon="filter-remove" size={12} />
      </button>
    </li>
  );
}

interface OddProps {
  readonly text: string;
  readonly rows: number;
  readonly onKeep: () => void;
  readonly onExclude: () => void;
}
function Odd({ text, rows, onKeep, onExclude }: OddProps) {
  return (
    <li className="rt-data-facet-value rt-data-facet-odd">
      <button
        type="button"
        title={`Keep ${text}`}
        onClick={(event) => (wayOf(event) === 'keep' ? onKeep() : onExclude())}
      >
        <span className="rt-cut">{text}</span>
        <span className="rt-data-facet-count">{formatCount(rows)}</span>
      </button>
      <button
        type="button"
        className="rt-data-facet-exclude"
        aria-label={`Exclude ${text}`}
        title={`Exclude ${text}`}
        onClick={onExclude}
      >
        <Icon icon="filter-remove" size={12} />
      </button>
    </li>
  );
}

interface HistogramProps {
  readonly column: string;
  readonly ranges: Ranges;
  readonly shaping: Shaping;
  readonly onShape: (shaping: Shaping) => void;
}
function Histogram({ column, ranges: { bins, period, outside }, shaping, onShape }: HistogramProps) {
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const chosen = shaping.steps.find((step) => step.kind === 'range' && step.column === column);
  const [first, last] = [bins[0], bins.at(-1)];
  return (
    <div className="rt-data-facet-histogram">
      <ul aria-label={period ? `Rows by ${period}` : 'Rows by range'}>
        {bins.map(({ from, to, rows }) => {
          const text = period ? cellText(from) : `${cellText(from)} to below ${cellText(to)}`;
          const step = (keep: boolean) => ({ kind: 'range', column, from, to, toIncluded: false, keep }) as const;
          const on =
            chosen?.kind === 'range' && JSON.stringify([chosen.from, chosen.to]) === JSON.stringify([from, to]);
          return (
            <li key={text}>
              <button
                type="button"
                aria-pressed={on}
                aria-label={`${text}: ${plural(rows, 'row')}`}
                title={`${text}: ${plural(rows, 'row')}. Click keeps these rows, Shift+click excludes them.`}
                onClick={(event) => onShape(toggledStep(shaping, step(wayOf(event) === 'keep')))}
              >
                <span style={{ height: rows === 0 ? 0 : `${Math.max(4, (100 * rows) / most)}%` }} />
              </button>
            </li>
          );
        })}
      </ul>
      <div className="rt-data-facet-axis">
        <span>{first && cellText(first.from)}</span>
        <span>{last && (period ? cellText(last.from) : cellText(last.to))}</span>
      </div>
      {outside > 0 && <p className="rt-muted">{plural(outside, 'row')} with a value that is in no range.</p>}
    </div>
  );
}
