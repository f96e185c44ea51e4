import './money.css';
import { Button, Callout, Checkbox, HTMLSelect } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import type { Trace, TraceRun } from '../../../shared/contract/traces.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import type { Shape } from '../../../shared/domain/chart-scene/scene.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { flowScene, onwards, serviceNames } from '../../../shared/domain/tracing/flow-scene.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { pricedAt, roundedText } from '../../../shared/domain/tracing/prices.ts';
import { balanceWords, verdictOfHop } from '../../../shared/domain/tracing/verdicts.ts';
import { staleWords, unitsText } from '../../../shared/domain/tracing/words.ts';
import { useDark } from '../../state/theme.ts';
import { plural } from '../../ui/format.ts';
import { useRoom } from '../../ui/room.ts';
import { Changes } from '../../ui/saved-field.tsx';
import { SceneMark } from '../charts/scene-mark.tsx';
import { ExportTraceDialog } from './export-trace.tsx';
import { alone, useTicked } from './followed.ts';
import { PlaceTraceDialog } from './place-trace.tsx';
import { band, Rows } from './trace-tables.tsx';
import { ValueTables } from './value-tables.tsx';

const MOST_HOPS = 50;
/** Pixels; a flow that is narrower cannot be read, and scrolls. */
const NARROWEST = 560;
/** "Mixer A (mixer, E-0004: source, 2026-01-02, high)". */
const labelWords = ({ text, kind, byName, list, source, date, confidence, chain }: AccountLabel): string =>
  `“${text}” (${[kind === 'other' ? '' : `${kind}${byName ? ' by its name' : ''}`, list, chain, source, date, confidence].filter(Boolean).join(', ')})`;
type AccountLabel = Trace['accounts'][number]['labels'][number];
const RUNS: Readonly<Record<string, string>> = {
  clean: 'What accounts held before is taken for other money',
  excluded: 'What accounts held before is left out',
};
/** A price with where it stands, and the value by it; that there is none is said, and is not 0. */
const priceCells = (priced: Trace['transfers'][number]['priced'], units: bigint, places: number): string[] =>
  priced === null
    ? ['no price', 'no price']
    : [
        `${priced.price} (${priced.date}, ${priced.list} line ${priced.line})`,
        roundedText(pricedAt(units, places, priced.price)),
      ];
interface Props {
  readonly trace: Trace;
  readonly of: Input<'trace.export'>['of'];
  /** Saves it, for what needs an exhibit. @returns null where it failed, which was told */
  readonly onSave?: () => Promise<ExhibitId | null>;
  /** By which methods a report draws it once it is saved; left out for a trace that is saved. */
  readonly onPrinted?: (methods: readonly Method[]) => void;
  /** Follows anew; left out for a trace that is saved. */
  readonly onRun?: (spec: Trace['spec']) => void;
}

