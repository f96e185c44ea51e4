import { describe, expect, it } from 'vitest';
import { safeKeyStore } from '../../../electron/main/key-store.ts';

type Safe = Parameters<typeof safeKeyStore>[0];
/** Electron's `safeStorage` as its documentation describes it. */
const safe = (over: Partial<Safe> = {}): Safe => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`v10${text}`),
  decryptStringAsync: async (sealed) => ({ result: sealed.toString().slice(3), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
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
    const open = safe({ getSelectedStorageBackend: () => 'basic_text' });
    expect(await safeKeyStore(open, 'linux').problem()).toContain('no key store');
    expect(await safeKeyStore(open, 'win32').problem()).toBeNull();
    expect(await safeKeyStore(safe(), 'linux').problem()).toBeNull();
    const none = safe({ isAsyncEncryptionAvailable: async () => false });
    expect(await safeKeyStore(none, 'darwin').problem()).toContain('no key store');
  });
});
