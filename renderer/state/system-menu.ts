import { useEffect } from 'react';
import type { MenuAction } from '../../shared/contract/bridge.ts';
import { onMenuAction } from '../client/desktop.ts';
import { type Action, allActions, useAllActions } from './actions.ts';
import { fraction, useRunningJobs } from './jobs.ts';

/** Actions come and go with a screen in several steps; the menu is made once for all of them. */
const SETTLED_MS = 100;
const UNKNOWN = 2;

export const menuOf = (groups: readonly (readonly Action[])[]): MenuAction[] =>
  groups.flat().map(({ id, group, label, shortcut, enabled }) => ({
    id,
    group,
    label,
    enabled,
    ...(shortcut ? { shortcut } : {}),
  }));

/** Does what was chosen in the menu, unless a dialog stands before it, as its keys would. */
export function performById(id: string, groups: readonly (readonly Action[])[]): void {
  const action = groups.flat().findLast((each) => each.id === id);
  if (!action?.enabled || (document.querySelector('.bp6-dialog') && !action.overDialogs)) return;
  action.perform();
}

/** Shows the commands of the window in the application menu, and how far its work is in the taskbar, while a vault is open. */
export function useSystemMenu(): void {
  const groups = useAllActions();
  useEffect(() => {
    const settled = setTimeout(() => void window.redthread?.setMenu(menuOf(groups)), SETTLED_MS);
    return () => clearTimeout(settled);
  }, [groups]);
  useEffect(() => {
    const deaf = onMenuAction((id) => performById(id, allActions()));
    return () => {
      deaf();
      void window.redthread?.setMenu([]);
    };
  }, []);

  const jobs = useRunningJobs();
  const [only, ...more] = jobs;
  const part = only ? ((more.length === 0 ? fraction(only) : null) ?? UNKNOWN) : null;
  const shown = part === null ? null : Math.round(part * 100) / 100;
  useEffect(() => void window.redthread?.setProgress(shown), [shown]);
  useEffect(() => () => void window.redthread?.setProgress(null), []);
}
