import './evidence.css';
import './table-sheet.css';
import { Button, Checkbox, HTMLSelect, InputGroup, PopoverNext, Spinner } from '@blueprintjs/core';
import { type ComponentType, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { useRead } from '../../client/hooks.ts';
import { noticesByExhibit } from '../../parts/questions.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { choose, EMPTY, useSelection } from '../../state/selection.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import { EVIDENCE } from './actions.ts';
import { CaptureDialog } from './capture-dialog.tsx';
import { ExhibitDetail } from './exhibit-detail.tsx';
import { EVERYTHING, exhibitColumns, filtered, kindsOf, tagsOf } from './exhibit-list.tsx';
import type { ExhibitPart } from './exhibit-words.ts';
import { BatchFactsForm, ImportPanel } from './import-panel.tsx';
import { type BatchFacts, useImportQueue, useIntake } from './import-queue.ts';

export interface CopyEditorProps {
  readonly exhibit: Exhibit;
  readonly onClose: () => void;
  readonly onMade: (copy: Exhibit) => void;
}

const NONE: never[] = []; // one array, so that nothing is computed again while the answer is awaited
const keyOf = (exhibit: Exhibit): string => exhibit.id;

/** The exhibits of the case: importing, finding and viewing them. */
export function EvidenceScreen({ CopyEditor }: { CopyEditor: ComponentType<CopyEditorProps> }) {
  const { caseId, place, go } = useNavigation();
  const { data: exhibits, error } = useRead('evidence.list', { caseId });
  const { data: datasets = NONE } = useRead('dataset.list', { caseId });
  const notices = useMemo(() => noticesByExhibit(datasets), [datasets]);
  const [filter, setFilter] = useState(EVERYTHING);
  const [facts, setFacts] = useState<BatchFacts>({});
  const queue = useImportQueue().filter((item) => item.caseId === caseId);
  const { over, drag, take } = useIntake(caseId, facts);
  const [capturing, setCapturing] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);

  const selected = place.focus ?? null;
  const find = place.find ?? null;
  const [part, setPart] = useState<ExhibitPart>('content');
  const open = (focus: string, shown: ExhibitPart = 'content'): void => {
    setPart(shown);
    go({ screen: 'evidence', focus });
  };
  const close = useCallback(() => go({ screen: 'evidence' }), [go]);
  const chosen = exhibits?.find(({ id }) => id === selected);
  // Of the exhibit that is open, or of the first that has any.
  const asked = [chosen, ...(exhibits ?? [])].find(
    (exhibit) => exhibit && (notices.get(exhibit.id)?.questions ?? 0) > 0,
  );
  const [copying, setCopying] = useState<string | null>(null);
  const copy = useCallback(() => setCopying(selected), [selected]);
  const copied = chosen && !chosen.removedAt && chosen.id === copying ? chosen : null;
  useEffect(() => {
    if (chosen?.removedAt) setFilter((before) => ({ ...before, removed: true }));
  }, [chosen]);

  const { current, followed } = useSelection();
  const inSelection = useMemo(() => new Set<string>(followed?.exhibits.map(({ id }) => id)), [followed]);
  const mine = current?.source === 'evidence' ? current.selection.exhibits : NONE;
  const select = (id: Exhibit['id']): void => {
    const exhibits = mine.includes(id) ? mine.filter((each) => each !== id) : [...mine, id];
    choose({ source: 'evidence', from: 'Evidence', selection: { ...EMPTY, exhibits } });
  };

  const actions = useActions(EVIDENCE, {
    import: () => chooser.current?.click(),
    check: { when: asked !== undefined, perform: () => asked && open(asked.id, 'questions') },
    capture: () => setCapturing(true),
    select: {
      when: chosen !== undefined,
      label: chosen && mine.includes(chosen.id) ? 'Take out of the selection' : 'Select this exhibit on every screen',
      perform: () => chosen && select(chosen.id),
    },
    filter: () => search.current?.focus(),
  });
  const shown = useMemo(() => filtered(exhibits ?? [], filter), [exhibits, filter]);
  const narrow = chosen !== undefined;
  const columns = useMemo(() => exhibitColumns(narrow, notices, inSelection), [narrow, notices, inSelection]);
  const kinds = useMemo(() => kindsOf(exhibits ?? []), [exhibits]);
  const tags = useMemo(() => tagsOf(exhibits ?? []), [exhibits]);
  const anyRemoved = exhibits?.some(({ removedAt }) => removedAt);
  const importFiles = <ActionButton action={actions.import} intent="primary" text="Import files" />;

  return (
    <Screen
      title="Evidence"
      actions={
        copied ? null : (
          <>
            {exhibits && exhibits.length > 0 && (
              <>
                <InputGroup
                  inputRef={search}
                  leftIcon="filter"
                  placeholder="Filter"
                  aria-label="Filter exhibits"
                  value={filter.text}
                  onChange={(event) => setFilter({ ...filter, text: event.target.value })}
                />
                <HTMLSelect
                  aria-label="Type"
                  value={filter.kind}
                  onChange={(event) => setFilter({ ...filter, kind: event.target.value })}
                  options={[{ value: '', label: 'All types' }, ...kinds]}
                />
                {tags.length > 0 && (
                  <HTMLSelect
                    aria-label="Tag"
                    value={filter.tag}
                    onChange={(event) => setFilter({ ...filter, tag: event.target.value })}
                    options={[{ value: '', label: 'All tags' }, ...tags]}
                  />
                )}
                {anyRemoved && (
                  <Checkbox
                    className="rt-evidence-head-check"
                    label="Show removed"
                    checked={filter.removed}
                    onChange={() => setFilter({ ...filter, removed: !filter.removed })}
                  />
                )}
                <span className="rt-muted rt-nowrap" role="status">
                  {shown.length === exhibits.length
                    ? plural(shown.length, 'exhibit')
                    : `${formatCount(shown.length)} of ${plural(exhibits.length, 'exhibit')}`}
                </span>
              </>
            )}
            <PopoverNext placement="bottom-end" content={<BatchFactsForm value={facts} onChange={setFacts} />}>
              <Button icon="manual" text="Source details" endIcon="caret-down" />
            </PopoverNext>
            {chosen && <ActionButton action={actions.select} />}
            <ActionButton action={actions.capture} text="Capture" />
            {importFiles}
          </>
        )
      }
    >
      <div className="rt-evidence" data-over={over} {...drag}>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(event) => {
            take([...(event.target.files ?? [])], 'file import');
            event.target.value = ''; // so that the same file can be chosen again
          }}
        />
        {capturing && (
          <CaptureDialog
            onClose={() => setCapturing(false)}
            onTake={(file, how) => {
              setCapturing(false);
              take([file], how, true);
            }}
          />
        )}
        {queue.length > 0 && <ImportPanel items={queue} notices={notices} onShow={open} />}
        {error && (
          <EmptyState icon="issue" title="The exhibits cannot be read">
            {error.message}
          </EmptyState>
        )}
        {!exhibits && !error && <Spinner className="rt-waiting" />}
        {exhibits && exhibits.length === 0 && (
          <EmptyState icon="import" title="No exhibit yet" action={importFiles}>
            Choose files, drop files or folders anywhere here, or paste a screenshot or text. Every file is hashed,
            numbered and stored unchanged; tables become datasets for SQL.
          </EmptyState>
        )}
        {copied && (
          <Suspense fallback={<Spinner className="rt-waiting" />}>
            <CopyEditor
              key={copied.id}
              exhibit={copied}
              onClose={() => setCopying(null)}
              onMade={({ id }) => {
                setCopying(null);
                open(id);
              }}
            />
          </Suspense>
        )}
        {!copied && exhibits && exhibits.length > 0 && (
          <div className="rt-evidence-split" data-open={narrow}>
            {shown.length === 0 ? (
              <EmptyState icon="filter-remove" title="No exhibit matches the filter" />
            ) : (
              <Table
                label="Exhibits"
                rows={shown}
                columns={columns}
                keyOf={keyOf}
                rowHeight={44}
                selected={selected}
                onSelect={({ id }) => open(id)}
                onOpen={({ id }) => open(id)}
                initialSort={{ column: 'number', descending: false }}
                minWidth={narrow ? 0 : 900}
              />
            )}
            {chosen && <ExhibitDetail exhibit={chosen} part={part} find={find} onClose={close} onCopy={copy} />}
          </div>
        )}
        {over && <div className="rt-evidence-drop">Drop to import</div>}
      </div>
    </Screen>
  );
}
