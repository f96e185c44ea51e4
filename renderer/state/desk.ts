import { z } from 'zod';
import type { Input } from '../../shared/contract/commands.ts';
import { CaseId } from '../../shared/contract/values.ts';
import { call } from '../client/call.ts';
import { SCREEN_NAMES } from './navigation.tsx';
import { onLock } from './session.ts';

type Of = Input<'desk.keep'>['of'];
type Key = Input<'desk.keep'>['key'];

const PAUSE_MS = 400; // what moves while somebody scrolls or types is kept once it stands
const waiting = new Map<
  string,
  { readonly input: Input<'desk.keep'>; readonly timer: ReturnType<typeof setTimeout> }
>();

/**
 * Keeps where somebody was, in the vault and nowhere else: what is open there names people and accounts. Nothing is said when
 * it cannot be kept; it is a convenience.
 */
export function keep(of: Of, key: Key, value: unknown): void {
  const name = `${of} ${key}`;
  clearTimeout(waiting.get(name)?.timer);
  const timer = setTimeout(() => send(name), PAUSE_MS);
  waiting.set(name, { input: { of, key, value: JSON.stringify(value) }, timer });
}

function send(name: string): void {
  const held = waiting.get(name);
  if (!held) return;
  clearTimeout(held.timer);
  waiting.delete(name);
  call('desk.keep', held.input).catch(() => {});
}

onLock(() => {
  for (const name of [...waiting.keys()]) send(name); // before the lock that the window asks for; after any other it is refused
});

/** What was kept, and whether that was since the vault was opened; `fallback` where it is not there or of another form. */
export async function kept<T>(
  of: Of,
  key: Key,
  schema: z.ZodType<T>,
  fallback: T,
): Promise<{ readonly value: T; readonly current: boolean }> {
  try {
    const unsent = waiting.get(`${of} ${key}`)?.input.value; // of a screen that was left a moment ago
    const { values, current } = await call('desk.state', { of });
    const text = unsent ?? values[key];
    const parsed = text === undefined ? null : schema.safeParse(JSON.parse(text));
    return { value: parsed?.success ? parsed.data : fallback, current };
  } catch {
    return { value: fallback, current: false };
  }
}

/** Where the window stood: a screen of a case, or the list of cases. */
export const KeptPlace = z.object({
  caseId: CaseId,
  screen: z.enum(SCREEN_NAMES),
});
export type KeptPlace = z.infer<typeof KeptPlace>;
