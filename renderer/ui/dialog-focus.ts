/**
 * Keeps the keyboard within an open dialog: where what had the focus was disabled or taken away, as a button is during its
 * work, the focus falls to the page, and Escape would reach nobody. It goes to the dialog then.
 */
export function keepFocusInDialogs(): void {
  let due = false;
  const look = (): void => {
    due = false;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const dialog = [...document.querySelectorAll<HTMLElement>('.bp6-overlay-open .bp6-dialog')].at(-1);
    if (!dialog) return;
    dialog.tabIndex = -1;
    dialog.focus({ preventScroll: true });
  };
  new MutationObserver(() => {
    if (due) return;
    due = true;
    // The page takes the focus from a disabled element only when it is drawn next.
    requestAnimationFrame(() => setTimeout(look));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
}
