import { Button, HTMLSelect, Icon, InputGroup, ProgressBar, TagInput } from '@blueprintjs/core';
import { useState } from 'react';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { acquiredAgainWords } from '../../../shared/domain/acquisitions.ts';
import { ZONES } from '../../parts/due-text.tsx';
import { GraphOffer } from '../../parts/graph-offer.tsx';
import type { Notices } from '../../parts/questions.ts';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { type ExhibitPart, SENSITIVITY } from './exhibit-words.ts';
import { type BatchFacts, cancelAllImports, cancelImport, clearEnded, type QueueItem } from './import-queue.ts';
import { OriginFields } from './origin.tsx';
import { NO_ORIGIN } from './origin-words.ts';
import { likenessWords } from './picture-facts.tsx';
import { QueryOffers } from './query-offers.tsx';
import { isNoQuestion } from './sheet-notes.tsx';

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
const MACHINE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The source details recorded with every file imported from now on. */
export function BatchFactsForm({ value, onChange }: { value: BatchFacts; onChange: (value: BatchFacts) => void }) {
  return (
    <div className="rt-evidence-batch">
      <p className="rt-muted">Recorded with every file imported from now on.</p>
      <Field label="Source: a URL, a system, a person">
        {(id) => (
          <InputGroup
            id={id}
            maxLength={500}
            value={value.source ?? ''}
            onChange={(event) => onChange({ ...value, source: event.target.value })}
          />
        )}
      </Field>
      <Field label="How it was acquired" help="If empty: file import, dropped or pasted, whichever applies.">
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            maxLength={500}
            value={value.how ?? ''}
            onChange={(event) => onChange({ ...value, how: event.target.value })}
          />
        )}
      </Field>
      <Field label="Sensitivity">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            value={value.sensitivity ?? 'normal'}
            onChange={(event) => onChange({ ...value, sensitivity: event.target.value as keyof typeof SENSITIVITY })}
            options={Object.entries(SENSITIVITY).map(([key, label]) => ({ value: key, label }))}
          />
        )}
      </Field>
      <Field label="Time zone of the source">
        {(id) => (
          <HTMLSelect
            id={id}
            fill
            value={value.zone ?? MACHINE_ZONE}
            onChange={(event) => onChange({ ...value, zone: event.target.value })}
            options={[...ZONES]}
          />
        )}
      </Field>
      <Field label="Tags">
        {(id) => (
          <TagInput
            fill
            inputProps={{ id }}
            values={value.tags ?? []}
            addOnBlur
            onChange={(tags) => onChange({ ...value, tags: tags.map(String) })}
          />
        )}
      </Field>
      <details open={value.origin !== undefined}>
        <summary>Query that produced the data</summary>
        <OriginFields value={value.origin ?? NO_ORIGIN} onChange={(origin) => onChange({ ...value, origin })} />
      </details>
    </div>
  );
}

interface Props {
  readonly items: readonly QueueItem[];
  /** Open questions and warnings, by exhibit. */
  readonly notices: ReadonlyMap<string, Notices>;
  readonly onShow: (exhibitId: ExhibitId, part?: ExhibitPart) => void;
}

const count = (items: readonly QueueItem[], fits: (item: QueueItem) => boolean): number => items.filter(fits).length;

/** "12 files imported, 1 was stored before, 3 have warnings" */
export function endedWords(items: readonly QueueItem[]): string {
  const again = count(items, ({ result }) => result?.duplicateOf != null);
  const alike = count(items, ({ result }) => (result?.similar.length ?? 0) > 0);
  const flawed = count(items, (item) => item.state === 'done' && isFlawed(item));
  return [
    `${plural(
      count(items, ({ state }) => state === 'done'),
      'file',
    )} imported`,
    ...(again > 0 ? [`${formatCount(again)} ${again === 1 ? 'was' : 'were'} there before`] : []),
    ...(alike > 0 ? [`${formatCount(alike)} ${alike === 1 ? 'looks' : 'look'} like another picture`] : []),
    ...(flawed > 0 ? [`${formatCount(flawed)} ${flawed === 1 ? 'has' : 'have'} warnings`] : []),
  ].join(', ');
}

