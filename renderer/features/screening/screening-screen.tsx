import './screening.css';
import {
  Button,
  Callout,
  Checkbox,
  HTMLSelect,
  InputGroup,
  NumericInput,
  Spinner,
  Tag,
  TextArea,
} from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changesOf } from '../../../shared/contract/commands.ts';
import {
  type Decision,
  DecisionVerdict,
  type ScreeningHit,
  type ScreeningRun,
  type StandingDecision,
} from '../../../shared/contract/screening.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { USUAL_THRESHOLD } from '../../../shared/domain/screening/score.ts';
import { runJob } from '../../client/call.ts';
import { refresherOf, useRead, useWrite } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { formatCount, formatUtc, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import { EmptyState, Panel, Screen } from '../../ui/panel.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { CountriesPanel } from './countries-panel.tsx';

/** Persons, organisations and identifiers of the case against lists that the user brings. */
export function ScreeningScreen() {
  const { caseId, place } = useNavigation();
  const { data: runs } = useRead('screening.runs', { caseId });
  const [chosen, choose] = useState<string | undefined>(place.focus);
  const shown = runs?.find(({ exhibitId }) => exhibitId === chosen) ?? runs?.[0];
  return (
    <Screen
      title="Screening"
      actions={
        runs &&
        runs.length > 0 && (
          <HTMLSelect
            aria-label="Run"
            value={shown?.exhibitId}
            onChange={(event) => choose(event.target.value)}
            options={runs.map(({ exhibitId, label, at, hits }) => ({
              value: exhibitId,
              label: `${label}, ${formatUtc(at).slice(0, 16)}, ${plural(hits, 'hit')}`,
            }))}
          />
        )
      }
    >
      <div className="rt-screening">
        <NewRun onMade={choose} />
        {runs === undefined && <Spinner className="rt-waiting" />}
        {runs?.length === 0 && (
          <EmptyState icon="search-text" title="No run yet">
            Import a list as an exhibit (OFAC, UN, EU, UK, OpenSanctions, FollowTheMoney, MISP warning lists, or your
            own), choose it and run. No list is shipped with the program.
          </EmptyState>
        )}
        <CountriesPanel />
        {shown && <Run key={shown.exhibitId} exhibitId={shown.exhibitId} label={shown.label} />}
      </div>
    </Screen>
  );
}

function NewRun({ onMade }: { onMade: (id: string) => void }) {
  const { caseId } = useNavigation();
  const client = useQueryClient();
  const [lists, setLists] = useState<ExhibitId[]>([]);
  const [names, setNames] = useState('');
  const [entities, setEntities] = useState(true);
  const [threshold, setThreshold] = useState<number>(USUAL_THRESHOLD);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const given = names
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      const made = await runJob('screening.run', { caseId, lists, names: given, entities, threshold });
      await refresherOf(client).now(changesOf('screening.run'));
      onMade(made.exhibitId);
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return (
    <Panel title="New run">
      <Changes>
        <form className="rt-screening-form" onSubmit={(event) => void submit(event)}>
          <Field label="Lists" help="Exhibits of this case. Files of OFAC that belong together are chosen together.">
            {(id) => <ExhibitPicker id={id} caseId={caseId} value={lists} onChange={setLists} />}
          </Field>
          <Field label="Further names, one a line" help="Name; date of birth; country">
            {(id, describedBy) => (
              <TextArea
                id={id}
                aria-describedby={describedBy}
                fill
                rows={2}
                value={names}
                onChange={(event) => setNames(event.target.value)}
              />
            )}
          </Field>
          <Field label="Least points">
            {(id) => (
              <NumericInput
                id={id}
                fill
                buttonPosition="none"
                min={0}
                max={200}
                clampValueOnBlur
                value={threshold}
                onValueChange={(value) => Number.isInteger(value) && setThreshold(value)}
              />
            )}
          </Field>
          <div className="rt-column">
            <Checkbox
              label="Entities of the case"
              checked={entities}
              onChange={(event) => setEntities(event.currentTarget.checked)}
            />
            <Button
              type="submit"
              intent="primary"
              icon="play"
              text="Run"
              loading={busy}
              disabled={lists.length === 0}
            />
          </div>
        </form>
      </Changes>
    </Panel>
  );
}

const keyOf = ({ subject, list, entry }: ScreeningHit): string => `${subject.name}\n${list}\n${entry.id}`;

function Run({ exhibitId, label }: { exhibitId: ExhibitId; label: string }) {
  const { data } = useRead('screening.get', { exhibitId });
  const [state, setState] = useState('all');
  if (!data) return <Spinner className="rt-waiting" />;
  const { run, decisions, fresh, gone } = data;
  const decided = new Map(decisions.map((each) => [`${each.subject}\n${each.list}\n${each.entry}`, each]));
  const isNew = new Set(fresh);
  const hits = run.hits.filter((hit) => {
    const decision = decided.get(keyOf(hit));
    return (
      state === 'all' ||
      (state === 'open'
        ? !decision || decision.outdated
        : state === 'new'
          ? isNew.has(keyOf(hit))
          : decision?.verdict === state && !decision.outdated)
    );
  });
  return (
    <>
      <Panel
        title={`${label}: ${plural(run.hits.length + run.hitsLeft, 'hit')} of ${plural(run.subjects.length, 'subject')}`}
      >
        <Lists of={run} />
        {gone.length > 0 && (
          <p className="rt-panel-note rt-muted">
            No longer found since the run before: {gone.map((key) => key.split('\n')[0]).join(', ')}
          </p>
        )}
      </Panel>
      <div className="rt-row">
        <HTMLSelect
          aria-label="Hits to show"
          value={state}
          onChange={(event) => setState(event.target.value)}
          options={[
            { value: 'all', label: 'All hits' },
            { value: 'open', label: 'Not decided' },
            { value: 'new', label: 'New since the run before' },
            ...DecisionVerdict.options.map((value) => ({ value, label: WORDS[value] })),
          ]}
        />
        <span className="rt-muted">Points rank hits; they are no probability. A name alone is at most possible.</span>
      </div>
      {hits.slice(0, SHOWN).map((hit) => (
        <Hit
          key={`${hit.subject.id} ${hit.list} ${hit.entry.id}`}
          exhibitId={exhibitId}
          of={hit}
          isNew={isNew.has(keyOf(hit))}
          decision={decided.get(keyOf(hit))}
        />
      ))}
      {hits.length > SHOWN && (
        <p className="rt-muted">
          The first {SHOWN} of {formatCount(hits.length)} hits are shown. Decide them, or raise the least points.
        </p>
      )}
    </>
  );
}
const SHOWN = 200;
const WORDS: Record<Decision['verdict'], string> = {
  match: 'Match',
  possible: 'Possible',
  cleared: 'Cleared',
  contradicted: 'Contradicted',
};

function Lists({ of }: { of: ScreeningRun }) {
  return (
    <ul className="rt-list">
      {of.lists.map(({ format, listDate, files, rows, entries, left, leftFirst, notes }) => (
        <li key={format} className="rt-line">
          <span className="rt-grow">
            {format} <span className="rt-muted">{listDate || 'states no date'}</span>
            <span className="rt-line-detail">
              {files.map(({ exhibit, name }) => `${exhibit} ${name}`).join(', ')} · {formatCount(rows)} records,{' '}
              {formatCount(entries)} compared, {formatCount(left)} not read
              {left > 0 && leftFirst[0] && ` (line ${leftFirst[0].line}: ${leftFirst[0].why})`}
            </span>
            {notes.map((note) => (
              <span key={note} className="rt-line-detail">
                {note}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface HitProps {
  readonly exhibitId: ExhibitId;
  readonly of: ScreeningHit;
  readonly isNew: boolean;
  readonly decision: StandingDecision | undefined;
}
function Hit({ exhibitId, of, isNew, decision }: HitProps) {
  const decide = useWrite('screening.decide');
  const [reason, setReason] = useState('');
  const { subject, entry, name, points, rules, verdict, nothingToCompare, rarity, list } = of;
  const set = (next: Decision['verdict']): void =>
    decide.mutate(
      { exhibitId, subject: subject.name, list, entry: entry.id, verdict: next, reason },
      { onSuccess: () => setReason(''), onError: showError },
    );
  return (
    <article className="rt-panel rt-screening-hit" aria-label={`${subject.name}: ${name}`}>
      <div className="rt-row rt-row-wrap">
        <strong>{subject.name}</strong>
        <span className="rt-muted">{[subject.born, ...subject.countries].filter(Boolean).join(', ')}</span>
        <span aria-hidden="true">→</span>
        <strong>{name}</strong>
        <span className="rt-muted">
          {list} · {entry.id} · {[...entry.born, ...entry.countries, ...entry.programmes].join(', ') || 'nothing more'}
        </span>
        <span className="rt-grow" />
        {isNew && (
          <Tag minimal intent="primary">
            new
          </Tag>
        )}
        {nothingToCompare && (
          <Tag minimal intent="warning">
            nothing to compare but the name
          </Tag>
        )}
        {rarity > 20 && <Tag minimal>common: {formatCount(rarity)} names of the list</Tag>}
        <Tag intent={verdict === 'likely' ? 'danger' : verdict === 'possible' ? 'warning' : 'none'} minimal>
          {verdict}, {points} points
        </Tag>
      </div>
      <p className="rt-muted">
        {rules.map(({ rule, points: each }) => `${rule} ${each > 0 ? '+' : ''}${each}`).join(' · ')}
      </p>
      {decision && (
        <Callout compact intent={decision.outdated ? 'warning' : decision.verdict === 'match' ? 'danger' : 'none'}>
          {decision.outdated && 'The entry has changed: decide again. It was '}
          {WORDS[decision.verdict]}: {decision.reason}{' '}
          <span className="rt-muted">
            · {decision.by}, <Time at={decision.at} />
            {decision.against !== '' && `, decided against version of ${decision.against}`}
          </span>
        </Callout>
      )}
      <Changes>
        <div className="rt-row rt-row-wrap">
          <InputGroup
            className="rt-grow"
            aria-label={`Reason for ${subject.name}`}
            placeholder="Reason of the decision"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {DecisionVerdict.options.map((each) => (
            <Button
              key={each}
              size="small"
              text={WORDS[each]}
              disabled={reason.trim() === '' || decide.isPending}
              onClick={() => set(each)}
            />
          ))}
        </div>
      </Changes>
    </article>
  );
}
