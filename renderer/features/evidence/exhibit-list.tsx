import { Icon, type IconName, Tag } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Notices } from '../../parts/questions.ts';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { gradeOf, kindWords } from './exhibit-words.ts';

export interface EvidenceFilter {
  readonly text: string;
  readonly kind: string;
  readonly tag: string;
  readonly removed: boolean;
}
export const EVERYTHING: EvidenceFilter = { text: '', kind: '', tag: '', removed: false };

/** Every word typed must stand somewhere in what is known of the exhibit. */
export function filtered(exhibits: readonly Exhibit[], filter: EvidenceFilter): Exhibit[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return exhibits.filter((exhibit) => {
    if (!filter.removed && exhibit.removedAt) return false;
    if (filter.kind && kindWords(exhibit) !== filter.kind) return false;
    if (filter.tag && !exhibit.tags.includes(filter.tag)) return false;
    const { label, title, originalName, mediaType, source, note, sha256, tags } = exhibit;
    const known = [label, title, originalName, mediaType, source, note, sha256, ...tags].join('\n').toLowerCase();
    return words.every((word) => known.includes(word));
  });
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
export const kindsOf = (exhibits: readonly Exhibit[]): string[] =>
  [...new Set(exhibits.map(kindWords))].toSorted(collator.compare);
export const tagsOf = (exhibits: readonly Exhibit[]): string[] =>
  [...new Set(exhibits.flatMap(({ tags }) => tags))].toSorted(collator.compare);

const wide = (
  notices: ReadonlyMap<string, Notices>,
  selected: ReadonlySet<string>,
): readonly TableColumn<Exhibit>[] => [
  { id: 'thumb', header: 'Preview', width: '54px', render: (row) => <ExhibitThumb exhibit={row} size={36} /> },
  {
    id: 'number',
    header: 'Exhibit',
    width: '68px',
    sortBy: (row) => row.number,
    render: (row) => (
      <span className="rt-mono">
        {row.label}
        {selected.has(row.id) && (
          <Icon icon="select" size={12} className="rt-evidence-selected" title="In the selection of the case" />
        )}
      </span>
    ),
  },
  {
    id: 'title',
    header: 'Title',
    width: 'minmax(140px, 3fr)',
    sortBy: (row) => row.title,
    render: (row) => <Title of={row} notices={notices.get(row.id)} />,
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
export const exhibitColumns = (
  narrow: boolean,
  notices: ReadonlyMap<string, Notices>,
  selected: ReadonlySet<string>,
): readonly TableColumn<Exhibit>[] =>
  wide(notices, selected).map((column) => (narrow ? { ...column, hidden: !KEPT_NARROW.has(column.id) } : column));

function Title({ of, notices }: { of: Exhibit; notices: Notices | undefined }) {
  if (of.removedAt)
    return (
      <span className="rt-muted rt-evidence-two-lines" title={of.removedReason ?? ''}>
        <Icon icon="trash" size={12} /> {of.title} (removed)
      </span>
    );
  return (
    <span className="rt-evidence-marked">
      <span className="rt-evidence-two-lines" title={`${of.title}\n${of.originalName}`}>
        {of.typeWarning && <Icon icon="warning-sign" size={12} className="rt-warn" title={of.typeWarning} />}{' '}
        {of.sensitivity !== 'normal' && <Icon icon="eye-off" size={12} className="rt-warn" title={of.sensitivity} />}{' '}
        {of.title} {of.copyOf && <span className="rt-line-detail">working copy of {of.copyOf}</span>}
      </span>
      {notices && notices.questions > 0 && (
        <Notice icon="help" count={notices.questions} words={plural(notices.questions, 'question')} about="columns" />
      )}
      {notices && notices.warnings > 0 && (
        <Notice
          icon="warning-sign"
          count={notices.warnings}
          words={plural(notices.warnings, 'warning')}
          about="import"
        />
      )}
    </span>
  );
}

interface NoticeProps {
  readonly icon: IconName;
  readonly count: number;
  /** The count with its noun. */
  readonly words: string;
  readonly about: string;
}
/** A sign with a number, and all of it in words for whoever hovers over it or hears it. */
function Notice({ icon, count, words, about }: NoticeProps) {
  return (
    <Tag minimal intent="warning" icon={icon} className="rt-evidence-notice" title={`${words} about its ${about}`}>
      <span aria-hidden="true">{formatCount(count)}</span>
      <span className="rt-visually-hidden">{words}</span>
    </Tag>
  );
}
