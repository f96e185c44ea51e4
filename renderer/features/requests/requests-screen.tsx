import './requests.css';
import { Button, InputGroup, Spinner, Tag } from '@blueprintjs/core';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { LogEntry, Question, Request } from '../../../shared/contract/requests.ts';
import { clocksOf, nextClock, nextDue } from '../../../shared/domain/clocks/of-request.ts';
import { awaited } from '../../../shared/domain/clocks/request-clock.ts';
import { requestLabel } from '../../../shared/domain/labels.ts';
import { readPasted } from '../../../shared/domain/requests/pasted.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { PRIORITY } from '../../parts/case-form.tsx';
import { CountriesOfCase } from '../../parts/countries.tsx';
import { untilDue, useNow } from '../../parts/due-text.tsx';
import { RequestClocks } from '../../parts/request-clocks.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation, useWorkspace } from '../../state/navigation.tsx';
import { formatInZone, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { EmptyState, Panel, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { REQUESTS } from './actions.ts';
import { Guide } from './guide.tsx';
import { QuestionCard } from './question-card.tsx';
import { Related } from './related.tsx';
import { Replies, ReplyDialog } from './replies.tsx';
import { SeenLook } from './seen-look.tsx';
import { StepDialog } from './step-dialog.tsx';
import { Tasks } from './tasks.tsx';

const NONE: never[] = [];

/** Who asks what, how long they have waited, and what was answered. */
export function RequestsScreen() {
  const { caseId, place } = useNavigation();
  const { newRequest } = useWorkspace();
  const { data, error } = useRead('request.list', { caseId });
  const { data: questions = NONE } = useRead('question.list', { caseId });
  const [chosen, choose] = useState<string | undefined>(place.focus);
  const [asked, setAsked] = useState<LogEntry['kind'] | 'reply' | null>(null);
  const focused = questions.find(({ id }) => id === place.focus);
  useEffect(() => {
    if (place.focus) choose(focused ? focused.requestId : place.focus);
  }, [place.focus, focused]);
  const shown = data?.find(({ id }) => id === chosen) ?? data?.[0];
  const reached = new Set(shown?.log.map(({ kind }) => kind));
  const isOpen = shown !== undefined && shown.outcome === '';
  const isPaused = shown?.log.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')?.kind === 'paused';
  const actions = useActions(REQUESTS, {
    new: newRequest,
    acknowledge: { when: isOpen && !reached.has('acknowledged'), perform: () => setAsked('acknowledged') },
    pause: { when: isOpen && !isPaused, perform: () => setAsked('paused') },
    resume: { when: isPaused === true, perform: () => setAsked('resumed') },
    reply: { when: shown !== undefined, perform: () => setAsked('reply') },
    close: {
      when: shown !== undefined,
      label: isOpen ? 'Close the request' : 'Reopen the request',
      perform: () => setAsked(isOpen ? 'closed' : 'reopened'),
    },
  });
  return (
    <Screen
      title="Requests"
      actions={
        shown && (
          <>
            {!reached.has('acknowledged') && isOpen && <ActionButton action={actions.acknowledge} text="Acknowledge" />}
            {isOpen && (
              <ActionButton action={isPaused ? actions.resume : actions.pause} text={isPaused ? 'Resume' : 'Pause'} />
            )}
            <ActionButton action={actions.close} text={isOpen ? 'Close' : 'Reopen'} />
            <ActionButton action={actions.reply} text="Reply" />
            <ActionButton action={actions.new} intent="primary" text="New request" />
          </>
        )
      }
    >
      {!data && !error && <Spinner className="rt-waiting" />}
      {error && (
        <EmptyState icon="issue" title="The requests cannot be read">
          {error.message}
        </EmptyState>
      )}
      {data?.length === 0 && (
        <EmptyState
          icon="inbox"
          title="No request yet"
          action={<ActionButton action={actions.new} intent="primary" text="New request" />}
        >
          A request says who asks what, by when and by what authority. Its questions lead the case, and its clocks start
          when it was received. Paste an e-mail to begin.
        </EmptyState>
      )}
      {data && shown && (
        <div className="rt-request-screen">
          <RequestList requests={data} questions={questions} selected={shown.id} onSelect={choose} />
          <div className="rt-request-pane">
            <OneRequest
              key={shown.id}
              of={shown}
              questions={questions.filter(({ requestId }) => requestId === shown.id)}
              focus={focused?.id}
            />
          </div>
        </div>
      )}
      {shown && asked !== null && asked !== 'reply' && (
        <StepDialog of={shown} kind={asked} onClose={() => setAsked(null)} />
      )}
      {shown && asked === 'reply' && <ReplyDialog of={shown} onClose={() => setAsked(null)} />}
    </Screen>
  );
}

interface ListProps {
  readonly requests: readonly Request[];
  readonly questions: readonly Question[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}
function RequestList({ requests, questions, selected, onSelect }: ListProps) {
  const { data: calendars = NONE } = useRead('calendar.list', {});
  const now = useNow();
  return (
    <ol className="rt-request-list" aria-label="Requests of the case">
      {requests.map((request) => {
        const own = questions.filter(({ requestId }) => requestId === request.id);
        const due = nextDue(request, calendars, now);
        const next = nextClock(clocksOf(request, calendars, now));
        return (
          <li key={request.id}>
            <button type="button" aria-current={request.id === selected} onClick={() => onSelect(request.id)}>
              <span className="rt-row">
                <strong className="rt-grow">{requestLabel(request.number)}</strong>
                <Tag minimal intent={PRIORITY[request.priority].rank < 2 ? 'danger' : 'none'}>
                  {PRIORITY[request.priority].words}
                </Tag>
              </span>
              <span className="rt-request-subject">{request.subject}</span>
              <span className="rt-muted">
                {request.team || request.requester || 'requester not stated'} ·{' '}
                {own.filter(({ state }) => state === 'delivered').length} of {own.length} delivered
              </span>
              <span className={due !== null && due < now ? 'rt-danger' : 'rt-muted'}>
                {request.outcome !== ''
                  ? 'closed'
                  : next === null
                    ? 'answered'
                    : next.state === 'paused'
                      ? `${awaited(next.milestone)}: paused`
                      : due === null
                        ? 'no due time'
                        : `${awaited(next.milestone)} ${untilDue(new Date(due).toISOString(), now)}`}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function OneRequest({
  of,
  questions,
  focus,
}: {
  of: Request;
  questions: readonly Question[];
  focus: string | undefined;
}) {
  const { data: calendars = NONE } = useRead('calendar.list', {});
  const now = useNow();
  return (
    <>
      <Guide of={of} questions={questions} />
      <Panel title={`${requestLabel(of.number)} ${of.subject}`}>
        <Facts of={of} />
        <RequestClocks of={of} calendars={calendars} now={now} />
        <StepLog log={of.log} />
        <div className="rt-request-indicators">
          <SeenLook key={of.id} caseId={of.caseId} text={`${of.subject}\n${of.requester}\n${of.asked}`} />
        </div>
      </Panel>
      <section className="rt-column" aria-label="Questions">
        {questions.map((question) => (
          <QuestionCard key={question.id} of={question} zone={of.zone} isFocused={question.id === focus} />
        ))}
        <AddQuestion of={of} />
      </section>
      <Replies of={of} />
      <Tasks caseId={of.caseId} />
      <Related caseId={of.caseId} />
      <Countries caseId={of.caseId} />
    </>
  );
}

/** Countries that entities of the case state, once one does. */
function Countries({ caseId }: { caseId: Request['caseId'] }) {
  const { data = NONE } = useRead('country.ofCase', { caseId });
  if (data.length === 0) return null;
  return (
    <Panel title="Countries">
      <ul className="rt-list">
        <CountriesOfCase caseId={caseId} />
      </ul>
    </Panel>
  );
}

function Facts({ of }: { of: Request }) {
  const { go } = useNavigation();
  const { exhibitId } = of;
  const said = useMemo(() => readPasted(of.asked).deadlines, [of.asked]);
  const none = <span className="rt-muted">not stated</span>;
  return (
    <dl className="rt-facts rt-request-facts">
      <dt>Requester</dt>
      <dd>
        {of.requester || none}
        {of.team && ` · ${of.team}`}
        {of.channel && <span className="rt-muted"> · by {of.channel}</span>}
      </dd>
      <dt>Received</dt>
      <dd>
        <Time at={of.receivedAt} zone={of.zone} />
      </dd>
      <dt>Needed by</dt>
      <dd>
        {of.neededBy === null ? none : `${formatInZone(of.neededBy, of.zone)} (${of.zone})`}
        {said.length > 0 && <span className="rt-muted"> · the text says “{said.join('”; “')}”</span>}
      </dd>
      <dt>Priority</dt>
      <dd>
        {PRIORITY[of.priority].words} <span className="rt-muted">· {of.priorityReason}</span>
      </dd>
      <dt>Legal basis</dt>
      <dd>{of.legalBasis || none}</dd>
      <dt>Owner</dt>
      <dd>{of.owner || none}</dd>
      {of.why && (
        <>
          <dt>For</dt>
          <dd>{of.why}</dd>
        </>
      )}
      {of.joined && (
        <>
          <dt>Joined the case</dt>
          <dd>{of.joined}</dd>
        </>
      )}
      {of.outcome && (
        <>
          <dt>Outcome</dt>
          <dd>{of.outcome}</dd>
        </>
      )}
      <dt>Asked</dt>
      <dd>{of.asked ? <Asked key={of.id} text={of.asked} /> : none}</dd>
      {exhibitId && (
        <>
          <dt>Came as</dt>
          <dd>
            <Button
              size="small"
              variant="minimal"
              endIcon="chevron-right"
              text="The exhibit of its text"
              onClick={() => go({ screen: 'evidence', focus: exhibitId })}
            />
          </dd>
        </>
      )}
    </dl>
  );
}

const MANY_LINES = 14;
const MANY_LETTERS = 1600;

/** What was asked; a long message is opened by a button that says how much of it there is. */
function Asked({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const lines = text.split('\n');
  const start = lines.slice(0, MANY_LINES).join('\n').slice(0, MANY_LETTERS);
  const left = text.length - start.length;
  return (
    <>
      <div className="rt-request-asked">{open ? text : start}</div>
      {left > 0 && (
        <Button
          size="small"
          variant="minimal"
          icon={open ? 'chevron-up' : 'chevron-down'}
          text={open ? 'Show less' : `Show all, ${plural(left, 'more character')}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      )}
    </>
  );
}

function StepLog({ log }: { log: readonly LogEntry[] }) {
  if (log.length === 0) return <p className="rt-panel-note rt-muted">Nothing noted since it was received.</p>;
  return (
    <ul className="rt-list" aria-label="What happened">
      {log.map(({ id, kind, at, note, by }) => (
        <li key={id} className="rt-line">
          <span className="rt-muted">
            <Time at={at} />
          </span>
          <span className="rt-grow rt-break">
            {kind}
            {note && `: ${note}`}
          </span>
          <span className="rt-muted rt-cut">{by}</span>
        </li>
      ))}
    </ul>
  );
}

function AddQuestion({ of }: { of: Request }) {
  const add = useWrite('question.create');
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '')
      add.mutate({ requestId: of.id, text }, { onSuccess: () => setText(''), onError: showError });
  };
  return (
    <Changes>
      <form className="rt-row" onSubmit={submit}>
        <InputGroup
          className="rt-grow"
          aria-label="Another question"
          placeholder="Another question of this request"
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" icon="plus" text="Add question" disabled={text.trim() === ''} loading={add.isPending} />
      </form>
    </Changes>
  );
}
