import './queue.css';
import { Button, HTMLSelect, InputGroup, Tab, Tabs, Tag } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import type { Case } from '../../../shared/contract/cases.ts';
import { nextDue } from '../../../shared/domain/clocks/of-request.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { PRIORITY, STATUS } from '../../parts/case-form.tsx';
import { useNow } from '../../parts/due-text.tsx';
import { keep, kept } from '../../state/desk.ts';
import { useWorkspace } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { CalendarsDialog } from './calendars-dialog.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { DueList } from './due-list.tsx';
import { Due, type QueueRow, QueueTable } from './queue-table.tsx';
import { RetentionPanel } from './retention.tsx';
import { Totals } from './totals.tsx';
import { Trends } from './trends.tsx';

const NONE: never[] = [];

const Filter = z.object({
  text: z.string(),
  team: z.string(),
  owner: z.string(),
  priority: z.string(),
  status: z.string(),
});
type Filter = z.infer<typeof Filter>;
const Saved = z.array(z.object({ name: z.string(), filter: Filter }));
const ALL: Filter = { text: '', team: '', owner: '', priority: '', status: '' };

const fits = (row: QueueRow, filter: Filter): boolean =>
  (filter.team === '' || row.team.split(', ').includes(filter.team)) &&
  (filter.owner === '' || row.owner.split(', ').includes(filter.owner)) &&
  (filter.priority === '' || row.case.priority === filter.priority) &&
  (filter.status === '' || row.case.status === filter.status) &&
  `${caseLabel(row.case.number)} ${row.case.title} ${row.case.codename} ${row.case.requester} ${row.team} ${row.tags.join(' ')}`
    .toLowerCase()
    .includes(filter.text.trim().toLowerCase());

const together = (values: readonly string[]): string => [...new Set(values.filter((each) => each !== ''))].join(', ');

/** All cases by what they wait for: due, as a table, as a board, and in numbers. */
export function QueueScreen({ onLeave }: { onLeave: () => void }) {
  const { data: cases = NONE } = useRead('case.list', {});
  const { data: requests = NONE } = useRead('request.list', {});
  const { data: calendars = NONE } = useRead('calendar.list', {});
  const now = useNow();
  const [filter, setFilter] = useState<Filter>(ALL);
  const [saved, setSaved] = useState<z.infer<typeof Saved>>([]);
  const [tab, setTab] = useState<string>('due');
  const [showsCalendars, setShowsCalendars] = useState(false);
  useEffect(() => {
    void kept('vault', 'queue', Saved, []).then(({ value }) => setSaved(value));
  }, []);
  const rows = useMemo(
    () =>
      cases.map((of): QueueRow => {
        const own = requests.filter(({ caseId }) => caseId === of.id);
        const dues = own.flatMap((request) => nextDue(request, calendars, now) ?? []);
        const ofCase = of.dueAt === null || of.status === 'closed' ? [] : [Date.parse(of.dueAt)];
        const all = dues.length > 0 ? dues : own.length === 0 ? ofCase : [];
        return {
          case: of,
          requests: own,
          team: together(own.length > 0 ? own.map(({ team }) => team) : [of.team]),
          owner: together(own.map(({ owner }) => owner)),
          tags: [...new Set(own.flatMap(({ tags }) => tags))],
          due: all.length === 0 ? null : Math.min(...all),
        };
      }),
    [cases, requests, calendars, now],
  );
  const shown = useMemo(() => rows.filter((row) => fits(row, filter)), [rows, filter]);
  const shownRequests = shown.flatMap((row) => row.requests);
  const save = (next: z.infer<typeof Saved>): void => {
    setSaved(next);
    keep('vault', 'queue', next);
  };
  const isAll = JSON.stringify(filter) === JSON.stringify(ALL);
  const named = saved.find((each) => JSON.stringify(each.filter) === JSON.stringify(filter));
  const choice = (key: 'team' | 'owner', label: string) => (
    <HTMLSelect
      aria-label={label}
      value={filter[key]}
      onChange={(event) => setFilter({ ...filter, [key]: event.target.value })}
      options={[
        { value: '', label: `All ${label.toLowerCase()}s` },
        ...[...new Set(rows.flatMap((row) => row[key].split(', ')))].filter((each) => each !== '').toSorted(),
      ]}
    />
  );
  return (
    <Screen
      title="Queue"
      actions={
        <>
          <Button icon="time" text="Calendars" onClick={() => setShowsCalendars(true)} />
          <Button icon="list" text="Cases" onClick={onLeave} />
        </>
      }
    >
      <div className="rt-queue">
        <div className="rt-row rt-row-wrap">
          <InputGroup
            leftIcon="filter"
            placeholder="Filter"
            aria-label="Filter the queue"
            value={filter.text}
            onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          />
          {choice('team', 'Team')}
          {choice('owner', 'Owner')}
          <HTMLSelect
            aria-label="Priority"
            value={filter.priority}
            onChange={(event) => setFilter({ ...filter, priority: event.target.value })}
            options={[
              { value: '', label: 'All priorities' },
              ...Object.entries(PRIORITY).map(([value, { words }]) => ({ value, label: words })),
            ]}
          />
          <HTMLSelect
            aria-label="Status"
            value={filter.status}
            onChange={(event) => setFilter({ ...filter, status: event.target.value })}
            options={[
              { value: '', label: 'All statuses' },
              ...Object.entries(STATUS).map(([value, label]) => ({ value, label })),
            ]}
          />
          <HTMLSelect
            aria-label="Saved filters"
            value={named?.name ?? ''}
            onChange={(event) => setFilter(saved.find(({ name }) => name === event.target.value)?.filter ?? ALL)}
            options={[{ value: '', label: isAll ? 'No filter' : 'Own filter' }, ...saved.map(({ name }) => name)]}
          />
          {named ? (
            <Button
              variant="minimal"
              icon="trash"
              text="Delete the filter"
              onClick={() => save(saved.filter((each) => each !== named))}
            />
          ) : (
            !isAll && (
              <Button
                variant="minimal"
                icon="floppy-disk"
                text="Save the filter"
                onClick={() => save([...saved, { name: wordsOf(filter), filter }])}
              />
            )
          )}
          <span className="rt-grow" />
          <span className="rt-muted" role="status">
            {plural(shown.length, 'case')}, {plural(shownRequests.length, 'request')}
          </span>
        </div>
        <Tabs id="queue" selectedTabId={tab} onChange={(id) => setTab(String(id))} renderActiveTabPanelOnly>
          <Tab
            id="due"
            title="Due"
            panel={
              <DueList
                cases={cases}
                caseIds={new Set(shown.map((row) => row.case.id))}
                requests={shownRequests}
                calendars={calendars}
                now={now}
              />
            }
          />
          <Tab id="table" title="Table" panel={<QueueTable rows={shown} now={now} />} />
          <Tab id="board" title="Board" panel={<QueueBoard rows={shown} now={now} />} />
          <Tab id="trends" title="Trends" panel={<Trends cases={cases} />} />
          <Tab id="totals" title="Totals" panel={<Totals requests={shownRequests} calendars={calendars} now={now} />} />
          <Tab id="retention" title="Retention" panel={<RetentionPanel now={now} />} />
        </Tabs>
      </div>
      {showsCalendars && <CalendarsDialog onClose={() => setShowsCalendars(false)} />}
    </Screen>
  );
}

