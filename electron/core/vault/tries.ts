import { Fault } from '../../../shared/contract/errors.ts';

const FREE_TRIES = 3;
const LONGEST_WAIT_S = 60;

interface Count {
  wrong: number;
  next: number;
}
const counts = new Map<string, Count>();

/**
 * Wrong tries of this run, by vault. After three, each further try waits 1, 2, 4 … 60 s. This slows a person at the
 * keyboard; a copied vault is protected by the cost of Argon2id alone.
 * @throws Fault `wait` while the delay runs
 */
export function allow(dir: string, now = performance.now()): void {
  const wait = Math.ceil(((counts.get(dir)?.next ?? 0) - now) / 1000);
  if (wait > 0) throw new Fault('wait', `Too many wrong tries. Try again in ${wait} s.`);
}

/** @returns the seconds until the next try is allowed */
export function failed(dir: string, now = performance.now()): number {
  const wrong = (counts.get(dir)?.wrong ?? 0) + 1;
  const wait = wrong < FREE_TRIES ? 0 : Math.min(2 ** (wrong - FREE_TRIES), LONGEST_WAIT_S);
  counts.set(dir, { wrong, next: now + wait * 1000 });
  return wait;
}

/** @returns how many wrong tries came before this right one */
export function succeeded(dir: string): number {
  const wrong = counts.get(dir)?.wrong ?? 0;
  counts.delete(dir);
  return wrong;
}
