import { Button, Callout } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { CommentedField, Format } from '../../../shared/contract/findings.ts';
import type { Remark } from '../../../shared/contract/proofreading.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { ownWords } from '../../../shared/domain/statements.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { showError } from '../../ui/toaster.ts';
import type { Chosen } from './finding-comments.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly texts: Readonly<Record<CommentedField, string>>;
  readonly format: readonly Format[];
  /** Selects words where they stand. */
  readonly onShow: (words: Chosen) => void;
  readonly onReplace: (words: Chosen, by: string) => void;
}
type Placed = Remark & { readonly field: CommentedField; readonly words: string };

const PAUSE_MS = 900;
const MOST_SHOWN = 12;

/** What spelling, grammar and style may be wrong in, read in pauses of typing; each with what may stand there instead. */
export function ProofreadingPanel({ caseId, texts: { claim, explanation }, format, onShow, onReplace }: Props) {
  const own = useMemo(() => ownWords(explanation, format), [explanation, format]);
  const inClaim = useRemarks(caseId, 'claim', claim);
  const inExplanation = useRemarks(caseId, 'explanation', own);
  const learn = useLearning();
  const found = inOrder([...inClaim.remarks, ...inExplanation.remarks]);
  if (found.length === 0)
    return inExplanation.unread === null ? null : <p className="rt-muted">{inExplanation.unread}</p>;
  return (
    <Callout compact icon="translate" role="status" aria-label="Spelling and grammar">
      <strong>{plural(found.length, 'place')} to proofread.</strong>{' '}
      <span className="rt-muted">
        A rule may be wrong about a name or a term; the report check does not list these.
      </span>
      <ul className="rt-finding-wordings">
        {found.slice(0, MOST_SHOWN).map((each) => (
          <li key={`${each.field} ${each.at} ${each.why}`}>
            <button type="button" className="rt-finding-quote" onClick={() => onShow(each)}>
              “{cut(each.words)}”
            </button>{' '}
            {each.why}{' '}
            {each.instead.map((by) => (
              <Button
                key={by}
                size="small"
                variant="outlined"
                text={by === '' ? 'Delete it' : by}
                aria-label={by === '' ? `Delete it: “${each.words}”` : `${by}: instead of “${each.words}”`}
                onClick={() => onReplace(each, by)}
              />
            ))}
            {each.kind === 'spelling' && learn !== null && !/\s/.test(each.words) && (
              <Button
                size="small"
                variant="minimal"
                text="It is spelt right"
                aria-label={`It is spelt right: “${each.words}”`}
                onClick={() => learn(each.words)}
              />
            )}
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p className="rt-muted">{found.length - MOST_SHOWN} more are not shown here.</p>}
    </Callout>
  );
}

/** A long sentence is known by how it begins. */
const cut = (words: string): string => (words.length > 60 ? `${words.slice(0, 58).trimEnd()}…` : words);

const KINDS = ['spelling', 'grammar', 'style'] as const;
/** Spelling first, and what is said of the same words before once. */
function inOrder(remarks: readonly Placed[]): Placed[] {
  const firsts = new Map(remarks.toReversed().map((each) => [`${each.words}\n${each.why}`, each]));
  return [...firsts.values()].toSorted(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.field.localeCompare(b.field) || a.at - b.at,
  );
}

/** Of the text as it stands now: a remark goes with its words. */
function useRemarks(caseId: CaseId, field: CommentedField, text: string): { remarks: Placed[]; unread: string | null } {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useRead('proofreading.read', { caseId, text: paused }, { enabled: paused.trim() !== '' });
  const [read, setRead] = useState<{ remarks: Placed[]; unread: string | null }>({ remarks: [], unread: null });
  useEffect(() => {
    if (paused.trim() === '') setRead({ remarks: [], unread: null });
    else if (data) {
      const placed = data.remarks.map((each) => ({
        ...each,
        field,
        words: paused.slice(each.at, each.at + each.length),
      }));
      setRead({ remarks: placed, unread: data.unread });
    }
  }, [data, paused, field]);
  return {
    remarks: read.remarks.filter(({ at, length, words }) => text.slice(at, at + length) === words),
    unread: read.unread,
  };
}

/** Adds a word to those of the vault; null until these are known. */
function useLearning(): ((word: string) => void) | null {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  if (!data) return null;
  return (word) => save.mutate({ ownWords: [...data.ownWords, word] }, { onError: showError });
}