const wordsOf = ({ text, team, owner, priority, status }: Filter): string =>
  [
    text,
    team,
    owner,
    priority && PRIORITY[priority as Case['priority']].words,
    status && STATUS[status as Case['status']],
  ]
    .filter(Boolean)
    .join(', ');

/** A column for each status. A case is moved by its own choice, which the keyboard reaches too. */
function QueueBoard({ rows, now }: { rows: readonly QueueRow[]; now: number }) {
  const { openCase } = useWorkspace();
  const update = useWrite('case.update');
  const { data: standings = NONE } = useRead('work.standings', {});
  const [closing, setClosing] = useState<QueueRow | null>(null);
  const standing = new Map(standings.map((each) => [each.caseId, each]));
  return (
    <div className="rt-queue-board">
      {(Object.keys(STATUS) as Case['status'][]).map((status) => {
        const of = rows
          .filter((row) => row.case.status === status)
          .toSorted((a, b) => (a.due ?? Number.POSITIVE_INFINITY) - (b.due ?? Number.POSITIVE_INFINITY));
        return (
          <section key={status} className="rt-panel" aria-label={STATUS[status]}>
            <div className="rt-panel-head">
              <h2 className="rt-panel-title">
                {STATUS[status]} <span className="rt-muted">{of.length}</span>
              </h2>
            </div>
            <ul className="rt-queue-cards">
              {of.map((row) => (
                <li key={row.case.id}>
                  <div className="rt-row">
                    <span className="rt-mono rt-grow">{caseLabel(row.case.number)}</span>
                    <Tag minimal intent={PRIORITY[row.case.priority].rank < 2 ? 'danger' : 'none'}>
                      {PRIORITY[row.case.priority].words}
                    </Tag>
                  </div>
                  <button type="button" className="rt-queue-open" onClick={() => openCase(row.case.id)}>
                    {row.case.title}
                  </button>
                  <span className="rt-muted">
                    {[row.team, row.owner].filter(Boolean).join(' · ') || 'nobody stated'}
                  </span>
                  {status === 'closed' && standing.get(row.case.id)?.outcome && (
                    <span className="rt-muted">
                      {standing.get(row.case.id)?.outcome}: {standing.get(row.case.id)?.reason}
                    </span>
                  )}
                  <div className="rt-row">
                    <span className="rt-grow">
                      {row.due === null ? (
                        <span className="rt-muted">no due time</span>
                      ) : (
                        <Due at={row.due} now={now} />
                      )}
                    </span>
                    <Changes>
                      <HTMLSelect
                        minimal
                        aria-label={`Status of ${caseLabel(row.case.number)}`}
                        value={status}
                        onChange={(event) => {
                          const next = event.target.value as Case['status'];
                          if (next === 'closed') setClosing(row);
                          else update.mutate({ caseId: row.case.id, status: next }, { onError: showError });
                        }}
                        options={Object.entries(STATUS).map(([value, label]) => ({ value, label }))}
                      />
                    </Changes>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {closing && (
        <CloseDialog
          of={closing.case}
          openRequests={closing.requests.filter(({ outcome }) => outcome === '').length}
          openTasks={standing.get(closing.case.id)?.tasksOpen ?? 0}
          onClose={() => setClosing(null)}
        />
      )}
    </div>
  );
}
