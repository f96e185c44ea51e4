import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  HTMLSelect,
  InputGroup,
  Radio,
  RadioGroup,
  Spinner,
  Tag,
} from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { MOST_VALUES, type Verdict } from '../../../shared/contract/variants.ts';
import { rowsOf, VARIANT_METHODS, type Variant, type VariantMethod } from '../../../shared/domain/variants.ts';
import { runJob } from '../../client/call.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';

type Found = Output<'variant.find'>;
interface Comparison {
  readonly method: VariantMethod;
  readonly edits: number;
  readonly sameDigits: boolean;
}
/** What a person says of one cluster. */
interface Decision {
  readonly verdict: Verdict;
  /** Values that are left out: the verdict is not theirs. */
  readonly without: ReadonlySet<string>;
  readonly as: string;
  readonly reason: string;
}
interface Props {
  readonly caseId: CaseId;
  readonly result: QueryResult;
  readonly column: number;
  readonly onClose: () => void;
}

const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ['same', 'One thing'],
  ['different', 'Different things'],
  ['undecided', 'Undecided'],
];

/** Values of a column that may be writings of one thing, reviewed one cluster after the other; what is decided becomes an exhibit. */
export function VariantsDialog({ caseId, result, column, onClose }: Props) {
  const { go } = useNavigation();
  const name = result.columns[column]?.name ?? '';
  const [comparison, setComparison] = useState<Comparison>({ method: 'fingerprint', edits: 1, sameDigits: true });
  const { found, problem } = useVariants(caseId, result.sql, name, comparison);
  const [at, setAt] = useState(0);
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(new Map());
  const [title, setTitle] = useState(`Variants of ${name}`);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState('');

  const compare = (change: Partial<Comparison>): void => {
    setComparison((before) => ({ ...before, ...change }));
    setDecisions(new Map());
    setAt(0);
  };
  const decide = (change: Partial<Decision>): void =>
    setDecisions((before) => {
      const first = found?.clusters[at]?.values[0]?.text ?? '';
      const now = before.get(at) ?? { verdict: 'undecided', without: new Set<string>(), as: first, reason: '' };
      return new Map(before).set(at, { ...now, ...change });
    });
  const decided = decidedOf(found, decisions);
  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure('');
    try {
      const input = { caseId, sql: result.sql, column: name, ...comparison, title: title.trim(), clusters: decided };
      const { exhibit, view } = await runJob('variant.record', input);
      showToast({
        message: `Saved as ${exhibit.label}${view ? `; in SQL it is ${view}` : ''}.`,
        intent: 'success',
        action: { text: 'Show', onClick: () => go({ screen: 'evidence', focus: exhibit.id }) },
      });
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setSaving(false);
    }
  };

  return (
    <Dialog
      isOpen
      title={`Variants of ${name}`}
      onClose={onClose}
      className="rt-data-variants"
      canOutsideClickClose={false}
    >
      <DialogBody>
        <Method value={comparison} onChange={compare} />
        {problem && (
          <p role="alert" className="rt-danger">
            {problem}
          </p>
        )}
        {!found && !problem && <Spinner size={24} className="rt-waiting" />}
        {found && found.clusters.length === 0 && (
          <EmptyState icon="tick" title="No variants">
            {`${plural(found.distinct, 'distinct value')} compared; none is like another in this way.`}
          </EmptyState>
        )}
        {found && found.clusters.length > 0 && (
          <>
            <p className="rt-muted">{saidOf(found)}</p>
            <div className="rt-data-variants-body">
              <ClusterList found={found} decisions={decisions} at={at} onSelect={setAt} />
              <Cluster
                key={at}
                found={found}
                at={at}
                decision={decisions.get(at)}
                onDecide={decide}
                onNext={() => setAt((before) => Math.min(before + 1, found.clusters.length - 1))}
              />
            </div>
          </>
        )}
        {failure && (
          <p role="alert" className="rt-danger">
            {failure}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} disabled={saving} />
            <Button
              intent="primary"
              text={decided.length === 0 ? 'Save as exhibit' : `Save ${plural(decided.length, 'decision')} as exhibit`}
              disabled={decided.length === 0 || title.trim() === ''}
              loading={saving}
              onClick={() => void save()}
            />
          </>
        }
      >
        <InputGroup
          aria-label="Title of the exhibit"
          className="rt-data-variants-title"
          maxLength={500}
          value={title}
          onValueChange={setTitle}
        />
      </DialogFooter>
    </Dialog>
  );
}

function useVariants(caseId: CaseId, sql: string, column: string, { method, edits, sameDigits }: Comparison) {
  const [state, setState] = useState<{ found: Found | null; problem: string }>({ found: null, problem: '' });
  useEffect(() => {
    const stopped = new AbortController();
    setState({ found: null, problem: '' });
    runJob('variant.find', { caseId, sql, column, method, edits, sameDigits }, { signal: stopped.signal }).then(
      (found) => !stopped.signal.aborted && setState({ found, problem: '' }),
      (error: unknown) => !stopped.signal.aborted && setState({ found: null, problem: messageOf(error) }),
    );
    return () => stopped.abort();
  }, [caseId, sql, column, method, edits, sameDigits]);
  return state;
}

/** What is recorded: clusters with a verdict, without the values that were taken out. */
function decidedOf(found: Found | null, decisions: ReadonlyMap<number, Decision>) {
  return [...decisions].flatMap(([at, { verdict, without, as, reason }]) => {
    const values = (found?.clusters[at]?.values ?? []).filter(({ text }) => !without.has(text));
    return values.length < 2 ? [] : [{ values, verdict, as: verdict === 'same' ? as : null, reason }];
  });
}

