import { Callout } from '@blueprintjs/core';
import { useDeferredValue, useMemo } from 'react';
import type { CommentedField, FindingLikelihood, Format } from '../../../shared/contract/findings.ts';
import { ownWords } from '../../../shared/domain/statements.ts';
import { acronymsIn, bandsIn, type Wording, wordingsIn } from '../../../shared/domain/wording.ts';
import { plural } from '../../ui/format.ts';
import type { Chosen } from './finding-comments.tsx';

interface Props {
  readonly texts: Readonly<Record<CommentedField, string>>;
  readonly format: readonly Format[];
  readonly likelihood: FindingLikelihood;
  /** Selects words where they stand. */
  readonly onShow: (words: Chosen) => void;
}

const MOST_SHOWN = 20;

/** Words of the texts that a reader may stumble over, each with why and what to write instead; read as they are typed. */
export function WordingPanel({ texts: { claim, explanation }, format, likelihood, onShow }: Props) {
  const own = useMemo(() => ownWords(explanation, format), [explanation, format]);
  const [readClaim, readExplanation] = [useDeferredValue(claim), useDeferredValue(own)];
  const found = useMemo(() => {
    const all = [readClaim, readExplanation];
    const of = (field: CommentedField, wordings: readonly Wording[]) => wordings.map((each) => ({ ...each, field }));
    return [
      ...of('claim', [...bandsIn(readClaim, likelihood), ...wordingsIn(readClaim), ...acronymsIn(readClaim, all)]),
      ...of('explanation', [...wordingsIn(readExplanation), ...acronymsIn(readExplanation, all)]),
    ];
  }, [readClaim, readExplanation, likelihood]);
  if (found.length === 0) return null;
  return (
    <Callout compact icon="learning" role="status" aria-label="Wording">
      <strong>{plural(found.length, 'place')} to reword.</strong>{' '}
      <span className="rt-muted">The report check lists them too, and accepts one with a reason.</span>
      <ul className="rt-finding-wordings">
        {found.slice(0, MOST_SHOWN).map(({ field, text, at, why, instead }) => (
          <li key={`${field} ${at} ${why}`}>
            <button
              type="button"
              className="rt-finding-quote"
              onClick={() => onShow({ field, at, length: text.length })}
            >
              “{text}”
            </button>{' '}
            {why} <span className="rt-muted">Write {instead}.</span>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN && <p className="rt-muted">{found.length - MOST_SHOWN} more are not shown here.</p>}
    </Callout>
  );
}
