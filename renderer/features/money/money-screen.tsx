import './money-screen.css';
import { Button, ProgressBar } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import { countWarnings, countWords } from '../../../shared/domain/tracing/transfer-words.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { TraceView } from '../../parts/money/trace-view.tsx';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { EmptyState, Panel, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { MONEY } from './actions.ts';
import { MapDialog } from './map-dialog.tsx';
import { keepMoneyDesk, moneyDesk } from './money-desk.ts';
import { PatternsView } from './patterns-view.tsx';
import { formOf, linesOf, savedForm, specOf, TraceForm } from './trace-form.tsx';

type Asset = Output<'transfer.assets'>[number];
type Source = Output<'transfer.sources'>[number];
type Spec = Input<'trace.run'>['spec'];

/** Which files are transfers, where a trace begins, and what came of it. */
export function MoneyScreen() {
  const { caseId } = useNavigation();
  const { data: sources = [] } = useRead('transfer.sources', { caseId });
  const { data: exhibits = [] } = useRead('evidence.list', { caseId });
  const [assets, setAssets] = useState<readonly Asset[]>([]);
  const [desk] = useState(() => moneyDesk(caseId));
  const [form, setForm] = useState(desk.form);
  const [found, setFound] = useState(desk.found);
  const [patterns, setPatterns] = useState<Output<'trace.patterns'> | null>(null);
  const [drawnBy, setDrawnBy] = useState(desk.drawnBy);
  const [saved, setSaved] = useState(desk.saved);
  const [saving, setSaving] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const fresh = useRef(false);
  const [byHand, setMapped] = useState<Source | null>(null);
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
  useEffect(() => keepMoneyDesk(caseId, { form, found, drawnBy, saved }), [caseId, form, found, drawnBy, saved]);
  const last = found ? undefined : exhibits.findLast(({ kind }) => kind === 'trace')?.id;
  useEffect(() => {
    if (last === undefined) return;
    // One that cannot be read is told where it is opened, in Evidence.
    call('trace.frozen', { exhibitId: last }).then(
      ({ trace }) => {
        setFound((before) => before ?? { trace, of: { exhibitId: last } });
        setForm((before) => (before.sources === '' ? savedForm(trace.spec, exhibits) : before));
      },
      () => {},
    );
  }, [last, exhibits]);
  useEffect(() => {
    if (fresh.current && found) result.current?.scrollIntoView({ block: 'start' });
    fresh.current = false;
  }, [found]);
  const savedAs = found && 'exhibitId' in found.of ? ExhibitId.parse(found.of.exhibitId) : null;
  const ranAs = found && 'traceId' in found.of ? found.of.traceId : null;
  const follow = async (spec: Spec = specOf(form, exhibits)): Promise<void> => {
    const made = await run('trace.run', { caseId, spec });
    if (!made) return;
    fresh.current = true;
    setFound({ trace: made.trace, of: { traceId: made.traceId } });
    setDrawnBy(null);
  };
  const look = async (): Promise<void> => {
    const { asset, model, victims } = form;
    const search = { asset, model: model as 'accounts', victims: linesOf(victims) };
    const made = await run('trace.patterns', { caseId, search });
    if (made) setPatterns(made);
  };
  const further = (spec: Spec): void => {
    setForm((before) => formOf(before, spec));
    void follow(spec);
  };
  const freeze = async (title: string, note = '') => {
    if (ranAs === null) throw new Error('no trace to save');
    const drawn = drawnBy && { drawnBy: [...drawnBy] };
    const exhibit = await call('trace.freeze', { traceId: ranAs, title, ...(note !== '' && { note }), ...drawn });
    setSaved({ traceId: ranAs, exhibitId: exhibit.id });
    return exhibit;
  };
  /** For what needs an exhibit, under the title that it would be asked with. */
  const ensureSaved = async (): Promise<ExhibitId | null> => {
    if (!found || ranAs === null) return savedAs;
    if (saved?.traceId === ranAs) return saved.exhibitId;
    try {
      const exhibit = await freeze(titleOf(found.trace));
      showToast({ message: `Saved as ${exhibit.label}.`, intent: 'success' });
      return exhibit.id;
    } catch (error) {
      showError(error);
      return null;
    }
  };
  const actions = useActions(MONEY, {
    run: { perform: () => follow(), when: form.asset !== '' && form.sources.trim() !== '' && !job.running },
    look: { perform: look, when: form.asset !== '' && !job.running },
    save: { perform: () => setSaving(true), when: ranAs !== null && saved?.traceId !== ranAs },
  });
  return (
    <Screen
      title="Money"
      actions={
        <>
          <ActionButton action={actions.save} text="Save as exhibit" />
          <ActionButton action={actions.look} text="Look for patterns" />
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
              {sources.map((source) => (
                <SourceLine
                  key={source.datasetId}
                  source={source}
                  onMap={() => {
                    // A question of the import is open: the dialog tells it, and what its rows would be.
                    if (source.open.length > 0) return setMapped(source);
                    void run('transfer.map', {
                      datasetId: source.datasetId,
                      ...(source.known || !source.suggested ? {} : { mapping: source.suggested }),
                    });
                  }}
                  onByHand={() => setMapped(source)}
                />
              ))}
            </Panel>
            {assets.length > 0 && <TraceForm caseId={caseId} form={form} assets={assets} onChange={setForm} />}
            {job.running && <ProgressBar {...(job.share === null ? {} : { value: job.share })} />}
            {job.problem && (
              <p className="rt-danger" role="alert">
                {job.problem}
              </p>
            )}
          </div>
          <div className="rt-money-trace">
            {patterns && <PatternsView {...patterns} />}
            {found ? (
              <div ref={result} className="rt-money-result">
                {savedAs !== null && (
                  <p className="rt-muted">
                    {exhibits.find(({ id }) => id === savedAs)?.label}, the last trace that was saved.
                  </p>
                )}
                <TraceView
                  trace={found.trace}
                  of={found.of}
                  onRun={further}
                  {...(savedAs === null && { onSave: ensureSaved, onPrinted: setDrawnBy })}
                />
              </div>
            ) : (
              <EmptyState icon="flows" title="No trace yet">
                {mapped.length === 0
                  ? 'Map a table to transfers first.'
                  : 'Name the account that the money left, and follow it by every method at once.'}
              </EmptyState>
            )}
          </div>
        </div>
      )}
      {saving && found && (
        <SaveExhibit title={titleOf(found.trace)} noted onClose={() => setSaving(false)} onSave={freeze}>
          The trace with its parameters, its payments and the hashes of its inputs is saved under the next exhibit
          number. It never changes, and can be run again.
        </SaveExhibit>
      )}
      {byHand && <MapDialog source={byHand} onClose={() => setMapped(null)} />}
    </Screen>
  );
}

