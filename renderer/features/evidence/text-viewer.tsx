import { Button, Spinner, Switch } from '@blueprintjs/core';
import { useState } from 'react';
import type { Answer } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead } from '../../client/hooks.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { CodeBox } from '../../ui/hash.tsx';
import { EmptyState } from '../../ui/panel.tsx';

type Found = Answer<'evidence.find'>;

/** A text exhibit, a page of lines at a time; at the place of `find` where that stands in it. */
export function TextViewer({ exhibit, find = null }: { exhibit: Exhibit; find?: string | null }) {
  const { data, error } = useRead(
    'evidence.find',
    { exhibitId: exhibit.id, text: find ?? '' },
    { enabled: find !== null },
  );
  if (find !== null && data === undefined && !error) return <Spinner className="rt-waiting" />;
  return <Pages exhibit={exhibit} find={find} found={data ?? null} />;
}

function Pages({ exhibit, find, found }: { exhibit: Exhibit; find: string | null; found: Found }) {
  const [pages, setPages] = useState<readonly number[]>(found?.pages ?? [0]); // offsets of the pages gone through, the shown one last
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
        {find !== null && (
          <span className="rt-cut" role="status">
            {found ? `“${find}” in line ${formatCount(found.line)}` : `“${find}” was not found in this text.`}
          </span>
        )}
        <Switch
          className="rt-evidence-viewer-switch"
          label="Wrap lines"
          checked={wrap}
          onChange={() => setWrap(!wrap)}
        />
      </div>
      <CodeBox
        key={offset}
        className="rt-evidence-viewer-text"
        label={`Text of ${exhibit.label}`}
        text={data.text}
        wrap={wrap}
        match={found && found.pages.at(-1) === offset ? found.match : null}
      />
    </div>
  );
}
