import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

afterAll(() => vi.unstubAllGlobals()); // other files run in this process

/** A page as far as the clipboard is concerned. */
function page({ mayRead = false, bridge = false }: { mayRead?: boolean; bridge?: boolean } = {}) {
  const heard = new Map<string, () => void>();
  const page = { held: '', selected: '', cleared: [] as string[], event: (name: string) => heard.get(name)?.() };
  const on = (name: string, listener: () => void) => heard.set(name, listener);
  vi.stubGlobal('window', {
    addEventListener: on,
    ...(bridge && { redthread: { clearClipboard: async (digest: string) => page.cleared.push(digest) } }),
  });
  vi.stubGlobal('document', { addEventListener: on, getSelection: () => ({ toString: () => page.selected }) });
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: async (text: string) => {
        page.held = text;
      },
      readText: async () => page.held,
    },
    permissions: { query: async () => ({ state: mayRead ? 'granted' : 'prompt' }) },
  });
  return page;
}
beforeEach(() => vi.resetModules());
const load = () => import('../../../renderer/client/clipboard.ts');

describe('the clipboard on lock', () => {
  it('is emptied when it holds what was copied and the window was not left', async () => {
    const there = page();
    const { copyText, clearCopied } = await load();
    await copyText('183.62.140.253');
    expect(there.held).toBe('183.62.140.253');
    await clearCopied();
    expect(there.held).toBe('');
  });

  it('is left alone when another program may have put something there', async () => {
    const there = page();
    const { copyText, clearCopied } = await load();
    await copyText('183.62.140.253');
    there.event('blur');
    there.held = 'a shopping list';
    await clearCopied();
    expect(there.held).toBe('a shopping list');
  });

  it('is compared where the page may read it', async () => {
    const there = page({ mayRead: true });
    const { copyText, clearCopied } = await load();
    await copyText('one');
    there.event('blur');
    await clearCopied();
    expect(there.held).toBe('');
    await copyText('two');
    there.held = 'a shopping list';
    await clearCopied();
    expect(there.held).toBe('a shopping list');
  });

  it('holds what was copied by key as well', async () => {
    const there = page();
    const { copyText, clearCopied } = await load();
    await copyText('one');
    there.selected = there.held = 'a cell';
    there.event('copy');
    await vi.waitFor(async () => {
      await clearCopied();
      expect(there.held).toBe('');
    });
  });

  it("is Electron's to compare and empty", async () => {
    const there = page({ bridge: true });
    const { copyText, clearCopied } = await load();
    await clearCopied();
    await copyText('one');
    await clearCopied();
    await clearCopied();
    expect(there.cleared).toEqual([createHash('sha256').update('one').digest('hex')]);
  });
});
