import { expect, test } from 'vitest';
import { WINDOW } from '../../../renderer/app/actions.ts';
import type { Action } from '../../../renderer/state/actions.ts';
import { actionFor, keysOf } from '../../../renderer/state/keyboard.ts';

const action = (id: string, shortcut?: string, enabled = true): Action => ({
  id,
  label: id,
  group: 'Test',
  enabled,
  perform: () => {},
  ...(shortcut ? { shortcut } : {}),
});
const pressed = (key: string, code: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held }) as KeyboardEvent;
const found = (event: KeyboardEvent, ...groups: Action[][]) => actionFor(event, groups)?.id;

test('finds the action of the keys that are pressed', () => {
  const group = [action('plain'), action('help', '?'), action('overview', 'alt+1'), action('lock', 'mod+shift+l')];
  expect(found(pressed('?', 'Slash', { shiftKey: true }), group)).toBe('help');
  expect(found(pressed('1', 'Digit1', { altKey: true }), group)).toBe('overview');
  expect(found(pressed('L', 'KeyL', { ctrlKey: true, shiftKey: true }), group)).toBe('lock');
  expect(found(pressed('l', 'KeyL', { ctrlKey: true }), group)).toBeUndefined();
});

test('Ctrl or Cmd and a comma open the settings', () => {
  const { settings } = WINDOW.actions;
  const group = [action('settings', settings.shortcut)];
  const mac = /mac/i.test(navigator.platform);
  expect(found(pressed(',', 'Comma', mac ? { metaKey: true } : { ctrlKey: true }), group)).toBe('settings');
  expect(found(pressed(',', 'Comma'), group)).toBeUndefined();
});

test('the part that came on screen last has the first say, unless it cannot act now', () => {
  const delKey = pressed('Delete', 'Delete');
  expect(found(delKey, [action('below', 'del')], [action('above', 'del')])).toBe('above');
  expect(found(delKey, [action('below', 'del')], [action('above', 'del', false)])).toBe('below');
});

test('names the keys of a shortcut', () => {
  expect(keysOf('mod+shift+l').at(-1)).toBe('L');
  expect(keysOf('mod+,').at(-1)).toBe(',');
  expect(keysOf('up')).toEqual(['↑']);
});
