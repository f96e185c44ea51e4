import { Button, HTMLSelect } from '@blueprintjs/core';
import { useState } from 'react';
import type { BoardStyle } from '../../../shared/contract/board.ts';
import type { Output } from '../../../shared/contract/commands.ts';
import { Measure } from '../../../shared/contract/graph-analysis.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { call } from '../../client/call.ts';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

type Analysed = Output<'graph.analyse'>;
const MEASURES: ReadonlySet<string> = new Set(Measure.options);

/** What each item of a column measures; one that is held to be several has it for each of them. */
export function measuredIn({ table, behind }: Analysed, measure: string): NonNullable<BoardStyle['size']> | null {
  const column = table.columns.indexOf(measure);
  if (column < 0) return null;
  const values: Record<string, number> = {};
  for (const [row, cells] of table.rows.entries()) {
    const cell = cells[column];
    const value = cell === null || cell === undefined || cell === '' ? Number.NaN : Number(cell);
    if (!Number.isFinite(value)) continue;
    for (const id of behind[row]?.items ?? []) values[id] = value;
  }
  return Object.keys(values).length > 0 ? { measure, values } : null;
}

/** Draws the items of a board as large, and in the colours, that a measure of the table says. */
export function StyleBoard({ made, boardId }: { readonly made: Analysed; readonly boardId: BoardId }) {
  const choices = made.table.columns.filter((name) => MEASURES.has(name) && measuredIn(made, name) !== null);
  const [size, setSize] = useState('');
  const [colour, setColour] = useState('');
  if (choices.length === 0) return null;
  const set = (style: BoardStyle | null): void => void call('board.style', { boardId, style }).catch(showError);
  const apply = (): void =>
    set({
      size: size === '' ? null : measuredIn(made, size),
      colour: colour === '' ? null : measuredIn(made, colour),
      basis: `${made.of}, ${counted(made.items, 'item')}, ${counted(made.links, 'link')}`,
      at: new Date().toISOString(),
    });
  const options = [{ value: '', label: 'none' }, ...choices.map((value) => ({ value, label: value }))];
  const by = (label: string, value: string, onChange: (next: string) => void) => (
    <span className="rt-row">
      <span className="rt-muted">{label}</span>
      <HTMLSelect
        aria-label={label}
        value={choices.includes(value) ? value : ''}
        options={options}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </span>
  );
  return (
    <Changes>
      <div className="rt-graph-style">
        {by('Size by', size, setSize)}
        {by('Colour by', colour, setColour)}
        <Button text="Show on the board" disabled={size === '' && colour === ''} onClick={apply} />
        <Button variant="minimal" text="Plain again" onClick={() => set(null)} />
      </div>
    </Changes>
  );
}
