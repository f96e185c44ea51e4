import { Checkbox, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { type DatasetSummary, ViewName } from '../../../shared/contract/datasets.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import { host, runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  readonly datasets: readonly DatasetSummary[];
  /** Of the query that is open; null where it has none. */
  readonly result: QueryResult | null;
  readonly onClose: () => void;
}

/** Writes datasets and the result that is open as a folder for Jupyter. What the result was read from is chosen beforehand. */
export function NotebookDialog({ caseId, datasets, result, onClose }: Props) {
  const read = new Set(result?.inputs.map(({ datasetId }) => datasetId));
  const [chosen, setChosen] = useState<ReadonlySet<DatasetId>>(
    new Set(datasets.flatMap(({ id }) => (result === null || read.has(id) ? [id] : []))),
  );
  const [withResult, setWithResult] = useState(result !== null);
  const [name, setName] = useState('result');
  const isTaken = datasets.some(({ id, view }) => chosen.has(id) && view.toLowerCase() === name.toLowerCase());
  const problem =
    withResult &&
    (ViewName.safeParse(name).success ? isTaken && 'A chosen table has this name.' : 'Letters, digits and _.');
  const save = async (): Promise<void> => {
    const made = await runJob('query.notebook', {
      caseId,
      datasets: datasets.flatMap(({ id }) => (chosen.has(id) ? [id] : [])),
      results: result && withResult ? [{ resultId: result.resultId, name }] : [],
    });
    if ((await host().save(made.ticket, made.name)) === 'cancelled') return;
    const texts = made.tables.flatMap((table) => table.asText.map((column) => `${table.name}.${column}`));
    const asText =
      texts.length > 0 ? ` Written as text, since a value does not fit the reading: ${texts.join(', ')}.` : '';
    showToast({
      message: `${plural(made.tables.length, 'table')} exported to ${made.name}. Unpack it and open notebook.ipynb.${asText}`,
      intent: 'success',
      stays: texts.length > 0,
    });
  };
  const toggle = (id: DatasetId): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <ConfirmDialog
      title="Open in a notebook"
      confirm="Export"
      disabled={Boolean(problem) || (chosen.size === 0 && !withResult)}
      onClose={onClose}
      onConfirm={save}
    >
      <p className="rt-muted">
        A zipped folder: each table as Parquet with its types, decimals exact; a Jupyter notebook that checks the files
        and loads them under their names; what each column is read as.
      </p>
      <fieldset className="rt-data-notebook-tables">
        <legend>Datasets</legend>
        {datasets.map(({ id, view, rows, exhibitLabel }) => (
          <Checkbox key={id} checked={chosen.has(id)} onChange={() => toggle(id)}>
            <span className="rt-mono">{view}</span>{' '}
            <span className="rt-muted">
              {exhibitLabel}, {plural(rows, 'row')}
            </span>
          </Checkbox>
        ))}
        {datasets.length === 0 && <p className="rt-muted">This case has none yet.</p>}
      </fieldset>
      {result && (
        <>
          <Checkbox checked={withResult} onChange={(event) => setWithResult(event.currentTarget.checked)}>
            The result of the open query, {plural(result.rowCount, 'row')}
            {result.limitedBy !== null && ' (within its limit; the query has more)'}
          </Checkbox>
          <Field label="Its name in the notebook" help={problem || ''}>
            {(id, describedBy) => (
              <InputGroup
                id={id}
                aria-describedby={describedBy}
                disabled={!withResult}
                intent={problem ? 'danger' : 'none'}
                maxLength={63}
                value={name}
                onValueChange={setName}
              />
            )}
          </Field>
        </>
      )}
      <p className="rt-warn">The files are not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
