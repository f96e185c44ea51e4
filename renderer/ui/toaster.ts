import { type Intent, OverlayToaster, Position, type Toaster, type ToastProps } from '@blueprintjs/core';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { CallError } from '../client/call.ts';
import { Words } from './words.tsx';

let made: Promise<Toaster> | null = null;
let shown: Toaster | null = null;
/** Made at the first message, so that merely importing this file touches no document. */
const toaster = (): Promise<Toaster> =>
  (made ??= OverlayToaster.create(
    { position: Position.BOTTOM_RIGHT, maxToasts: 4 },
    { domRenderer: (element, container) => createRoot(container).render(element) },
  ));

export interface Toast {
  readonly message: string;
  readonly intent?: Intent;
  readonly action?: ToastProps['action'];
  /** Until it is dismissed: it says more than can be read in passing. */
  readonly stays?: boolean;
}
export function showToast({ message, intent = 'none', action, stays = false }: Toast): void {
  const timeout = stays ? 0 : intent === 'danger' ? 12_000 : 6000;
  void toaster().then((at) => {
    shown = at;
    at.show({ message: createElement(Words, null, message), intent, timeout, ...(action ? { action } : {}) });
  });
}

/** The words of a failure: the core's own where it replied with one. */
export const messageOf = (error: unknown): string =>
  error instanceof CallError ? error.message : 'Something unexpected went wrong in the window.';

/** Shows a failure. A job the user stopped, and a vault that was locked meanwhile, need no word. */
export function showError(error: unknown): void {
  if (error instanceof CallError && (error.code === 'cancelled' || error.code === 'locked')) return;
  showToast({ message: messageOf(error), intent: 'danger' });
}

/** Takes every message off the screen; they may name items of a case. */
export const clearToasts = (): void => shown?.clear();
