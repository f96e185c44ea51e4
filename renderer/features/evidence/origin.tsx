import { Button, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { DatasetSummary, Origin } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { ZONES } from '../../parts/due-text.tsx';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CodeBox } from '../../ui/hash.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { MAX_QUERY, NO_ORIGIN, queriesBeside, queryTextOf, saidOrigin } from './origin-words.ts';

interface FormProps {
  readonly value: Origin;
  readonly onChange: (value: Origin) => void;
}

/** The query that produced a file, and its run. */
export function OriginFields({ value, onChange }: FormProps) {
  const line = (label: string, key: 'engine' | 'job' | 'ranBy', placeholder: string) => (
    <Field label={label}>
      {(id) => (
        <InputGroup
          id={id}
          maxLength={500}
          placeholder={placeholder}
          value={value[key]}
          onChange={(event) => onChange({ ...value, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="rt-evidence-origin-fields">
      <Field label="Query (SQL)" className="rt-evidence-origin-query">
        {(id) => (
          <TextArea
            id={id}
            fill
            rows={5}
            className="rt-mono"
            maxLength={MAX_QUERY}
            value={value.query}
            onChange={(event) => onChange({ ...value, query: event.target.value })}
          />
        )}
      </Field>
      {line('Engine', 'engine', 'BigQuery, Looker')}
      {line('Job id', 'job', 'bquxjob_5f3c')}
      <Field label="Run at">
        {(id) => (
          <InputGroup
            id={id}
            type="datetime-local"
            value={value.ranAt}
            onChange={(event) => onChange({ ...value, ranAt: event.target.value.slice(0, 16) })}
          />
        )}
      </Field>
      <Field label="Time zone of the run">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            value={value.zone || 'UTC'}
            options={[...new Set(['UTC', ...ZONES])]}
            onChange={(event) => onChange({ ...value, zone: event.target.value })}
          />
        )}
      </Field>
      {line('Run by', 'ranBy', '')}
    </div>
  );
}

/** Where the rows of a dataset came from, as somebody said it, with a way to say it. */
export function OriginView({ dataset }: { dataset: DatasetSummary }) {
  const [editing, setEditing] = useState(false);
  const { origin } = dataset;
  const facts = origin
    ? ([
        ['Engine', origin.engine],
        ['Job', origin.job],
        ['Run', origin.ranAt && `${origin.ranAt.replace('T', ' ')} ${origin.zone}`],
        ['Run by', origin.ranBy],
      ] as const)
    : [];
  return (
    <section className="rt-evidence-origin" aria-label="Origin of the rows">
      <div className="rt-row">
        <h3>Where the rows come from</h3>
        <Button
          size="small"
          icon="edit"
          text={origin ? 'Change' : 'State the query'}
          onClick={() => setEditing(true)}
        />
      </div>
      {!origin && <p className="rt-muted">Nothing is stated about the query that produced this file.</p>}
      {origin && (
        <dl className="rt-facts">
          {facts
            .filter(([, words]) => words !== '')
            .map(([term, words]) => (
              <div key={term} className="rt-evidence-fact">
                <dt>{term}</dt>
                <dd>{words}</dd>
              </div>
            ))}
        </dl>
      )}
      {origin && origin.query !== '' && (
        <CodeBox className="rt-evidence-origin-sql" label="Query that produced the file" text={origin.query} />
      )}
      {editing && <OriginDialog dataset={dataset} onClose={() => setEditing(false)} />}
    </section>
  );
}

function OriginDialog({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  const { caseId } = useNavigation();
  const [form, setForm] = useState(dataset.origin ?? NO_ORIGIN);
  const { data: exhibits = [] } = useRead('evidence.list', { caseId });
  const write = useWrite('dataset.origin');
  const file = exhibits.find(({ id }) => id === dataset.exhibitId)?.originalName ?? '';
  const take = (exhibit: Exhibit): void =>
    void queryTextOf(exhibit).then((query) => setForm((before) => ({ ...before, query })), showError);
  return (
    <ConfirmDialog
      title={`Where the rows of ${dataset.view} come from`}
      confirm="Save"
      onClose={onClose}
      onConfirm={() => write.mutateAsync({ datasetId: dataset.id, origin: saidOrigin(form) })}
    >
      <p className="rt-muted">
        Kept with the dataset, in its certificate and in bundles. The file itself stays as it is.
      </p>
      <div className="rt-row rt-row-wrap">
        {queriesBeside(exhibits, file)
          .slice(0, 3)
          .map((exhibit) => (
            <Button
              key={exhibit.id}
              size="small"
              icon="document"
              text={`Take the text of ${exhibit.label} ${exhibit.originalName}`}
              onClick={() => take(exhibit)}
            />
          ))}
      </div>
      <OriginFields value={form} onChange={setForm} />
    </ConfirmDialog>
  );
}
