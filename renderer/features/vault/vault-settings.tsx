import { Callout, Dialog, DialogBody, Tab, Tabs } from '@blueprintjs/core';
import { type ReactElement, useState } from 'react';
import { readOnlyWords } from '../../../shared/domain/read-only.ts';
import { useSession } from '../../state/session.ts';
import { Backups } from './backups.tsx';
import { ChangePassphrase, Rekey, RenewCode } from './keys.tsx';
import { Profile } from './profile.tsx';
import { Reading } from './reading.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { Signers } from './signers.tsx';
import { ThisComputer } from './this-computer.tsx';

/** Who works here, when the vault locks itself, how pictures are read, its two keys, and its copies. */
export function VaultSettings({ onClose }: { onClose: () => void }) {
  const { vault } = useSession();
  const [code, setCode] = useState<string | null>(null);
  const why = vault?.readOnly ?? null;
  /** Settings lie in the vault: where it cannot be written to, the reason stands in their place. */
  const writable = (panel: ReactElement): ReactElement =>
    why === null ? (
      panel
    ) : (
      <Callout compact icon="lock">
        {readOnlyWords(why)} To change its settings, copy the whole vault folder to a disk that can be written to, and
        open the copy.
      </Callout>
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Vault “${vault?.name ?? ''}”`}
      className="rt-vault-settings"
      isCloseButtonShown={code === null}
      canEscapeKeyClose={code === null}
      canOutsideClickClose={false}
    >
      <DialogBody>
        {code !== null ? (
          <RecoveryCode code={code} onStored={() => setCode(null)} />
        ) : (
          <Tabs id="vault" renderActiveTabPanelOnly>
            <Tab id="profile" title="Profile" panel={writable(<Profile />)} />
            <Tab id="pictures" title="Pictures" panel={writable(<Reading />)} />
            <Tab id="passphrase" title="Passphrase" panel={writable(<ChangePassphrase onRenewed={setCode} />)} />
            <Tab id="rekey" title="Encryption key" panel={writable(<Rekey onRenewed={setCode} />)} />
            <Tab id="code" title="Recovery code" panel={writable(<RenewCode onRenewed={setCode} />)} />
            <Tab id="computer" title="This computer" panel={writable(<ThisComputer />)} />
            <Tab id="signers" title="Known signers" panel={writable(<Signers />)} />
            <Tab id="backups" title="Backups" panel={writable(<Backups />)} />
          </Tabs>
        )}
      </DialogBody>
    </Dialog>
  );
}
