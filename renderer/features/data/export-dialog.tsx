import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { host, runJob } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';

/** Writes a result to a file of the user's choice. The file leaves the encrypted store, and the dialog says so. */
export function ExportDialog({ result, onClose }: { result: QueryResult; onClose: () => void }) {
  const [format, setFormat] = useState<'csv' | 'json'>('csv');
  const [guardFormulas, setGuard] = useState(true);
  const write = async (): Promise<void> => {
    const made = await runJob('query.export', { resultId: result.resultId, format, guardFormulas });
    if ((await host().save(made.ticket, made.name)) === 'cancelled') return;
    const guarded =
      format === 'csv' && guardFormulas
        ? made.guardedCells > 0
          ? ` ${plural(made.guardedCells, 'cell')} that a spreadsheet would run as a formula got a leading apostrophe.`
          : ' No cell needed to be made safe against spreadsheet formulas.'
        : '';
    showToast({ message: `${plural(made.rows, 'row')} written to ${made.name}.${guarded}`, intent: 'success' });
  };
  return (
    <ConfirmDialog title="Export the result" confirm="Export" onClose={onClose} onConfirm={write}>
      <RadioGroup
        label="Format"
        selectedValue={format}
        onChange={(event) => setFormat(event.currentTarget.value === 'json' ? 'json' : 'csv')}
      >
        <Radio value="csv" label="CSV (RFC 4180, UTF-8): opens in a spreadsheet" />
        <Radio value="json" label="JSON: values exactly as stored, NULL told apart from the empty text" />
      </RadioGroup>
      <Checkbox
        checked={guardFormulas && format === 'csv'}
        disabled={format === 'json'}
        onChange={(event) => setGuard(event.currentTarget.checked)}
        label="Make cells safe that a spreadsheet would run as a formula (a leading apostrophe; the value in the file then differs)"
      />
      {result.limitedBy !== null && (
        <p className="rt-warn">
          The file will hold the {plural(result.rowCount, 'row')} within the limit; the statement has more.
        </p>
      )}
      <p className="rt-muted">
        The file is not encrypted once it has left the program. The export is recorded in the custody log.
      </p>
    </ConfirmDialog>
  );
}
