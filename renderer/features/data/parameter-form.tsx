import { Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useId } from 'react';
import { type Parameter, ParameterKind, problemOf } from '../../../shared/domain/sql-parameters.ts';

const KINDS = { text: 'Text', number: 'Number', date: 'Date' } as const satisfies Record<ParameterKind, string>;
const EXAMPLES = { text: '', number: '1200.50', date: '2024-01-31' } as const satisfies Record<ParameterKind, string>;

interface Props {
  readonly parameters: readonly Parameter[];
  readonly onChange: (parameter: Parameter) => void;
  readonly onRun: () => void;
}

/** Asks for the parameters of the statements in the editor. Values are bound: none becomes part of the text. Enter runs. */
export function ParameterForm({ parameters, onChange, onRun }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onRun();
  };
  return (
    <form className="rt-data-parameters" aria-label="Parameters" onSubmit={submit}>
      {parameters.map((parameter) => (
        <Asked key={parameter.name} parameter={parameter} onChange={onChange} />
      ))}
      <button type="submit" hidden aria-hidden tabIndex={-1} />
    </form>
  );
}

function Asked({ parameter, onChange }: { parameter: Parameter; onChange: Props['onChange'] }) {
  const id = useId();
  const { name, kind, value } = parameter;
  const problem = value === '' && kind !== 'text' ? null : problemOf(parameter);
  return (
    <div className="rt-data-parameter">
      <label htmlFor={id}>:{name}</label>
      <HTMLSelect
        minimal
        aria-label={`Kind of :${name}`}
        value={kind}
        onChange={(event) => onChange({ ...parameter, kind: ParameterKind.parse(event.currentTarget.value) })}
        options={ParameterKind.options.map((each) => ({ value: each, label: KINDS[each] }))}
      />
      <InputGroup
        id={id}
        size="small"
        value={value ?? ''}
        placeholder={value === null ? 'NULL' : EXAMPLES[kind]}
        disabled={value === null}
        intent={problem ? 'danger' : 'none'}
        aria-invalid={problem !== null}
        title={problem ?? undefined}
        maxLength={10_000}
        onValueChange={(text) => onChange({ ...parameter, value: text })}
      />
      <Checkbox
        label="NULL"
        checked={value === null}
        onChange={(event) => onChange({ ...parameter, value: event.currentTarget.checked ? null : '' })}
      />
    </div>
  );
}
