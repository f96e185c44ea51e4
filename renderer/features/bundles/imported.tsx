import { Callout } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Time } from '../../ui/time.tsx';
import { SignerName } from './signer-name.tsx';

/** What came, and whose key signed it. */
export function TakenIn({ taken }: { taken: Output<'bundle.import'> }) {
  const { title, scope, createdAt, createdBy, exhibits, bytes, tables, queries, findings, entities } = taken;
  return (
    <div className="rt-column">
      <Callout intent="success" role="status">
        <strong>“{title}” is taken in.</strong> All hashes and the signature agree.
      </Callout>
      <dl className="rt-facts">
        <dt>Holds</dt>
        <dd>
          {scope === 'case' ? 'A whole case: ' : 'Chosen exhibits: '}
          {plural(exhibits, 'exhibit')} ({formatBytes(bytes)}), {plural(tables, 'table')},{' '}
          {plural(queries, 'query', 'queries')}, {plural(findings, 'finding')}, {plural(entities, 'entity', 'entities')}
          {taken.removedThere > 0 && `; ${plural(taken.removedThere, 'exhibit')} had been removed by the sender`}
        </dd>
        <dt>Made</dt>
        <dd>
          <Time at={createdAt} /> by someone who goes by “{createdBy}”
        </dd>
      </dl>
      <Known taken={taken} />
      {(taken.problems.length > 0 || taken.unread > 0) && (
        <Callout compact intent="warning">
          {taken.unread > 0 && (
            <p>
              {plural(taken.unread, 'exhibit')} could not be read to the end. The overview of the case offers to go on.
            </p>
          )}
          <ul className="rt-exchange-list">
            {taken.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

function Known({ taken: { signer, seenBefore } }: { taken: Output<'bundle.import'> }) {
  if (signer.own)
    return (
      <Callout compact>
        <strong>Signed by this very vault.</strong>
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
            since; whose key it is, it cannot say. Compare the fingerprint with the sender by another way, by telephone
            for instance.
          </>
        )}
      </Callout>
      <SignerName signer={signer} />
    </section>
  );
}
