import { Button, Callout } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';

/** What a picture was made from, and what was made from it. */
export function CopyFacts({ exhibit }: { exhibit: Exhibit }) {
  const picture = isPicture(exhibit);
  const { data: origin } = useRead('copy.origin', { exhibitId: exhibit.id }, { enabled: exhibit.copyOf !== null });
  const { data: copies } = useRead('copy.of', { exhibitId: exhibit.id }, { enabled: picture });
  return (
    <>
      {origin && (
        <Callout icon="duplicate" compact>
          <div className="rt-evidence-copy-links">
            <span>
              A working copy of <To id={origin.exhibitId} label={origin.label} />
              {origin.removed && ', which was removed'}
            </span>
            <details>
              <summary>{plural(origin.words.length, 'step')}</summary>
              <ol className="rt-evidence-copy-words">
                {origin.words.map((words, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
                  <li key={index} className="rt-break">
                    {words}
                  </li>
                ))}
              </ol>
            </details>
          </div>
        </Callout>
      )}
      {copies && copies.length > 0 && (
        <Callout icon="duplicate" compact>
          <div className="rt-evidence-copy-links">
            <span>{copies.length === 1 ? 'A working copy was made' : `${copies.length} working copies were made`}</span>
            {copies.map(({ exhibitId, label, title, removed }) => (
              <span key={exhibitId} className="rt-cut">
                <To id={exhibitId} label={label} /> {title}
                {removed && ' (removed)'}
              </span>
            ))}
          </div>
        </Callout>
      )}
    </>
  );
}

function To({ id, label }: { id: ExhibitId; label: string }) {
  const { go } = useNavigation();
  return (
    <Button
      size="small"
      variant="minimal"
      className="rt-mono rt-evidence-copy-to"
      text={label}
      onClick={() => go({ screen: 'evidence', focus: id })}
    />
  );
}
