import { Button, Icon } from '@blueprintjs/core';
import { useRead } from '../client/hooks.ts';
import { openGraphDialog } from '../state/graph.ts';
import { useNavigation } from '../state/navigation.tsx';
import { plural } from '../ui/format.ts';

const MOST = 2;
const WORDS = {
  elements: 'is a graph',
  edges: 'is a table of links',
  nodes: 'is a table of nodes',
  leads: 'holds finds',
} as const;

interface Props {
  readonly exhibitIds: readonly string[];
  readonly className?: string;
  /** Only what is surely a graph, not every table with two columns that could be its ends. */
  readonly sure?: boolean;
}

/** A table that is a graph can be put onto the board. */
export function GraphOffer({ exhibitIds, className, sure = false }: Props) {
  const { caseId } = useNavigation();
  const { data: sources = [] } = useRead('graph.sources', { caseId });
  const offers = sources.filter(
    ({ exhibitId, kind }) => exhibitIds.includes(exhibitId) && kind !== 'nodes' && (!sure || kind !== 'edges'),
  );
  return offers.slice(0, MOST).map(({ datasetId, exhibit, kind, format, rows }) => (
    <p key={datasetId} className={className}>
      <Icon icon="graph" className="rt-muted" />
      <span className="rt-cut">
        {exhibit} {WORDS[kind]}
        {format && ` (${format})`}: {plural(rows, 'row')}.
      </span>
      <Button size="small" text="To the board…" onClick={() => openGraphDialog({ kind: 'import', datasetId })} />
    </p>
  ));
}
