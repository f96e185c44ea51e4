import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { showToast } from '../../ui/toaster.ts';

type Listed = Output<'profile.list'>[number];

/** Profiles of exports that were saved in this vault, each to be removed. Those of the program itself are only counted. */
export function SavedProfiles() {
  const { data } = useRead('profile.list', {});
  const remove = useWrite('profile.remove');
  const [asked, setAsked] = useState<string | null>(null);
  if (!data) return null;
  const saved = data.filter((each) => each.saved !== null);
  return (
    <section className="rt-column" aria-label="Export profiles">
      <p className="rt-muted">
        A file with the header of a profile is read as the profile says, without a question, and its import certificate
        names the profile. “Save as profile” in the settings of a table adds one. The program itself knows{' '}
        {formatCount(data.length - saved.length)} more; a saved one goes before them.
      </p>
      <ul className="rt-list rt-panel rt-vault-profiles" aria-label="Saved profiles">
        {saved.map((each) => (
          <SavedProfile key={each.profile.name} listed={each} onRemove={() => setAsked(each.profile.name)} />
        ))}
        {saved.length === 0 && <li className="rt-line rt-muted">None saved yet.</li>}
      </ul>
      {asked !== null && (
        <ConfirmDialog
          title="Remove the profile"
          confirm="Remove"
          intent="danger"
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            await remove.mutateAsync({ name: asked });
            showToast({ message: `The profile ${asked} is removed.`, intent: 'success' });
          }}
        >
          <p>
            Files with the header of <b className="rt-break">{asked}</b> are then read by their values alone, or by a
            profile that the program knows. Tables that were imported with it stay as they are. This cannot be undone.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function SavedProfile({ listed: { profile, saved }, onRemove }: { listed: Listed; onRemove: () => void }) {
  const headers = profile.columns.map(({ header }) => header).join(', ');
  return (
    <li className="rt-line">
      <div className="rt-grow rt-vault-profile">
        <div className="rt-break">{profile.name}</div>
        <div className="rt-muted rt-cut" title={headers}>
          {plural(profile.columns.length, 'column')}: {headers}
        </div>
        {profile.notes.map((note) => (
          <div key={note} className="rt-muted rt-break">
            {note}
          </div>
        ))}
        {saved && (
          <div className="rt-muted">
            Saved <Time at={saved.at} />
            {saved.by !== '' && ` by ${saved.by}`}
          </div>
        )}
      </div>
      <Button
        size="small"
        variant="minimal"
        icon="trash"
        aria-label={`Remove the profile ${profile.name}`}
        title="Remove"
        onClick={onRemove}
      />
    </li>
  );
}
