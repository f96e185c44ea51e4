import { Button, Checkbox, Dialog, DialogBody, DialogFooter, HTMLSelect } from '@blueprintjs/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { DatasetSummary, Dialect, Exhibit } from '../../../shared/contract/evidence.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { type CallError, call, runJob } from '../../client/call.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { PreviewTable } from './preview-table.tsx';

interface Choice {
  readonly value: string;
  readonly label: string;
}
const plain = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

const CHOICES: Record<'encoding' | 'delimiter' | 'quote' | 'escape', readonly Choice[]> = {
  encoding: plain([
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'windows-1250',
    'windows-1251',
    'windows-1254',
    'iso-8859-1',
    'iso-8859-2',
    'iso-8859-15',
    'koi8-r',
    'shift_jis',
    'euc-jp',
    'euc-kr',
    'gb18030',
    'big5',
  ]),
  delimiter: [
    { value: ',', label: 'comma' },
    { value: ';', label: 'semicolon' },
    { value: '\t', label: 'tab' },
    { value: '|', label: 'pipe' },
    { value: ':', label: 'colon' },
    { value: ' ', label: 'space' },
  ],
  quote: [
    { value: '"', label: 'double quotes' },
    { value: "'", label: 'single quotes' },
    { value: '', label: 'none' },
  ],
  escape: [
    { value: '"', label: 'doubling' },
    { value: '\\', label: 'backslash' },
    { value: '', label: 'none' },
  ],
};

/** The choices, with the present value among them even if it is an unusual one. */
const withCurrent = (choices: readonly Choice[], value: string): Choice[] =>
  choices.some((choice) => choice.value === value) ? [...choices] : [{ value, label: value }, ...choices];

interface Props {
  readonly exhibit: Exhibit;
  /** The reading to start from; null where there is none yet. */
  readonly dataset: DatasetSummary | null;
  readonly onAdded: (id: DatasetId) => void;
  readonly onClose: () => void;
}

/** Parses a file with other options: each can be chosen, and the first rows show the outcome. */
export function DialectForm({ exhibit, dataset: before, onAdded, onClose }: Props) {
  const [dialect, setDialect] = useState<Dialect | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const stored = useRead('dataset.certificate', { datasetId: before?.id as DatasetId }, { enabled: before !== null });
  const sniffed = useRead('dataset.preview', { exhibitId: exhibit.id });
  const start = stored.data?.dialect ?? (before === null ? sniffed.data?.dialect : undefined);
  useEffect(() => {
    if (start) setDialect((chosen) => chosen ?? start);
  }, [start]);
  const preview = usePreview(exhibit, dialect);

  const parse = async (add: boolean): Promise<void> => {
    if (!dialect) return;
    setBusy(true);
    setProblem('');
    try {
      const { dataset, certificate } = await runJob('dataset.parse', {
        exhibitId: exhibit.id,
        dialect,
        add,
        ...(before ? { part: before.part, datasetId: before.id } : {}),
      });
      const rejected = certificate.rejected > 0 ? `, ${plural(certificate.rejected, 'row')} rejected` : '';
      showToast({ message: `${dataset.view}: ${plural(dataset.rows, 'row')}${rejected}.`, intent: 'success' });
      onAdded(dataset.id);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  const wrong = problem || preview.error?.message || sniffed.error?.message;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Parsing options of ${exhibit.label}`}
      className="rt-evidence-dialect"
      canOutsideClickClose={false}
    >
      <DialogBody>
        <div className="rt-column">
          {dialect && <Choices dialect={dialect} onChange={setDialect} />}
          <p role="status">{preview.data?.sentence}</p>
          {wrong && (
            <p className="rt-danger" role="alert">
              {wrong}
            </p>
          )}
          {preview.data && (
            <div className="rt-evidence-dialect-preview">
              <PreviewTable header={preview.data.header} rows={preview.data.rows} label="First rows" />
            </div>
          )}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button
              text="Detect automatically"
              disabled={!sniffed.data || busy}
              onClick={() => sniffed.data && setDialect(sniffed.data.dialect)}
            />
            <Button text="Cancel" onClick={onClose} disabled={busy} />
            {before && (
              <Button
                text="Add as another dataset"
                disabled={busy || !preview.data || preview.isError}
                onClick={() => void parse(true)}
              />
            )}
            <Button
              intent="primary"
              text={before ? 'Replace the dataset' : 'Create dataset'}
              loading={busy}
              disabled={!preview.data || preview.isError}
              onClick={() => void parse(false)}
            />
          </>
        }
      >
        {before && 'Queries saved as exhibits stay as they are.'}
      </DialogFooter>
    </Dialog>
  );
}

function usePreview(exhibit: Exhibit, dialect: Dialect | null) {
  const input = { exhibitId: exhibit.id, ...(dialect ? { dialect } : {}) };
  return useQuery<Output<'dataset.preview'>, CallError>({
    queryKey: keyOf('dataset.preview', input),
    queryFn: () => call('dataset.preview', input),
    enabled: dialect !== null,
    placeholderData: keepPreviousData,
  });
}

function Choices({ dialect, onChange }: { dialect: Dialect; onChange: (dialect: Dialect) => void }) {
  const set = (change: Partial<Dialect>): void => onChange({ ...dialect, ...change });
  const select = (key: 'encoding' | 'delimiter' | 'quote' | 'escape', label: string) => (
    <Field label={label}>
      {(id) => (
        <HTMLSelect
          id={id}
          fill
          value={dialect[key]}
          options={withCurrent(CHOICES[key], dialect[key])}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const count = (key: 'skipLines' | 'skipFooter', label: string) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className="bp6-input bp6-fill"
          type="number"
          min={0}
          max={10_000}
          value={dialect[key]}
          onChange={(event) => set({ [key]: Math.min(10_000, Math.max(0, event.target.valueAsNumber || 0)) })}
        />
      )}
    </Field>
  );
  return (
    <div className="rt-evidence-dialect-fields">
      {select('encoding', 'Encoding')}
      {select('delimiter', 'Delimiter')}
      {select('quote', 'Quote character')}
      {select('escape', 'Quote escape')}
      {count('skipLines', 'Records skipped at the start')}
      {count('skipFooter', 'Records skipped at the end')}
      <Checkbox
        className="rt-evidence-dialect-check"
        checked={dialect.header}
        label="First record is the header"
        onChange={() => set({ header: !dialect.header })}
      />
    </div>
  );
}
