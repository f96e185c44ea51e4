import { Button, Callout, HTMLTable, Icon } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { PatternRun } from '../../../shared/contract/patterns.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { Template } from '../../../shared/domain/patterns/template.ts';
import { call } from '../../client/call.ts';
import { useWrite } from '../../client/hooks.ts';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { useShowBoard } from '../../parts/show-board.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

interface Row {
  readonly at: number;
  readonly cells: readonly Cell[];
}
const SHOWN = 100;
const DIGITS = 6;

/** Every condition with its outcome, what was counted and left out, the rows, and what can be done with them. */
export function PatternResult({ template, run }: { template: Template; run: PatternRun }) {
  const refused = run.conditions.filter(({ met }) => !met);
  return (
    <>
      <Panel title="Conditions">
        <ul className="rt-patterns-conditions">
          {refused.map(({ text }) => (
            <li key={text}>
              <Icon icon="cross-circle" className="rt-danger" /> <span>{text}</span>
            </li>
          ))}
          {refused.length === 0 && (
            <li>
              <Icon icon="tick-circle" className="rt-ok" />{' '}
              <span>All {plural(run.conditions.length, 'condition')} met.</span>
            </li>
          )}
          {run.notes.map((note) => (
            <li key={note}>
              <Icon icon="info-sign" className="rt-muted" /> <span>{note}</span>
            </li>
          ))}
        </ul>
      </Panel>
      {refused.length > 0 && (
        <Callout intent="warning" compact role="status">
          The pattern was not run: on these rows it says nothing, neither for nor against.
        </Callout>
      )}
      {run.result && <Found template={template} run={run} />}
    </>
  );
}

function Found({ template, run }: { template: Template; run: PatternRun }) {
  const { go } = useNavigation();
  const showBoard = useShowBoard();
  const [saving, setSaving] = useState(false);
  const [rows, setRows] = useState<readonly Row[]>([]);
  const board = useWrite('pattern.board');
  const finding = useWrite('pattern.finding');
  const freeze = useWrite('pattern.save');
  const { result, verdict, found } = run;
  const resultId = result?.resultId;
  useEffect(() => {
    if (resultId)
      call('query.rows', { resultId, offset: 0, limit: SHOWN }).then(
        (page) => setRows(page.rows.map((cells, at) => ({ at, cells }))),
        showError,
      );
  }, [resultId]);
  if (!result || !resultId) return null;
  const drawable = template.links.length + template.entities.length > 0;
  const said = verdict ? `Verdict: ${verdict}` : found === 0 ? 'Nothing found' : `${plural(found, 'row')} found`;
  const toBoard = (): void =>
    board.mutate(
      { resultId },
      {
        onError: showError,
        onSuccess: ({ exhibit, boardId, mapped, left }) =>
          showToast({
            message: `Saved as ${exhibit.label}; ${plural(mapped.entities.made, 'entity', 'entities')} and ${plural(mapped.links.made, 'link')} added to the board, each resting on its rows${mapped.links.known > 0 ? `; ${plural(mapped.links.known, 'link')} known before now ${mapped.links.known === 1 ? 'rests' : 'rest'} on them too` : ''}.${left > 0 ? ` ${plural(left, 'row')} not drawn: too many for one board.` : ''}`,
            intent: 'success',
            action: { text: 'Show board', onClick: () => showBoard(boardId) },
          }),
      },
    );
  const toFinding = (): void =>
    finding.mutate(
      { resultId },
      { onError: showError, onSuccess: (made) => go({ screen: 'findings', focus: made.finding.id }) },
    );
  return (
    <Panel
      title={said}
      actions={
        <Changes>
          <Button
            size="small"
            icon="graph"
            text="To the board"
            disabled={found === 0 || !drawable}
            loading={board.isPending}
            onClick={toBoard}
          />
          <Button
            size="small"
            icon="endorsed"
            text="Into a finding"
            disabled={found === 0}
            loading={finding.isPending}
            onClick={toFinding}
          />
          <Button size="small" icon="box" text="Save as exhibit" onClick={() => setSaving(true)} />
        </Changes>
      }
    >
      {saving && (
        <SaveExhibit
          title={template.name}
          onClose={() => setSaving(false)}
          onSave={(title) => freeze.mutateAsync({ resultId, title })}
        >
          The statement of the pattern, {plural(result.rowCount, 'row')} and the hashes of the inputs are saved under
          the next exhibit number and never change.
        </SaveExhibit>
      )}
      {[...result.warnings, ...(result.limitedBy ? ['There are more rows: the result stops at its limit.'] : [])].map(
        (warning) => (
          <p key={warning} className="rt-warn rt-panel-note">
            {warning}
          </p>
        ),
      )}
      <p className="rt-muted rt-panel-note">{run.lookedAt}</p>
      {rows.length > 0 && (
        <div className="rt-patterns-rows">
          <HTMLTable compact striped>
            <thead>
              <tr>
                {result.columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ at, cells }) => (
                <tr key={at}>
                  {cells.map((cell, column) => (
                    <td
                      key={result.columns[column]?.name}
                      className={isNumber(cell) ? 'rt-patterns-number' : 'rt-break'}
                    >
                      {shown(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </HTMLTable>
        </div>
      )}
      {rows.length > 0 && result.rowCount > rows.length && (
        <p className="rt-muted rt-panel-note">
          The first {rows.length} of {plural(result.rowCount, 'row')}; open the SQL in the editor to see all.
        </p>
      )}
    </Panel>
  );
}

const isNumber = (cell: Cell): boolean =>
  typeof cell === 'number' || (typeof cell === 'object' && cell !== null && !('blob' in cell));
/** Computed numbers by six digits: the exhibit keeps all. */
const shown = (cell: Cell): string =>
  typeof cell === 'number' && !Number.isInteger(cell)
    ? String(Number(cell.toPrecision(DIGITS)))
    : cellText(cell, 'shown');
