import { Checkbox, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { type CombinedDataset, type DatasetSummary, ViewName } from '../../../shared/contract/datasets.ts';
import type { SavedQuery } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { withTableRenamed } from '../../../shared/domain/renamed-tables.ts';
import { useWrite } from '../../client/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';
import { followRename } from './renamed-tabs.ts';

interface Props {
  readonly caseId: CaseId;
  readonly of: DatasetSummary | CombinedDataset;
  readonly tables: Output<'query.schema'>;
  readonly saved: readonly SavedQuery[];
  readonly onClose: () => void;
}

/** Another name in SQL for a dataset. Saved queries and open tabs that use the old one are named, and follow where that is certain. */
export function RenameDialog({ caseId, of, tables, saved, onClose }: Props) {
  const [view, setView] = useState(of.view);
  const [follow, setFollow] = useState(true);
  const rename = useWrite('dataset.rename');
  const renameCombined = useWrite('dataset.renameCombined');
  const change = useWrite('query.save');
  const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name.toLowerCase())));
  const using = saved.flatMap((query) => {
    const found = withTableRenamed(query.sql, { from: of.view, to: view }, columns);
    return found ? [{ query, sql: found.sql }] : [];
  });
  const sure = using.filter(({ sql }) => sql !== null);
  const unsure = using.filter(({ sql }) => sql === null);
  const names = (those: typeof using): string => those.map(({ query }) => `“${query.name}”`).join(', ');
  const isName = ViewName.safeParse(view).success;
  const save = async (): Promise<void> => {
    if ('members' in of) await renameCombined.mutateAsync({ combinedId: of.id, view });
    else await rename.mutateAsync({ datasetId: of.id, view });
    if (follow)
      for (const { query, sql } of sure)
        if (sql !== null) await change.mutateAsync({ caseId, savedId: query.id, sql, parameters: query.parameters });
    const left = follow ? unsure : using;
    const tabs = followRename(caseId, { from: of.view, to: view }, columns);
    const old = [...left.map(({ query }) => `“${query.name}”`), ...tabs.left.map((name) => `the tab “${name}”`)];
    showToast({
      message: [
        `${of.view} is called ${view} now.`,
        ...(follow && sure.length > 0
          ? [`The name was changed in ${plural(sure.length, 'saved query', 'saved queries')}.`]
          : []),
        ...(tabs.changed.length > 0
          ? [`${plural(tabs.changed.length, 'open tab uses', 'open tabs use')} the new name.`]
          : []),
        ...(old.length > 0 ? [`Still written with the old name: ${old.join(', ')}.`] : []),
      ].join(' '),
      intent: old.length > 0 ? 'warning' : 'success',
      stays: old.length > 0,
    });
  };
  return (
    <ConfirmDialog
      title={`Rename ${of.view}`}
      confirm="Rename"
      disabled={!isName || view === of.view}
      onClose={onClose}
      onConfirm={save}
    >
      <Field
        label="Name in SQL"
        help={
          isName
            ? 'Frozen queries keep the name that they were run with.'
            : 'Letters, digits and _, no digit first, at most 63.'
        }
      >
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            autoFocus
            maxLength={63}
            value={view}
            onValueChange={setView}
          />
        )}
      </Field>
      {sure.length > 0 && (
        <Checkbox
          checked={follow}
          onChange={(event) => setFollow(event.currentTarget.checked)}
          label={`Change the name in ${plural(sure.length, 'saved query', 'saved queries')} too: ${names(sure)}`}
        />
      )}
      {unsure.length > 0 && (
        <p className="rt-warn">
          {names(unsure)} {unsure.length === 1 ? 'uses' : 'use'} the name too, where it may mean a column or an alias.
          Change
          {unsure.length === 1 ? ' it' : ' them'} by hand.
        </p>
      )}
    </ConfirmDialog>
  );
}
