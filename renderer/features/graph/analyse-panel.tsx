import { Button, Drawer, HTMLSelect, InputGroup, ProgressBar } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import type { Measure } from '../../../shared/contract/graph-analysis.ts';
import type { BoardId, CaseId, EntityId } from '../../../shared/contract/values.ts';
import { methodWords } from '../../../shared/domain/graph-words.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { selectOnBoard, useBoardSelection } from '../../state/board-selection.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { AnalysisRows } from './analysis-rows.tsx';
import { StyleBoard } from './style-board.tsx';

type Spec = Input<'graph.analyse'>['spec'];
type Analysed = Output<'graph.analyse'>;
type Way = 'measures' | 'communities' | 'shortest' | 'simple' | 'neighbours' | 'rings' | 'flows';
const WAYS: readonly (readonly [Way, string])[] = [
  ['measures', 'Measures of each item'],
  ['communities', 'Communities (Louvain)'],
  ['shortest', 'Shortest paths between two'],
  ['simple', 'All simple paths between two'],
  ['neighbours', 'Common neighbours'],
  ['rings', 'Rings'],
  ['flows', 'Flow of amounts'],
];
const MEASURES: readonly Measure[] = [
  ...(['betweenness', 'pagerank', 'links', 'in', 'out', 'neighbours', 'weight'] as const),
  ...(['core', 'component', 'community', 'articulation'] as const),
];
const HINTS: Partial<Record<Way, string>> = {
  shortest: 'Select two items on the board.',
  simple: 'Select two items on the board.',
  neighbours: 'Select two items or more on the board.',
};

interface Props {
  readonly caseId: CaseId;
  readonly boards: readonly { id: BoardId; title: string }[];
  readonly boardId?: BoardId;
  readonly onClose: () => void;
}

const AT_FIRST = 260; // px
const LEAST = 120;
const FOLDED = 48;

/** The board ends where the panel begins: nothing of it is covered, and what is chosen there stays in sight. */
function useBeneath(height: number): void {
  useEffect(() => {
    document.documentElement.style.setProperty('--rt-beneath', `${height}px`);
    return () => void document.documentElement.style.removeProperty('--rt-beneath');
  }, [height]);
}

/** Computes over a board or the case beside the board: a table whose rows select on the board, and which is saved with its method. */
export function AnalysePanel({ caseId, boards, boardId, onClose }: Props) {
  const { go } = useNavigation();
  const [board, setBoard] = useState<BoardId | null>(boardId ?? boards[0]?.id ?? null);
  const [way, setWay] = useState<Way>('measures');
  const [seed, setSeed] = useState('1');
  const [longest, setLongest] = useState('5');
  const [made, setMade] = useState<Analysed | null>(null);
  const [saving, setSaving] = useState<'exhibit' | 'finding' | null>(null);
  const [folded, setFolded] = useState(false);
  const [opened, setOpened] = useState(AT_FIRST);
  const height = folded ? FOLDED : opened;
  useBeneath(height);
  const selection = useBoardSelection();
  const entities = useRead('entity.list', { caseId }).data;
  const known = new Set<string>(entities?.map(({ id }) => id));
  const chosen = selection.subjects.filter((id): id is EntityId => known.has(id));
  const job = useJob();
  const spec = specOf(way, chosen, Number(seed), Number(longest));
  const run = async (): Promise<void> => {
    if (!spec) return;
    const analysed = await job.run('graph.analyse', { caseId, boardId: board, spec });
    if (analysed) setMade(analysed);
  };
  const show = (row: number): void => {
    const behind = made?.behind[row];
    if (!behind) return;
    go({ screen: 'board', ...(board ? { focus: board } : {}) });
    selectOnBoard({ subjects: behind.items, links: behind.links });
  };
  return (
    <Drawer
      isOpen
      onClose={onClose}
      position="bottom"
      size={`${height}px`}
      hasBackdrop={false}
      enforceFocus={false}
      canOutsideClickClose={false}
      className="rt-graph-analyse"
    >
      {!folded && (
        <Splitter
          label="Height of the analysis"
          orientation="horizontal"
          value={window.innerHeight - height}
          min={window.innerHeight * 0.2}
          max={window.innerHeight - LEAST}
          step={24}
          perPixel={() => 1}
          onChange={(top) => setOpened(window.innerHeight - top)}
        />
      )}
      <section role="dialog" aria-label="Analyse" className="rt-graph-analyse-body">
        <div className="rt-graph-analyse-head">
          <h2>Analyse</h2>
          <HTMLSelect
            aria-label="Of"
            value={board ?? ''}
            options={[
              ...boards.map((each) => ({ value: each.id, label: `Board: ${each.title}` })),
              { value: '', label: 'Everything of the case' },
            ]}
            onChange={(event) => setBoard((event.currentTarget.value || null) as BoardId | null)}
          />
          <HTMLSelect
            aria-label="Method"
            value={way}
            options={WAYS.map(([value, label]) => ({ value, label }))}
            onChange={(event) => setWay(event.currentTarget.value as Way)}
          />
          {way === 'communities' && <NumberField label="Seed" value={seed} onChange={setSeed} />}
          {(way === 'simple' || way === 'rings') && (
            <NumberField label="Links at most" value={longest} onChange={setLongest} />
          )}
          {job.running ? (
            <Button text="Cancel" onClick={job.cancel} />
          ) : (
            <Button intent="primary" icon="play" text="Run" disabled={!spec} onClick={() => void run()} />
          )}
          <span className="rt-muted rt-grow">{spec ? '' : (HINTS[way] ?? '')}</span>
          {made && (
            <Changes>
              <Button text="Save as exhibit" onClick={() => setSaving('exhibit')} />
              <Button text="State a finding" onClick={() => setSaving('finding')} />
            </Changes>
          )}
          <Button
            variant="minimal"
            icon={folded ? 'chevron-up' : 'chevron-down'}
            aria-label={folded ? 'Unfold' : 'Fold'}
            title={folded ? 'Show the analysis' : 'Fold the analysis to one line'}
            onClick={() => setFolded((before) => !before)}
          />
          <Button variant="minimal" icon="cross" aria-label="Close" onClick={onClose} />
        </div>
        {job.running && <ProgressBar {...(job.share === null ? {} : { value: job.share })} />}
        {job.problem && (
          <p className="rt-danger" role="alert">
            {job.problem}
          </p>
        )}
        {made && (
          <>
            <p className="rt-muted">
              {made.words} {plural(made.items, 'item')}, {plural(made.links, 'link')}. {made.table.notes.join(' ')}
            </p>
            {board && made.spec.method === 'measures' && <StyleBoard made={made} boardId={board} />}
            <AnalysisRows table={made.table} behind={made.behind} selected={selection.subjects} onShow={show} />
          </>
        )}
        {!made && !job.running && (
          <p className="rt-muted">
            Choose a method and run it. A row of the table selects on the board what it speaks of; saved, it is an
            exhibit with method, parameters and counts that can be run again.
          </p>
        )}
      </section>
      {made && saving && <Save analysed={made} as={saving} onClose={() => setSaving(null)} />}
    </Drawer>
  );
}

