import { Button, Tag } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { useNavigation } from '../../state/navigation.tsx';

interface Props {
  readonly exhibit: Exhibit;
  readonly revealed: boolean;
  readonly onReveal: () => void;
}

/** What an exhibit on the board is; it is described on the Evidence screen. */
export function ExhibitDetails({ exhibit, revealed, onReveal }: Props) {
  const { go } = useNavigation();
  const hidden = exhibit.sensitivity !== 'normal' && isPicture(exhibit) && exhibit.hasThumbnail;
  return (
    <div className="rt-column">
      <dl className="rt-facts">
        <dt>Exhibit</dt>
        <dd>{exhibit.label}</dd>
        <dt>Title</dt>
        <dd>{exhibit.title}</dd>
        <dt>File</dt>
        <dd>{exhibit.originalName}</dd>
        <dt>Source</dt>
        <dd>{exhibit.source || '—'}</dd>
        {exhibit.tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>
              {exhibit.tags.map((tag) => (
                <Tag key={tag} minimal>
                  {tag}
                </Tag>
              ))}
            </dd>
          </>
        )}
      </dl>
      {exhibit.removedAt && <p className="rt-warn">Removed from the case: {exhibit.removedReason}</p>}
      {hidden && (
        <Button
          icon={revealed ? 'eye-off' : 'eye-open'}
          text={revealed ? 'Blur the picture again' : `Show the picture, marked ${exhibit.sensitivity}`}
          alignText="start"
          onClick={onReveal}
        />
      )}
      <Button
        icon="box"
        text="Open in Evidence"
        alignText="start"
        onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
      />
    </div>
  );
}
