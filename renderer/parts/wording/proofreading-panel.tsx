import './wording.css';
import { Button, Callout } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Remark } from '../../../shared/contract/proofreading.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { showError } from '../../ui/toaster.ts';
import type { ReadText, WordsOf } from './read-text.ts';

interface Props<F extends string> {
  readonly caseId: CaseId;
  readonly texts: readonly Pick<ReadText<F>, 'field' | 'text'>[];
  /** Selects words where they stand. */
  readonly onShow: (words: WordsOf<F>) => void;
  readonly onReplace: (words: WordsOf<F>, by: string) => void;
}
type Placed<F extends string> = Remark & { readonly field: F; readonly words: string };

const PAUSE_MS = 900;
const MOST_SHOWN = 12;

/** What spelling, grammar and style may be wrong in, read in pauses of typing; each with what may stand there instead. */
export function ProofreadingPanel<F extends string>({ caseId, texts, onShow, onReplace }: Props<F>) {
  const { remarks, unread } = useRemarks(caseId, texts);
  const learn = useLearning();
  const found = inOrder(remarks);
  if (found.length === 0) return unread === null ? null : <p className="rt-muted">{unread}</p>;
  return (
    <Callout compact icon="translate" role="status" aria-label="Spelling and grammar">
      <strong>{plural(found.length, 'place')} to proofread.</strong>{' '}
      <span className="rt-muted">
        A rule may be wrong about a name or a term; the report check does not list these.
      </span>
      <ul className="rt-wording-list">
        {found.slice(0, MOST_SHOWN).map((each) => (
          <li key={`${each.field} ${each.at} ${each.why}`}>
            <button type="button" className="rt-wording-quote" onClick={() => onShow(each)}>
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
function inOrder<F extends string>(remarks: readonly Placed<F>[]): Placed<F>[] {
  const firsts = new Map(remarks.toReversed().map((each) => [`${each.words}\n${each.why}`, each]));
  return [...firsts.values()].toSorted(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.field.localeCompare(b.field) || a.at - b.at,
  );
}

/** No grammar reaches over it. */
const BETWEEN = '\n\n';

/** Of the texts as they stand now: a remark goes with its words. All are read at once, which tells better whether they are English. */
function useRemarks<F extends string>(caseId: CaseId, texts: readonly Pick<ReadText<F>, 'field' | 'text'>[]) {
  const joined = texts.map(({ text }) => text).join(BETWEEN);
  const [paused, setPaused] = useState({ joined, texts });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts are those that are joined
  useEffect(() => {
    const timer = setTimeout(() => setPaused({ joined, texts }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [joined]);
  const empty = paused.joined.trim() === '';
  const { data } = useRead('proofreading.read', { caseId, text: paused.joined }, { enabled: !empty });
  const [read, setRead] = useState<{ remarks: Placed<F>[]; unread: string | null }>({ remarks: [], unread: null });
  useEffect(() => {
    if (empty) setRead({ remarks: [], unread: null });
    else if (data) setRead({ remarks: placed(data.remarks, paused.texts), unread: data.unread });
  }, [data, paused, empty]);
  const now = new Map(texts.map(({ field, text }) => [field, text]));
  return {
    remarks: read.remarks.filter(({ field, at, length, words }) => now.get(field)?.slice(at, at + length) === words),
    unread: read.unread,
  };
}

/** Each remark in the text that it is on. @param remarks on the texts as they were joined */
function placed<F extends string>(
  remarks: readonly Remark[],
  texts: readonly Pick<ReadText<F>, 'field' | 'text'>[],
): Placed<F>[] {
  let from = 0;
  return texts.flatMap(({ field, text }) => {
    const [start, end] = [from, from + text.length];
    from = end + BETWEEN.length;
    return remarks.flatMap((each) => {
      if (each.at < start || each.at >= end) return [];
      const at = each.at - start;
      return [{ ...each, at, field, words: text.slice(at, at + each.length) }];
    });
  });
}

/** Adds a word to those of the vault; null until these are known. */
function useLearning(): ((word: string) => void) | null {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  if (!data) return null;
  return (word) => save.mutate({ ownWords: [...data.ownWords, word] }, { onError: showError });
}
