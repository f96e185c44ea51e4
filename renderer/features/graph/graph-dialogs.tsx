import './graph.css';
import { useRead } from '../../client/hooks.ts';
import { actionTable, useActions } from '../../state/actions.ts';
import { closeGraphDialog, openGraphDialog, useGraphDialog } from '../../state/graph.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { AnalysePanel } from './analyse-panel.tsx';
import { ExportGraph } from './export-graph.tsx';
import { ImportGraph } from './import-graph.tsx';

const GRAPH = actionTable({
  prefix: 'graph',
  group: 'Graph',
  on: 'case',
  actions: {
    import: {
      label: 'Put a graph onto the board (GraphML, GEXF, STIX, FollowTheMoney, CSV)',
      icon: 'import',
      writes: true,
    },
    analyse: {
      label: 'Analyse: measures, paths, rings, flow of amounts',
      icon: 'predictive-analysis',
      shortcut: 'alt+a',
    },
    export: { label: 'Export a board as a graph (GraphML, GEXF, STIX, FollowTheMoney, CSV)', icon: 'export' },
  },
});

/** The dialogs about graphs, over whatever screen of a case. */
export function GraphDialogs() {
  const { caseId } = useNavigation();
  const dialog = useGraphDialog();
  const { data: boards } = useRead('board.list', { caseId });
  useActions(GRAPH, {
    import: () => openGraphDialog({ kind: 'import' }),
    analyse: () => openGraphDialog({ kind: 'analyse' }),
    export: () => openGraphDialog({ kind: 'export' }),
  });
  if (!dialog || !boards) return null;
  if (dialog.kind === 'analyse')
    return <AnalysePanel caseId={caseId} boards={boards} {...dialog} onClose={closeGraphDialog} />;
  const Dialog = dialog.kind === 'import' ? ImportGraph : ExportGraph;
  return <Dialog key={dialog.kind} caseId={caseId} boards={boards} {...dialog} onClose={closeGraphDialog} />;
}