/** What a trace is called until its user calls it otherwise. */
function titleOf({ spec, asset }: Output<'trace.run'>['trace']): string {
  const from = spec.sources[0]?.account || spec.sources[0]?.transaction || '';
  return `Trace of ${asset.symbol || 'money'} ${spec.direction} from ${from.slice(0, 60)}`;
}

function SourceLine({
  source: { datasetId, view, exhibitLabel, profile, mapping, suggested, known, counts },
  onMap,
  onByHand,
}: {
  readonly source: Source;
  readonly onMap: () => void;
  readonly onByHand: () => void;
}) {
  return (
    <div className="rt-money-file">
      <span className="rt-grow">
        {exhibitLabel} {view}
        <br />
        <span className="rt-muted">
          {counts
            ? countWords(counts)
            : suggested
              ? `${known ? profile : 'its headers name a sender or receiver and an amount'}`
              : 'its headers name no sender or receiver beside an amount; map it by hand'}
        </span>
        {counts &&
          countWarnings(counts).map((warning) => (
            <span key={warning} className="rt-money-warning">
              <br />
              {warning}
            </span>
          ))}
      </span>
      <Changes>
        {!mapping && suggested && <Button size="small" text="Map" aria-label={`Map ${view}`} onClick={onMap} />}
        <Button
          size="small"
          variant={mapping || suggested ? 'minimal' : 'solid'}
          text={mapping ? 'Edit' : 'By hand'}
          aria-label={mapping ? `Edit the mapping of ${view}` : `Map ${view} by hand`}
          onClick={onByHand}
        />
        {mapping && (
          <Button
            size="small"
            variant="minimal"
            text="Unmap"
            aria-label={`Unmap ${view}`}
            onClick={() => void call('transfer.unmap', { datasetId }).catch(showError)}
          />
        )}
      </Changes>
    </div>
  );
}
