import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { JobState } from '../../../shared/contract/jobs.ts';
import type { Core, SessionContext } from '../context.ts';
import { head } from '../custody/chain.ts';
import { syncFile, syncFolder } from '../files/disk.ts';
import type { Running } from '../jobs/jobs.ts';
import { Child } from '../process/child.ts';
import { opened } from '../transaction.ts';
import { asJob, bind, enter, tryKey } from './entering.ts';
import { newDataKey, newRecoveryCode, readRecoveryCode, unwrapKey, unwrapUnder, wrapKey, wrapUnder } from './keys.ts';
import { rekeyedIn, removeRekeyed, type Session } from './session.ts';
import { refOf } from './settings.ts';
import { nameOf, readVaultFile, type VaultFile, writeVaultFile } from './vault-file.ts';

type DeviceKey = Output<'vault.rekey'>['deviceKey'];

/** What the process that re-encrypts is given. */
export interface Renewing {
  readonly store: string;
  /** Where the copy of it goes that nobody else has open. */
  readonly file: string;
  readonly key: Uint8Array;
  readonly next: Uint8Array;
  /** Of the `vault.json` to come, as `nameOf` gives it. */
  readonly binding: string;
}
/** How the copy is afterwards, read under its new key. */
export interface Renewed {
  readonly head: { readonly seq: number; readonly hash: string };
  readonly problems: readonly string[];
}

/**
 * Gives the vault a new data key. At every moment the folder holds a `vault.json` and a store that it opens:
 *
 * 1. `store.db.rekeyed`, a copy of the rows of the store and of nothing that was deleted from it, is encrypted with the new key, told
 *    of the new `vault.json`, read through and flushed. Nothing else is written meanwhile. A stop leaves the old pair; the next opening removes the copy.
 * 2. The store is closed. `vault.json` is replaced, the folder flushed: from here on the old passphrase, code and key open nothing.
 * 3. `store.db.rekeyed` takes the name of the store. A stop before it leaves the new `vault.json` and the store it opens under
 *    that name; the next opening does this step (session.ts).
 * 4. The vault is opened anew and says so in its custody log.
 */
export async function rekeyVault(
  { core }: SessionContext,
  { passphrase, next: changed }: Parsed<'vault.rekey'>,
): Promise<Output<'vault.rekey'>> {
  const session = opened(core);
  const present = readVaultFile(session.dir, core.keyCost);
  const key = await tryKey(session.dir, 'The passphrase is wrong.', () =>
    unwrapKey(present.keys.passphrase, passphrase, bind(present.id, 'passphrase')),
  );
  key.fill(0); // the session has it
  const next = newDataKey();
  try {
    const recoveryCode = newRecoveryCode();
    const wrap = (slot: 'passphrase' | 'recovery', secret: string) =>
      wrapKey(next, secret, bind(present.id, slot), core.keyCost);
    const device = await resealed(core, session, present, next);
    const file: VaultFile = {
      ...present,
      generation: present.generation + 1,
      keys: {
        passphrase: await wrap('passphrase', changed ?? passphrase),
        recovery: await wrap('recovery', readRecoveryCode(recoveryCode) as string),
        ...(device ? { device } : {}),
      },
    };
    const deviceKey: DeviceKey = !present.keys.device ? 'none' : device ? 'kept' : 'removed';
    const detail = {
      generation: file.generation,
      passphraseChanged: changed !== undefined,
      deviceKey,
      writtenAnew: true,
    };
    await asJob(core, 'vault.rekey', LABEL, (running) =>
      renew(core, session, { present, file, next, detail }, running),
    );
    return { recoveryCode, deviceKey };
  } catch (error) {
    next.fill(0);
    throw error;
  }
}

const LABEL = 'Re-encrypting the vault';
const BUSY = 'The vault is being re-encrypted. Nothing can be written until that has ended or was stopped.';

/** The new key under the secret that this computer's key store holds; null where there is none, or it does not give it out. */
async function resealed(core: Core, { dir, key }: Session, { id, keys }: VaultFile, next: Uint8Array) {
  const sealed = keys.device && core.settings.deviceFiles.read(refOf(dir));
  if (!keys.device || !sealed || !core.keyStore || (await core.keyStore.problem()) !== null) return null;
  const secret = await core.keyStore.unseal(sealed).catch(() => null);
  if (!secret) return null;
  try {
    const fits = unwrapUnder(secret, keys.device, bind(id, 'device'));
    const same = fits?.equals(key) ?? false; // another computer's secret may have taken the place of this one's
    fits?.fill(0);
    return same ? wrapUnder(secret, next, bind(id, 'device')) : null;
  } finally {
    secret.fill(0);
  }
}