function saidOf({ clusters, distinct, more, cut }: Found): string {
  return [
    `${plural(clusters.length + more, 'cluster')} in ${plural(distinct, 'distinct value')}.`,
    more > 0 && `The ${formatCount(clusters.length)} with most rows are listed.`,
    cut && `The column has more values: the ${formatCount(MOST_VALUES)} with most rows were compared.`,
    'The data is not changed.',
  ]
    .filter(Boolean)
    .join(' ');
}

function Method({ value, onChange }: { value: Comparison; onChange: (change: Partial<Comparison>) => void }) {
  return (
    <div className="rt-data-variants-method">
      <Field label="Compare by" help={VARIANT_METHODS[value.method].says}>
        {(id, describedBy) => (
          <HTMLSelect
            id={id}
            aria-describedby={describedBy}
            value={value.method}
            onChange={(event) => onChange({ method: event.target.value as VariantMethod })}
            options={Object.entries(VARIANT_METHODS).map(([method, { word }]) => ({ value: method, label: word }))}
          />
        )}
      </Field>
      {value.method === 'distance' && (
        <>
          <Field label="Edits at most">
            {(id) => (
              <HTMLSelect
                id={id}
                value={value.edits}
                onChange={(event) => onChange({ edits: Number(event.target.value) })}
                options={[1, 2, 3]}
              />
            )}
          </Field>
          <Checkbox
            checked={value.sameDigits}
            onChange={(event) => onChange({ sameDigits: event.currentTarget.checked })}
            label="Digits must be the same"
          />
        </>
      )}
    </div>
  );
}

interface ListProps {
  readonly found: Found;
  readonly decisions: ReadonlyMap<number, Decision>;
  readonly at: number;
  readonly onSelect: (at: number) => void;
}
function ClusterList({ found, decisions, at, onSelect }: ListProps) {
  return (
    <ul className="rt-data-variants-list" aria-label="Clusters">
      {found.clusters.map(({ values, more }, index) => {
        const verdict = decisions.get(index)?.verdict;
        return (
          <li key={values[0]?.text}>
            <Button
              variant="minimal"
              fill
              alignText="start"
              active={index === at}
              aria-current={index === at}
              onClick={() => onSelect(index)}
              text={<span className="rt-data-variants-first">{values[0]?.text}</span>}
              endIcon={
                verdict ? (
                  <Tag minimal intent={verdict === 'same' ? 'success' : 'none'}>
                    {VERDICTS.find(([each]) => each === verdict)?.[1]}
                  </Tag>
                ) : (
                  <span className="rt-muted">{values.length + more}</span>
                )
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

interface ClusterProps {
  readonly found: Found;
  readonly at: number;
  readonly decision: Decision | undefined;
  readonly onDecide: (change: Partial<Decision>) => void;
  readonly onNext: () => void;
}
function Cluster({ found, at, decision, onDecide, onNext }: ClusterProps) {
  const cluster = found.clusters[at];
  if (!cluster) return null;
  const { values, more } = cluster;
  const without = decision?.without ?? new Set<string>();
  const toggle = (text: string): void => {
    const after = new Set(without);
    if (!after.delete(text)) after.add(text);
    const kept = values.filter((value) => !after.has(value.text));
    onDecide({ without: after, ...(kept[0] && after.has(decision?.as ?? '') ? { as: kept[0].text } : {}) });
  };
  const kept = values.filter(({ text }) => !without.has(text));
  return (
    <section className="rt-data-variants-cluster" aria-label={`Cluster ${at + 1} of ${found.clusters.length}`}>
      <p className="rt-muted">
        Cluster {formatCount(at + 1)} of {formatCount(found.clusters.length)}, {plural(rowsOf(values), 'row')}
        {more > 0 && `; ${plural(more, 'further value')} not listed and not decided here`}
      </p>
      <div className="rt-data-variants-values">
        {values.map((value) => (
          <Value
            key={value.text}
            value={value}
            checked={!without.has(value.text)}
            onToggle={() => toggle(value.text)}
          />
        ))}
      </div>
      <RadioGroup
        inline
        label="These are"
        selectedValue={decision?.verdict ?? ''}
        onChange={(event) => onDecide({ verdict: event.currentTarget.value as Verdict })}
      >
        {VERDICTS.map(([verdict, words]) => (
          <Radio key={verdict} value={verdict} label={words} disabled={kept.length < 2} />
        ))}
      </RadioGroup>
      {decision?.verdict === 'same' && (
        <Field label="Writing that stands for all">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              value={decision.as}
              onChange={(event) => onDecide({ as: event.target.value })}
              options={kept.map(({ text }) => text)}
            />
          )}
        </Field>
      )}
      {decision && (
        <Field label="Reason">
          {(id) => (
            <InputGroup
              id={id}
              maxLength={500}
              value={decision.reason}
              onValueChange={(reason) => onDecide({ reason })}
              placeholder="One entry in the register"
            />
          )}
        </Field>
      )}
      <Button text="Next" endIcon="arrow-right" disabled={at >= found.clusters.length - 1} onClick={onNext} />
    </section>
  );
}

function Value({ value, checked, onToggle }: { value: Variant; checked: boolean; onToggle: () => void }) {
  return (
    <Checkbox checked={checked} onChange={onToggle}>
      <span className="rt-mono rt-break">{value.text}</span>{' '}
      <span className="rt-muted">{plural(value.rows, 'row')}</span>
    </Checkbox>
  );
}
