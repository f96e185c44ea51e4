import { useRead } from '../../client/hooks.ts';
import { SignerName } from '../../parts/signer-name.tsx';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/time.tsx';

/** Whose bundles came in so far. */
export function Signers() {
  const { data } = useRead('bundle.signers', {});
  const others = data?.filter(({ own }) => !own);
  return (
    <section className="rt-column" aria-label="Known signers">
      <p className="rt-muted">
        Keys that signed the bundles imported into this vault. The names are your own and prove nothing.
      </p>
      {others?.length === 0 && <p className="rt-muted">None yet.</p>}
      {others?.map((signer) => (
        <div key={signer.fingerprint} className="rt-vault-signer">
          <SignerName signer={signer} />
          <p className="rt-muted">
            {plural(signer.bundles, 'bundle')}, the last <Time at={signer.lastSeenAt} />
          </p>
        </div>
      ))}
    </section>
  );
}
