import { useEffect } from 'react';
import { call } from '../client/call.ts';

const EVERY_MS = 20_000;

/** Tells the core that someone is here, so that the vault is not locked for idleness; at most three times a minute. */
export function useActivity(): void {
  useEffect(() => {
    let told = 0;
    const touch = (): void => {
      const now = Date.now();
      if (now - told < EVERY_MS) return;
      told = now;
      call('vault.touch', {}).catch(() => {}); // a vault that is locked already needs no touch
    };
    const heard = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
    for (const name of heard) document.addEventListener(name, touch, { passive: true });
    return () => {
      for (const name of heard) document.removeEventListener(name, touch);
    };
  }, []);
}
