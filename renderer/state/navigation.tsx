import { createContext, useContext } from 'react';
import type { CaseId } from '../../shared/contract/values.ts';

export type Screen = 'overview' | 'evidence' | 'data' | 'board' | 'findings' | 'report' | 'custody';

/** Where the user is within a case, and what on that screen should be shown first. */
export interface Place {
  readonly screen: Screen;
  /** An id of the screen's own: an exhibit, a finding, a dataset, a board. */
  readonly focus?: string;
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
