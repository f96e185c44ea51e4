import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';
const KEY = 'redthread.theme'; // a preference of the machine; says nothing of any case
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}
let theme = stored();
const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

export function setTheme(next: Theme): void {
  theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be denied to the page; the choice then lasts as long as the window.
  }
  apply();
  for (const listener of listeners) listener();
}
export const nextTheme = (): void => setTheme(NEXT[theme]);

export const isDark = (): boolean => theme === 'dark' || (theme === 'system' && system.matches);
const apply = (): void => void document.body.classList.toggle('bp6-dark', isDark());

/** Sets the colours of the page and follows the system while that is what the user wants. */
export function startTheme(): void {
  apply();
  system.addEventListener('change', () => {
    apply();
    for (const listener of listeners) listener();
  });
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => theme);
/** For parts that draw their own colours: a board, a chart. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
