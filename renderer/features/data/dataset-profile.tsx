import { Button, Dialog, DialogBody, ProgressBar } from '@blueprintjs/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { ColumnFacts, DatasetProfile as Profile, Ranges } from '../../../shared/contract/analysis.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { readingWords } from '../../../shared/domain/readings.ts';
import { typeWords } from '../../../shared/domain/type-words.ts';
import { runJob } from '../../client/call.ts';
import { ReadingGlyph } from '../../parts/reading-glyph.tsx';
import { formatCount, formatShare, formatUtc, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import { CellValue } from './cells.tsx';

/** What a dataset holds, column by column: computed once, kept until a reading changes. */
export function DatasetProfile({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  const { id, view } = dataset;
  const [profile, setProfile] = useState<Profile | null>(null);
  const [problem, setProblem] = useState('');
  const [done, setDone] = useState(0);
  useEffect(() => {
    const run = new AbortController();
    runJob(
      'analysis.profile',
      { datasetId: id },
      {
        signal: run.signal,
        onProgress: ({ progress }) => progress?.total && setDone(progress.done / progress.total),
      },
    ).then(
      (found) => !run.signal.aborted && setProfile(found),
      (error: unknown) => !run.signal.aborted && setProblem(messageOf(error)),
    );
    return () => run.abort();
  }, [id]);
  return (
    <Dialog isOpen title={`Profile of ${view}`} onClose={onClose} className="rt-data-table-profile">
      <DialogBody>
        {problem && (
          <p role="alert" className="rt-danger">
            {problem}
          </p>
        )}
        {!profile && !problem && (
          <div className="rt-column" role="status">
            <p>
              Going through {plural(dataset.columns.length, 'column')} of {plural(dataset.rows, 'row')} …
            </p>
            <ProgressBar value={done} />
            <div>
              <Button text="Cancel" onClick={onClose} />
            </div>
          </div>
        )}
        {profile && (
          <>
            <p className="rt-muted">
              {plural(profile.rows, 'row')}, {plural(profile.columns.length, 'column')}; computed{' '}
              {formatUtc(profile.madeAt)} UTC from all rows as they are read now.
            </p>
            {profile.columns.map((column) => (
              <Column key={column.column} facts={column} />
            ))}
          </>
        )}
      </DialogBody>
    </Dialog>
  );
}

function Column({ facts }: { facts: ColumnFacts }) {
  const {
    column,
    reading,
    type,
    rows,
    nulls,
    empties,
    distinct,
    least,
    greatest,
    sum,
    median,
    top,
    patterns,
    suspicious,
  } = facts;
  const blank = nulls + empties;
  return (
    <section className="rt-data-table-profile-column" aria-label={`Column ${column}`}>
      <details open>
        <summary>
          <strong>{column}</strong> {reading && <ReadingGlyph reading={reading} />}{' '}
          <span className="rt-muted">{reading ? readingWords(reading) : typeWords(type)}</span>
        </summary>
        <div className="rt-data-table-profile-parts">
          <dl className="rt-data-table-profile-facts">
            <Fact name="Filled">
              {formatCount(rows - blank)} ({formatShare(rows - blank, rows)})
            </Fact>
            {blank > 0 && (
              <Fact name="Blank">
                {formatCount(nulls)} NULL, {formatCount(empties)} empty
              </Fact>
            )}
            <Fact name="Distinct">{formatCount(distinct)}</Fact>
            {distinct > 0 && (
              <>
                <Fact name={isTime(facts) ? 'Earliest' : 'Smallest'}>
                  <CellValue cell={least} />
                </Fact>
                <Fact name={isTime(facts) ? 'Latest' : 'Largest'}>
                  <CellValue cell={greatest} />
                </Fact>
              </>
            )}
            {median !== null && (
              <Fact name="Median">
                <CellValue cell={median} />
              </Fact>
            )}
            {sum !== null && (
              <Fact name="Sum (exact)">
                <CellValue cell={sum} />
              </Fact>
            )}
          </dl>
          {facts.ranges && <Bars ranges={facts.ranges} />}
          <Listed
            title="Most frequent"
            rows={top.slice(0, 5).map(({ value, rows: count }) => ({ key: JSON.stringify(value), cell: value, count }))}
          />
          {patterns.length > 0 && (
            <Listed
              title="Patterns of text"
              rows={patterns.slice(0, 5).map(({ pattern, rows: count, example }) => ({
                key: pattern,
                cell: pattern,
                count,
                title: `for example ${example}`,
              }))}
            />
          )}
        </div>
        {suspicious.length > 0 && (
          <ul className="rt-data-table-profile-suspicious">
            {suspicious.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}

const isTime = ({ reading }: ColumnFacts): boolean =>
  reading?.kind === 'date' || reading?.kind === 'time' || reading?.kind === 'epoch';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ListedProps {
  readonly title: string;
  readonly rows: readonly {
    key: string;
    cell: Parameters<typeof CellValue>[0]['cell'];
    count: number;
    title?: string;
  }[];
}
function Listed({ title, rows }: ListedProps) {
  return (
    <div className="rt-data-table-profile-listed">
      <p className="rt-data-table-profile-title">{title}</p>
      <ul>
        {rows.map(({ key, cell, count, title: hint }) => (
          <li key={key} title={hint}>
            <span className="rt-cut">
              <CellValue cell={cell} />
            </span>
            <span className="rt-muted">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Bars({ ranges: { bins, period, outside } }: { ranges: Ranges }) {
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const [first, last] = [bins[0], bins.at(-1)];
  return (
    <div className="rt-data-table-profile-bars">
      <p className="rt-data-table-profile-title">{period ? `Rows by ${period}` : 'Rows by range'}</p>
      <div role="img" aria-label={bins.map(({ from, rows }) => `from ${cellText(from)}: ${rows}`).join(', ')}>
        {bins.map(({ from, rows }) => (
          <span
            key={cellText(from)}
            title={`from ${cellText(from)}: ${plural(rows, 'row')}`}
            style={{ height: rows === 0 ? 0 : `${Math.max(4, (100 * rows) / most)}%` }}
          />
        ))}
      </div>
      <p className="rt-data-facet-axis">
        <span>{first && cellText(first.from)}</span>
        <span>{last && cellText(period ? last.from : last.to)}</span>
      </p>
      {outside > 0 && <p className="rt-muted">{plural(outside, 'row')} in no range.</p>}
    </div>
  );
}
