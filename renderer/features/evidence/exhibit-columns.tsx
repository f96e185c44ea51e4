import { Icon, Tag } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { formatBytes } from '../../ui/format.ts';
import type { TableColumn } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { gradeOf, kindWords } from './exhibit-words.ts';

const WIDE: readonly TableColumn<Exhibit>[] = [
  { id: 'thumb', header: 'Look', width: '40px', render: (row) => <ExhibitThumb exhibit={row} size={36} /> },
  {
    id: 'number',
    header: 'Exhibit',
    width: '68px',
    sortBy: (row) => row.number,
    render: (row) => <span className="rt-mono">{row.label}</span>,
  },
  {
    id: 'title',
    header: 'Title',
    width: 'minmax(140px, 3fr)',
    sortBy: (row) => row.title,
    render: (row) => <Title of={row} />,
  },
  { id: 'kind', header: 'Type', width: '68px', sortBy: kindWords, render: kindWords },
  {
    id: 'bytes',
    header: 'Size',
    width: '76px',
    align: 'end',
    sortBy: (row) => row.bytes,
    render: (row) => formatBytes(row.bytes),
  },
  {
    id: 'acquired',
    header: 'Acquired',
    width: '172px',
    sortBy: (row) => row.acquiredAt,
    render: (row) => <Time at={row.acquiredAt} zone={row.acquiredZone} short />,
  },
  {
    id: 'source',
    header: 'Source',
    width: 'minmax(80px, 1.4fr)',
    sortBy: (row) => row.source || null,
    render: (row) => <span title={row.source}>{row.source}</span>,
  },
  {
    id: 'grade',
    header: 'Grade',
    width: '52px',
    sortBy: (row) => gradeOf(row) || null,
    render: (row) => <span className="rt-mono">{gradeOf(row)}</span>,
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 'minmax(80px, 1.4fr)',
    sortBy: (row) => row.tags.join(' ') || null,
    render: (row) => (
      <span className="rt-row">
        {row.tags.map((tag) => (
          <Tag key={tag} minimal>
            {tag}
          </Tag>
        ))}
      </span>
    ),
  },
];
const KEPT_NARROW = new Set(['thumb', 'number', 'title']);

/** Beside an open exhibit only what names a row is drawn; the order that was chosen holds. */
export const exhibitColumns = (narrow: boolean): readonly TableColumn<Exhibit>[] =>
  narrow ? WIDE.map((column) => ({ ...column, hidden: !KEPT_NARROW.has(column.id) })) : WIDE;

function Title({ of }: { of: Exhibit }) {
  if (of.removedAt)
    return (
      <span className="rt-muted" title={of.removedReason ?? ''}>
        <Icon icon="trash" size={12} /> {of.title} (removed)
      </span>
    );
  return (
    <span title={of.originalName}>
      {of.typeWarning && <Icon icon="warning-sign" size={12} className="rt-warn" title={of.typeWarning} />}{' '}
      {of.sensitivity !== 'normal' && <Icon icon="eye-off" size={12} className="rt-warn" title={of.sensitivity} />}{' '}
      {of.title}
      {of.copyOf && <span className="rt-line-detail">working copy of {of.copyOf}</span>}
    </span>
  );
}
