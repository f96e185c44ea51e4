/** The operating system's key store, where a host can reach one: it encrypts small secrets for this user of this computer. */
export interface KeyStore {
  /** Why it cannot be used at present, in words; null when it can. Asking may make the system ask its user. */
  problem(): Promise<string | null>;
  /** @throws when the store refuses */
  seal(secret: Uint8Array): Promise<Uint8Array>;
  /** @throws when the store refuses, or the bytes were not sealed by it */
  unseal(sealed: Uint8Array): Promise<Uint8Array>;
}

/** The core asks from its worker; the host, which alone can reach the store, answers. */
export type KeyStoreRequest =
  | { readonly act: 'problem' }
  | { readonly act: 'seal' | 'unseal'; readonly bytes: Uint8Array };
export type KeyStoreAnswer =
  | { readonly problem: string | null }
  | { readonly bytes: Uint8Array }
  | { readonly refused: true };

/** The host's side. Why a store refuses is the system's matter, and none of its words leave here. */
export async function answerKeyStore(store: KeyStore | null, request: KeyStoreRequest): Promise<KeyStoreAnswer> {
  try {
    if (!store) return { refused: true };
    if (request.act === 'problem') return { problem: await store.problem() };
    return { bytes: await (request.act === 'seal' ? store.seal(request.bytes) : store.unseal(request.bytes)) };
  } catch {
    return { refused: true };
  }
}

/** The core's side: the same store, through `ask`. */
export function keyStoreThrough(ask: (request: KeyStoreRequest) => Promise<KeyStoreAnswer>): KeyStore {
  const bytesOf = async (request: KeyStoreRequest): Promise<Uint8Array> => {
    const answer = await ask(request);
    if (!('bytes' in answer)) throw new Error('the key store refused');
    return answer.bytes;
  };
  return {
    problem: async () => {
      const answer = await ask({ act: 'problem' });
      return 'problem' in answer ? answer.problem : 'The key store of this computer does not answer.';
    },
    seal: (bytes) => bytesOf({ act: 'seal', bytes }),
    unseal: (bytes) => bytesOf({ act: 'unseal', bytes }),
  };
}