/** The files being imported, and the outcome of each. Once all have ended it is a line, unless one failed. */
export function ImportPanel({ items, notices, onShow }: Props) {
  const open = count(items, ({ state }) => state === 'waiting' || state === 'running');
  const failed = count(items, ({ state }) => state === 'failed');
  const asked = items.filter(({ result }) => result !== null && (notices.get(result.exhibitId)?.questions ?? 0) > 0);
  const [first] = asked;
  const [wanted, setListed] = useState<boolean | null>(null);
  const listed = wanted ?? (open > 0 || failed > 0);
  const words = endedWords(items);
  // What came alone keeps its own line: there is room for what became of it.
  const last = items.at(-1);
  const alone = last && items.every(({ id, batch }) => id === last.id || batch !== last.batch) ? [last] : [];
  return (
    <section className="rt-evidence-import" aria-label="Import">
      <div className="rt-panel-head">
        <h2 className="rt-panel-title">
          {open > 0 ? `Importing ${plural(open, 'file')}` : words}
          {failed > 0 && <span className="rt-danger">, {formatCount(failed)} failed</span>}
        </h2>
        <span className="rt-visually-hidden" role="status">
          {open === 0 && `${words}${failed > 0 ? `, ${formatCount(failed)} failed` : ''}`}
        </span>
        {open === 0 && first?.result && (
          <Button
            size="small"
            intent="warning"
            icon="help"
            text={asked.length === 1 ? '1 file has questions' : `${formatCount(asked.length)} files have questions`}
            title={`Answer those about ${first.result.exhibit}`}
            onClick={() => first.result && onShow(first.result.exhibitId, 'questions')}
          />
        )}
        {open > 0 && <Button size="small" text="Cancel all" onClick={cancelAllImports} />}
        {items.length > alone.length && (
          <Button
            size="small"
            variant="minimal"
            icon={listed ? 'chevron-up' : 'chevron-down'}
            text={listed ? 'Hide list' : 'Show list'}
            aria-expanded={listed}
            onClick={() => setListed(!listed)}
          />
        )}
        {open < items.length && <Button size="small" variant="minimal" text="Clear list" onClick={clearEnded} />}
      </div>
      <QueryOffers items={items} />
      <GraphOffer
        sure
        className="rt-evidence-import-row"
        exhibitIds={items.flatMap(({ result }) => (result ? [result.exhibitId] : []))}
      />
      {(listed || alone.length > 0) && (
        <ul className="rt-evidence-import-list">
          {(listed ? inView(items) : alone).map((item) => (
            <ImportRow key={item.id} item={item} notices={notices} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is being imported comes first, where it is seen; then the newest. */
const inView = (items: readonly QueueItem[]): QueueItem[] =>
  items.toReversed().toSorted((a, b) => Number(b.state === 'running') - Number(a.state === 'running'));

/** Questions are counted by themselves. */
const warningsOf = ({ certificate }: NonNullable<QueueItem['result']>): number =>
  certificate?.warnings.filter(isNoQuestion).length ?? 0;

/** Stored, with something about it that must not be missed. */
const isFlawed = ({ result }: QueueItem): boolean =>
  result !== null &&
  (result.typeWarning !== null ||
    result.datasetProblem !== null ||
    warningsOf(result) > 0 ||
    (result.certificate?.rejected ?? 0) > 0);
function ImportRow({ item, notices, onShow }: Omit<Props, 'items'> & { item: QueueItem }) {
  const { state, result, progress } = item;
  const part = progress?.total ? progress.done / progress.total : undefined;
  return (
    <li className="rt-evidence-import-row">
      <StateIcon item={item} />
      <span className="rt-evidence-import-name rt-cut" title={item.name}>
        {item.name}
      </span>
      <span className="rt-muted rt-nowrap">{formatBytes(item.size)}</span>
      <span className="rt-evidence-import-outcome">
        {state === 'waiting' && <span className="rt-muted">Waiting</span>}
        {state === 'cancelled' && <span className="rt-muted">Cancelled. Nothing was stored.</span>}
        {state === 'running' && (
          <span className="rt-row">
            <ProgressBar
              className="rt-grow"
              {...(part === undefined ? {} : { value: part })}
              animate={part === undefined}
              stripes={part === undefined}
            />
            <span className="rt-muted rt-nowrap">
              {progress?.unit === 'rows' && plural(progress.done, 'row')}
              {item.speed !== null && `${formatBytes(Math.round(item.speed))}/s`}
            </span>
          </span>
        )}
        {state === 'failed' && <span className="rt-danger">{item.problem}</span>}
        {result && <Outcome result={result} asked={notices.get(result.exhibitId)?.questions ?? 0} onShow={onShow} />}
      </span>
      {(state === 'waiting' || state === 'running') && (
        <Button
          size="small"
          variant="minimal"
          icon="cross"
          aria-label={`Cancel ${item.name}`}
          onClick={() => cancelImport(item.id)}
        />
      )}
      {result && (
        <Button
          size="small"
          variant="minimal"
          text={result.exhibit}
          endIcon="chevron-right"
          onClick={() => onShow(result.exhibitId)}
        />
      )}
    </li>
  );
}

function StateIcon({ item }: { item: QueueItem }) {
  const { state } = item;
  if (state === 'done' && isFlawed(item))
    return <Icon icon="warning-sign" className="rt-warn" title="Imported, with a warning" />;
  if (state === 'done') return <Icon icon="tick-circle" className="rt-ok" title="Imported" />;
  if (state === 'failed') return <Icon icon="error" className="rt-danger" title="Import failed" />;
  if (state === 'cancelled') return <Icon icon="disable" className="rt-muted" title="Cancelled" />;
  return <Icon icon="import" className="rt-muted" title="In progress" />;
}

interface OutcomeProps extends Pick<Props, 'onShow'> {
  readonly result: NonNullable<QueueItem['result']>;
  /** Questions that are open about its columns. */
  readonly asked: number;
}
function Outcome({ result, asked, onShow }: OutcomeProps) {
  const { similar, duplicateOf, acquiredAgain, typeWarning, dataset, datasetProblem, certificate } = result;
  const rejected = certificate?.rejected ?? 0;
  const warnings = warningsOf(result);
  return (
    <>
      {duplicateOf && acquiredAgain ? (
        <span>{sentence(acquiredAgainWords(duplicateOf, acquiredAgain))}</span>
      ) : (
        <span className="rt-muted">{result.mediaType}</span>
      )}
      {similar.length > 0 && (
        <span>
          {' '}
          · similar to{' '}
          {similar.map((picture) => (
            <Button
              key={picture.exhibitId}
              size="small"
              variant="minimal"
              intent="warning"
              text={picture.exhibit}
              title={`${picture.title}: ${likenessWords(picture)}`}
              onClick={() => onShow(picture.exhibitId)}
            />
          ))}
        </span>
      )}
      {dataset && !duplicateOf && (
        <span>
          {' '}
          · dataset <span className="rt-mono">{dataset.view}</span>, {plural(dataset.rows, 'row')}
          {result.datasets.length > 1 && ` and ${plural(result.datasets.length - 1, 'further dataset')}`}
          {asked > 0 && (
            <Button
              size="small"
              variant="minimal"
              intent="warning"
              icon="help"
              text={plural(asked, 'question')}
              onClick={() => onShow(result.exhibitId, 'questions')}
            />
          )}
          {rejected > 0 && (
            <Button
              size="small"
              variant="minimal"
              intent="danger"
              text={`${plural(rejected, 'row')} rejected`}
              onClick={() => onShow(result.exhibitId, 'certificate')}
            />
          )}
          {warnings > 0 && (
            <Button
              size="small"
              variant="minimal"
              intent="warning"
              icon="warning-sign"
              text={plural(warnings, 'warning')}
              title={certificate?.warnings.map(({ message }) => message).join('\n')}
              onClick={() => onShow(result.exhibitId, 'certificate')}
            />
          )}
        </span>
      )}
      {typeWarning && <span className="rt-warn"> · {typeWarning}</span>}
      {datasetProblem && (
        <span className="rt-warn">
          {' '}
          · {dataset ? 'Not all was read' : 'No dataset'}: {datasetProblem}
        </span>
      )}
    </>
  );
}
