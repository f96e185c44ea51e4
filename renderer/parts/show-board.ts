import { useQueryClient } from '@tanstack/react-query';
import { useNavigation } from '../state/navigation.tsx';

/**
 * Opens a board on which something was just put, the first of the case where none is named. What was read of boards before that is
 * forgotten: a board is fitted as it opens, and what came after the old reading would lie beyond its edges.
 */
export function useShowBoard(): (boardId?: string) => void {
  const { go } = useNavigation();
  const client = useQueryClient();
  return (boardId) => {
    client.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => queryKey[1] === 'board.get' });
    go({ screen: 'board', ...(boardId !== undefined && { focus: boardId }) });
  };
}
