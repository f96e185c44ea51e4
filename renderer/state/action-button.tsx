import { Button, type ButtonProps, MenuItem } from '@blueprintjs/core';
import type { Action } from './actions.ts';
import { keysOf } from './keyboard.ts';

/** A shortcut as keys: "Ctrl" "Shift" "L". */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <span className="rt-keys">
      {keysOf(shortcut).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** "Undo (Ctrl Z)" */
export const hintOf = ({ label, shortcut, offBecause }: Action): string => {
  const hint = shortcut ? `${label} (${keysOf(shortcut).join(' ')})` : label;
  return offBecause ? `${hint}: ${offBecause}` : hint;
};

type Shown = Pick<
  ButtonProps,
  'active' | 'endIcon' | 'intent' | 'size' | 'variant' | 'icon' | 'disabled' | 'className' | 'alignText' | 'aria-label'
>;
interface Props extends Shown {
  readonly action: Action;
  /** Words on the button; without them it shows its icon, and its label is told by pointing at it. */
  readonly text?: string;
}

/** A button of an action: its icon, its words, its keys; off when it cannot be done now. */
export function ActionButton({ action, text, disabled = false, icon = action.icon, ...shown }: Props) {
  return (
    <Button
      {...shown}
      {...(icon ? { icon } : {})}
      {...(text ? { text } : { 'aria-label': action.label })}
      title={hintOf(action)}
      disabled={disabled || !action.enabled}
      onClick={action.perform}
    />
  );
}

/** A line of a menu, or of a context menu, of an action. */
export function ActionMenuItem({ action }: { action: Action }) {
  return (
    <MenuItem
      {...(action.icon ? { icon: action.icon } : {})}
      text={action.label}
      disabled={!action.enabled}
      {...(action.shortcut ? { labelElement: <Keys shortcut={action.shortcut} /> } : {})}
      onClick={action.perform}
    />
  );
}
