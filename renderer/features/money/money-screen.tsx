import './money-screen.css';
import { Button, HTMLSelect, InputGroup, ProgressBar, TextArea } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import { STOP_REASONS } from '../../../shared/contract/traces.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { TraceView } from '../../parts/money/trace-view.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { EmptyState, Panel, Screen } from '../../ui/panel.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { MONEY } from './actions.ts';

type Asset = Output<'transfer.assets'>[number];
type Spec = Input<'trace.run'>['spec'];
const NEW = {
  asset: '',
  model: 'accounts',
  direction: 'forwards',
  sources: '',
  amount: '',
  hops: 5,
  least: '0',
  stops: '',
};
type Form = typeof NEW;

/** Which files are transfers, where a trace begins, and what came of it. */
export function MoneyScreen() {
  const { caseId } = useNavigation();
  const { data: sources = [] } = useRead('transfer.sources', { caseId });
  const [assets, setAssets] = useState<readonly Asset[]>([]);
  const [form, setForm] = useState<Form>(NEW);
  const [found, setFound] = useState<Output<'trace.run'> | null>(null);
  const job = useJob();
  const { run } = job;
  const mapped = sources.filter(({ mapping }) => mapping !== null);
  const state = mapped.map(({ datasetId, counts }) => `${datasetId} ${counts?.transfers}`).join();
  useEffect(() => {
    if (state === '') return setAssets([]);
    void run('transfer.assets', { caseId }).then((all) => {
      if (!all) return;
      setAssets(all);
      setForm((before) => ({
        ...before,
        asset: all.some(({ key }) => key === before.asset) ? before.asset : (all[0]?.key ?? ''),
      }));
    });
  }, [run, caseId, state]);
  const follow = async (): Promise<void> => {
    const made = await run('trace.run', { caseId, spec: specOf(form) });
    if (made) setFound(made);
  };
  const save = async (): Promise<void> => {
    if (!found) return;
    const { spec, asset } = found.trace;
    const from = spec.sources[0]?.account || spec.sources[0]?.transaction || '';
    try {
      const exhibit = await call('trace.freeze', {
        traceId: found.traceId,
        title: `Trace of ${asset.symbol || 'money'} ${spec.direction} from ${from.slice(0, 60)}`,
      });
      showToast({ message: `Saved as ${exhibit.label}.`, intent: 'success' });
    } catch (error) {
      showError(error);
    }
  };
  const actions = useActions(MONEY, {
    run: { perform: follow, when: form.asset !== '' && form.sources.trim() !== '' && !job.running },
    save: { perform: save, when: found !== null },
  });
  return (
    <Screen
      title="Money"
      actions={
        <>
          <ActionButton action={actions.save} text="Save as exhibit" />
          <ActionButton action={actions.run} text="Follow the money" intent="primary" />
        </>
      }
    >
      {sources.length === 0 ? (
        <EmptyState icon="flows" title="No tables yet">
          Import exports of block explorers, exchanges or banks; their rows become transfers here.
        </EmptyState>
      ) : (
        <div className="rt-money-screen">
          <div className="rt-money-side">
            <Panel title="Transfers">
              {sources.map(({ datasetId, view, exhibitLabel, profile, mapping, suggested, known, counts }) => (
                <div key={datasetId} className="rt-money-file">
                  <span className="rt-grow">
                    {exhibitLabel} {view}
                    <br />
                    <span className="rt-muted">
                      {counts
                        ? `${plural(counts.transfers, 'transfer')} of ${plural(counts.rows, 'row')}, ${formatCount(counts.failed)} failed, ${formatCount(counts.refused)} refused${counts.cap === null ? '' : '; exactly as many rows as explorers export at most'}`
                        : suggested
                          ? `${known ? profile : 'its headers name a sender or receiver and an amount'}`
                          : 'no sender, receiver or amount was found in its headers'}
                    </span>
                  </span>
                  <Changes>
                    {mapping ? (
                      <Button
                        size="small"
                        variant="minimal"
                        text="Unmap"
                        aria-label={`Unmap ${view}`}
                        onClick={() => void call('transfer.unmap', { datasetId }).catch(showError)}
                      />
                    ) : (
                      suggested && (
                        <Button
                          size="small"
                          text="Map"
                          aria-label={`Map ${view}`}
                          onClick={() =>
                            void run('transfer.map', known ? { datasetId } : { datasetId, mapping: suggested })
                          }
                        />
                      )
                    )}
                  </Changes>
                </div>
              ))}
            </Panel>
            {assets.length > 0 && <TraceForm form={form} assets={assets} onChange={setForm} />}
            {job.running && <ProgressBar {...(job.share === null ? {} : { value: job.share })} />}
            {job.problem && (
              <p className="rt-danger" role="alert">
                {job.problem}
              </p>
            )}
          </div>
          {found ? (
            <TraceView trace={found.trace} />
          ) : (
            <EmptyState icon="flows" title="No trace yet">
              {mapped.length === 0
                ? 'Map a table to transfers first.'
                : 'Name the account that the money left, and follow it by every method at once.'}
            </EmptyState>
          )}
        </div>
      )}
    </Screen>
  );
}

