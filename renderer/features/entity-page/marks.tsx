import { Button, Tag } from '@blueprintjs/core';
import { useRead } from '../../client/hooks.ts';
import type { OpenPage } from '../../state/entity-page.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';

interface Props {
  readonly value: OpenPage;
  readonly go: (place: Place) => void;
}

/** Why it deserves a look: hits on lists, and what is unusual beside its like. What was not asked is said too. */
export function Marks({ value, go }: Props) {
  const { caseId } = useNavigation();
  const { data } = useRead('page.marks', { caseId, ...value });
  if (!data) return null;
  const { hits, hitCount, screened, unusual } = data;
  const asked = screened.filter((run) => run.asked);
  return (
    <section>
      <h3>Risk marks</h3>
      {unusual.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <ul>
        {hits.map(({ exhibitId, run, list, entry, name, points, verdict, decision, against }) => (
          <li key={`${run} ${list} ${entry} ${name}`}>
            <Tag minimal intent={decision === 'cleared' ? 'none' : verdict === 'possible' ? 'warning' : 'danger'}>
              {decision ?? `${verdict}, not decided`}
              {against !== '' && `, decided against version of ${against}`}
            </Tag>{' '}
            <bdi className="rt-break">{name}</bdi>{' '}
            <span className="rt-muted rt-break">
              {list}, {entry}, {plural(points, 'point')}
            </span>{' '}
            <Button
              variant="minimal"
              size="small"
              text={run}
              onClick={() => go({ screen: 'screening', focus: exhibitId })}
            />
          </li>
        ))}
      </ul>
      <p className="rt-muted">
        {hitCount > hits.length && `The first ${hits.length} of ${plural(hitCount, 'hit')}. `}
        {screened.length === 0
          ? 'The case was not screened against lists. '
          : asked.length === 0
            ? 'It was not among the names that were screened. '
            : hitCount === 0
              ? `Screened without a hit in ${asked.map(({ run, lists }) => `${run} (${lists.join(', ')})`).join('; ')}. `
              : ''}
        {asked.some(({ hitsLeft }) => hitsLeft > 0) && 'A screening lists only its first hits: it may have more. '}
        {unusual.length === 0 && 'Neither its links nor the exhibits behind it are unusual.'}
      </p>
    </section>
  );
}
