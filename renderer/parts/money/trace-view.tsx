import './money.css';
import { Callout, Checkbox, HTMLSelect } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Trace, TraceRun } from '../../../shared/contract/traces.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { flowScene } from '../../../shared/domain/tracing/flow-scene.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { useDark } from '../../state/theme.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { SceneMark } from '../charts/scene-mark.tsx';

const SHOWN = 500; // rows of a table; the exhibit and the export have all
const RUNS: Readonly<Record<string, string>> = {
  clean: 'What accounts held before is taken for other money',
  excluded: 'What accounts held before is left out',
};

/** A trace: its flow by one method, the methods side by side, the table that must balance, and the method in words. */
export function TraceView({ trace }: { readonly trace: Trace }) {
  const { asset, accounts, transfers, methods, runs } = trace;
  const [method, setMethod] = useState<Method>('haircut');
  const [services, setServices] = useState(false);
  const sum = (units: string | undefined): string => unitsText(units ?? '0', asset.places);
  const stops = useMemo(() => new Map(accounts.map(({ account, stop }) => [account, stop])), [accounts]);
  const scene = useMemo(
    () =>
      flowScene(trace, {
        ...{ width: 960, size: 12, method },
        ...(services
          ? {
              nameOf: (account: string) =>
                /^(exchange|mixer|bridge|swap)/.exec(stops.get(account) ?? '')?.[0] ?? account,
            }
          : {}),
      }),
    [trace, method, services, stops],
  );
  const theme = useDark() ? DARK : LIGHT;
  const bands = methods.map((each) => METHODS[each].short);
  return (
    <div className="rt-money-trace">
      <Callout compact intent={trace.balances ? 'success' : 'danger'} role="status">
        {trace.balances
          ? `${plural(trace.allTransfers, 'payment')} to ${plural(trace.allAccounts, 'account')}. Every hop balances, by every method but poison, which over-claims.`
          : 'This trace does not balance: see the reconciliation. It is not to be relied on.'}
      </Callout>
      <div className="rt-money-tools">
        <HTMLSelect
          aria-label="Drawn by"
          value={method}
          onChange={({ currentTarget }) => setMethod(currentTarget.value as Method)}
          options={methods.map((each) => ({ value: each, label: `Drawn by ${METHODS[each].name}` }))}
        />
        <Checkbox
          className="rt-money-check"
          label="Collapse services"
          checked={services}
          onChange={({ currentTarget }) => setServices(currentTarget.checked)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys */}
      <section className="rt-money-flow" tabIndex={0} aria-label="Money flow">
        <svg
          width={scene.width}
          height={scene.height}
          viewBox={`0 0 ${scene.width} ${scene.height}`}
          role="img"
          aria-label={scene.alternative}
        >
          {scene.shapes.map((shape, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity, and are never reordered
            <SceneMark key={at} shape={shape} theme={theme} />
          ))}
        </svg>
      </section>
      <Rows
        title="Accounts, methods side by side"
        columns={['Hop', 'Account', 'Stop', ...bands, 'Band', 'Left, band']}
        words={3}
        all={trace.allAccounts}
        rows={accounts.map(({ account, level, stop, received, left }) => [
          ...[String(level), account || 'outside the files', stop, ...methods.map((each) => sum(received.by[each]))],
          ...[band(sum, received), band(sum, left)],
        ])}
      />
      <Rows
        title="Payments"
        columns={['Hop', 'Time', 'From', 'To', 'Exhibit', 'Amount', ...bands, 'Band']}
        words={5}
        all={trace.allTransfers}
        rows={transfers.map(({ hop, time, from, to, exhibit, row, amount, carried }) => [
          ...[String(hop), time, from || 'outside', to || 'outside', `${exhibit} row ${row}`, sum(amount)],
          ...[...methods.map((each) => sum(carried.by[each])), band(sum, carried)],
        ])}
      />
      {Object.entries(runs).map(([name, run]: [string, TraceRun | undefined]) =>
        run === undefined ? null : (
          <Rows
            key={name}
            title={`Reconciliation per hop. ${RUNS[name] ?? name}`}
            columns={['Hop', 'Method', 'Verdict', 'In', 'Passed on', 'Fees', 'Left']}
            words={3}
            rows={run.hops.flatMap(({ hop, methods: by, value }) => [
              lineOf(String(hop), 'All money', value, false),
              ...methods.map((each) => lineOf(String(hop), METHODS[each].short, by[each], each === 'poison')),
            ])}
          />
        ),
      )}
      <section className="rt-money-words" aria-label="Method">
        <h3>Method</h3>
        {trace.method.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <h3>Limits and alternatives</h3>
        <ul>
          {trace.limits.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
    </div>
  );

  function lineOf(
    hop: string,
    name: string,
    line: TraceRun['hops'][number]['methods'][Method] | undefined,
    claims: boolean,
  ): string[] {
    const verdict = claims ? 'over-claims' : line?.balances ? 'balances' : 'does not balance';
    return [hop, name, verdict, sum(line?.received), sum(line?.passedOn), sum(line?.fees), sum(line?.left)];
  }
}

const band = (sum: (units: string) => string, { least, most }: { least: string; most: string }): string =>
  least === most ? sum(least) : `${sum(least)} to ${sum(most)}`;

function Rows({
  title,
  columns,
  rows,
  words,
  all = rows.length,
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** So many columns hold words, the others amounts. */
  readonly words: number;
  readonly all?: number;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys
    <section className="rt-money-table" aria-label={title} tabIndex={0}>
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            {columns.map((name, place) => (
              <th key={name} scope="col" className={place >= words ? 'rt-money-sum' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity, and are never reordered
            <tr key={at}>
              {row.map((cell, place) => (
                <td key={columns[place]} className={place >= words ? 'rt-money-sum' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {all > Math.min(rows.length, SHOWN) && (
        <p className="rt-muted">
          The first {formatCount(Math.min(rows.length, SHOWN))} of {formatCount(all)}.
        </p>
      )}
    </section>
  );
}