function TraceForm({
  form,
  assets,
  onChange,
}: {
  readonly form: Form;
  readonly assets: readonly Asset[];
  readonly onChange: (form: Form) => void;
}) {
  const set = (part: Partial<Form>): void => onChange({ ...form, ...part });
  const chosen = assets.find(({ key }) => key === form.asset);
  return (
    <Panel title="Trace">
      <div className="rt-money-form">
        <Field label="Asset">
          {(id) => (
            <HTMLSelect
              id={id}
              value={form.asset}
              onChange={({ currentTarget }) => set({ asset: currentTarget.value })}
              options={assets.map(({ key, symbol, chain, contract, transfers }) => ({
                value: key,
                label: `${symbol || 'not named'}${contract ? ` ${contract.slice(0, 10)}…` : ''}${chain ? ` on ${chain}` : ''}: ${plural(transfers, 'transfer')}`,
              }))}
            />
          )}
        </Field>
        {chosen && (
          <span className="rt-muted">
            {formatCount(chosen.accounts)} accounts, total {chosen.total}, fees {chosen.fees}.{' '}
            {chosen.warnings.join(' ')}
          </span>
        )}
        <Field label="Direction">
          {(id) => (
            <HTMLSelect
              id={id}
              value={form.direction}
              onChange={({ currentTarget }) => set({ direction: currentTarget.value })}
              options={[
                { value: 'forwards', label: 'Forwards: where it went' },
                { value: 'backwards', label: 'Backwards: where it came from' },
              ]}
            />
          )}
        </Field>
        <Field label="Chain">
          {(id) => (
            <HTMLSelect
              id={id}
              value={form.model}
              onChange={({ currentTarget }) => set({ model: currentTarget.value })}
              options={[
                { value: 'accounts', label: 'Accounts with balances' },
                { value: 'coins', label: 'Coins: inputs and outputs' },
              ]}
            />
          )}
        </Field>
        <Field label="Accounts to begin with, one a line">
          {(id) => (
            <TextArea
              id={id}
              value={form.sources}
              onChange={({ currentTarget }) => set({ sources: currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Amount of each (empty: all)">
          {(id) => (
            <InputGroup
              id={id}
              value={form.amount}
              onChange={({ currentTarget }) => set({ amount: currentTarget.value })}
            />
          )}
        </Field>
        <Field label="Hops">
          {(id) => (
            <InputGroup
              id={id}
              type="number"
              min={1}
              max={50}
              value={String(form.hops)}
              onChange={({ currentTarget }) => set({ hops: Number(currentTarget.value) })}
            />
          )}
        </Field>
        <Field label="Follow payments of at least">
          {(id) => (
            <InputGroup
              id={id}
              value={form.least}
              onChange={({ currentTarget }) => set({ least: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={`Stop at, one a line: account, ${STOP_REASONS.join(' | ')}, label`}>
          {(id) => (
            <TextArea
              id={id}
              value={form.stops}
              onChange={({ currentTarget }) => set({ stops: currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </Panel>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function specOf({ asset, model, direction, sources, amount, hops, least, stops }: Form): Spec {
  return {
    ...{ asset, hops, least: least.trim() || '0' },
    ...{ model: model as 'accounts', direction: direction as 'forwards' },
    sources: linesOf(sources).map((account) => ({ account, amount: amount.trim() === '' ? null : amount.trim() })),
    stops: linesOf(stops).map((line) => {
      const [account = '', reason = '', ...label] = line.split(',').map((part) => part.trim());
      const known = STOP_REASONS.find((each) => each === reason.toLowerCase());
      return { account, reason: known ?? 'label', label: (known ? label : [reason, ...label]).join(', ') };
    }),
  };
}