function NumberField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <span className="rt-row">
      <span className="rt-muted">{label}</span>
      <InputGroup
        aria-label={label}
        className="rt-graph-number"
        inputMode="numeric"
        value={value}
        onValueChange={onChange}
      />
    </span>
  );
}

/** @returns null while what it needs is not selected, or a number is none */
function specOf(way: Way, chosen: readonly EntityId[], seed: number, longest: number): Spec | null {
  const [from, to, more] = chosen;
  switch (way) {
    case 'measures':
      return { method: 'measures', measures: [...MEASURES] };
    case 'communities':
      return Number.isInteger(seed) && seed >= 0
        ? { method: 'measures', measures: ['community', 'links'], seed }
        : null;
    case 'shortest':
      return from && to && !more ? { method: 'paths', from, to, which: 'shortest' } : null;
    case 'simple':
      return from && to && !more && longest >= 1 && longest <= 12
        ? { method: 'paths', from, to, which: 'simple', longest }
        : null;
    case 'neighbours':
      return chosen.length >= 2 && chosen.length <= 50 ? { method: 'neighbours', of: [...chosen] } : null;
    case 'rings':
      return longest >= 2 && longest <= 10 ? { method: 'rings', longest } : null;
    case 'flows':
      return { method: 'flows' };
  }
}

function Save({ analysed, as, onClose }: { analysed: Analysed; as: 'exhibit' | 'finding'; onClose: () => void }) {
  const [claim, setClaim] = useState('');
  const isFinding = as === 'finding';
  return (
    <SaveExhibit
      {...(isFinding && { heading: 'State a finding' })}
      title={methodWords(analysed.spec)}
      lacking={isFinding && claim.trim() === ''}
      fields={
        isFinding && (
          <Field label="Claim">
            {(id) => <InputGroup id={id} maxLength={500} value={claim} onValueChange={setClaim} />}
          </Field>
        )
      }
      onClose={onClose}
      onSave={async (title) => {
        const { analysisId } = analysed;
        const { exhibit, finding } = await call('graph.freeze', { analysisId, title, ...(isFinding ? { claim } : {}) });
        return {
          ...exhibit,
          ...(finding && {
            more: `, and F-${finding.number} rests on it`,
            show: ['Show finding', { screen: 'findings', focus: finding.id }],
          }),
        };
      }}
    >
      The analysis as it was run, its rows and what they rest on are saved under the next exhibit number and never
      change.
    </SaveExhibit>
  );
}
