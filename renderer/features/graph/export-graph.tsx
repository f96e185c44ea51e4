import { Checkbox, HTMLSelect, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { GraphFormat } from '../../../shared/contract/graph.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';

const FORMATS: readonly (readonly [GraphFormat, string])[] = [
  ['graphml', 'GraphML, for yEd, Gephi, Cytoscape, NetworkX'],
  ['gexf', 'GEXF 1.3, for Gephi'],
  ['csv', 'CSV, a file of nodes and one of links, with the columns of Gephi'],
  ['stix', 'STIX 2.1, for OpenCTI and MISP'],
  ['ftm', 'FollowTheMoney, for Aleph and OpenSanctions'],
];

interface Props {
  readonly caseId: CaseId;
  readonly boards: readonly { id: BoardId; title: string }[];
  readonly boardId?: BoardId;
  readonly onClose: () => void;
}

/** Writes entities and links to files of the user's choice; what the format does not carry is said first. */
export function ExportGraph({ caseId, boards, boardId, onClose }: Props) {
  const [board, setBoard] = useState<BoardId | null>(boardId ?? boards[0]?.id ?? null);
  const [format, setFormat] = useState<GraphFormat>('graphml');
  const [guardFormulas, setGuard] = useState(true);
  const { data: carried } = useRead('graph.carries', { caseId, boardId: board, format });
  const write = async (): Promise<void> => {
    const made = await runJob('graph.export', { caseId, boardId: board, format, guardFormulas });
    for (const { ticket, name } of made.files) if ((await host().save(ticket, name)) === 'cancelled') return;
    const guarded = made.guardedCells > 0 ? ` ${plural(made.guardedCells, 'cell')} got a leading apostrophe.` : '';
    showToast({
      message: `${plural(made.items, 'item')} and ${plural(made.links, 'link')} exported to ${made.files.map(({ name }) => name).join(' and ')}.${guarded}`,
      intent: 'success',
    });
  };
  return (
    <ConfirmDialog
      title="Export a graph"
      confirm="Export"
      disabled={!carried || carried.items === 0}
      onClose={onClose}
      onConfirm={write}
    >
      <Field label="Of">
        {(id) => (
          <HTMLSelect
            id={id}
            value={board ?? ''}
            options={[
              ...boards.map((each) => ({ value: each.id, label: `Board: ${each.title}` })),
              { value: '', label: 'Everything of the case' },
            ]}
            onChange={(event) => setBoard((event.currentTarget.value || null) as BoardId | null)}
          />
        )}
      </Field>
      <RadioGroup
        label="Format"
        selectedValue={format}
        onChange={(event) => setFormat(event.currentTarget.value as GraphFormat)}
      >
        {FORMATS.map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </RadioGroup>
      {format === 'csv' && (
        <Checkbox
          checked={guardFormulas}
          onChange={(event) => setGuard(event.currentTarget.checked)}
          label="Make cells safe that a spreadsheet would run as a formula (a leading apostrophe, which changes the value in the file)"
        />
      )}
      {carried && (
        <section aria-label="What the file holds">
          <p>
            The file holds {plural(carried.items, 'item')} and {plural(carried.links, 'link')}.
            {carried.leftOut.length > 0 && ' It does not carry:'}
          </p>
          {carried.leftOut.length > 0 && (
            <ul>
              {carried.leftOut.map(({ what, count }) => (
                <li key={what}>
                  {what} ({formatCount(count)})
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
