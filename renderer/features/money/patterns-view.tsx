import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { FLOW_PATTERNS } from '../../../shared/domain/tracing/flow-patterns.ts';
import { call } from '../../client/call.ts';
import { Rows } from '../../parts/money/trace-tables.tsx';
import { useShowBoard } from '../../parts/show-board.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

const MOST_ROWS = 60; // characters

/** What was found of shapes among the transfers of an asset, each with the rows that it is made of. */
export function PatternsView({ patternsId, found }: Output<'trace.patterns'>) {
  const { go } = useNavigation();
  const showBoard = useShowBoard();
  const [saved, setSaved] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [before, setBefore] = useState(patternsId);
  if (before !== patternsId) {
    setBefore(patternsId);
    setTicked(new Set());
  }
  const { asset, findings, transfers, all, notes } = found;
  const save = async (): Promise<void> => {
    try {
      const title = `Patterns among transfers of ${asset.symbol || 'an asset'}`;
      const { label } = await call('trace.freezePatterns', { patternsId, title });
      setSaved(patternsId);
      showToast({ message: `Saved as ${label}.`, intent: 'success' });
    } catch (error) {
      showError(error);
    }
  };
  const places = [...ticked].sort((a, b) => a - b);
  const toBoard = async (): Promise<void> => {
    try {
      const { exhibit, boardId, total, notes: left } = await call('trace.placePatterns', { patternsId, places });
      setSaved(patternsId);
      showToast({
        message: `Saved as ${exhibit.label}; ${plural(total.entities.made, 'new entity', 'new entities')} and ${plural(total.links.made, 'new link')} on the board, each resting on its rows. ${left.join(' ')}`,
        intent: 'success',
        action: { text: 'Show board', onClick: () => showBoard(boardId) },
      });
    } catch (error) {
      showError(error);
    }
  };
  const toFinding = async (): Promise<void> => {
    try {
      const { finding } = await call('trace.patternsFinding', { patternsId, places });
      go({ screen: 'findings', focus: finding.id });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Rows
      title={`Patterns: ${plural(all, 'finding')} among ${plural(transfers, 'transfer')}`}
      columns={['Pattern', 'About', 'Facts', 'Confidence', 'Rows', `Amount, ${asset.symbol}`]}
      words={5}
      all={all}
      ticks={{
        name: 'Select pattern',
        is: (at) => ticked.has(at),
        set: (at, is) => setTicked(is ? ticked.union(new Set([at])) : ticked.difference(new Set([at]))),
      }}
      rows={findings.map(({ pattern, accounts, allAccounts, facts, confidence, rows, amount }) => [
        FLOW_PATTERNS[pattern],
        `${accounts[0] ?? ''}${allAccounts > 1 ? ` and ${plural(allAccounts - 1, 'other')}` : ''}`,
        facts,
        confidence === null ? 'counted, a fact of its rows' : `hypothesis, ${confidence} of 100`,
        rows.map((each) => `${each.exhibit} ${cut(rowsWords(each.rows))}`).join('; '),
        amount,
      ])}
    >
      <div className="rt-money-tools">
        <Changes>
          <Button
            size="small"
            icon="graph"
            text="Patterns to the board"
            disabled={ticked.size === 0}
            onClick={() => void toBoard()}
          />
          <Button
            size="small"
            icon="endorsed"
            text="Into a finding"
            disabled={ticked.size === 0}
            onClick={() => void toFinding()}
          />
          <Button
            size="small"
            icon="archive"
            text="Save patterns as exhibit"
            disabled={saved === patternsId || findings.length === 0}
            onClick={() => void save()}
          />
        </Changes>
        <span className="rt-muted">
          {findings.length > 0 && ticked.size === 0 ? 'Tick patterns to put them on the board or into a finding. ' : ''}
          {notes.join(' ')}
        </span>
      </div>
    </Rows>
  );
}

const cut = (text: string): string => (text.length > MOST_ROWS ? `${text.slice(0, MOST_ROWS)}…` : text);
