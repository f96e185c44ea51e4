import './wording.css';
import { Callout } from '@blueprintjs/core';
import { useDeferredValue, useMemo } from 'react';
import { wordingsOf } from '../../../shared/domain/wording.ts';
import { plural } from '../../ui/format.ts';
import type { ReadText, WordsOf } from './read-text.ts';

interface Props<F extends string> {
  /** The same object for as long as the texts are the same. */
  readonly texts: readonly ReadText<F>[];
  /** All texts in which an abbreviation may be spelled out; the same object likewise. */
  readonly told: readonly string[];
  /** Selects words where they stand. */
  readonly onShow: (words: WordsOf<F>) => void;
}

const MOST_SHOWN = 20;

/** Words of the texts that a reader may stumble over, each with why and what to write instead; read as they are typed. */
export function WordingPanel<F extends string>({ texts, told, onShow }: Props<F>) {
  const [readTexts, readTold] = [useDeferredValue(texts), useDeferredValue(told)];
  const found = useMemo(
    () =>
      readTexts.flatMap(({ field, text, bands }) =>
        wordingsOf(text, bands(text), readTold).map((each) => ({ ...each, field })),
      ),
    [readTexts, readTold],
  );
  if (found.length === 0) return null;
  return (
    <Callout compact icon="learning" role="status" aria-label="Wording">
      <strong>{plural(found.length, 'place')} to reword.</strong>{' '}
      <span className="rt-muted">The report check lists them too, and accepts one with a reason.</span>
      <ul className="rt-wording-list">
        {found.slice(0, MOST_SHOWN).map(({ field, text, at, why, instead }) => (
          <li key={`${field} ${at} ${why}`}>
            <button
              type="button"
              className="rt-wording-quote"
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