interface Change {
  readonly present: VaultFile;
  readonly file: VaultFile;
  readonly next: Buffer;
  /** What the custody entry says. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Steps 1 to 4. @throws Fault `conflict` while jobs run, `disk`, `damaged`, `cancelled`; until step 2 nothing is left of it
 */
async function renew(core: Core, session: Session, change: Change, running: Running): Promise<void> {
  const { dir, writer } = session;
  while (!running.signal.aborted && othersIn(core).some(isCopying)) await after(LOOK_EVERY_MS); // which opening starts
  mustBeAlone(core, session, change.present);
  const allowWrites = session.refuseWrites(new Fault('conflict', BUSY));
  try {
    await mustFit(session);
    removeRekeyed(dir);
    await writer.whileSettled(async () => {
      running.label(`${LABEL}: encrypting and checking the copy`);
      await encrypt(core, session, change, running.signal);
    });
    if (running.signal.aborted || core.session !== session) throw new Fault('cancelled', 'Stopped.');
  } catch (error) {
    allowWrites();
    removeRekeyed(dir);
    throw error;
  }
  takeOver(core, session, change);
}

const LOOK_EVERY_MS = 50;
const othersIn = (core: Core): JobState[] =>
  core.jobs.list().filter(({ state, command }) => state === 'running' && command !== 'vault.rekey');
const isCopying = ({ command }: JobState): boolean => command === 'vault.backup';

function mustBeAlone(core: Core, session: Session, present: VaultFile): void {
  if (core.session !== session) throw new Fault('locked', 'The vault was locked.');
  if (othersIn(core).length > 0)
    throw new Fault('conflict', 'Other jobs are running. Wait until they have ended, or stop them; then try again.');
  if (nameOf(readVaultFile(session.dir, core.keyCost)) !== nameOf(present))
    throw new Fault('conflict', 'The keys of the vault were changed meanwhile. Try again.');
}

const SPARE_BYTES = 16 << 20;

/** The store is there twice until the end. @throws Fault `disk` saying how much is missing */
async function mustFit({ dir, storeFile }: Session): Promise<void> {
  const needed = statSync(storeFile).size + SPARE_BYTES;
  const { bavail, bsize } = await statfs(dir);
  if (bavail * bsize >= needed) return;
  const mb = (bytes: number) => Math.ceil(bytes / 1e6);
  throw new Fault(
    'disk',
    `Re-encrypting needs ${mb(needed)} MB on the disk of the vault while it runs; ${mb(bavail * bsize)} MB are free. Free some space, or move the vault folder to a larger disk.`,
  );
}

async function encrypt(core: Core, session: Session, change: Change, signal: AbortSignal): Promise<void> {
  const copy = rekeyedIn(session.dir);
  const child = new Child(core.startProcess, 'inspect');
  try {
    const asked: Renewing = {
      store: session.storeFile,
      file: copy,
      key: session.key,
      next: change.next,
      binding: nameOf(change.file),
    };
    const found = await child.ask<Renewed>('rekey', asked, { signal });
    if (found.problems.length > 0)
      throw new Fault('damaged', 'The store has damaged pages. Nothing was changed; verify the vault.');
    if (found.head.hash !== head(session.reader).hash) throw new Error('the copy does not hold what the store holds');
    syncFile(copy);
    syncFolder(session.dir);
  } finally {
    child.kill();
  }
}

/** Steps 2 to 4, without a pause. Where a disk fails, the vault is opened as `vault.json` then says, and the fault told. */
function takeOver(core: Core, session: Session, { file, next, detail }: Change): void {
  const { dir, rolledBack } = session;
  const former = Buffer.from(session.key);
  let failed: { readonly error: unknown } | null = null;
  core.session = null;
  try {
    const held = session.handOver();
    try {
      writeVaultFile(dir, file);
    } catch (error) {
      failed = { error };
    }
    const standing = readVaultFile(dir, core.keyCost);
    const renewed = nameOf(standing) === nameOf(file);
    (renewed ? former : next).fill(0);
    const opening = { dir, file: standing, key: renewed ? next : former, held };
    const again = renewed ? enter(core, opening, 'vault.rekey', { detail }) : enter(core, opening, 'vault.open');
    again.rolledBack = rolledBack;
  } catch (error) {
    for (const bytes of [former, next]) bytes.fill(0);
    core.emit({ event: 'locked', why: 'ended' });
    core.locked();
    throw error;
  }
  if (failed) throw failed.error;
}
