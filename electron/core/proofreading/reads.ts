import { z } from 'zod';
import { Dialect } from '../../../shared/contract/proofreading.ts';

/** The settings of a vault, which are above this area. */
interface Settings {
  meta(key: string): string | null | undefined;
}
const Words = z.array(z.string());

/** In which English what is written is proofread, null where nobody wants to be corrected, and what the vault counts as spelt right. */
export function proofreadingPlan(session: Settings): { proofreading: Dialect | null; ownWords: string[] } {
  const stored = session.meta('proofreading') ?? 'american';
  return {
    proofreading: stored === 'off' ? null : (Dialect.safeParse(stored).data ?? 'american'),
    ownWords: Words.parse(JSON.parse(session.meta('own_words') ?? '[]')),
  };
}
