import { createContext, useContext } from 'react';
import type { CaseId, DatasetId } from '../../shared/contract/values.ts';

/** What can be reached from anywhere in an open vault. */
export interface Workspace {
  readonly caseId: CaseId | null;
  openCase(caseId: CaseId, place?: Place): void;
  /** Back to the list of cases. */
  leaveCase(): void;
  /** Packs the open case, or exhibits of it, for somebody else. */
  exportBundle(): void;
  /** Imports a bundle of somebody else; asks for the file when none was dropped. */
  importBundle(file: File | null): void;
  /** From the list of cases to what they wait for. */
  showQueue(): void;
  /** Takes in a request, which becomes a case or joins one. */
  newRequest(): void;
  showSettings(): void;
  showPalette(): void;
  showShortcuts(): void;
}
export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('used outside an open vault');
  return workspace;
}

/** In the order of the work. */
export const SCREEN_NAMES = [
  'overview',
  'requests',
  'evidence',
  'data',
  'patterns',
  'timeline',
  'money',
  'board',
  'findings',
  'screening',
  'report',
  'custody',
] as const;
export type Screen = (typeof SCREEN_NAMES)[number];

/** Where the user is within a case, and what on that screen should be shown first. */
export interface Place {
  readonly screen: Screen;
  /** An id of the screen's own: an exhibit, a finding, a dataset, a board. */
  readonly focus?: string;
  /** A text that was found in it: what holds it is opened there, and it is marked. */
  readonly find?: string;
  /** A row of a dataset of the exhibit in focus, from 1, with its line in the file where that is known. */
  readonly row?: { readonly datasetId: DatasetId; readonly row: number; readonly line: number | null };
  /** Words of a field of a finding, in UTF-16 units, or what else of the screen is meant. */
  readonly words?: { readonly field: string; readonly at: number; readonly length: number };
  /** A statement that the data screen runs in a tab of its own. */
  readonly sql?: string;
}
export interface Navigation {
  readonly caseId: CaseId;
  readonly place: Place;
  go(place: Place): void;
}
export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('used outside an open case');
  return navigation;
}
