import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import type { EdgeColumns, GraphSource, StagedGraph } from '../../../shared/contract/graph.ts';
import type { BoardId, CaseId, DatasetId } from '../../../shared/contract/values.ts';
import { stagedWords } from '../../../shared/domain/graph-words.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useJob } from '../../client/use-job.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';

interface Props {
  readonly caseId: CaseId;
  readonly boards: readonly { id: BoardId; title: string }[];
  readonly boardId?: BoardId;
  readonly datasetId?: DatasetId;
  readonly onClose: () => void;
}
type Asked = Input<'graph.load'>;
const WAIT = 250; // ms after a change before it is counted
const NONE: never[] = [];
const nameOf = ({ exhibit, view, format }: GraphSource): string => `${exhibit} ${view}${format && ` (${format})`}`;

/** What a graph of the case comes to, counted before anything is made; then it is put onto a board. */
export function ImportGraph({ caseId, boards, boardId, datasetId, onClose }: Props) {
  const { go } = useNavigation();
  const { data: sources } = useRead('graph.sources', { caseId });
  const all = sources ?? NONE;
  const offered = all.filter(({ kind }) => kind !== 'nodes');
  const nodes = all.filter(({ kind }) => kind === 'nodes');
  const [chosen, setChosen] = useState<DatasetId | null>(datasetId ?? null);
  const source = offered.find((each) => each.datasetId === chosen) ?? offered.at(-1) ?? null;
  const [set, setSet] = useState<Partial<Asked>>({});
  const board = set.boardId ?? boardId ?? boards[0]?.id;
  const asked: Asked | null =
    source && board
      ? {
          boardId: board,
          datasetId: source.datasetId,
          nodesId: source.kind === 'edges' ? (nodes[0]?.datasetId ?? null) : null,
          ...set,
        }
      : null;
  const { staged, problem, of } = useStaged(asked);
  const job = useJob();
  const change = (part: Partial<Asked>): void => setSet((before) => ({ ...before, ...part }));
  const load = async (): Promise<void> => {
    if (!asked) return;
    const made = await job.run('graph.load', asked);
    if (!made) return;
    showToast({
      message: stagedWords(made.staged)[0] ?? '',
      intent: 'success',
      action: { text: 'Show board', onClick: () => go({ screen: 'board', focus: asked.boardId }) },
    });
    onClose();
  };
  const ready = staged !== null && of === JSON.stringify(asked) && staged.items.made + staged.items.known > 0;
  return (
    <Dialog isOpen title="Put a graph onto the board" onClose={onClose} className="rt-graph-dialog">
      <DialogBody>
        {sources && offered.length === 0 && (
          <EmptyState icon="graph" title="No graph in this case yet">
            Import a GraphML, GEXF, Maltego, STIX or FollowTheMoney file, an edge list, results of an OSINT tool, or a
            CSV with the columns Source and Target. It becomes an exhibit first.
          </EmptyState>
        )}
        {source && (
          <>
            <div className="rt-graph-fields">
              <Field label="Graph">
                {(id) => (
                  <HTMLSelect
                    id={id}
                    fill
                    value={source.datasetId}
                    options={offered.map((each) => ({ value: each.datasetId, label: nameOf(each) }))}
                    onChange={(event) => {
                      setChosen(event.currentTarget.value as DatasetId);
                      setSet({});
                    }}
                  />
                )}
              </Field>
              <Field label="Board">
                {(id) => (
                  <HTMLSelect
                    id={id}
                    fill
                    value={board ?? ''}
                    options={boards.map((each) => ({ value: each.id, label: each.title }))}
                    onChange={(event) => change({ boardId: event.currentTarget.value as BoardId })}
                  />
                )}
              </Field>
              {source.kind === 'edges' && (
                <EdgeFields source={source} edges={set.edges ?? source.edges} onChange={(edges) => change({ edges })} />
              )}
              {source.kind === 'edges' && nodes.length > 0 && (
                <Field label="Table of the nodes">
                  {(id) => (
                    <HTMLSelect
                      id={id}
                      fill
                      value={asked?.nodesId ?? ''}
                      options={[
                        { value: '', label: 'None' },
                        ...nodes.map((each) => ({ value: each.datasetId, label: nameOf(each) })),
                      ]}
                      onChange={(event) => change({ nodesId: (event.currentTarget.value || null) as DatasetId | null })}
                    />
                  )}
                </Field>
              )}
              {source.kind !== 'leads' && (
                <>
                  <Field label="Links without a type are">
                    {(id) => (
                      <InputGroup
                        id={id}
                        maxLength={500}
                        value={set.linkType ?? 'linked to'}
                        onValueChange={(linkType) => change({ linkType })}
                      />
                    )}
                  </Field>
                  <Field label="Parallel links of one type">
                    {(id) => (
                      <HTMLSelect
                        id={id}
                        fill
                        value={set.parallel ?? 'keep'}
                        options={[
                          { value: 'keep', label: 'Keep each' },
                          { value: 'join', label: 'Join, amounts added up' },
                        ]}
                        onChange={(event) => change({ parallel: event.currentTarget.value as 'keep' | 'join' })}
                      />
                    )}
                  </Field>
                </>
              )}
            </div>
            <Counts staged={staged} problem={problem} waiting={of !== JSON.stringify(asked)} />
          </>
        )}
        {job.problem && (
          <p className="rt-danger" role="alert">
            {job.problem}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Cancel" onClick={onClose} />
            <Button
              intent="primary"
              text="Add to board"
              disabled={!ready}
              loading={job.running}
              onClick={() => void load()}
            />
          </>
        }
      />
    </Dialog>
  );
}

interface EdgeProps {
  readonly source: GraphSource;
  readonly edges: Partial<EdgeColumns> | null;
  readonly onChange: (edges: EdgeColumns) => void;
}
function EdgeFields({ source: { columns }, edges, onChange }: EdgeProps) {
  const nothing = { type: null, label: null, direction: null, amount: null, unit: null, time: null };
  const [first = '', second = ''] = columns;
  const set: EdgeColumns = { ...nothing, source: first, target: second, ...edges };
  const roles = [
    ['source', 'From', false],
    ['target', 'To', false],
    ['amount', 'Amount or weight', true],
    ['time', 'Time', true],
  ] as const;
  return roles.map(([role, words, optional]) => (
    <Field key={role} label={words}>
      {(id) => (
        <HTMLSelect
          id={id}
          fill
          value={set[role] ?? ''}
          options={[
            ...(optional ? [{ value: '', label: 'None' }] : []),
            ...columns.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(event) => onChange({ ...set, [role]: event.currentTarget.value || null })}
        />
      )}
    </Field>
  ));
}

function Counts({ staged, problem, waiting }: { staged: StagedGraph | null; problem: string; waiting: boolean }) {
  if (problem) return <p className="rt-danger rt-graph-counts">{problem}</p>;
  if (!staged)
    return (
      <div className="rt-graph-counts">
        <Spinner size={20} />
      </div>
    );
  return (
    <section className="rt-graph-counts" aria-label="What comes of it" aria-busy={waiting}>
      {stagedWords(staged).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {staged.rejected.length > 0 && (
        <details>
          <summary>{plural(staged.rejectedCount, 'rejected', 'rejected')}: show</summary>
          <ul className="rt-graph-rejected">
            {staged.rejected.map(({ row, text, why }) => (
              <li key={`${row} ${text} ${why}`}>
                Row {row}: <span className="rt-mono rt-break">{text}</span> {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function useStaged(asked: Asked | null) {
  const [state, setState] = useState<{ staged: StagedGraph | null; problem: string; of: string }>({
    staged: null,
    problem: '',
    of: '',
  });
  const of = JSON.stringify(asked);
  useEffect(() => {
    const wanted = JSON.parse(of) as Asked | null;
    if (!wanted) return;
    const stopped = new AbortController();
    const timer = setTimeout(() => {
      runJob('graph.stage', wanted, { signal: stopped.signal }).then(
        (staged) => !stopped.signal.aborted && setState({ staged, problem: '', of }),
        (error: unknown) => !stopped.signal.aborted && setState({ staged: null, problem: messageOf(error), of }),
      );
    }, WAIT);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [of]);
  return state;
}
