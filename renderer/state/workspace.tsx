import { createContext, useContext } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';
import type { Place } from './navigation.tsx';

/** What can be reached from anywhere in an open vault. */
export interface Workspace {
  readonly caseId: CaseId | null;
  openCase(caseId: CaseId, place?: Place): void;
  /** Back to the list of cases. */
  leaveCase(): void;
  /** Hands the open case, or exhibits of it, to somebody else. */
  handOver(): void;
  /** Takes in a bundle of somebody else; asks for the file when none was dropped. */
  takeIn(file: File | null): void;
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
