import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { call, host } from '../../client/call.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';

type Format = NonNullable<Input<'trace.export'>['format']>;

/** Writes a trace to a file of the user's choice. */
export function ExportTraceDialog({
  of,
  method,
  collapse,
  onClose,
}: {
  readonly of: Input<'trace.export'>['of'];
  readonly method: Method;
  readonly collapse: boolean;
  readonly onClose: () => void;
}) {
  const [format, setFormat] = useState<Format>('csv');
  const [guardFormulas, setGuard] = useState(true);
  const write = async (): Promise<void> => {
    const { ticket, name, guarded } = await call('trace.export', { of, format, method, collapse, guardFormulas });
    if ((await host().save(ticket, name)) === 'cancelled') return;
    const cells = guarded > 0 ? ` ${plural(guarded, 'cell')} got a leading apostrophe.` : '';
    showToast({ message: `The trace was exported to ${name}.${cells}`, intent: 'success', stays: guarded > 0 });
  };
  return (
    <ConfirmDialog title="Export the trace" confirm="Export" onClose={onClose} onConfirm={write}>
      <RadioGroup
        label="Format"
        selectedValue={format}
        onChange={({ currentTarget }) => setFormat(currentTarget.value as Format)}
      >
        <Radio value="csv" label="CSV: the payments that were reached, amounts in whole units of the asset" />
        <Radio value="json" label="JSON: all of the trace, as it is saved" />
        <Radio
          value="svg"
          label={`SVG: the money flow by ${METHODS[method].name}${collapse ? ', services of one kind as one' : ''}`}
        />
      </RadioGroup>
      <Checkbox
        checked={guardFormulas && format === 'csv'}
        disabled={format !== 'csv'}
        onChange={({ currentTarget }) => setGuard(currentTarget.checked)}
        label="Make cells safe that a spreadsheet would run as a formula (a leading apostrophe, which changes the value in the file)"
      />
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
