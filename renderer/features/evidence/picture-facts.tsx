import { Callout } from '@blueprintjs/core';
import { lazy, Suspense } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { PictureFacts } from '../../../shared/contract/pictures.ts';
import { useRead } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { decimalWords, dmsWords } from './coordinates.ts';

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
    <section className="rt-column" aria-label="What the file says of itself">
      <h3>What the file says of itself</h3>
      {problem && <p className="rt-warn">It could not be read: {problem}.</p>}
      {!problem && groups.length === 0 && !position && (
        <p className="rt-muted">
          Nothing: no camera, time or place is written in it. Messengers and sites remove them.
        </p>
      )}
      {(groups.length > 0 || position) && (
        <Callout compact icon="warning-sign" intent="warning">
          Anyone can write or change these values. They are a lead, and no proof of when, where or with what the picture
          was taken.
        </Callout>
      )}
      {position && (
        <div className="rt-column">
          <Suspense fallback={<div className="rt-map" />}>
            <WorldMap position={position} />
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
    <dl className="rt-facts rt-picture-facts">
      {group.facts.map(({ name, value }, index) => (
        // A name may come twice, with what two places in the file say.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className="rt-fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
