import type { SafeStorage } from 'electron';
import type { KeyStore } from '../core/host/key-store.ts';

type Safe = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * Electron's `safeStorage`: Keychain on macOS, DPAPI on Windows, the desktop's secret service on Linux. Linux without one falls
 * back to a key that is written in every copy of Electron, which protects nothing, so that one is not taken.
 */
export const safeKeyStore = (safe: Safe, platform: NodeJS.Platform): KeyStore => ({
  problem: async () => {
    const here = platform !== 'linux' || !['basic_text', 'unknown'].includes(safe.getSelectedStorageBackend());
    return here && (await safe.isAsyncEncryptionAvailable())
      ? null
      : 'This computer has no key store that can be used. On Linux, a desktop with GNOME Keyring or KWallet has one.';
  },
  seal: (secret) => safe.encryptStringAsync(Buffer.from(secret).toString('base64')),
  unseal: async (sealed) => Buffer.from((await safe.decryptStringAsync(Buffer.from(sealed))).result, 'base64'),
});
