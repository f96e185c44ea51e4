import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import type { Output } from '../../shared/contract/commands.ts';
import type { CombinedDataset, DatasetSummary } from '../../shared/contract/datasets.ts';
import { host, runJob } from '../client/call.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { plural } from '../ui/format.ts';
import { showToast } from '../ui/toaster.ts';
import { type Format, type Made, madeWords, RUNS_CELLS } from './export-words.ts';

interface Props<F extends Format> {
  readonly title: string;
  /** What each format is, in the order in which they are offered. */
  readonly formats: readonly (readonly [F, string])[];
  readonly make: (format: F, guardFormulas: boolean) => Promise<Made & Pick<Output<'dataset.export'>, 'ticket'>>;
  /** What is to be known of this export before it is made. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** Writes rows to a file of the user's choice. The file leaves the encrypted store, and the dialog says so. */
export function RowsExportDialog<F extends Format>({ title, formats, make, children, onClose }: Props<F>) {
  const [format, setFormat] = useState<F | undefined>(formats[0]?.[0]);
  const [guardFormulas, setGuard] = useState(true);
  const guards = format !== undefined && RUNS_CELLS.has(format);
  const write = async (): Promise<void> => {
    if (format === undefined) return;
    const made = await make(format, guardFormulas);
    if ((await host().save(made.ticket, made.name)) === 'cancelled') return;
    const asText = made.asText?.length ?? 0;
    showToast({
      message: madeWords(made, format, guardFormulas),
      intent: 'success',
      stays: made.guardedCells > 0 || asText > 0,
    });
  };
  return (
    <ConfirmDialog title={title} confirm="Export" onClose={onClose} onConfirm={write}>
      <RadioGroup label="Format" selectedValue={format} onChange={(event) => setFormat(event.currentTarget.value as F)}>
        {formats.map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </RadioGroup>
      <Checkbox
        checked={guardFormulas && guards}
        disabled={!guards}
        onChange={(event) => setGuard(event.currentTarget.checked)}
        label={`Make cells safe that a spreadsheet would run as a formula${format === 'csv' ? ' (a leading apostrophe, which changes the value in the file)' : ''}`}
      />
      {children}
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}

const DATASET_FORMATS = [
  ['csv', 'CSV (RFC 4180, UTF-8): the text of every cell as it was imported, with the header of the file'],
  ['xlsx', 'XLSX: a workbook; values as the columns are read, numbers of more than 15 digits are text in it'],
  ['parquet', 'Parquet: typed columns, decimals exact, for engines and notebooks'],
  ['ndjson', 'NDJSON: one object a line'],
] as const;

/** A whole dataset as a file. */
export function DatasetExportDialog({ dataset, onClose }: { dataset: DatasetSummary; onClose: () => void }) {
  return (
    <RowsExportDialog
      title={`Export ${dataset.view}`}
      formats={DATASET_FORMATS}
      make={(format, guardFormulas) => runJob('dataset.export', { datasetId: dataset.id, format, guardFormulas })}
      onClose={onClose}
    >
      <p className="rt-muted">
        {plural(dataset.rows, 'row')} and {plural(dataset.columns.length, 'column')} of {dataset.exhibitLabel}. In
        formats other than CSV, a column with a value that does not fit its reading is written as text, so that no value
        is lost.
      </p>
    </RowsExportDialog>
  );
}

/** The rows of several files that SQL sees as one table, as one file. */
export function CombinedExportDialog({ combined, onClose }: { combined: CombinedDataset; onClose: () => void }) {
  const [places, setPlaces] = useState(true);
  return (
    <RowsExportDialog
      title={`Export ${combined.view}`}
      formats={DATASET_FORMATS}
      make={(format, guardFormulas) =>
        runJob('dataset.exportCombined', { combinedId: combined.id, format, guardFormulas, places })
      }
      onClose={onClose}
    >
      <Checkbox
        checked={places}
        onChange={(event) => setPlaces(event.currentTarget.checked)}
        label="With the exhibit, row and line of each row, as columns before the others"
      />
      <p className="rt-muted">
        {plural(combined.rows, 'row')} of {combined.members.map(({ exhibitLabel }) => exhibitLabel).join(', ')}. In
        formats other than CSV, a column that its files read in different ways, or with a value that does not fit, is
        written as text.
      </p>
    </RowsExportDialog>
  );
}
