import { View } from '@react-pdf/renderer';
import { Trace, type TraceRun } from '../../../../shared/contract/traces.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { flowScene } from '../../../../shared/domain/tracing/flow-scene.ts';
import { METHODS, type Method } from '../../../../shared/domain/tracing/methods.ts';
import { valueOfPayments, valueWords } from '../../../../shared/domain/tracing/prices.ts';
import { balanceWords, loud, verdictOfHop, verdictOfWhole } from '../../../../shared/domain/tracing/verdicts.ts';
import { staleWords, unitsText } from '../../../../shared/domain/tracing/words.ts';
import type { ReportTrace } from '../model.ts';
import { figureAnchor, tableAnchor } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { Drawing } from './chart-drawing.tsx';
import { Muted, Subheading } from './frame.tsx';
import { Exact, Words } from './text.tsx';
import { Figures, TRACE_WIDTH } from './trace-figures.tsx';
import { TraceValues } from './trace-values.tsx';

/** A saved trace: its method in words, the flow as vectors, the table that must balance, and every payment with its addresses whole. */
export function TraceContent({
  trace: { document, most, inputs },
  label,
}: {
  readonly trace: ReportTrace;
  readonly label: string;
}) {
  const trace = Trace.parse(JSON.parse(document));
  const { asset, runs, transfers, methods } = trace;
  const sum = (units: string | undefined): string => unitsText(units ?? '0', asset.places);
  const band = ({ least, most: highest }: { least: string; most: string }): string =>
    least === highest ? sum(least) : `${sum(least)} to ${sum(highest)}`;
  const stale = staleWords(trace);
  const worth = (units: bigint, priced: (typeof transfers)[number]['priced']): string =>
    `${valueWords(valueOfPayments([{ units, priced }], asset.places), trace.prices?.currency ?? '')}${priced ? ` at ${priced.price} of ${priced.date} (${priced.list} line ${priced.line}${priced.source === '' ? '' : `, ${priced.source}`})` : ''}`;
  const labels = trace.accounts.flatMap(({ account, labels: those }) =>
    those.map(({ text, kind, list, source, date, confidence, chain }) => [
      ...[account, text, kind, list, [source, date, confidence, chain].filter((each) => each !== '').join(', ')],
    ]),
  );
  const shown = transfers.slice(0, most);
  const ends = trace.accounts.filter(({ level, stop, left }) => level > 0 && (stop !== '' || left.most !== '0'));
  return (
    <View style={{ paddingHorizontal: 6, marginTop: 6 }}>
      <Subheading as="H3">Method</Subheading>
      {trace.method.map((sentence) => (
        <Words key={sentence}>{sentence}</Words>
      ))}
      <Subheading as="H3">Limits and alternatives</Subheading>
      {stale !== null && <Words>{stale}</Words>}
      {trace.limits.map((sentence) => (
        <Words key={sentence}>{sentence}</Words>
      ))}
      <Subheading as="H3">Read from</Subheading>
      {inputs.map(({ name, exhibitLabel, sha256 }) => (
        <View key={name} wrap={false}>
          <Words>{`${name}, from ${exhibitLabel}`}</Words>
          <Exact>{sha256 ?? ''}</Exact>
        </View>
      ))}
      {trace.drawnBy.map((method, at) => {
        const scene = flowScene(trace, { width: TRACE_WIDTH, size: 7, method, most: 8 });
        return (
          <View key={method} wrap={false}>
            <Subheading as="H3">{`Money flow, by ${METHODS[method].name}`}</Subheading>
            <Drawing scene={scene} width={TRACE_WIDTH} alt={scene.alternative} />
            {at === trace.drawnBy.length - 1 && <Caption anchor={figureAnchor(label)} />}
            <Muted>{scene.alternative}</Muted>
          </View>
        );
      })}
      {Object.entries(runs).map(([name, run]: [string, TraceRun | undefined]) =>
        run === undefined ? null : <Reconciled key={name} name={name} run={run} methods={methods} sum={sum} />,
      )}
      <Words>
        {trace.balances ? balanceWords(runs, methods) : 'THE TABLES DO NOT BALANCE: this trace is not to be relied on.'}
      </Words>
      {ends.length > 0 && (
        <Figures
          title="Where it ended"
          columns={[
            'Hop',
            'Account, and why it goes no further',
            ...methods.map((method) => METHODS[method].short),
            'Band left',
          ]}
          rows={ends
            .slice(0, most)
            .map(({ account, level, stop, received, left }) => [
              String(level),
              `${account || 'outside the files'}, ${stop || 'what is left is not paid on in the files'}`,
              ...methods.map((method) => sum(received.by[method])),
              band(left),
            ])}
        />
      )}
      {ends.length > 0 && (
        <Muted>
          By method: what each account received of the traced money. Band left: what of it is there at the end.
        </Muted>
      )}
      {ends.length > most && (
        <Muted>{`The first ${counted(most, 'account')} of ${ends.length.toLocaleString('en-US')}; the rest is in the exhibit.`}</Muted>
      )}
      <Figures
        anchor={tableAnchor(label)}
        title="Payments"
        words={5}
        columns={['No.', 'Hop', 'From', 'To', 'Time, row, transaction', 'Amount']}
        rows={shown.map(({ hop, from, to, transaction, time, amount, exhibit, row }, at) => [
          ...[`${at + 1}`, `${hop}`, from || 'outside', to || 'outside'],
          [time.replace('T', ' '), `${exhibit} row ${row}`, transaction].filter((each) => each !== '').join(', '),
          sum(amount),
        ])}
      />
      {trace.prices && (
        <Figures
          title="What each payment was worth"
          words={2}
          columns={['No.', 'Value']}
          rows={shown.map(({ amount, priced }, at) => [`${at + 1}`, worth(BigInt(amount), priced)])}
        />
      )}
      <Figures
        title="Of the traced money, by payment"
        words={2}
        columns={['No.', 'Hop', ...methods.map((method) => METHODS[method].short), 'Band']}
        rows={shown.map(({ hop, carried }, at) => [
          ...[`${at + 1}`, `${hop}`],
          ...methods.map((method) => sum(carried.by[method])),
          band(carried),
        ])}
      />
      <Muted>
        {shown.length < trace.allTransfers
          ? `The first ${counted(shown.length, 'payment')} of ${trace.allTransfers.toLocaleString('en-US')} reached; the rest is in the exhibit.`
          : `All ${counted(shown.length, 'payment')} that were reached.`}
      </Muted>
      <TraceValues trace={trace} most={most} />
      {labels.length > 0 && (
        <Figures
          title="Labels, as their lists have them"
          words={5}
          columns={['Account', 'Label', 'Kind', 'List', 'Source, date, confidence, chain']}
          rows={labels}
        />
      )}
    </View>
  );
}

