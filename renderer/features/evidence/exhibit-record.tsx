import { Callout, HTMLSelect, TagInput } from '@blueprintjs/core';
import type { Input } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useWrite } from '../../client/hooks.ts';
import { Field } from '../../ui/field.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { Time } from '../../ui/time.tsx';
import { showError } from '../../ui/toaster.ts';
import { CopyFacts } from './copy-facts.tsx';
import { CREDIBILITY, RELIABILITY, SENSITIVITY } from './exhibit-words.ts';
import { SavedField } from './saved-field.tsx';

type Change = Omit<Input<'evidence.update'>, 'exhibitId'>;

const graded = (words: Record<string, string>) => [
  { value: '', label: 'not graded' },
  ...Object.entries(words).map(([value, text]) => ({ value, label: `${value}: ${text}` })),
];

/** What is known of an exhibit: what was measured and cannot be changed, and what the investigator says of it. */
export function ExhibitRecord({ exhibit }: { exhibit: Exhibit }) {
  const update = useWrite('evidence.update');
  const save = (change: Change): void => update.mutate({ exhibitId: exhibit.id, ...change }, { onError: showError });
  const disabled = exhibit.removedAt !== null;
  return (
    <div className="rt-evidence-record">
      {exhibit.removedAt && (
        <Callout icon="trash" compact intent="warning">
          Removed <Time at={exhibit.removedAt} />: {exhibit.removedReason}. Its number, hash and record stay.
        </Callout>
      )}
      {exhibit.typeWarning && (
        <Callout icon="warning-sign" compact intent="warning">
          {exhibit.typeWarning}
        </Callout>
      )}
      <CopyFacts exhibit={exhibit} />
      <SavedField
        label="Title"
        value={exhibit.title}
        maxLength={500}
        required
        disabled={disabled}
        onSave={(title) => save({ title })}
      />
      <SavedField
        label="Note"
        value={exhibit.note}
        maxLength={100_000}
        rows={4}
        disabled={disabled}
        onSave={(note) => save({ note })}
      />
      <Field label="Tags">
        {(id) => (
          <TagInput
            fill
            addOnBlur
            disabled={disabled}
            inputProps={{ id }}
            values={exhibit.tags}
            onChange={(tags) => save({ tags: [...new Set(tags.map(String))] })}
          />
        )}
      </Field>
      <SavedField
        label="Source"
        value={exhibit.source}
        maxLength={500}
        disabled={disabled}
        onSave={(source) => save({ source })}
      />
      <Field label="Source reliability">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            disabled={disabled}
            value={exhibit.reliability ?? ''}
            options={graded(RELIABILITY)}
            onChange={(event) => save({ reliability: (event.target.value || null) as Exhibit['reliability'] })}
          />
        )}
      </Field>
      <Field label="Information credibility">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            disabled={disabled}
            value={exhibit.credibility ?? ''}
            options={graded(CREDIBILITY)}
            onChange={(event) => save({ credibility: (event.target.value || null) as Exhibit['credibility'] })}
          />
        )}
      </Field>
      <Field label="Sensitivity">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            disabled={disabled}
            value={exhibit.sensitivity}
            options={Object.entries(SENSITIVITY).map(([value, label]) => ({ value, label }))}
            onChange={(event) => save({ sensitivity: event.target.value as Exhibit['sensitivity'] })}
          />
        )}
      </Field>
      <dl className="rt-facts">
        <dt className="rt-whole">SHA-256</dt>
        <dd className="rt-whole">
          <Hash value={exhibit.sha256} />
        </dd>
        <dt>File name</dt>
        <dd>{exhibit.originalName}</dd>
        <dt>Type</dt>
        <dd>{exhibit.mediaType}</dd>
        <dt>Size</dt>
        <dd>
          {formatBytes(exhibit.bytes)} ({formatCount(exhibit.bytes)} bytes)
        </dd>
        {exhibit.width !== null && exhibit.height !== null && (
          <>
            <dt>Pixels</dt>
            <dd>
              {exhibit.width} × {exhibit.height}
            </dd>
          </>
        )}
        <dt>Acquired</dt>
        <dd>
          <Time at={exhibit.acquiredAt} zone={exhibit.acquiredZone} />
        </dd>
        <dt>By</dt>
        <dd>{exhibit.acquiredBy}</dd>
        <dt>How</dt>
        <dd>{exhibit.acquiredHow}</dd>
      </dl>
    </div>
  );
}
