import { useEffect, useState } from 'react';

const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), a[href], [contenteditable=true], [tabindex]:not([tabindex="-1"])';
/** After an overlay has given the focus back by itself, within its closing. */
const CLOSED_MS = 350;

/** What had the focus, and what it stood in, the nearest first. */
function standing(): readonly Element[] {
  const found: Element[] = [];
  for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) found.push(at);
  return found;
}

/**
 * Where what is closed leaves the focus with nobody, it returns to where it came from: the control that opened it, or, where
 * that was taken away by what was done, the first one of what it stood in.
 */
export function useFocusReturn(): void {
  const [from] = useState(standing);
  useEffect(
    () => () => {
      const back = (): void => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        if (document.querySelector('.bp6-overlay-open .bp6-dialog')) return;
        const [opener, ...around] = from;
        if (!(opener instanceof HTMLElement)) return;
        opener.focus({ preventScroll: true });
        if (document.activeElement === opener) return;
        const near = around.find((each) => each.isConnected);
        const next = near?.querySelector<HTMLElement>(FOCUSABLE) ?? near?.closest<HTMLElement>('[tabindex]');
        next?.focus({ preventScroll: true });
      };
      requestAnimationFrame(back);
      setTimeout(back, CLOSED_MS);
    },
    [from],
  );
}
