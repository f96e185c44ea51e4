/** What this window put on the clipboard last, as its SHA-256 (hex), and whether nothing else can have been put there since. */
let put: { readonly digest: string; alone: boolean } | null = null;
let watching = false;

/** Copies text; on lock it is taken away again if it is still there. @throws DOMException when the clipboard cannot be reached */
export async function copyText(text: string): Promise<void> {
  watch();
  await navigator.clipboard.writeText(text);
  put = { digest: await digestOf(text), alone: true };
}

/**
 * Empties the clipboard if it still holds what this window put there. Electron's main process compares and clears. A browser
 * lets a page read the clipboard only when its user has allowed that before (asking at a lock would keep the page up); else
 * it is emptied when the window was never left since, and not touched when another program may have put something there.
 */
export async function clearCopied(): Promise<void> {
  const mine = put;
  put = null;
  if (!mine) return;
  if (window.redthread) return window.redthread.clearClipboard(mine.digest);
  try {
    const held = (await mayRead())
      ? (await digestOf(await navigator.clipboard.readText())) === mine.digest
      : mine.alone;
    if (held) await navigator.clipboard.writeText('');
  } catch {
    // the browser allows neither while its window is not in front
  }
}

function watch(): void {
  if (watching) return;
  watching = true;
  const other = (): void => {
    if (put) put.alone = false;
  };
  window.addEventListener('blur', other);
  for (const event of ['copy', 'cut'] as const)
    document.addEventListener(event, () => {
      // Copied by key from the page itself: of the case as well.
      const text = document.getSelection()?.toString() ?? '';
      if (text === '') return other();
      void digestOf(text).then((digest) => {
        put = { digest, alone: true };
      });
    });
}

async function mayRead(): Promise<boolean> {
  const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
  return state === 'granted';
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
