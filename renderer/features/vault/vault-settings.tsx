import { Dialog, DialogBody, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
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
            <Tab id="profile" title="Profile" panel={<Profile />} />
            <Tab id="pictures" title="Pictures" panel={<Reading />} />
            <Tab id="passphrase" title="Passphrase" panel={<ChangePassphrase onRenewed={setCode} />} />
            <Tab id="rekey" title="Encryption key" panel={<Rekey onRenewed={setCode} />} />
            <Tab id="code" title="Recovery code" panel={<RenewCode onRenewed={setCode} />} />
            <Tab id="computer" title="This computer" panel={<ThisComputer />} />
            <Tab id="signers" title="Known signers" panel={<Signers />} />
            <Tab id="backups" title="Backups" panel={<Backups />} />
          </Tabs>
        )}
      </DialogBody>
    </Dialog>
  );
}
