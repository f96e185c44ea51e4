import { Button, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Signer } from '../../shared/contract/bundles.ts';
import { useWrite } from '../client/hooks.ts';
import { Hash } from '../ui/hash.tsx';
import { Field } from '../ui/saved-field.tsx';
import { showError, showToast } from '../ui/toaster.ts';

/** A key's fingerprint, and the name it is remembered by. */
export function SignerName({ signer }: { signer: Signer }) {
  const [name, setName] = useState(signer.name);
  const [saved, setSaved] = useState(signer.name);
  const write = useWrite('bundle.nameSigner');
  const save = (): void =>
    write.mutate(
      { fingerprint: signer.fingerprint, name },
      {
        onError: showError,
        onSuccess: () => {
          setSaved(name);
          showToast({ message: 'Name saved.' });
        },
      },
    );
  return (
    <div className="rt-column">
      <Hash value={signer.fingerprint} name="The fingerprint" />
      <Field
        label="Remember this key as"
        help="Your own name for the key’s holder. It is shown with their next bundle."
      >
        {(id, describedBy) => (
          <div className="rt-row">
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              className="rt-grow"
              value={name}
              maxLength={500}
              onChange={(event) => setName(event.target.value)}
            />
            <Button text="Save" disabled={name.trim() === saved} loading={write.isPending} onClick={save} />
          </div>
        )}
      </Field>
    </div>
  );
}
