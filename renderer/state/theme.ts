import type { Theme } from '../../shared/contract/bridge.ts';
import { createStore, useStore } from './store.ts';

const KEY = 'redthread.theme'; // a preference of the machine; says nothing of any case
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' || value === 'system' ? value : (window.redthread?.theme ?? 'system');
  } catch {
    return 'system';
  }
}
const chosen = createStore(stored());
const system = matchMedia('(prefers-color-scheme: dark)');
const dark = createStore(isDark());

export function setTheme(next: Theme): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be denied to the page; the choice then lasts as long as the window.
  }
  void window.redthread?.setTheme(next);
  chosen.set(next);
  apply();
}
export const nextTheme = (): void => setTheme(NEXT[chosen.get()]);

export function isDark(): boolean {
  const theme = chosen.get();
  return theme === 'dark' || (theme === 'system' && system.matches);
}
function apply(): void {
  document.body.classList.toggle('bp6-dark', isDark());
  dark.set(isDark());
}

/** Sets the colours of the page and follows the system while that is what the user wants. */
export function startTheme(): void {
  apply();
  system.addEventListener('change', apply);
}

export const useTheme = (): Theme => useStore(chosen);
/** For parts that draw their own colours: a board, a chart. */
export const useDark = (): boolean => useStore(dark);