/** A trace: its flow by one method, the methods side by side, the table that must balance, and the method in words. */
export function TraceView({ trace, of, onSave, onPrinted, onRun }: Props) {
  const { asset, accounts, transfers, methods, runs } = trace;
  const [ticked, tick] = useTicked(trace);
  const [only, setOnly] = useState<number | null>(null);
  const [exporting, setExporting] = useState(false);
  const [placing, setPlacing] = useState<ExhibitId | null>(null);
  const [method, setMethod] = useState<Method>('haircut');
  const [services, setServices] = useState(false);
  const [printed, setPrinted] = useState<readonly Method[]>(trace.drawnBy);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [box, room] = useRoom();
  const width = Math.max(NARROWEST, room?.width ?? 960);
  const stale = staleWords(trace);
  const sum = (units: string | undefined): string => unitsText(units ?? '0', asset.places);
  const followed = useMemo(() => (only === null ? null : onwards(trace, only)), [trace, only]);
  useEffect(() => {
    setOnly(null);
    setOpen(new Set());
    setPrinted(trace.drawnBy);
  }, [trace]);
  const scene = useMemo(
    () =>
      flowScene(trace, {
        ...{ width, size: 12, method, open, chosen: ticked },
        ...(services && { nameOf: serviceNames(trace) }),
        ...(followed && { followed }),
      }),
    [trace, method, services, followed, width, open, ticked],
  );
  const print = (is: boolean): void => {
    const next = methods.filter((each) => (each === method ? is : printed.includes(each)));
    setPrinted(next);
    onPrinted?.(next);
  };
  const folded = scene.folded.map(({ step }) => step);
  const exhibitId = 'exhibitId' in of ? ExhibitId.parse(of.exhibitId) : null;
  const [one] = ticked;
  const payment = one === undefined ? undefined : transfers[one];
  const theme = useDark() ? DARK : LIGHT;
  const { prices } = trace;
  const valued = prices ? [`Price, ${prices.currency}`, `Value, ${prices.currency}`] : [];
  const bands = methods.map((each) => METHODS[each].short);
  return (
    <div className="rt-money-trace">
      <Callout compact intent={trace.balances ? 'success' : 'danger'} role="status">
        {trace.balances
          ? `${plural(trace.allTransfers, 'payment')} among ${plural(trace.allAccounts, 'account')}. ${balanceWords(runs, methods)}`
          : 'This trace does not balance: see the reconciliation. It is not to be relied on.'}
      </Callout>
      {stale !== null && (
        <Callout compact intent="warning" role="status">
          {stale}
        </Callout>
      )}
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
        {onPrinted && (
          <Checkbox
            className="rt-money-check"
            label="Print this drawing"
            title="A report draws the saved trace by each method that is chosen so"
            checked={printed.includes(method)}
            disabled={printed.length === 1 && printed.includes(method)}
            onChange={({ currentTarget }) => print(currentTarget.checked)}
          />
        )}
        {[...folded, ...open]
          .sort((a, b) => a - b)
          .map((step) => (
            <Button
              key={step}
              size="small"
              variant="minimal"
              icon={open.has(step) ? 'collapse-all' : 'expand-all'}
              text={open.has(step) ? `Fold step ${step}` : `Expand step ${step}`}
              onClick={() => setOpen(open.symmetricDifference(new Set([step])))}
            />
          ))}
        {onRun && accounts.some(({ stop }) => stop === 'hop limit') && trace.spec.hops < MOST_HOPS && (
          <Button
            size="small"
            icon="expand-all"
            text="One hop further"
            onClick={() => onRun({ ...trace.spec, hops: trace.spec.hops + 1 })}
          />
        )}
        <Button size="small" icon="export" text="Export" onClick={() => setExporting(true)} />
        <Changes>
          <Button
            size="small"
            icon="graph"
            text="Put on board"
            onClick={async () => setPlacing(exhibitId ?? (await onSave?.()) ?? null)}
          />
        </Changes>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keys */}
      <section ref={box} className="rt-money-flow" tabIndex={0} aria-label="Money flow">
        <svg
          width={scene.width}
          height={scene.height}
          viewBox={`0 0 ${scene.width} ${scene.height}`}
          role="img"
          aria-label={scene.alternative}
        >
          {scene.shapes.map((shape, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity, and are never reordered
            <SceneMark key={at} shape={shape} theme={theme} onPick={picker(shape)} />
          ))}
        </svg>
      </section>
      <Rows
        title="Accounts, methods side by side"
        columns={['Hop', 'Account', 'Stop and labels', ...bands, 'Band', 'Left, band']}
        words={3}
        all={trace.allAccounts}
        rows={accounts.map(({ account, level, stop, labels, received, left }) => [
          ...[
            String(level),
            account || 'outside the files',
            [stop, ...labels.map(labelWords)].filter(Boolean).join('; '),
            ...methods.map((each) => sum(received.by[each])),
          ],
          ...[band(sum, received), band(sum, left)],
        ])}
      />
      <Rows
        title="Payments"
        ticks={{ name: 'Select payment', is: (at) => ticked.has(at), set: (at, is) => tick([at], is) }}
        columns={['Hop', 'Time', 'From', 'To', 'Exhibit', 'Amount', ...valued, ...bands, 'Band']}
        words={5}
        all={trace.allTransfers}
        rows={transfers.map(({ hop, time, from, to, exhibit, row, amount, carried, priced }) => [
          ...[String(hop), time, from || 'outside', to || 'outside', `${exhibit} row ${row}`, sum(amount)],
          ...(prices ? priceCells(priced, BigInt(amount), asset.places) : []),
          ...[...methods.map((each) => sum(carried.by[each])), band(sum, carried)],
        ])}
      >
        <div className="rt-money-tools" aria-live="polite">
          <span className="rt-muted">
            {one === undefined
              ? 'Tick payments, or click a flow, to select their rows on all screens; tick one to follow it.'
              : `${plural(ticked.size, 'payment')} selected.`}
          </span>
          {one !== undefined && ticked.size === 1 && (
            <Button
              size="small"
              text={only === one ? 'Show all flows' : 'Follow onwards'}
              onClick={() => setOnly(only === one ? null : one)}
            />
          )}
          {one !== undefined && ticked.size === 1 && onRun && payment && payment.transaction !== '' && (
            <Button size="small" text="Trace this amount" onClick={() => onRun(alone(trace, payment))} />
          )}
          {followed && (
            <span>
              {plural(followed.size - 1, 'later payment')} may carry it on, by their order alone. How much, a trace of
              this amount tells.
            </span>
          )}
        </div>
      </Rows>
      <ValueTables trace={trace} />
      {Object.entries(runs).map(([name, run]: [string, TraceRun | undefined]) =>
        run === undefined ? null : (
          <Rows
            key={name}
            title={`Reconciliation per hop. ${RUNS[name] ?? name}`}
            grouped
            columns={['Hop', 'Method', 'Verdict', 'In', 'Passed on', 'Fees', 'Left']}
            words={3}
            rows={run.hops.flatMap(({ hop, methods: by, value }) => [
              lineOf(String(hop), 'All money', null, value),
              ...methods.map((each) => lineOf(String(hop), METHODS[each].short, each, by[each])),
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
      {placing && <PlaceTraceDialog exhibitId={placing} method={method} onClose={() => setPlacing(null)} />}
      {exporting && (
        <ExportTraceDialog of={of} method={method} collapse={services} onClose={() => setExporting(false)} />
      )}
    </div>
  );

  /** A click on a flow selects its payments; on one that is selected whole, it takes them out. */
  function picker(shape: Shape): (() => void) | undefined {
    const payments = shape.is === 'text' || shape.place === undefined ? undefined : scene.flows[shape.place];
    return payments && (() => tick(payments, !payments.every((each) => ticked.has(each))));
  }

  function lineOf(
    hop: string,
    name: string,
    method: Method | null,
    line: TraceRun['hops'][number]['methods'][Method] | undefined,
  ): string[] {
    const verdict = line ? verdictOfHop(method, line) : '';
    return [hop, name, verdict, sum(line?.received), sum(line?.passedOn), sum(line?.fees), sum(line?.left)];
  }
}
