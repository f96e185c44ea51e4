import type { MenuItemConstructorOptions as Item } from 'electron';
import type { MenuAction } from '../../shared/contract/bridge.ts';

export interface MenuGiven {
  readonly platform: NodeJS.Platform;
  readonly development: boolean;
  /** The window's commands as it sent them last; none while no vault is open. */
  readonly actions: readonly MenuAction[];
  /** Whether the window is left out of screen captures; null where the system cannot do that. */
  readonly hidden: boolean | null;
  readonly onAction: (id: string) => void;
  readonly onHidden: (hidden: boolean) => void;
  readonly onAbout: () => void;
}

/** The system's own commands, and those of the window, which are the palette's. Developer tools only while it is developed. */
export function menuTemplate({ platform, development, actions, hidden, ...on }: MenuGiven): Item[] {
  const mac = platform === 'darwin';
  const about: Item = { label: 'About Redthread', click: on.onAbout };
  const line: Item = { type: 'separator' };
  const groups = Map.groupBy(actions, ({ group }) => group);
  const commands = [...groups].map(
    ([label, members]): Item => ({ label, submenu: members.map((action) => entry(action, mac, on.onAction)) }),
  );
  return [
    ...(mac
      ? [
          {
            label: 'Redthread',
            submenu: [
              about,
              line,
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              line,
              { role: 'quit' },
            ],
          } as Item,
        ]
      : []),
    { label: '&File', submenu: [mac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    ...(commands.length > 0 ? [{ label: '&Commands', submenu: commands }] : []),
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        ...(hidden === null
          ? []
          : [
              line,
              {
                label: 'Hide from screen captures',
                type: 'checkbox',
                checked: hidden,
                click: ({ checked }) => on.onHidden(checked),
              } as Item,
            ]),
        ...(development ? ([line, { role: 'reload' }, { role: 'toggleDevTools' }] as Item[]) : []),
      ],
    },
    { role: 'windowMenu' },
    ...(mac ? [] : [{ label: '&Help', submenu: [about] }]),
  ];
}

/**
 * The window hears its keys itself and knows where text is typed; the menu only shows them. macOS has no menu that shows keys
 * without taking them, so there it shows none.
 */
function entry({ id, label, shortcut, enabled }: MenuAction, mac: boolean, onAction: (id: string) => void): Item {
  const accelerator = shortcut === undefined || mac ? null : acceleratorOf(shortcut);
  return {
    label: label.replaceAll('&', '&&'),
    enabled,
    click: () => onAction(id),
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  };
}

const KEYS: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  meta: 'Super',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  del: 'Delete',
  backspace: 'Backspace',
  enter: 'Enter',
  esc: 'Esc',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  plus: 'Plus',
  minus: '-',
  space: 'Space',
};

/** "mod+shift+l" as Electron writes it; null for keys that it has no name for, which would throw. */
export function acceleratorOf(shortcut: string): string | null {
  const keys = shortcut
    .split(/\s*\+\s*/)
    .map((key) => KEYS[key] ?? (/^[a-z0-9,./=-]$/i.test(key) ? key.toUpperCase() : null));
  return keys.includes(null) ? null : keys.join('+');
}
