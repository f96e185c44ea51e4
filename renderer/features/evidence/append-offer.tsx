import { Button } from '@blueprintjs/core';
import type { CombinedDataset, DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import type { JobRun } from '../../client/use-job.ts';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';

const NONE: never[] = [];
const namesOf = ({ columns }: DatasetSummary): string =>
  JSON.stringify(columns.map(({ name }) => name.toLowerCase()).sort());

interface Props {
  readonly caseId: CaseId;
  readonly dataset: DatasetSummary;
  readonly job: JobRun;
}

/** Other tables of the case with the same columns, to put this one below them; or the combined dataset that it is part of. */
export function AppendOffer({ caseId, dataset, job }: Props) {
  const { data: datasets = NONE } = useRead('dataset.list', { caseId });
  const { data: combined = NONE } = useRead('dataset.combined', { caseId });
  const among = combined.find(({ members }) => members.some(({ datasetId }) => datasetId === dataset.id));
  if (among) return <PartOf among={among} dataset={dataset} disabled={job.running} />;
  const shape = namesOf(dataset);
  const alike = datasets.filter((each) => each.id !== dataset.id && namesOf(each) === shape);
  const isMember = (id: string) => combined.some(({ members }) => members.some(({ datasetId }) => datasetId === id));
  const targets = [
    ...combined.filter(({ members }) => alike.some(({ id }) => members.some(({ datasetId }) => datasetId === id))),
    ...alike.filter(({ id }) => !isMember(id)),
  ];
  if (targets.length === 0) return null;
  const append = async (to: string): Promise<void> => {
    const made = await job.run('dataset.append', { caseId, to, datasetIds: [dataset.id] });
    if (made)
      showToast({
        message: `${made.view} has ${plural(made.rows, 'row')} of ${plural(made.members.length, 'dataset')}.`,
        intent: 'success',
      });
  };
  return (
    <section aria-label="Tables with the same columns">
      <p>
        {targets.length === 1 ? 'Another table has' : `${targets.length} other tables have`} the same columns. Appended,
        all rows are one table in SQL, each with its exhibit and line; this one stays as it is.
      </p>
      <div className="rt-row rt-row-wrap">
        {targets.map(({ view }) => (
          <Button
            key={view}
            size="small"
            icon="add-to-artifact"
            text={`Append to ${view}`}
            disabled={job.running}
            onClick={() => void append(view)}
          />
        ))}
      </div>
    </section>
  );
}

function PartOf({
  among,
  dataset,
  disabled,
}: {
  readonly among: CombinedDataset;
  readonly dataset: DatasetSummary;
  readonly disabled: boolean;
}) {
  const separate = useWrite('dataset.separate');
  const others = among.members.filter(({ datasetId }) => datasetId !== dataset.id);
  return (
    <section aria-label="Combined dataset">
      <p>
        Part of <span className="rt-mono">{among.view}</span>, {plural(among.rows, 'row')}, with{' '}
        {others.map(({ view, exhibitLabel }) => `${view} (${exhibitLabel})`).join(', ')}.
      </p>
      {among.notes.map((note) => (
        <p key={note} className="rt-muted">
          {note}
        </p>
      ))}
      <Button
        size="small"
        text={`Take out of ${among.view}`}
        disabled={disabled || separate.isPending}
        onClick={() => separate.mutate({ combinedId: among.id, datasetId: dataset.id })}
      />
    </section>
  );
}
