import { comboMatches, getKeyCombo, parseKeyCombo } from '@blueprintjs/core';
import { useEffect } from 'react';
import { type Action, allActions } from './actions.ts';

const MAC = /mac/i.test(navigator.platform);
const SYMBOLS: Record<string, string> = MAC
  ? { mod: '⌘', meta: '⌘', shift: '⇧', alt: '⌥', ctrl: '⌃', enter: '↩', del: '⌦', backspace: '⌫' }
  : { mod: 'Ctrl', meta: 'Meta', shift: 'Shift', alt: 'Alt', ctrl: 'Ctrl', enter: 'Enter', del: 'Del' };
const ARROWS: Record<string, string> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  plus: '+',
  minus: '−',
  esc: 'Esc',
  f1: 'F1',
};

/** "mod+shift+l" as the keys of this machine: ["Ctrl", "Shift", "L"]. */
export const keysOf = (shortcut: string): string[] =>
  shortcut.split(/\s*\+\s*/).map((key) => SYMBOLS[key] ?? ARROWS[key] ?? (key.length === 1 ? key.toUpperCase() : key));

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null);

/** What these keys do with Ctrl or Cmd in a field is the field's own: undo, redo, select all, copy, cut, paste. */
const EDITING = /^[zyacxv]$/i;

const shown = (selector: string): boolean => document.querySelector(selector) !== null;

/**
 * Over a dialog only actions that say so act (the lock), lest what it shows once, or what is typed in it, is lost. Where text is typed, and
 * under an open menu, plain keys belong to it.
 */
function belongsElsewhere(event: KeyboardEvent, action: Action): boolean {
  if (shown('.bp6-dialog')) return !action.overDialogs;
  if (event.ctrlKey || event.metaKey || event.altKey) return typing(event.target) && EDITING.test(event.key);
  return typing(event.target) || shown('.bp6-popover:not(.bp6-tooltip)');
}

const keysFor = ({ shortcut, alsoOn = [] }: Action): readonly string[] => (shortcut ? [shortcut, ...alsoOn] : alsoOn);

export function actionFor(event: KeyboardEvent, groups: readonly (readonly Action[])[]): Action | null {
  const pressed = getKeyCombo(event);
  // The part that came on screen last has the first say.
  for (const group of groups.toReversed())
    for (const action of group)
      if (action.enabled && keysFor(action).some((keys) => comboMatches(parseKeyCombo(keys), pressed))) return action;
  return null;
}

/** Runs the registered action whose shortcut is pressed. Used once, at the top of the window. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(event, allActions());
      if (!action || belongsElsewhere(event, action)) return;
      event.preventDefault();
      action.perform();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
