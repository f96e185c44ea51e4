import './identities.css';
import { Button, Drawer, Tab, Tabs } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { Basis, verdictWords } from '../../parts/identity-basis.tsx';
import { openEntityPage } from '../../state/entity-page.ts';
import { closeIdentities, useIdentitiesOpen } from '../../state/identities.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { Suggestions } from './suggestions.tsx';

/** Which entities are held to be one: what may be, what is, and every decision. */
export function Identities() {
  const isOpen = useIdentitiesOpen();
  const { caseId } = useNavigation();
  useEffect(() => closeIdentities, []);
  return (
    <Drawer
      isOpen={isOpen}
      onClose={closeIdentities}
      size="min(640px, 94vw)"
      hasBackdrop={false}
      className="rt-identity-drawer"
    >
      <div role="dialog" aria-label="Identities" className="rt-identity">
        <div className="rt-identity-head">
          <h2>Identities</h2>
          <Button variant="minimal" icon="cross" aria-label="Close" onClick={closeIdentities} />
        </div>
        <Tabs id="identities" renderActiveTabPanelOnly>
          <Tab id="review" title="To decide" panel={<Suggestions caseId={caseId} />} />
          <Tab id="held" title="Held to be one" panel={<Held caseId={caseId} />} />
          <Tab id="ledger" title="Decisions" panel={<Decisions caseId={caseId} />} />
        </Tabs>
      </div>
    </Drawer>
  );
}

function Held({ caseId }: { readonly caseId: CaseId }) {
  const { data } = useRead('identity.list', { caseId });
  if (!data) return null;
  if (data.identities.length === 0) return <p className="rt-muted">No two entities are held to be the same.</p>;
  return (
    <ul className="rt-identity-list">
      {data.identities.map(({ members, basis }) => (
        <li key={members[0]?.id}>
          {members.map(({ id, type, label }, at) => (
            <span key={id}>
              {at === 1 && <span className="rt-muted"> also known as </span>}
              {at > 1 && ', '}
              <Button
                variant="minimal"
                size="small"
                text={<bdi className="rt-break">{label}</bdi>}
                onClick={() => openEntityPage({ type, label })}
              />
            </span>
          ))}
          <p className="rt-muted">
            {data.entries
              .filter(({ number }) => basis.includes(number))
              .map((entry) => (
                <Basis key={entry.number} entry={entry} />
              ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Decisions({ caseId }: { readonly caseId: CaseId }) {
  const { data } = useRead('identity.list', { caseId });
  const [problem, setProblem] = useState('');
  if (!data) return null;
  const entries = data.entries.toReversed();
  if (entries.length === 0) return <p className="rt-muted">Nothing is decided yet.</p>;
  return (
    <>
      <Button
        icon="undo"
        text="Take back the last decision"
        disabled={entries[0]?.undoes !== null}
        onClick={() =>
          void call('identity.undo', { caseId }).then(
            () => setProblem(''),
            (error: unknown) => setProblem(messageOf(error)),
          )
        }
      />
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      <ol className="rt-identity-list" reversed start={entries.length}>
        {entries.map((entry) => (
          <li key={entry.number} value={entry.number} className={entry.counts ? '' : 'rt-identity-past'}>
            <bdi className="rt-break">{verdictWords(entry)}</bdi>
            {!entry.counts && <span className="rt-muted"> (a later decision took its place)</span>}
            <br />
            <Basis entry={entry} />
          </li>
        ))}
      </ol>
    </>
  );
}
