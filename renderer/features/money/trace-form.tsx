import { Checkbox, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { STOP_REASONS } from '../../../shared/contract/traces.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { LABEL_KINDS, type LabelKind } from '../../../shared/domain/tracing/label-lists.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { AccountChoice } from './account-choice.tsx';

type Asset = Output<'transfer.assets'>[number];
type Spec = Input<'trace.run'>['spec'];
export const NEW = {
  asset: '',
  model: 'accounts',
  direction: 'forwards',
  sources: '',
  amount: '',
  hops: 5,
  least: '0',
  stops: '',
  victims: '',
  lists: [] as readonly ExhibitId[],
  prices: [] as readonly ExhibitId[],
  currency: 'USD',
  priceDays: 0,
  stopAt: ['exchange', 'mixer', 'bridge'] as readonly LabelKind[],
};
export type Form = typeof NEW;

/** Where a trace begins, how far it goes and where it stops. */
export function TraceForm({
  form,
  assets,
  onChange,
  caseId,
}: {
  readonly caseId: CaseId;
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
            {formatCount(chosen.accounts)} accounts, total {chosen.total}
            {chosen.failed > 0 && ` without ${plural(chosen.failed, 'transfer')} that failed`}
            {chosen.duplicates > 0 && ` and with what two files have counted once (${formatCount(chosen.duplicates)})`},
            fees {chosen.fees}. {chosen.warnings.join(' ')}
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
        <AccountChoice
          caseId={caseId}
          asset={form.asset}
          value={form.sources}
          onChange={(sources) => set({ sources })}
        />
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
        <Field label="Dust: follow payments of at least">
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
        <AccountChoice
          stops
          caseId={caseId}
          asset={form.asset}
          value={form.stops}
          onChange={(stops) => set({ stops })}
        />
        <Field
          label="Lists of labels"
          help="Tagpacks, labels of Etherscan, OFAC, a table with address and label: exhibits"
        >
          {(id) => <ExhibitPicker id={id} caseId={caseId} value={form.lists} onChange={(lists) => set({ lists })} />}
        </Field>
        {form.lists.length > 0 && (
          <fieldset className="rt-money-kinds">
            <legend>Stop at what they label as</legend>
            {LABEL_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                label={kind}
                checked={form.stopAt.includes(kind)}
                onChange={({ currentTarget }) =>
                  set({
                    stopAt: currentTarget.checked
                      ? [...form.stopAt, kind]
                      : form.stopAt.filter((each) => each !== kind),
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <Field label="Prices" help="A table with date, asset, currency, price and source: an exhibit">
          {(id) => <ExhibitPicker id={id} caseId={caseId} value={form.prices} onChange={(prices) => set({ prices })} />}
        </Field>
        {form.prices.length > 0 && (
          <>
            <Field label="Currency of values">
              {(id) => (
                <InputGroup
                  id={id}
                  value={form.currency}
                  onChange={({ currentTarget }) => set({ currency: currentTarget.value })}
                />
              )}
            </Field>
            <Field label="Days a price may be older than the day of a payment">
              {(id) => (
                <InputGroup
                  id={id}
                  type="number"
                  min={0}
                  max={31}
                  value={String(form.priceDays)}
                  onChange={({ currentTarget }) => set({ priceDays: Number(currentTarget.value) })}
                />
              )}
            </Field>
          </>
        )}
      </div>
    </Panel>
  );
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** @param exhibits of the case, whose lists of labels are told by what they hold */
export function specOf(
  { asset, model, direction, sources, amount, hops, least, stops, lists, stopAt, ...form }: Form,
  exhibits: readonly Exhibit[],
): Spec {
  const hashes = (ids: readonly ExhibitId[]) =>
    exhibits.filter(({ id }) => ids.includes(id)).flatMap(({ sha256 }) => sha256 ?? []);
  const prices = hashes(form.prices);
  return {
    ...(prices.length > 0 && { prices, currency: form.currency.trim(), priceDays: form.priceDays }),
    lists: hashes(lists),
    stopAt: lists.length > 0 ? [...stopAt] : [],
    ...{ asset, hops, least: least.trim() || '0' },
    ...{ model: model as 'accounts', direction: direction as 'forwards' },
    sources: linesOf(sources).map((line) => {
      // "account @ transaction"; an account may be a mail address.
      const [, account = line, transaction = ''] = /^(.*?)(?:^|\s+)@\s+(\S+)$/.exec(line) ?? [];
      return { account, transaction, amount: amount.trim() === '' ? null : amount.trim() };
    }),
    stops: linesOf(stops).map((line) => {
      const [account = '', reason = '', ...label] = line.split(',').map((part) => part.trim());
      const known = STOP_REASONS.find((each) => each === reason.toLowerCase());
      return { account, reason: known ?? 'label', label: (known ? label : [reason, ...label]).join(', ') };
    }),
  };
}

/** The form as a trace has it that was run. */
export const formOf = (
  before: Form,
  { asset, model = 'accounts', direction = 'forwards', sources, hops = 5, least = '0', stops = [] }: Spec,
): Form => ({
  ...before,
  ...{ asset, model, direction, hops, least },
  sources: sources
    .map(({ account, transaction = '' }) => (transaction === '' ? account : `${account} @ ${transaction}`.trim()))
    .join('\n'),
  amount: sources[0]?.amount ?? '',
  stops: stops.map(({ account, reason, label }) => [account, reason, label].filter(Boolean).join(', ')).join('\n'),
});

/** The form of a trace that is saved: files of labels and prices are found by their hashes. */
export function savedForm(spec: Spec, exhibits: readonly Exhibit[]): Form {
  const { lists = [], prices = [], currency = '', priceDays = 0, stopAt = [] } = spec;
  const ids = (hashes: readonly string[]) =>
    exhibits.filter(({ sha256 }) => sha256 !== null && hashes.includes(sha256)).map(({ id }) => id);
  return {
    ...formOf(NEW, spec),
    ...{ lists: ids(lists), prices: ids(prices), currency: currency || NEW.currency, priceDays },
    stopAt: lists.length > 0 ? stopAt : NEW.stopAt,
  };
}
