import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { useSelection } from '../../state/selection.ts';
import { formatCount } from '../../ui/format.ts';
import { AccountsDialog } from './accounts-dialog.tsx';

/** Fills a field of accounts from what the transfers hold, and from the entities that are selected on any screen. */
export function AccountChoice({
  caseId,
  asset,
  stops = false,
  value,
  onChange,
}: {
  readonly caseId: CaseId;
  readonly asset: string;
  readonly stops?: boolean;
  /** Lines. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const { current } = useSelection();
  const chosen = new Set<string>(current?.selection.entities ?? []);
  const { data: entities = [] } = useRead('entity.list', { caseId });
  const selected = entities.filter(({ id }) => chosen.has(id)).map(({ label }) => label);
  const add = (lines: readonly string[]): void => {
    const there = value.split('\n').map((line) => line.trim());
    onChange([...new Set([...there, ...lines])].filter((line) => line !== '').join('\n'));
  };
  return (
    <div className="rt-money-choice">
      <Button
        size="small"
        variant="minimal"
        icon="search-around"
        text={stops ? 'Choose where it stops' : 'Choose accounts'}
        disabled={asset === ''}
        onClick={() => setOpen(true)}
      />
      {selected.length > 0 && (
        <Button
          size="small"
          variant="minimal"
          icon="add"
          text={`Add selection (${formatCount(selected.length)})`}
          title={`The entities that are selected: ${selected.slice(0, 5).join(', ')}`}
          aria-label={`Add selection (${formatCount(selected.length)}) to the ${stops ? 'stops' : 'accounts to begin with'}`}
          onClick={() => add(stops ? selected.map((label) => `${label}, label, selected`) : selected)}
        />
      )}
      {open && (
        <AccountsDialog caseId={caseId} asset={asset} stops={stops} onChoose={add} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}
