import { Button, Checkbox, HTMLSelect, Tag } from '@blueprintjs/core';
import { useState } from 'react';
import type { Case } from '../../../shared/contract/cases.ts';
import { TREND_BY, type Trend, type TrendBy, type TrendRow } from '../../../shared/contract/trends.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { TREND_WORDS } from '../../../shared/domain/trend-words.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { CountryButton } from '../../parts/countries.tsx';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { Watch } from './watch.tsx';

const BY: Record<TrendBy, string> = {
  typology: 'Typology',
  technique: 'F3 technique',
  team: 'Team',
  country: 'Country',
  money: 'Money',
  method: 'Method',
};
const DAY_MS = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const USUAL_DAYS = 90;

/** What comes more often, and what was never seen before, over all cases. */
export function Trends({ cases }: { cases: readonly Case[] }) {
  const [by, setBy] = useState<TrendBy>('team');
  const [to, setTo] = useState(dayOf(Date.now()));
  const [from, setFrom] = useState(dayOf(Date.now() - (USUAL_DAYS - 1) * DAY_MS));
  const asked = { by, from, to };
  const isPeriod = from !== '' && to !== '' && from <= to;
  const { data, error } = useRead('trend.read', asked, { enabled: isPeriod });
  return (
    <div className="rt-column">
      <div className="rt-row rt-row-wrap">
        <HTMLSelect
          aria-label="Count cases by"
          value={by}
          onChange={(event) => setBy(event.target.value as TrendBy)}
          options={TREND_BY.map((value) => ({ value, label: BY[value] }))}
        />
        <input
          type="date"
          className="bp6-input"
          aria-label="First day (UTC)"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <input
          type="date"
          className="bp6-input"
          aria-label="Last day (UTC)"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <span className="rt-grow" />
        {data && isPeriod && <Keep of={data} cases={cases} />}
      </div>
      {!isPeriod && <p className="rt-warn">Choose a first day that is not after the last one.</p>}
      {error && <p className="rt-danger">{error.message}</p>}
      {data && isPeriod && <Counted of={data} />}
      {isPeriod && <Watch from={from} to={to} />}
    </div>
  );
}

function Counted({ of }: { of: Trend }) {
  const most = Math.max(1, ...of.rows.flatMap(({ now, before }) => [now, before]));
  if (of.rows.length === 0)
    return (
      <EmptyState icon="trending-up" title="Nothing to count in these two periods">
        {plural(of.cases, 'case')} of the period, counted by {of.basis}. Choose another period, or give cases what they
        are counted by.
      </EmptyState>
    );
  return (
    <>
      <p className="rt-muted">
        {plural(of.cases, 'case')}, {of.casesBefore} in the period before ({of.before.from} to {of.before.to}). Counted
        by {of.basis}.
        {of.without > 0 && ` ${plural(of.without, 'case')} of the period ${of.without === 1 ? 'has' : 'have'} none.`}
      </p>
      <table className="bp6-html-table bp6-compact rt-queue-trends" aria-label={`Trend by ${BY[of.by].toLowerCase()}`}>
        <thead>
          <tr>
            <th>{BY[of.by]}</th>
            <th>
              <span className="rt-visually-hidden">Change</span>
            </th>
            <th>Cases of the period over those before</th>
            <th>Cases</th>
            <th>Before</th>
            {of.by === 'money' && (
              <>
                <th>Sum</th>
                <th>Sum before</th>
              </>
            )}
            <th>First seen (UTC)</th>
            <th>Which</th>
            {of.by === 'country' && <th>Stated by</th>}
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{codeIn(of, row) ? <CountryButton code={codeIn(of, row) as string} /> : row.name}</th>
              <td>
                <Change of={row} />
              </td>
              <td className="rt-queue-trends-bars" aria-hidden="true">
                <span className="rt-queue-trends-now" style={{ width: `${(100 * row.now) / most}%` }} />
                <span className="rt-queue-trends-before" style={{ width: `${(100 * row.before) / most}%` }} />
              </td>
              <td>{row.now}</td>
              <td>{row.before}</td>
              {of.by === 'money' && (
                <>
                  <td className="rt-mono">{row.sum}</td>
                  <td className="rt-mono">{row.sumBefore}</td>
                </>
              )}
              <td className="rt-nowrap">{row.firstSeen}</td>
              <td className="rt-mono">{row.cases.join(', ')}</td>
              {of.by === 'country' && <td className="rt-muted">{row.by}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The code of a row that is a country: "Iran (IR)". */
const codeIn = ({ by }: Trend, { name }: TrendRow): string | null =>
  by === 'country' ? (/ \(([A-Z]{2})\)$/.exec(name)?.[1] ?? null) : null;

const Change = ({ of: { isNew, now, rising } }: { of: TrendRow }) =>
  isNew && now > 0 ? (
    <Tag minimal intent="danger">
      New
    </Tag>
  ) : rising ? (
    <Tag minimal intent="warning">
      Rising
    </Tag>
  ) : null;

/** As an exhibit of a case, or on paper. */
function Keep({ of: { by, from, to }, cases }: { of: Trend; cases: readonly Case[] }) {
  const asked = { by, from, to };
  const freeze = useWrite('trend.freeze');
  const [caseId, setCaseId] = useState('');
  const [printing, setPrinting] = useState(false);
  const [sheets, setSheets] = useState(false);
  const [saving, setSaving] = useState(false);
  const print = async (): Promise<void> => {
    setPrinting(true);
    try {
      const { ticket, name } = await runJob('trend.print', { ...asked, countries: by === 'country' && sheets });
      if ((await host().save(ticket, name)) !== 'cancelled')
        showToast({ message: 'The trend briefing was printed.', intent: 'success' });
    } catch (error) {
      showToast({ message: messageOf(error), intent: 'danger' });
    }
    setPrinting(false);
  };
  return (
    <>
      <Changes>
        <HTMLSelect
          aria-label="Case that gets the trend as an exhibit"
          value={caseId}
          onChange={(event) => setCaseId(event.target.value)}
          options={[
            { value: '', label: 'Choose a case' },
            ...cases.map(({ id, number, title }) => ({
              value: id,
              label: `${caseLabel(number)} ${title}`.slice(0, 60),
            })),
          ]}
        />
        <Button icon="archive" text="Save as exhibit" disabled={caseId === ''} onClick={() => setSaving(true)} />
      </Changes>
      {saving && (
        <SaveExhibit
          title={`Trend by ${TREND_WORDS[by]}, ${from} to ${to}`}
          onClose={() => setSaving(false)}
          onSave={async (title) => {
            const { exhibitId, label } = await freeze.mutateAsync({ ...asked, caseId: caseId as CaseId, title });
            return { id: exhibitId, label };
          }}
        >
          The trend as it is counted now is saved in the chosen case and never changes.
        </SaveExhibit>
      )}
      {by === 'country' && (
        <Checkbox
          className="rt-queue-sheets"
          label="With country sheets"
          checked={sheets}
          onChange={(event) => setSheets(event.currentTarget.checked)}
        />
      )}
      <Button icon="document" text="Print the trend briefing" loading={printing} onClick={() => void print()} />
    </>
  );
}
