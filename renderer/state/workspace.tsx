import { createContext, useContext } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';
import type { Place } from './navigation.tsx';

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
