import type { SafeStorage } from 'electron';
import type { KeyStore } from '../core/host/key-store.ts';

type Safe = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;

/** Chromium on Linux marks by this what it sealed with the key that is written in every copy of it, which protects nothing. */
const OPEN_KEY = 'v10';

/**
 * Electron's `safeStorage`: Keychain on macOS, DPAPI on Windows, the desktop's secret service on Linux. Linux without one says
 * that encryption is available and takes the open key; only what it sealed tells which one it took.
 */
export const safeKeyStore = (safe: Safe, platform: NodeJS.Platform): KeyStore => ({
  problem: async () => {
    if (!(await safe.isAsyncEncryptionAvailable())) return NONE;
    if (platform !== 'linux') return null;
    const probe = await safe.encryptStringAsync('probe');
    return probe.subarray(0, OPEN_KEY.length).toString('latin1') === OPEN_KEY ? NONE : null;
  },
  seal: async (secret) => {
    const sealed = await safe.encryptStringAsync(Buffer.from(secret).toString('base64'));
    if (platform === 'linux' && sealed.subarray(0, OPEN_KEY.length).toString('latin1') === OPEN_KEY)
      throw new Error('the key store went away');
    return sealed;
  },
  unseal: async (sealed) => Buffer.from((await safe.decryptStringAsync(Buffer.from(sealed))).result, 'base64'),
});

const NONE =
  'This computer has no key store that can be used. On Linux, a desktop with GNOME Keyring or KWallet has one.';
