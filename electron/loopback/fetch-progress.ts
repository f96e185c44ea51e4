/**
 * Loaded before Electron's installer: tells whoever started that process how much of a download has come. The installer itself
 * shows nothing for half a minute, and cannot tell a slow line from a dead one.
 */
export interface Fetched {
  readonly done: number;
  /** null when the server does not say. */
  readonly total: number | null;
}

const { fetch } = globalThis;
const tell = (fetched: Fetched): void => void process.send?.(fetched, undefined, undefined, () => {});

globalThis.fetch = async (...asked) => {
  const response = await fetch(...asked);
  const { body, headers, status, statusText, ok } = response;
  if (!ok || !body) return response;
  const total = Number(headers.get('content-length')) || null;
  let done = 0;
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        done += chunk.length;
        tell({ done, total });
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted, { headers, status, statusText });
};
