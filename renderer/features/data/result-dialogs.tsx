import { Button, Dialog, DialogBody } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { runJob } from '../../client/call.ts';
import { useWrite } from '../../client/hooks.ts';
import { RowsExportDialog } from '../../parts/export-dialog.tsx';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { CellValue } from './cells.tsx';
import type { CellPlace } from './result-grid.tsx';
import { copyValue } from './result-rows.ts';

interface SaveProps {
  readonly result: QueryResult;
  readonly onSaved: (exhibit: Exhibit) => void;
  readonly onClose: () => void;
}

/** Freezes a result as an exhibit: its statement, its rows and a hash over them, with a number that stays. */
export function SaveExhibitDialog({ result, onSaved, onClose }: SaveProps) {
  const freeze = useWrite('query.freeze');
  return (
    <SaveExhibit
      title=""
      placeholder="Addresses with failed passwords"
      noted
      onClose={onClose}
      onSave={async (title, note) => {
        const exhibit = await freeze.mutateAsync({ resultId: result.resultId, title, note });
        onSaved(exhibit);
        return exhibit;
      }}
    >
      The SQL, {plural(result.rowCount, 'row')} and the hashes of the inputs are saved under the next exhibit number and
      never change.
      {result.limitedBy !== null && ' Only the rows within the limit are saved; the exhibit says that there were more.'}
    </SaveExhibit>
  );
}

const FORMATS = [
  ['csv', 'CSV (RFC 4180, UTF-8): opens in a spreadsheet'],
  ['json', 'JSON: values exactly as stored; NULL and empty text stay distinct'],
  ['xlsx', 'XLSX: a workbook; numbers of more than 15 digits are text in it'],
  ['parquet', 'Parquet: typed columns, decimals exact, for engines and notebooks'],
  ['ndjson', 'NDJSON: one object a line'],
] as const;

/** The rows of a result as a file. */
export function ExportDialog({ result, onClose }: { result: QueryResult; onClose: () => void }) {
  return (
    <RowsExportDialog
      title="Export the result"
      formats={FORMATS}
      make={(format, guardFormulas) => runJob('query.export', { resultId: result.resultId, format, guardFormulas })}
      onClose={onClose}
    >
      {result.limitedBy !== null && (
        <p className="rt-warn">
          The file will hold the {plural(result.rowCount, 'row')} within the limit; the query has more.
        </p>
      )}
    </RowsExportDialog>
  );
}

/** One value in full, with its length, to be read and copied. */
export function WholeValue({ result, place, onClose }: { result: QueryResult; place: CellPlace; onClose: () => void }) {
  const text = cellText(place.value);
  return (
    <Dialog
      isOpen
      title={`${result.columns[place.column]?.name ?? ''}, row ${formatCount(place.row + 1)}`}
      onClose={onClose}
    >
      <DialogBody>
        <div className="rt-column">
          {text === '' ? <CellValue cell={place.value} /> : <pre className="rt-data-whole-value">{text}</pre>}
          <p className="rt-row rt-muted">
            <span className="rt-grow">{plural([...text].length, 'character')}</span>
            <Button size="small" icon="duplicate" text="Copy" onClick={() => void copyValue(text)} />
          </p>
        </div>
      </DialogBody>
    </Dialog>
  );
}
