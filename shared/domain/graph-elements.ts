/** The columns with which the table of a graph file begins; the attributes of its nodes and links follow. */
export const GRAPH_COLUMNS = ['element', 'id', 'type', 'label', 'source', 'target', 'direction'] as const;

/** Whether a table is that of a graph file. @param headers of its columns, in their order */
export const isGraphTable = (headers: readonly string[]): boolean =>
  GRAPH_COLUMNS.every((name, at) => headers[at] === name);
