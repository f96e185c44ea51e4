import { randomBytes } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Core, Handler } from '../context.ts';
import type { KeyStore } from '../host/key-store.ts';
import { opened } from '../transaction.ts';
import { bind, enter, folderOf, mustBeClosed, status, tryKey } from './entering.ts';
import { KEY_BYTES, unwrapKey, unwrapUnder, wrapUnder } from './keys.ts';
import { refOf } from './settings.ts';
import { changeVaultFile, readVaultFile } from './vault-file.ts';

type Names = 'vault.openOnDevice' | 'vault.deviceKey' | 'vault.setDeviceKey' | 'vault.removeDeviceKey';

/**
 * Unlocking without the passphrase on one computer. `vault.json` gets the data key under a random secret; the secret lies in the
 * settings folder, sealed by the operating system's key store. Neither file opens anything without the other and that store.
 */
export const deviceHandlers: { readonly [N in Names]: Handler<N> } = {
  'vault.openOnDevice': open,
  'vault.deviceKey': async ({ core, session }) => {
    const { keys } = readVaultFile(session.dir, core.keyCost);
    const on = keys.device !== undefined && core.settings.deviceFiles.has(refOf(session.dir));
    return { on, problem: core.keyStore ? await core.keyStore.problem() : NO_STORE };
  },
  'vault.setDeviceKey': set,
  'vault.removeDeviceKey': async ({ core }) => {
    const session = opened(core);
    changeVaultFile(core, session, 'vault.removeDeviceKey', ({ device: _device, ...kept }) => kept);
    core.settings.deviceFiles.remove(refOf(session.dir));
    return null;
  },
};

const NO_STORE =
  'Redthread runs in the browser or on the command line here, which reach no key store. The desktop window does.';
const AGAIN = 'Open it with the passphrase, then switch this on again in the vault settings.';

async function set({ core }: { readonly core: Core }, { passphrase }: { readonly passphrase: string }): Promise<null> {
  const session = opened(core);
  const store = await usable(core);
  const file = readVaultFile(session.dir, core.keyCost);
  const key = await tryKey(session.dir, 'The passphrase is wrong.', () =>
    unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase')),
  );
  const secret = randomBytes(KEY_BYTES);
  try {
    const device = wrapUnder(secret, key, bind(file.id, 'device'));
    const sealed = await store.seal(secret).catch(() => {
      throw new Fault('unsupported', 'The key store of this computer refused. Nothing was changed.');
    });
    core.settings.deviceFiles.write(refOf(session.dir), sealed);
    changeVaultFile(core, session, 'vault.setDeviceKey', (keys) => ({ ...keys, device }));
  } finally {
    for (const bytes of [secret, key]) bytes.fill(0);
  }
  return null;
}

async function open(
  { core }: { readonly core: Core },
  { ref }: { readonly ref: string },
): Promise<ReturnType<typeof status>> {
  const dir = folderOf(core, { ref });
  const sealed = core.settings.deviceFiles.read(ref);
  const file = readVaultFile(dir, core.keyCost);
  const { id, keys } = file;
  if (!sealed || !keys.device) throw new Fault('not-found', `This computer holds no secret of that vault. ${AGAIN}`);
  const store = await usable(core);
  const secret = await store.unseal(sealed).catch(() => {
    throw new Fault('wrong-passphrase', `The key store of this computer did not give the secret out. ${AGAIN}`);
  });
  mustBeClosed(core, dir);
  const key = unwrapUnder(secret, keys.device, bind(id, 'device'));
  secret.fill(0);
  if (!key)
    throw new Fault(
      'wrong-passphrase',
      `The secret that this computer holds does not fit that vault any more. ${AGAIN}`,
    );
  enter(core, { dir, file, key }, 'vault.openOnDevice');
  return status(core);
}

/** @throws Fault `unsupported` saying why there is no key store */
async function usable({ keyStore }: Core): Promise<KeyStore> {
  const problem = keyStore ? await keyStore.problem() : NO_STORE;
  if (!keyStore || problem !== null) throw new Fault('unsupported', problem ?? NO_STORE);
  return keyStore;
}
