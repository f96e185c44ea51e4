import { Button, InputGroup, ProgressBar } from '@blueprintjs/core';
import { useState } from 'react';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { PointCode, ReportPoint } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { draftWords, openIn, POINTS } from '../../../shared/domain/report-points.ts';
import { useWrite } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { showWordsOf } from '../../ui/show-words.ts';
import { showError } from '../../ui/toaster.ts';
import { Words } from '../../ui/words.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  /** undefined while they are not known yet. */
  readonly points: readonly ReportPoint[] | undefined;
}

/** What is known only once the queries ran again. */
const RUN_AGAIN: ReadonlySet<PointCode> = new Set<PointCode>(['query-changed', 'query-warned']);

/** The report check: what is open makes a print a draft, until it is put right or accepted with a reason. */
export function PointsPanel({ caseId, edition, points }: Props) {
  const job = useJob();
  const [again, setAgain] = useState<{ edition: Edition; points: readonly ReportPoint[] } | null>(null);
  const rerun = again?.edition === edition ? again.points.filter(({ code }) => RUN_AGAIN.has(code)) : null;
  const list = [...(points ?? []), ...(rerun ?? [])];
  const open = openIn(list);
  const run = async (): Promise<void> => {
    const found = await job.run('report.check', { caseId, edition });
    if (found) setAgain({ edition, points: found });
  };
  return (
    <Panel
      title="Report check"
      actions={
        points && (
          <span className={open > 0 ? 'rt-warn' : 'rt-ok'}>{open > 0 ? draftWords(open) : 'No open point'}</span>
        )
      }
    >
      <div className="rt-report-again rt-muted">
        {job.running ? (
          <>
            <span role="status">{job.doing}</span>
            <ProgressBar className="rt-grow" aria-label="Running queries again" />
            <Button size="small" text="Cancel" onClick={job.cancel} />
          </>
        ) : (
          <>
            <span className="rt-grow" role="status">
              {job.problem ||
                (rerun === null
                  ? 'Each print runs its queries again. A print with open points is marked as a draft.'
                  : rerun.some(({ code }) => code === 'query-changed')
                    ? `${plural(rerun.filter(({ code }) => code === 'query-changed').length, 'query no longer holds', 'queries no longer hold')}.`
                    : 'The queries give the same rows.')}
            </span>
            <Button size="small" icon="refresh" text="Run queries again" onClick={() => void run()} />
          </>
        )}
      </div>
      {list.length > 0 && (
        <ul className="rt-report-points">
          {list.map((point) => (
            <PointLine key={point.key} caseId={caseId} point={point} onAccepted={() => rerun && void run()} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Where a point is put right on another screen; null for a field of this one. */
function placeOf(place: NonNullable<ReportPoint['place']>): Place | null {
  if ('finding' in place) {
    const { finding, field, words = { at: 0, length: 0 } } = place;
    return { screen: 'findings', focus: finding, ...(field && { words: { field, ...words } }) };
  }
  if ('judgement' in place) return { screen: 'findings', words: { field: 'judgement', at: 0, length: 0 } };
  if ('exhibit' in place) return { screen: 'evidence', focus: place.exhibit };
  if ('board' in place) return { screen: 'board', focus: place.board };
  return 'case' in place ? { screen: 'overview' } : null;
}

interface Line {
  readonly caseId: CaseId;
  readonly point: ReportPoint;
  readonly onAccepted: () => void;
}

function PointLine({ caseId, point, onAccepted }: Line) {
  const { go } = useNavigation();
  const accept = useWrite('report.accept');
  const [reason, setReason] = useState<string | null>(null);
  const { key, code, where, words, place, accepted } = point;
  const show = (): void => {
    const elsewhere = place && placeOf(place);
    if (elsewhere) go(elsewhere);
    else if (place && 'field' in place && !('finding' in place)) showWordsOf(place.field, place.words);
  };
  const done = (): void => {
    setReason(null);
    onAccepted();
  };
  const say = (given: string | null): void =>
    accept.mutate(
      { caseId, key, words: `${where}: ${words}`.slice(0, 2000), reason: given },
      { onSuccess: done, onError: showError },
    );
  return (
    <li className={accepted ? 'rt-muted' : ''}>
      <div>
        <strong>
          {where} · {POINTS[code]}
        </strong>
      </div>
      <div>
        <Words>{words}</Words>
      </div>
      {accepted ? (
        <div>
          Accepted by {accepted.by}: {accepted.reason}{' '}
          <button type="button" className="rt-report-check-link" onClick={() => say(null)}>
            Take back
          </button>
        </div>
      ) : reason === null ? (
        <div>
          {place && (
            <button type="button" className="rt-report-check-link" onClick={show}>
              Show
            </button>
          )}{' '}
          <button type="button" className="rt-report-check-link" onClick={() => setReason('')}>
            Accept with a reason
          </button>
        </div>
      ) : (
        <form
          className="rt-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') say(reason.trim());
          }}
        >
          <InputGroup
            className="rt-grow"
            size="small"
            autoFocus
            aria-label={`Reason to accept: ${words}`}
            placeholder="Reason, kept in the custody log"
            maxLength={500}
            value={reason}
            onValueChange={setReason}
          />
          <Button size="small" type="submit" text="Accept" disabled={reason.trim() === ''} />
          <Button size="small" variant="minimal" text="Cancel" onClick={() => setReason(null)} />
        </form>
      )}
    </li>
  );
}
