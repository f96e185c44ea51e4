import { Button, Callout } from '@blueprintjs/core';
import { useState } from 'react';
import { ROLLED_BACK_TITLE, rolledBackWords } from '../../../shared/domain/rolled-back.ts';
import { useSession } from '../../state/session.ts';

/** What ran when the program last ended without locking: told once, since only the person can repeat it. */
export function InterruptedJobs() {
  const { vault } = useSession();
  const [seen, setSeen] = useState(false);
  const labels = vault?.interrupted ?? [];
  if (seen || labels.length === 0) return null;
  return (
    <Callout
      intent="warning"
      icon="warning-sign"
      title="Interrupted when the program last ended"
      className="rt-cases-notice"
    >
      <p>
        The program ended without locking while this ran. Nothing of it is half-stored; repeat what is still wanted.
      </p>
      <ul>
        {labels.map((label, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and labels may repeat
          <li key={index}>{label}</li>
        ))}
      </ul>
      <Button size="small" text="Understood" onClick={() => setSeen(true)} />
    </Callout>
  );
}

/** Where the vault lies and what can go wrong there: told at each opening. */
export function VaultNotices() {
  const { vault } = useSession();
  const [seen, setSeen] = useState(false);
  const notices = vault?.notices ?? [];
  if (seen || notices.length === 0) return null;
  return (
    <Callout intent="warning" icon="warning-sign" title="Where this vault lies" className="rt-cases-notice">
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      <Button size="small" text="Understood" onClick={() => setSeen(true)} />
    </Callout>
  );
}

/** The store lacks what this computer saw last: told once, at the opening that found it. */
export function RolledBack() {
  const { vault } = useSession();
  const [seen, setSeen] = useState(false);
  if (seen || !vault?.rolledBack) return null;
  return (
    <Callout intent="danger" icon="warning-sign" title={ROLLED_BACK_TITLE} className="rt-cases-notice">
      {rolledBackWords(vault.rolledBack).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Button size="small" text="Understood" onClick={() => setSeen(true)} />
    </Callout>
  );
}
