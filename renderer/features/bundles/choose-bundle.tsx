import { Button, Callout } from '@blueprintjs/core';
import { useRef } from 'react';
import { ageKind } from '../../../shared/domain/age-keys.ts';
import { formatBytes } from '../../ui/format.ts';

/** A file, and what its first bytes say of how it is opened. */
export interface ChosenBundle {
  readonly file: File;
  readonly kind: 'passphrase' | 'keys';
  readonly problem: string | null;
}

const HEAD_BYTES = 4096;
const PROBLEMS = {
  armored:
    'This is the text form of an age file (armor). Turn it into the binary form first: age -d it, then encrypt it without -a.',
  none: 'This is not an age file, so it is not a bundle. A bundle is named like C-0001-bundle.age.',
} as const;

export async function looked(file: File): Promise<ChosenBundle> {
  const head = await file
    .slice(0, HEAD_BYTES)
    .text()
    .catch(() => null);
  if (head === null) return { file, kind: 'passphrase', problem: 'The file cannot be read.' };
  const kind = ageKind(head);
  if (kind === 'armored' || kind === 'none') return { file, kind: 'passphrase', problem: PROBLEMS[kind] };
  return { file, kind, problem: null };
}

interface Props {
  readonly bundle: ChosenBundle | null;
  readonly onChoose: (bundle: ChosenBundle) => void;
}

export function ChooseBundle({ bundle, onChoose }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className="rt-muted">
        A bundle becomes a new case. Exhibits keep their numbers and hashes, and the sender’s custody log is added as an
        exhibit.
      </p>
      <div className="rt-row">
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="Bundle file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void looked(file).then(onChoose);
            event.target.value = ''; // so that the same file can be chosen again
          }}
        />
        <Button
          icon="document-open"
          text={bundle ? 'Choose another' : 'Choose the file'}
          onClick={() => chooser.current?.click()}
        />
        {bundle && (
          <span className="rt-grow rt-break">
            {bundle.file.name} <span className="rt-muted">{formatBytes(bundle.file.size)}</span>
          </span>
        )}
      </div>
      {bundle?.problem && (
        <Callout compact intent="danger" role="alert">
          {bundle.problem}
        </Callout>
      )}
    </>
  );
}
