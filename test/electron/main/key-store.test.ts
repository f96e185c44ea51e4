import { describe, expect, it } from 'vitest';
import { safeKeyStore } from '../../../electron/main/key-store.ts';

type Safe = Parameters<typeof safeKeyStore>[0];
/** Electron's `safeStorage` as its documentation describes it. */
const safe = (over: Partial<Safe> = {}): Safe => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`v10${text}`),
  decryptStringAsync: async (sealed) => ({ result: sealed.toString().slice(3), shouldReEncrypt: false }),
  ...over,
});

describe("Electron's key store", () => {
  it('gives back the very bytes that it sealed', async () => {
    const store = safeKeyStore(safe(), 'darwin');
    const secret = Uint8Array.from({ length: 32 }, (_, index) => (index * 37) & 255);
    const sealed = await store.seal(secret);
    expect(Buffer.from(await store.unseal(sealed))).toEqual(Buffer.from(secret));
  });

  it('is not taken where its key lies open, or where there is none', async () => {
    // `v10` is Chromium's mark of the key that every copy of it has, on Linux; elsewhere it is the system's own.
    expect(await safeKeyStore(safe(), 'linux').problem()).toContain('no key store');
    expect(await safeKeyStore(safe(), 'win32').problem()).toBeNull();
    const secret = safe({ encryptStringAsync: async (text) => Buffer.from(`v11${text}`) });
    expect(await safeKeyStore(secret, 'linux').problem()).toBeNull();
    const none = safe({ isAsyncEncryptionAvailable: async () => false });
    expect(await safeKeyStore(none, 'darwin').problem()).toContain('no key store');
  });

  it('seals nothing with the open key when the secret service goes away', async () => {
    await expect(safeKeyStore(safe(), 'linux').seal(new Uint8Array(32))).rejects.toThrow();
  });
});
