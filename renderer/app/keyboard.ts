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
  comma: ',',
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

/** Where text is typed, and under an open dialog, only combinations with Ctrl, Cmd or Alt act, and those of the dialog. */
function blocked(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return typing(event.target) && EDITING.test(event.key);
  return (
    typing(event.target) ||
    document.querySelector('.bp6-overlay-open.bp6-overlay-scroll-container, .bp6-dialog') !== null
  );
}

export function actionFor(event: KeyboardEvent, groups: readonly (readonly Action[])[]): Action | null {
  const pressed = getKeyCombo(event);
  // The part that came on screen last has the first say.
  for (const group of groups.toReversed())
    for (const action of group)
      if (action.shortcut && action.enabled !== false && comboMatches(parseKeyCombo(action.shortcut), pressed))
        return action;
  return null;
}

/** Runs the registered action whose shortcut is pressed. Used once, at the top of the window. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || blocked(event)) return;
      const action = actionFor(event, allActions());
      if (!action) return;
      event.preventDefault();
      action.perform();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
