import { describe, expect, it } from 'vitest';
import { bundleIn } from '../../../electron/main/bundle-opening.ts';
import { acceleratorOf, menuTemplate } from '../../../electron/main/menu.ts';

const GIVEN = { development: false, hidden: null, onAction: () => {}, onHidden: () => {}, onAbout: () => {} } as const;
const ACTION = { id: 'a.b', group: 'Board', label: 'Cut & paste', shortcut: 'mod+shift+l', enabled: true };

describe('the application menu', () => {
  it('shows keys as Electron names them, and none that it would not know', () => {
    expect(['mod+k', 'alt+1', 'shift+del', 'i', 'mod+,', '?', 'f13+x'].map(acceleratorOf)).toEqual([
      'CmdOrCtrl+K',
      'Alt+1',
      'Shift+Delete',
      'I',
      'CmdOrCtrl+,',
      null,
      null,
    ]);
  });

  it('never takes keys from the window', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const template = menuTemplate({ ...GIVEN, platform, actions: [ACTION] });
      const commands = template.find(({ label }) => label === '&Commands')?.submenu as { submenu: object[] }[];
      expect(commands[0]?.submenu[0]).toMatchObject({ label: 'Cut && paste', enabled: true });
      if (platform === 'darwin') expect(commands[0]?.submenu[0]).not.toHaveProperty('accelerator');
      else expect(commands[0]?.submenu[0]).toMatchObject({ registerAccelerator: false });
    }
  });

  it('offers developer tools only during development', () => {
    const roles = (development: boolean) =>
      JSON.stringify(menuTemplate({ ...GIVEN, development, platform: 'linux', actions: [] }));
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  it('finds the bundle among the arguments of a start', () => {
    expect(bundleIn(['.', '--vault=x.age', 'case.AGE'], '/home/r')).toBe('/home/r/case.AGE');
    expect(bundleIn(['.', '--no-open'], '/home/r')).toBeNull();
  });
});
