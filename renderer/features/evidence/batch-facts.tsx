import { HTMLSelect, InputGroup, TagInput } from '@blueprintjs/core';
import { ZONES } from '../../parts/due.ts';
import { Field } from '../../ui/field.tsx';
import { SENSITIVITY } from './exhibit-words.ts';
import type { BatchFacts } from './import-queue.ts';

const MACHINE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is written beside every file brought in from now on. */
export function BatchFactsForm({ value, onChange }: { value: BatchFacts; onChange: (value: BatchFacts) => void }) {
  return (
    <div className="rt-batch">
      <p className="rt-muted">Written beside every file that is brought in from now on.</p>
      <Field label="Source: a URL, a system, a person">
        {(id) => (
          <InputGroup
            id={id}
            maxLength={500}
            value={value.source ?? ''}
            onChange={(event) => onChange({ ...value, source: event.target.value })}
          />
        )}
      </Field>
      <Field label="How it was acquired" help="Left empty: imported, dropped or pasted, as it happens.">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            maxLength={500}
            value={value.how ?? ''}
            onChange={(event) => onChange({ ...value, how: event.target.value })}
          />
        )}
      </Field>
      <Field label="Sensitivity">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            value={value.sensitivity ?? 'normal'}
            onChange={(event) => onChange({ ...value, sensitivity: event.target.value as keyof typeof SENSITIVITY })}
            options={Object.entries(SENSITIVITY).map(([key, label]) => ({ value: key, label }))}
          />
        )}
      </Field>
      <Field label="Zone it was taken in">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            value={value.zone ?? MACHINE_ZONE}
            onChange={(event) => onChange({ ...value, zone: event.target.value })}
            options={[...ZONES]}
          />
        )}
      </Field>
      <Field label="Tags">
        {(id) => (
          <TagInput
            fill
            inputProps={{ id }}
            values={value.tags ?? []}
            addOnBlur
            onChange={(tags) => onChange({ ...value, tags: tags.map(String) })}
          />
        )}
      </Field>
    </div>
  );
}
