import type { IconName } from '@blueprintjs/core';
import { useEffect, useMemo, useRef } from 'react';
import { READ_ONLY_OFF } from '../../shared/domain/read-only.ts';
import type { Screen } from './navigation.tsx';
import { useSession } from './session.ts';
import { createStore, useStore } from './store.ts';

/** What a user's command is called and where it is reached, as its feature's table says it. */
export interface ActionSpec {
  readonly label: string;
  readonly icon?: IconName;
  /** Blueprint's notation: "mod+k", "shift+a"; mod is Ctrl, or Cmd on a Mac. */
  readonly shortcut?: string;
  /** Other keys that do the same, named nowhere. */
  readonly alsoOn?: readonly string[];
  /** It changes the vault: off where that is opened read-only. */
  readonly writes?: boolean;
  /** Its keys act over a dialog too, where all others wait. */
  readonly overDialogs?: boolean;
}

/** The actions of one part of the window. */
export interface ActionTable<N extends string = string> {
  /** Begins each name: "board" makes "board.undo". */
  readonly prefix: string;
  /** Heading in the palette and the shortcut sheet: "Board", "Evidence". */
  readonly group: string;
  /** Where they are offered: on one screen of a case, on all of them, in the list of cases, or wherever a vault is open. */
  readonly on: Screen | 'case' | 'cases' | 'everywhere';
  /** Parts of one screen that are never shown together have different modes. */
  readonly mode?: string;
  readonly actions: Readonly<Record<N, ActionSpec>>;
}
export const actionTable = <N extends string>(table: ActionTable<N>): ActionTable<N> => table;

/** A user's command as it stands now: one object, run alike by menu, button, keyboard and palette. */
export interface Action extends ActionSpec {
  readonly id: string;
  readonly group: string;
  readonly enabled: boolean;
  /** Why it is off for as long as the vault is open. */
  readonly offBecause?: string;
  perform(): void;
}
/** What an action does at present; `when` says whether it can be done now, `label` what exactly it would do. */
export type Binding = (() => void) | Detailed;
interface Detailed {
  perform(): void;
  readonly when?: boolean;
  readonly label?: string;
}
export type Bindings<N extends string> = Readonly<Record<N, Binding>>;

type Registered = readonly (readonly Action[])[];
const registered = createStore<Registered>([]);

/**
 * Offers the actions of a table while the calling part is on screen, each bound to what it does now.
 * @returns them by name, for buttons and menus; the same objects as long as nothing but their functions changed
 */
export function useActions<N extends string>(
  table: ActionTable<N>,
  bindings: Bindings<N>,
): Readonly<Record<N, Action>> {
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = Object.keys(table.actions) as N[];
  const readOnly = useSession().vault?.readOnly ?? null;
  const state = names.map((name) => stateOf(table.actions[name], bindings[name], readOnly));
  const fingerprint = JSON.stringify(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fingerprint stands for the state, which is made anew each time
  const actions = useMemo(() => {
    const made = names.map((name, index): [N, Action] => {
      const { enabled = true, label = '', ...rest } = state[index] ?? {};
      const perform = (): void => {
        const binding = latest.current[name];
        if ('offBecause' in rest) return;
        if (typeof binding === 'function') binding();
        else if (binding.when !== false) binding.perform();
      };
      return [name, { ...rest, id: `${table.prefix}.${name}`, group: table.group, label, enabled, perform }];
    });
    return Object.fromEntries(made) as Record<N, Action>;
  }, [table, fingerprint]);
  useEffect(() => {
    const listed: readonly Action[] = Object.values(actions);
    registered.update((groups) => [...groups, listed]);
    return () => registered.update((groups) => groups.filter((group) => group !== listed));
  }, [actions]);
  return actions;
}

interface State extends ActionSpec {
  readonly enabled: boolean;
  readonly offBecause?: string;
}
/** What an action is called at present, and whether it can be taken. @param readOnly why the vault cannot be written to, if so */
export function stateOf(spec: ActionSpec, binding: Binding, readOnly: string | null): State {
  const { when = true, label = '' } = typeof binding === 'function' ? {} : binding;
  const state = { ...spec, enabled: when, ...(label ? { label } : {}) };
  return readOnly !== null && spec.writes ? { ...state, enabled: false, offBecause: READ_ONLY_OFF } : state;
}

/** Every action that is offered now, for those who ask at the moment of need rather than draw them. */
export const allActions = registered.get;
/** Every action that is offered now, the part that came on screen last at the end. */
export const useAllActions = (): Registered => useStore(registered);
