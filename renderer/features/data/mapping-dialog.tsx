import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup, Spinner } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import type { Mapped, Mapping } from '../../../shared/contract/mapping.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { BoardId, CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { call, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useShowBoard } from '../../parts/show-board.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { submitOnModEnter } from '../../ui/submit-keys.ts';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { MappedColumns, MappedLinks } from './mapping-parts.tsx';
import { fetchRows } from './result-rows.ts';
import { type Suggestion, suggestMapping } from './suggest-mapping.ts';

interface Props {
  readonly caseId: CaseId;
  readonly result: QueryResult;
  /** The exhibit that holds the result already; else it becomes one. */
  readonly saved: { readonly id: ExhibitId; readonly label: string } | null;
  readonly onClose: () => void;
}
/** Rows of one table may be repeated by those of another. */
const isJoin = ({ inputs }: QueryResult): boolean => inputs.length > 1;
const LOOKED_AT = 500; // rows from which types are suggested
const WAIT = 250; // ms after a change before it is counted

/** From table to board in one sheet: which columns are entities, what a row links, what comes of it, and the exhibit it rests on. */
export function MappingDialog({ caseId, result, saved, onClose }: Props) {
  const showBoard = useShowBoard();
  const [suggested, setSuggested] = useState<Suggestion | null>(null);
  const [mapping, setMapping] = useState<Mapping>({ columns: [], links: [] });
  const [boardId, setBoardId] = useState<BoardId | null>(null);
  const [typedTitle, setTypedTitle] = useState<string | null>(null);
  const [taken, setTaken] = useState<SavedMapping | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const { data: boards = [] } = useRead('board.list', { caseId });
  const board = boardId ?? boards[0]?.id ?? null;
  useEffect(() => {
    let wanted = true;
    fetchRows(result, 0, LOOKED_AT).then(
      (rows) => {
        if (!wanted) return;
        const suggestion = suggestMapping(result.columns, rows, isJoin(result));
        setSuggested(suggestion);
        setMapping(suggestion.mapping);
      },
      (error: unknown) => wanted && setFailure(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [result]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => void (suggested && form.current?.focus()), [suggested]);
  const { mapped, problem, of } = usePreview(result, board, mapping);
  // The exhibit is called by what it is for, until somebody types its title.
  const title = typedTitle ?? titleOf(mapping, taken?.mapping === mapping ? taken.name : null);

  const apply = async (): Promise<void> => {
    if (!board) return;
    setBusy(true);
    setFailure('');
    try {
      const input = {
        resultId: result.resultId,
        boardId: board,
        mapping,
        title: title.trim(),
        savedAs: saved?.id ?? null,
      };
      const made = await runJob('mapping.apply', input);
      showToast({
        message: `${saidOf(made.mapped)} They rest on ${made.exhibit}.`,
        intent: 'success',
        action: { text: 'Show board', onClick: () => showBoard(board) },
      });
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };
  const ready =
    board !== null &&
    mapping.columns.length > 0 &&
    mapped !== null &&
    of === mapping &&
    (saved !== null || title.trim() !== '');
  return (
    <Dialog isOpen title="Map to board" onClose={onClose} className="rt-data-mapping" canOutsideClickClose={false}>
      <form
        ref={form}
        tabIndex={-1}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) void apply();
        }}
        onKeyDown={submitOnModEnter}
      >
        <DialogBody>
          {!suggested ? (
            <Spinner size={24} className="rt-waiting" />
          ) : (
            <>
              <SavedMappings
                result={result}
                mapping={mapping}
                onNamed={(named) => {
                  setMapping(named.mapping);
                  setTaken(named);
                }}
              />
              <div className="rt-data-mapping-body">
                <MappedColumns result={result} mapping={mapping} onChange={setMapping} />
                <MappedLinks
                  mapping={mapping}
                  amounts={suggested.amounts}
                  times={suggested.times}
                  onChange={setMapping}
                />
              </div>
              <Preview
                mapped={mapped}
                problem={problem}
                any={mapping.columns.length > 0}
                saved={saved}
                result={result}
              />
              <div className="rt-data-mapping-target">
                {saved === null && (
                  <Field label="Title of the exhibit with these rows">
                    {(id) => <InputGroup id={id} maxLength={500} value={title} onValueChange={setTypedTitle} />}
                  </Field>
                )}
                {boards.length > 1 && (
                  <Field label="Board">
                    {(id) => (
                      <HTMLSelect
                        id={id}
                        value={board ?? ''}
                        onChange={(event) => setBoardId(event.target.value as BoardId)}
                        options={boards.map((each) => ({ value: each.id, label: each.title }))}
                      />
                    )}
                  </Field>
                )}
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
              <Button text="Cancel" onClick={onClose} disabled={busy} />
              <Button type="submit" intent="primary" text="Add to board" disabled={!ready} loading={busy} />
            </>
          }
        />
      </form>
    </Dialog>
  );
}

interface Preview {
  readonly mapped: Mapped | null;
  readonly problem: string;
  /** What was counted; another mapping waits for its own counts. */
  readonly of: Mapping;
}
function usePreview(result: QueryResult, boardId: BoardId | null, mapping: Mapping) {
  const [state, setState] = useState<Preview>({ mapped: null, problem: '', of: mapping });
  useEffect(() => {
    if (!boardId || mapping.columns.length === 0) {
      setState({ mapped: null, problem: '', of: mapping });
      return;
    }
    const stopped = new AbortController();
    const timer = setTimeout(() => {
      runJob('mapping.preview', { resultId: result.resultId, boardId, mapping }, { signal: stopped.signal }).then(
        (mapped) => !stopped.signal.aborted && setState({ mapped, problem: '', of: mapping }),
        (error: unknown) =>
          !stopped.signal.aborted && setState({ mapped: null, problem: messageOf(error), of: mapping }),
      );
    }, WAIT);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [result, boardId, mapping]);
  return state;
}

interface PreviewProps {
  readonly mapped: Mapped | null;
  readonly problem: string;
  readonly any: boolean;
  readonly saved: Props['saved'];
  readonly result: QueryResult;
}
function Preview({ mapped, problem, any, saved, result }: PreviewProps) {
  if (problem)
    return (
      <p role="alert" className="rt-danger">
        {problem}
      </p>
    );
  if (!any) return <p className="rt-muted">Choose the columns that hold accounts, devices, addresses or people.</p>;
  if (!mapped) return <Spinner size={16} />;
  const notes = [
    mapped.otherWritings > 0 &&
      `${plural(mapped.otherWritings, 'value is', 'values are')} another writing of the same thing.`,
    mapped.blank > 0 && `${plural(mapped.blank, 'cell has', 'cells have')} no value.`,
    mapped.mistyped > 0 && `${plural(mapped.mistyped, 'entity', 'entities')} may be mistyped: check digits do not fit.`,
    mapped.unsaid > 0 &&
      `${plural(mapped.unsaid, 'link')} known before: amount or times not kept, since rows may be the same or units differ.`,
    mapped.withoutAmount > 0 &&
      `${plural(mapped.withoutAmount, 'row')} of links without a number where the amount is read.`,
    isJoin(result) &&
      `The query reads ${result.inputs.length} tables: a row of one may stand in several rows here, and its amount is then added several times.`,
    result.limitedBy !== null && 'The query has more rows than its limit; only those shown are mapped.',
  ].filter(Boolean);
  return (
    <div className="rt-data-mapping-preview" aria-live="polite">
      <p>
        <strong>{saidOf(mapped)}</strong> {wordsOf(mapped)}
      </p>
      <p className="rt-muted">
        Proof: {saved ? saved.label : 'these rows, saved as an exhibit'}, rows 1–{formatCount(mapped.rows)}, each entity
        and link with its own. {notes.join(' ')}
      </p>
      {mapped.mixedUnits.count > 0 && (
        <details>
          <summary className="rt-warn">
            {plural(mapped.mixedUnits.count, 'link has', 'links have')} no sum, since they mix currencies or theirs is
            not certain
          </summary>
          <ul>
            {mapped.mixedUnits.first.map(({ from, to, units }) => (
              <li key={`${from} ${to} ${units.join(' ')}`}>
                <span className="rt-mono rt-break">
                  {from} → {to}
                </span>
                : {units.map((unit) => unit || 'no currency named').join(', ')}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mapped.rejectedCount > 0 && (
        <details>
          <summary className="rt-warn">{plural(mapped.rejectedCount, 'value')} cannot name an entity</summary>
          <ul>
            {mapped.rejected.map(({ row, column, text, why }) => (
              <li key={`${row} ${column}`}>
                Row {formatCount(row)}, {column}: it {why}. <span className="rt-mono rt-break">{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** "44 entities, 11 of them known; 94 links." */
function saidOf({ entities, links }: Mapped): string {
  const part = (made: number, known: number, one: string, many: string) =>
    `${plural(made + known, one, many)}${known > 0 ? ` (${formatCount(known)} known)` : ''}`;
  return `${part(entities.made, entities.known, 'entity', 'entities')}, ${part(links.made, links.known, 'link', 'links')}.`;
}
const wordsOf = ({ byType }: Mapped): string =>
  byType
    .map(({ type, count }) => plural(count, kindOf(type).word.toLowerCase(), kindOf(type).words.toLowerCase()))
    .join(', ');

const titleOf = ({ columns }: Mapping, name: string | null): string =>
  (name ? `Rows behind ${name}` : `Rows behind ${columns.map(({ column }) => column).join(', ') || 'the board'}`).slice(
    0,
    500,
  );

interface SavedMapping {
  readonly name: string;
  readonly mapping: Mapping;
}
interface SavedProps {
  readonly result: QueryResult;
  readonly mapping: Mapping;
  /** A mapping was taken, or this one got a name. */
  readonly onNamed: (named: SavedMapping) => void;
}
/** Mappings that fit this result, to be taken; and a name under which this one is kept for the next. */
function SavedMappings({ result, mapping, onNamed }: SavedProps) {
  const { data: all = [] } = useRead('mapping.list', {});
  const [name, setName] = useState('');
  const names = new Set(result.columns.map((column) => column.name));
  const fitting = all.filter(({ mapping: each }) =>
    [...each.columns.map(({ column }) => column), ...each.links.flatMap(({ amount, time }) => [amount, time])].every(
      (column) => column === null || names.has(column),
    ),
  );
  const save = async (): Promise<void> => {
    try {
      await call('mapping.save', { name: name.trim(), mapping });
      showToast({ message: `Mapping saved as ${name.trim()}.`, intent: 'success' });
      onNamed({ name: name.trim(), mapping });
      setName('');
    } catch (error) {
      showToast({ message: messageOf(error), intent: 'danger' });
    }
  };
  return (
    <div className="rt-row">
      {fitting.length > 0 && (
        <HTMLSelect
          aria-label="Saved mapping"
          value=""
          options={[
            { value: '', label: 'Use a saved mapping…' },
            ...fitting.map((each) => ({ value: each.name, label: each.name })),
          ]}
          onChange={(event) => {
            const taken = fitting.find((each) => each.name === event.target.value);
            if (taken) onNamed(taken);
          }}
        />
      )}
      <span className="rt-grow" />
      <InputGroup
        size="small"
        aria-label="Name to save this mapping under"
        placeholder="Name for this mapping"
        maxLength={80}
        value={name}
        onValueChange={setName}
      />
      <Button
        size="small"
        text="Save mapping"
        disabled={name.trim() === '' || mapping.columns.length === 0}
        onClick={() => void save()}
      />
    </div>
  );
}
