import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { CodeBox } from '../../ui/code-box.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

/** The text that was read from a picture, with how it was read; it may be wrong, and says so. */
export function PictureText({ exhibit }: { exhibit: Exhibit }) {
  const { data, refetch } = useRead('ocr.text', { exhibitId: exhibit.id });
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const read = async (): Promise<void> => {
    setBusy(true);
    try {
      const { failed } = await runJob('ocr.run', { caseId: exhibit.caseId, exhibits: [exhibit.id] });
      const problem = failed[0]?.reason;
      if (problem) showToast({ message: problem, intent: 'danger' });
      else {
        await refetch();
        setOpen(true);
      }
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  if (!data) return null;
  const found = data.text?.trim() ?? '';
  return (
    <div className="rt-evidence-picture-text">
      <div className="rt-evidence-viewer-tools">
        {data.text === null ? (
          <Button size="small" icon="text-highlight" text="Recognise text (OCR)" loading={busy} onClick={read} />
        ) : (
          <Button
            size="small"
            variant="minimal"
            icon={open ? 'chevron-down' : 'chevron-right'}
            text="OCR text"
            aria-expanded={open}
            disabled={found === ''}
            onClick={() => setOpen(!open)}
          />
        )}
        {data.text !== null && (
          <Button
            size="small"
            variant="minimal"
            icon="refresh"
            aria-label="Run OCR again"
            title="Run OCR again in the languages of the vault's settings"
            loading={busy}
            onClick={read}
          />
        )}
        <span className="rt-muted rt-cut" title={data.method}>
          {data.text !== null && (found === '' ? 'No text was found.' : confidenceWords(data.confidence))}
        </span>
      </div>
      {open && <CodeBox label={`OCR text of ${exhibit.label}`} text={found} className="rt-evidence-picture-words" />}
    </div>
  );
}

const confidenceWords = (confidence: number | null): string =>
  `${confidence === null ? 'Recognised by OCR' : `OCR confidence ${Math.round(confidence)} %`}: compare it with the picture.`;