const RUNS: Readonly<Record<string, string>> = {
  clean: 'What accounts held before the files begin taken for other money',
  excluded: 'What accounts held before the files begin left out',
};

function Reconciled({
  name,
  run: { hops, whole },
  methods,
  sum,
}: {
  readonly name: string;
  readonly run: TraceRun;
  readonly methods: readonly Method[];
  readonly sum: (units: string | undefined) => string;
}) {
  const rows = hops.flatMap(({ hop, methods: by, value }) => [
    [
      `${hop}`,
      'All money',
      sum(value.received),
      sum(value.passedOn),
      sum(value.fees),
      sum(value.left),
      loud(verdictOfHop(null, value)),
    ],
    ...methods.map((method) => {
      const row = by[method];
      return [
        ...[`${hop}`, METHODS[method].short, sum(row?.received), sum(row?.passedOn), sum(row?.fees), sum(row?.left)],
        row ? loud(verdictOfHop(method, row)) : '',
      ];
    }),
  ]);
  return (
    <>
      <Figures
        title={`Reconciliation. ${RUNS[name] ?? name}`}
        columns={['Hop', 'Method', 'In', 'Passed on', 'Fees', 'Left', '']}
        rows={rows}
      />
      {methods.map((method) => {
        const all = whole[method];
        return all === undefined ? null : (
          <Muted key={method}>
            {`${METHODS[method].short} over the hops: begun with ${sum(all.begun)}; ${sum(all.left)} left and ${sum(all.fees)} in fees; ${loud(verdictOfWhole(method, all))}.`}
          </Muted>
        );
      })}
    </>
  );
}
