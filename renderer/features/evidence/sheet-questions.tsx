import { Button, Checkbox } from '@blueprintjs/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Reading } from '../../../shared/domain/readings.ts';
import { call } from '../../client/call.ts';
import { keyOf } from '../../client/hooks.ts';
import type { JobRun } from '../../client/use-job.ts';
import { QuestionCard } from '../../parts/question-card.tsx';
import { acceptable, answersTo, type OpenQuestion, openQuestions } from '../../parts/questions.ts';
import { formatCount, plural } from '../../ui/format.ts';

interface Props {
  readonly dataset: DatasetSummary;
  readonly job: JobRun;
  readonly onColumn: (column: string) => void;
}
export interface Change {
  readonly column: string;
  readonly reading: Reading;
}

/** The same zone for other columns whose times name none: each keeps its own order and its fraction. */
function alike({ question, column }: OpenQuestion, reading: Reading, open: readonly OpenQuestion[]): Change[] {
  if (question.about !== 'zone' || reading.kind !== 'time') return [];
  return open.flatMap(({ column: other, question: { about } }) => {
    const now = other.reading.reading;
    if (about !== 'zone' || other.name === column.name || now.kind !== 'time') return [];
    return [{ column: other.name, reading: { ...now, zone: reading.zone } }];
  });
}

const EXAMPLES = 2;
/** Values that answers to a question make NULL, by the labels of these: "NULL: 01.09.2026 01:08 CEST (row 2), …". */
function useLost({ id: datasetId }: DatasetSummary, open: OpenQuestion | undefined): ReadonlyMap<string, string> {
  const losing = open ? answersTo(open).filter(({ loses }) => loses) : [];
  const found = useQueries({
    queries: losing.map(({ reading }) => {
      const input = { datasetId, column: open?.column.name ?? '', reading };
      return { queryKey: keyOf('dataset.fits', input), queryFn: () => call('dataset.fits', input), retry: false };
    }),
  });
  return new Map(
    losing.flatMap(({ label }, at) => {
      const { unfit = [], values = 0, fitting = 0 } = found[at]?.data?.reading ?? {};
      const named = unfit.slice(0, EXAMPLES).map(({ row, text }) => `${text} (row ${formatCount(row)})`);
      const more = values - fitting > named.length ? ', …' : '';
      return named.length > 0 ? [[label, `NULL: ${named.join(', ')}${more}`] as const] : [];
    }),
  );
}

/** What is asked about the columns, one question at a time. */
export function SheetQuestions({ dataset, job, onColumn }: Props) {
  const open = openQuestions(dataset);
  const [at, setAt] = useState(0);
  const [together, setTogether] = useState(false);
  const shown = Math.min(at, open.length - 1);
  const current = open[shown];
  const lostBy = useLost(dataset, current);
  if (!current)
    return (
      <p className="rt-ok" role="status">
        No question is open about the columns.
      </p>
    );
  const others = open.filter(
    ({ question, column }) => question.about === 'zone' && column.name !== current.column.name,
  );
  const answer = (reading: Reading): void => {
    const more = together ? alike(current, reading, open) : [];
    void job.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: current.column.name, reading }, ...more],
    });
  };
  const clear = acceptable(open);
  const lost = clear.reduce((sum, each) => sum + each.lost, 0);
  return (
    <>
      <QuestionCard
        open={current}
        place={`${formatCount(shown + 1)} of ${formatCount(open.length)}`}
        busy={job.running}
        autoFocus
        lost={lostBy}
        onAnswer={answer}
        onOther={() => onColumn(current.column.name)}
        onTurn={(by) => setAt((shown + by + open.length) % open.length)}
      >
        {current.question.about === 'zone' && others.length > 0 && (
          <Checkbox
            className="rt-evidence-together"
            checked={together}
            disabled={job.running}
            label={`The same zone for ${others.map(({ column }) => column.name).join(', ')}`}
            onChange={() => setTogether(!together)}
          />
        )}
      </QuestionCard>
      <div className="rt-row rt-row-wrap">
        {open.length > 1 && (
          <>
            <Button
              size="small"
              icon="chevron-left"
              aria-label="Previous question"
              disabled={job.running}
              onClick={() => setAt((shown - 1 + open.length) % open.length)}
            />
            <Button
              size="small"
              icon="chevron-right"
              aria-label="Next question"
              disabled={job.running}
              onClick={() => setAt((shown + 1) % open.length)}
            />
          </>
        )}
        {clear.length > 1 && (
          <Button
            size="small"
            text={`Accept ${plural(clear.length, 'reading')}`}
            title={clear.map(({ column }) => column).join(', ')}
            disabled={job.running}
            onClick={() =>
              void job.run('dataset.reading', {
                datasetId: dataset.id,
                readings: clear.map(({ column, reading }) => ({ column, reading })),
              })
            }
          />
        )}
        {clear.length > 1 && lost > 0 && (
          <span className="rt-muted">{plural(lost, 'value becomes', 'values become')} NULL</span>
        )}
      </div>
    </>
  );
}
