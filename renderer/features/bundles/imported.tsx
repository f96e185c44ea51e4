import { Callout } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import { SignerName } from '../../parts/signer-name.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Time } from '../../ui/time.tsx';

/** What came, and whose key signed it. */
export function Imported({ imported }: { imported: Output<'bundle.import'> }) {
  const { title, scope, createdAt, createdBy, exhibits, bytes, tables, queries, findings, entities } = imported;
  return (
    <div className="rt-column">
      <Callout intent="success" role="status">
        <strong>“{title}” is imported.</strong> All hashes and the signature agree.
      </Callout>
      <dl className="rt-facts">
        <dt>Holds</dt>
        <dd>
          {scope === 'case' ? 'A whole case: ' : 'Chosen exhibits: '}
          {plural(exhibits, 'exhibit')} ({formatBytes(bytes)}), {plural(tables, 'table')},{' '}
          {plural(queries, 'query', 'queries')}, {plural(findings, 'finding')}, {plural(entities, 'entity', 'entities')}
          {imported.removedThere > 0 && `; ${plural(imported.removedThere, 'exhibit')} had been removed by the sender`}
        </dd>
        <dt>Made</dt>
        <dd>
          <Time at={createdAt} /> by “{createdBy}”, as the sender states
        </dd>
      </dl>
      <Known imported={imported} />
      {(imported.problems.length > 0 || imported.unread > 0) && (
        <Callout compact intent="warning">
          {imported.unread > 0 && (
            <p>
              {plural(imported.unread, 'exhibit')} could not be read to the end. The overview of the case offers to go
              on.
            </p>
          )}
          <ul className="rt-bundle-list">
            {imported.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

function Known({ imported: { signer, seenBefore } }: { imported: Output<'bundle.import'> }) {
  if (signer.own)
    return (
      <Callout compact>
        <strong>Signed by this vault.</strong>
      </Callout>
    );
  return (
    <section className="rt-column" aria-label="Signer">
      <Callout compact intent={seenBefore ? 'none' : 'warning'}>
        {seenBefore ? (
          <>
            <strong>Signed by {signer.name === '' ? 'a key that is known' : `“${signer.name}”`}.</strong> This is bundle{' '}
            {signer.bundles} of that key.
          </>
        ) : (
          <>
            <strong>Signed by a key that was not seen before.</strong> The signature says that nothing was changed
            since; whose key it is, it cannot say. Compare the fingerprint with the sender through another channel, for
            example by telephone.
          </>
        )}
      </Callout>
      <SignerName signer={signer} />
    </section>
  );
}
