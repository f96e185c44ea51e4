/**
 * Keeps the browser from remembering what is typed: without `autocomplete="off"`, Chromium writes the values of fields
 * to its profile, for its suggestions ("Web Data") and for restoring a session. A field gets it before it can be typed in.
 */
export function keepFormsForgetful(root: Document = document): void {
  root.addEventListener('focusin', ({ target }) => {
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (field && !target.hasAttribute('autocomplete')) target.setAttribute('autocomplete', 'off');
  });
}
