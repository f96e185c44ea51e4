import { Button, Callout, HTMLSelect, InputGroup, NumericInput } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { DatasetMapping, PatternRun } from '../../../shared/contract/patterns.ts';
import { fittest } from '../../../shared/domain/patterns/fittest.ts';
import { type Mapping, ROLES, type Role } from '../../../shared/domain/patterns/roles.ts';
import {
  openRoles,
  type Parameter,
  type Template,
  type Values,
  valueFaults,
} from '../../../shared/domain/patterns/template.ts';
import { call } from '../../client/call.ts';
import { useWrite } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { Elsewhere } from './elsewhere.tsx';
import { PatternResult } from './pattern-result.tsx';

interface Props {
  readonly template: Template;
  readonly mappings: readonly DatasetMapping[];
  readonly onRunReady: (run: () => void) => void;
}

/** One pattern: its columns, its parameters, its conditions, and what it found. */
export function PatternPane({ template, mappings, onRunReady }: Props) {
  const { caseId } = useNavigation();
  const [proposed] = useState(() => fittest(mappings, template));
  const [datasetId, setDataset] = useState<string>(proposed?.dataset.datasetId ?? '');
  const [values, setValues] = useState<Values>({});
  const [run, setRun] = useState<PatternRun | null>(null);
  const job = useJob();
  const map = useWrite('pattern.map');
  const dataset = mappings.find((each) => each.datasetId === datasetId) ?? mappings[0];
  const mapping = mappingFor(template, dataset?.mapping ?? {});
  const open = openRoles(template, mapping);
  const faults = valueFaults(template, values);
  const ready = open.length === 0 && faults.length === 0 && dataset !== undefined && !job.running;
  useEffect(
    () => () => {
      if (run?.result) void call('query.discard', { resultId: run.result.resultId }).catch(() => {});
    },
    [run],
  );
  const perform = (): void => {
    if (!ready) return;
    setRun(null);
    const source = { datasetId: dataset.datasetId };
    void job.run('pattern.run', { caseId, template: template.id, source, mapping, values }).then(setRun);
  };
  useEffect(() => onRunReady(perform));
  const change = (name: string, value: number | string): void => {
    setValues((before) => ({ ...before, [name]: value }));
    setRun(null);
  };
  return (
    <article className="rt-patterns-article" aria-label={template.name}>
      <header>
        <h2>{template.name}</h2>
        <p className="rt-muted">Finds {template.finds}.</p>
      </header>
      <div className="rt-patterns-columns">
        <Panel title="Columns">
          <div className="rt-patterns-fields">
            <Field
              label="Dataset"
              help={
                proposed && mappings.length > 1 && datasetId === proposed.dataset.datasetId
                  ? proposed.because
                  : undefined
              }
            >
              {(id, describedBy) => (
                <HTMLSelect
                  id={id}
                  aria-describedby={describedBy}
                  fill
                  value={dataset?.datasetId ?? ''}
                  onChange={(event) => {
                    setDataset(event.target.value);
                    setRun(null);
                  }}
                  options={mappings.map((each) => ({
                    value: each.datasetId,
                    label: `${each.view} (${each.exhibitLabel})`,
                  }))}
                />
              )}
            </Field>
            {template.needs.map((role) => (
              <RoleField
                key={role}
                role={role}
                dataset={dataset}
                column={mapping[role] ?? ''}
                onChange={(column) => {
                  setRun(null);
                  if (dataset)
                    map.mutate(
                      { datasetId: dataset.datasetId, mapping: { [role]: column || null } },
                      { onError: showError },
                    );
                }}
              />
            ))}
          </div>
        </Panel>
        <Panel title="Parameters">
          <div className="rt-patterns-fields">
            {template.parameters.map((parameter) => (
              <ParameterField
                key={parameter.name}
                of={parameter}
                value={values[parameter.name] ?? parameter.value}
                onChange={change}
              />
            ))}
          </div>
        </Panel>
      </div>
      <p className="rt-row">
        <Button
          intent="primary"
          icon="play"
          text="Run"
          title="Ctrl+Enter"
          loading={job.running}
          disabled={!ready}
          onClick={perform}
        />
        {job.running && <Button text="Cancel" onClick={job.cancel} />}
        <span className="rt-muted">
          {open.length > 0
            ? `Choose a column for: ${open.map((role) => ROLES[role].word).join(', ')}.`
            : (faults[0] ?? 'Conditions are checked first; where one fails, nothing is run and the reason is given.')}
        </span>
      </p>
      {job.problem && (
        <Callout intent="danger" compact role="alert">
          {job.problem}
        </Callout>
      )}
      {run && <PatternResult template={template} run={run} />}
      <div className="rt-patterns-columns">
        <Panel title="To be kept in mind">
          <Bullets of={template.caveats} />
        </Panel>
        <Panel title="What else could look the same">
          <Bullets of={template.alternatives} />
        </Panel>
      </div>
      {dataset && open.length === 0 && faults.length === 0 && (
        <Elsewhere key={dataset.datasetId} template={template} dataset={dataset} mapping={mapping} values={values} />
      )}
    </article>
  );
}

function Bullets({ of }: { of: readonly string[] }) {
  return (
    <ul className="rt-patterns-bullets">
      {of.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

const mappingFor = ({ needs }: Template, mapping: Mapping): Mapping =>
  Object.fromEntries(needs.flatMap((role) => (mapping[role] === undefined ? [] : [[role, mapping[role]]])));

function RoleField({
  role,
  dataset,
  column,
  onChange,
}: {
  role: Role;
  dataset: DatasetMapping | undefined;
  column: string;
  onChange: (column: string) => void;
}) {
  const chosen = dataset?.chosen.includes(role);
  const help = `${ROLES[role].says}${column === '' ? '' : chosen ? '; chosen by you' : '; suggested'}`;
  return (
    <Field label={ROLES[role].word} help={help}>
      {(id, describedBy) => (
        <Changes>
          <HTMLSelect
            id={id}
            aria-describedby={describedBy}
            fill
            value={column}
            onChange={(event) => onChange(event.target.value)}
            options={[
              { value: '', label: 'No column' },
              ...(dataset?.columns ?? []).map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        </Changes>
      )}
    </Field>
  );
}

function ParameterField({
  of,
  value,
  onChange,
}: {
  of: Parameter;
  value: number | string;
  onChange: (name: string, value: number | string) => void;
}) {
  return (
    <Field label={of.label}>
      {(id) =>
        of.kind === 'number' ? (
          <NumericInput
            id={id}
            fill
            buttonPosition="none"
            value={value}
            onValueChange={(number, text) => onChange(of.name, text === '' ? Number.NaN : number)}
          />
        ) : of.kind === 'zone' ? (
          <HTMLSelect
            id={id}
            fill
            value={String(value)}
            onChange={(event) => onChange(of.name, event.target.value)}
            options={[...new Set(['UTC', String(value), ...Intl.supportedValuesOf('timeZone')])]}
          />
        ) : (
          <InputGroup id={id} value={String(value)} onChange={(event) => onChange(of.name, event.target.value)} />
        )
      }
    </Field>
  );
}
