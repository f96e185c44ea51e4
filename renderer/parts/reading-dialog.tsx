import { Button, Callout, Dialog, DialogBody, DialogFooter, ProgressBar } from '@blueprintjs/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '../../shared/contract/commands.ts';
import type { DatasetSummary } from '../../shared/contract/datasets.ts';
import { clocksWords } from '../../shared/domain/reading-clocks.ts';
import { type Reading, readingWords, restsOn, sameReading, takenFor } from '../../shared/domain/readings.ts';
import { type CallError, call } from '../client/call.ts';
import { keyOf } from '../client/hooks.ts';
import { useJob } from '../client/use-job.ts';
import { useSession } from '../state/session.ts';
import { formatCount } from '../ui/format.ts';
import { showToast } from '../ui/toaster.ts';
import { effectWords, KEPT_AS_TEXT, openQuestions } from './questions.ts';
import { ReadingGlyph } from './reading-glyph.tsx';
import { ReadingPicker } from './reading-picker.tsx';

interface Props {
  readonly dataset: DatasetSummary;
  /** Its name in SQL. */
  readonly column: string;
  readonly onClose: () => void;
}

/** Changes how one column is read, and shows what that does to its values before it is done. */
export function ReadingDialog({ dataset, column: name, onClose }: Props) {
  const column = dataset.columns.find((each) => each.name === name);
  const now = column?.reading;
  const [asked] = column ? openQuestions({ columns: [column] }) : [];
  const offered = asked?.question.choices[0]?.reading;
  const [wanted, setWanted] = useState<Reading>(
    now && now.reading.kind !== 'text' ? now.reading : (offered ?? now?.reading ?? KEPT_AS_TEXT),
  );
  const input = { datasetId: dataset.id, column: name, reading: wanted };
  const { data, error } = useQuery<Output<'dataset.fits'>, CallError>({
    queryKey: keyOf('dataset.fits', input),
    queryFn: () => call('dataset.fits', input),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const job = useJob();
  const writable = useSession().vault?.readOnly === null;
  const save = async (): Promise<void> => {
    const changed = await job.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: name, reading: wanted }],
    });
    const made = changed?.columns.find((each) => each.name === name)?.reading;
    if (!made) return;
    showToast({ message: `${name} is read as ${readingWords(made.reading)}.`, intent: 'success' });
    onClose();
  };
  const problem = job.problem || error?.message;
  const same = now !== undefined && data !== undefined && sameReading(now.reading, data.reading.reading);
  return (
    <Dialog
      isOpen
      title={`Reading of ${name} in ${dataset.view}`}
      onClose={onClose}
      className="rt-reading-dialog"
      canOutsideClickClose={!job.running}
    >
      <DialogBody>
        <div className="rt-column">
          {now && (
            <p className="rt-muted">
              Now <ReadingGlyph reading={now.reading} /> {readingWords(now.reading)} ({restsOn(now)}).
            </p>
          )}
          <ReadingPicker value={wanted} onChange={setWanted} />
          {problem && (
            <p className="rt-danger" role="alert">
              {problem}
            </p>
          )}
          {data && <Effect of={data} />}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          job.running ? (
            <Button text="Cancel" onClick={job.cancel} />
          ) : (
            <>
              <Button text="Cancel" onClick={onClose} />
              <Button
                intent="primary"
                text={same ? 'Confirm this reading' : 'Change the reading'}
                disabled={!data || error !== null || !writable}
                onClick={() => void save()}
              />
            </>
          )
        }
      >
        {job.running ? (
          <ProgressBar {...(job.share === null ? {} : { value: job.share })} />
        ) : (
          'The text of the file stays as it is.'
        )}
      </DialogFooter>
    </Dialog>
  );
}

/** How many values fit, what the first of them mean, and which do not. */
function Effect({ of: { reading: held, examples } }: { of: Output<'dataset.fits'> }) {
  const { values, fitting, blanks, unfit, reading, clocks } = held;
  const lost = values - fitting;
  return (
    <section className="rt-column" aria-label="What it does to the values">
      <Callout
        compact
        intent={lost > 0 || clocks ? 'warning' : 'none'}
        icon={lost > 0 || clocks ? 'warning-sign' : 'tick'}
        role="status"
      >
        {readingWords(reading)}: {effectWords(values, fitting)}
        {blanks > 0 && `, ${formatCount(blanks)} blank`}
        {clocks && `; ${clocksWords(clocks, takenFor(reading))}`}.
      </Callout>
      {(examples.length > 0 || unfit.length > 0) && (
        <table className="rt-reading-examples">
          <thead>
            <tr>
              <th scope="col">Text in the file</th>
              <th scope="col">Value in SQL</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ text, value }) => (
              <tr key={text}>
                <td className="rt-mono rt-break">{text}</td>
                <td className="rt-mono rt-break">{value}</td>
              </tr>
            ))}
            {unfit.map(({ row, text }) => (
              <tr key={`row ${row}`}>
                <td className="rt-mono rt-break">
                  {text} <span className="rt-muted">(row {formatCount(row)})</span>
                </td>
                <td>
                  <span className="rt-value-null">NULL</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
