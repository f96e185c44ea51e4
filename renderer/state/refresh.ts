import type { QueryClient } from '@tanstack/react-query';

/** What never changes once read: bytes of an original, rows of a result, frozen rows. */
const IMMUTABLE = new Set(['evidence.content', 'evidence.text', 'query.rows', 'query.frozen', 'dataset.preview']);
const GATHER_MS = 150; // an import of many files reports each; one reading after the last is enough

/** Reads again what is on screen, shortly after the last of a run of changes, and once a second during a long one. */
export function refreshOnChange(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const run = (): void => {
    timer = undefined;
    void client.invalidateQueries({ predicate: ({ queryKey }) => !IMMUTABLE.has(String(queryKey[1])) });
  };
  return () => {
    if (timer === undefined) since = Date.now();
    else if (Date.now() - since > 1000) return;
    else clearTimeout(timer);
    timer = setTimeout(run, GATHER_MS);
  };
}
