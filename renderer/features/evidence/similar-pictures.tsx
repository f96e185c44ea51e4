import { Button } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { SimilarPicture } from '../../../shared/contract/pictures.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { formatCount } from '../../ui/format.ts';

const SHOWN = 20;

/** Pictures of the case that look like this one, each beside it. */
export function SimilarPictures({ exhibit }: { exhibit: Exhibit }) {
  const { go } = useNavigation();
  const { data } = useRead('evidence.similar', { exhibitId: exhibit.id });
  const { data: exhibits } = useRead('evidence.list', { caseId: exhibit.caseId });
  if (!data || data.pictures.length === 0) return null;
  return (
    <section className="rt-column" aria-label="Pictures that look like it">
      <h3>Looks like</h3>
      <ul className="rt-similar">
        {data.pictures.slice(0, SHOWN).map((picture) => {
          const other = exhibits?.find(({ id }) => id === picture.exhibitId);
          return (
            <li key={picture.exhibitId} className="rt-row">
              <ExhibitThumb exhibit={exhibit} size={56} />
              {other && <ExhibitThumb exhibit={other} size={56} />}
              <span className="rt-grow">
                <Button
                  size="small"
                  variant="minimal"
                  text={picture.exhibit}
                  endIcon="chevron-right"
                  aria-label={`Open ${picture.exhibit}`}
                  onClick={() => go({ screen: 'evidence', focus: picture.exhibitId })}
                />
                <span className="rt-cut rt-similar-title">{picture.title}</span>
                <span className="rt-muted">{likenessWords(picture)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {data.total > SHOWN && (
        <p className="rt-muted">
          The {SHOWN} likest of {formatCount(data.total)} are shown.
        </p>
      )}
      <p className="rt-muted">By {data.method}. Compare them yourself before you rely on it.</p>
    </section>
  );
}

export const likenessWords = ({ likeness, mirrored }: Pick<SimilarPicture, 'likeness' | 'mirrored'>): string =>
  `${Math.round(100 * likeness)} % alike${mirrored ? ', mirrored' : ''}`;
