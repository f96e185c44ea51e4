import { Button, Callout } from '@blueprintjs/core';
import { lazy, Suspense } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { PictureFacts, SimilarPicture } from '../../../shared/contract/pictures.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import type { Position } from './world-map.tsx';

/** Degrees with six decimals, which is about 10 cm: "43.467448, 11.885127". */
export const decimalWords = ({ latitude, longitude }: Position): string =>
  `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;

/** Degrees, minutes and seconds: 43°28'02.8"N 11°53'06.5"E. */
export const dmsWords = ({ latitude, longitude }: Position): string =>
  `${dms(latitude, 'N', 'S')} ${dms(longitude, 'E', 'W')}`;

function dms(value: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(value) * 36_000); // rounded once, so that no 60 seconds come out
  const two = (part: number) => String(part).padStart(2, '0');
  const [degrees, minutes, seconds] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, tenths % 600];
  return `${degrees}°${two(minutes)}'${(seconds / 10).toFixed(1).padStart(4, '0')}"${value < 0 ? negative : positive}`;
}

const SHOWN = 20;

/** Pictures of the case that look like this one, each beside it. */
export function SimilarPictures({ exhibit }: { exhibit: Exhibit }) {
  const { go } = useNavigation();
  const { data } = useRead('evidence.similar', { exhibitId: exhibit.id });
  const { data: exhibits } = useRead('evidence.list', { caseId: exhibit.caseId });
  if (!data || data.pictures.length === 0) return null;
  return (
    <section className="rt-column" aria-label="Similar pictures">
      <h3>Similar pictures</h3>
      <ul className="rt-evidence-similar">
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
                <span className="rt-cut rt-evidence-similar-title">{picture.title}</span>
                <span className="rt-muted">{likenessWords(picture)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {data.total > SHOWN && (
        <p className="rt-muted">
          The {SHOWN} most similar of {formatCount(data.total)} are shown.
        </p>
      )}
      <p className="rt-muted">Method: {data.method}. Compare the pictures before you rely on it.</p>
    </section>
  );
}

export const likenessWords = ({ likeness, mirrored }: Pick<SimilarPicture, 'likeness' | 'mirrored'>): string =>
  `${Math.round(100 * likeness)} % similar${mirrored ? ', mirrored' : ''}`;

/** Brings the outlines of the world along, which most exhibits never need. */
const WorldMap = lazy(async () => ({ default: (await import('./world-map.tsx')).WorldMap }));

type Group = PictureFacts['groups'][number];
/** Seldom asked for; opened by a click. */
const FOLDED = new Set(['Exposure', 'Everything else']);

/** What the file of a picture says of itself: camera, times, place, software. */
export function PictureFactsView({ exhibit }: { exhibit: Exhibit }) {
  const { data } = useRead('evidence.exif', { exhibitId: exhibit.id });
  if (!data || data.method === null) return null;
  const { groups, position, leftOut, problem, method } = data;
  return (
    <section className="rt-column" aria-label="Metadata in the file">
      <h3>Metadata in the file</h3>
      {problem && <p className="rt-warn">It could not be read: {problem}.</p>}
      {!problem && groups.length === 0 && !position && (
        <p className="rt-muted">
          None: the file records no camera, time or place. Messengers and websites usually remove them.
        </p>
      )}
      {(groups.length > 0 || position) && (
        <Callout compact icon="warning-sign" intent="warning">
          Anyone can change these values. They are a lead, not proof of when, where or with what the picture was taken.
        </Callout>
      )}
      {position && (
        <div className="rt-column">
          <Suspense fallback={<div className="rt-evidence-map" />}>
            <WorldMap position={position} label={`World map: ${decimalWords(position)}`} />
          </Suspense>
          <Hash value={decimalWords(position)} name="The position in decimal degrees" />
          <Hash value={dmsWords(position)} name="The position in degrees, minutes and seconds" />
        </div>
      )}
      {groups.map((group) =>
        FOLDED.has(group.title) ? (
          <details key={group.title}>
            <summary>
              {group.title} <span className="rt-muted">({group.facts.length})</span>
            </summary>
            <Facts group={group} />
          </details>
        ) : (
          <div key={group.title}>
            <h4>{group.title}</h4>
            <Facts group={group} />
          </div>
        ),
      )}
      {leftOut > 0 && <p className="rt-muted">{plural(leftOut, 'more value')} not kept.</p>}
      {groups.length > 0 && <p className="rt-muted">{method}.</p>}
    </section>
  );
}

function Facts({ group }: { group: Group }) {
  return (
    <dl className="rt-facts rt-evidence-picture-facts">
      {group.facts.map(({ name, value }, index) => (
        // A name may come twice, with what two places in the file say.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className="rt-evidence-fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
