import { Button, Spinner, Switch } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead } from '../../client/hooks.ts';
import { formatBytes } from '../../ui/format.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { EmptyState } from '../../ui/panel.tsx';

/** A text exhibit, a page of lines at a time. */
export function TextViewer({ exhibit }: { exhibit: Exhibit }) {
  const [pages, setPages] = useState<readonly number[]>([0]); // offsets of the pages gone through, the shown one last
  const [wrap, setWrap] = useState(true);
  const offset = pages.at(-1) ?? 0;
  const { data, error } = useRead('evidence.text', { exhibitId: exhibit.id, offset });
  if (error)
    return (
      <EmptyState icon="issue" title="The text cannot be shown">
        {error.message}
      </EmptyState>
    );
  if (!data) return <Spinner className="rt-waiting" />;
  const next = data.nextOffset;
  return (
    <div className="rt-evidence-viewer">
      <div className="rt-evidence-viewer-tools">
        <Button
          size="small"
          variant="minimal"
          icon="chevron-left"
          aria-label="Previous page"
          disabled={pages.length === 1}
          onClick={() => setPages(pages.slice(0, -1))}
        />
        <Button
          size="small"
          variant="minimal"
          icon="chevron-right"
          aria-label="Next page"
          disabled={next === null}
          onClick={() => next !== null && setPages([...pages, next])}
        />
        <span className="rt-muted">
          {data.encoding} ·{' '}
          {next === null && offset === 0
            ? formatBytes(data.total)
            : `${formatBytes(offset)} to ${formatBytes(next ?? data.total)} of ${formatBytes(data.total)}`}
        </span>
        <Switch
          className="rt-evidence-viewer-switch"
          label="Wrap lines"
          checked={wrap}
          onChange={() => setWrap(!wrap)}
        />
      </div>
      <CodeBox className="rt-evidence-viewer-text" label={`Text of ${exhibit.label}`} text={data.text} wrap={wrap} />
    </div>
  );
}
