import type { Signer } from '../../../shared/contract/bundles.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { publicIdentity } from '../vault/identity.ts';
import type { KnownSigner } from './store.ts';

/** Says of a signer whether it is this very vault. */
export const withOwn = (db: ReadDb | WriteDb, signer: KnownSigner): Signer => ({
  ...signer,
  own: signer.fingerprint === publicIdentity(db).fingerprint,
});
