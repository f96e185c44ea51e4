import { Icon, type IconName } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Exhibit } from '../../shared/contract/evidence.ts';
import { EXHIBIT_KINDS, PREVIEWS } from '../../shared/domain/exhibit-kinds.ts';
import { useRead } from '../client/hooks.ts';

export const exhibitIcon = ({ kind, preview }: Pick<Exhibit, 'kind' | 'preview'>): IconName =>
  EXHIBIT_KINDS[kind].icon ?? PREVIEWS[preview].icon;

/** An object URL for bytes, revoked when they are no longer shown. */
export function useBlobUrl(content: { mediaType: string; bytes: Uint8Array } | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!content) return;
    const made = URL.createObjectURL(new Blob([content.bytes as BlobPart], { type: content.mediaType }));
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [content]);
  return url;
}

/** The small picture of an exhibit. What is not of normal sensitivity stays blurred until it is asked for. */
export function ExhibitThumb({ exhibit, size = 40 }: { exhibit: Exhibit; size?: number }) {
  const [asked, setAsked] = useState(false);
  const wanted = exhibit.hasThumbnail && exhibit.removedAt === null;
  const { data } = useRead('evidence.content', { exhibitId: exhibit.id, variant: 'thumbnail' }, { enabled: wanted });
  const url = useBlobUrl(data);
  const blurred = exhibit.sensitivity !== 'normal' && !asked;
  return (
    <span className="rt-thumb" data-blurred={blurred} style={{ width: size, height: size }}>
      {url ? (
        <img src={url} alt={blurred ? `${exhibit.label}, blurred: ${exhibit.sensitivity}` : exhibit.title} />
      ) : (
        <Icon icon={exhibitIcon(exhibit)} />
      )}
      {url && blurred && (
        <button
          type="button"
          aria-label={`Show ${exhibit.label}, marked ${exhibit.sensitivity}`}
          onClick={(event) => {
            event.stopPropagation();
            setAsked(true);
          }}
        />
      )}
    </span>
  );
}
