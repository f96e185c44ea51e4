import { useEffect } from 'react';
import './graph.css';
import { useRead } from '../../client/hooks.ts';
import { actionTable, useActions } from '../../state/actions.ts';
import { boardShown, closeGraphDialog, openGraphDialog, useGraphDialog } from '../../state/graph.ts';
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

const here = () => {
  const boardId = boardShown();
  return boardId ? { boardId } : {};
};

/** The dialogs about graphs, over whatever screen of a case. */
export function GraphDialogs() {
  const { caseId, place } = useNavigation();
  const dialog = useGraphDialog();
  // The panel speaks of a board: it does not stay over the screens that come after.
  useEffect(() => {
    if (place.screen !== 'board') closeGraphDialog();
  }, [place.screen]);
  const { data: boards } = useRead('board.list', { caseId });
  useActions(GRAPH, {
    import: () => openGraphDialog({ kind: 'import', ...here() }),
    analyse: () => openGraphDialog({ kind: 'analyse', ...here() }),
    export: () => openGraphDialog({ kind: 'export', ...here() }),
  });
  if (!dialog || !boards) return null;
  if (dialog.kind === 'analyse')
    return <AnalysePanel caseId={caseId} boards={boards} {...dialog} onClose={closeGraphDialog} />;
  const Dialog = dialog.kind === 'import' ? ImportGraph : ExportGraph;
  return <Dialog key={dialog.kind} caseId={caseId} boards={boards} {...dialog} onClose={closeGraphDialog} />;
}
