import { TextArea } from '@blueprintjs/core';
import { readRecipients } from '../../../shared/domain/age-keys.ts';
import { Field } from '../../ui/field.tsx';
import { plural } from '../../ui/format.ts';

/** Public keys, one a line, each looked at while it is typed. */
export function RecipientsField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { recipients, problems } = readRecipients(value);
  const help =
    recipients.length > 0
      ? `${plural(recipients.length, 'key')}. Whoever holds one of their secret halves can open the bundle.`
      : 'One a line. The receiver makes a key pair with age-keygen and sends the line that begins with age1.';
  return (
    <Field
      label="Public keys of the receivers"
      help={help}
      error={
        problems.length > 0 ? problems.map(({ line, problem }) => `Line ${line}: ${problem}.`).join(' ') : undefined
      }
    >
      {(id, describedBy) => (
        <TextArea
          id={id}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0}
          className="rt-mono"
          fill
          rows={4}
          spellCheck={false}
          placeholder="age1…"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
