import type { OpenedFile } from '../../shared/contract/bridge.ts';
import type { Reply } from '../../shared/contract/errors.ts';
import { CallError } from './call.ts';
import { Listeners } from './listeners.ts';

// Read without a page by tests.
const bridge = globalThis.window?.redthread;
const chosen = new Listeners<string>();
const bundles = new Listeners();
bridge?.onAction((id) => chosen.tell(id));
bridge?.onBundle(() => bundles.tell());

/** Hears which command was chosen in the application menu. */
export const onMenuAction = chosen.add;
/** Hears that the system asked to open a bundle. */
export const onBundleToOpen = bundles.add;

/** The bundle that the system asked to open, once; null when there is none. @throws CallError when it cannot be read */
export async function bundleToOpen(again = false): Promise<OpenedFile | null> {
  const reply = await bridge?.takeBundle(again);
  return reply ? unwrapped(reply) : null;
}

export function unwrapped<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new CallError(reply.error.code, reply.error.message);
}
