const START =
  /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<(?:\w+:)?(graphml|gexf)[\s>]/i;
/** The media type of a text that is a graph, as its start shows; null for any other. */
export function graphMediaType(head: string): 'application/graphml+xml' | 'application/gexf+xml' | null {
  const root = START.exec(head)?.[1]?.toLowerCase();
  return root === 'graphml' ? 'application/graphml+xml' : root === 'gexf' ? 'application/gexf+xml' : null;
}
