import { Button } from '@blueprintjs/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Reading } from '../../shared/domain/readings.ts';
import { answersTo, askedWords, type OpenQuestion } from './questions.ts';
import { ReadingGlyph } from './reading-glyph.tsx';

interface Props {
  readonly open: OpenQuestion;
  /** "2 of 5" */
  readonly place?: string;
  readonly busy: boolean;
  readonly autoFocus?: boolean;
  /** Of the answers by which values become NULL, some of these. By the label. */
  readonly lost?: ReadonlyMap<string, string>;
  readonly onAnswer: (reading: Reading) => void;
  /** Chooses a reading that is not among the answers. */
  readonly onOther: () => void;
  /** Arrow keys to the sides. */
  readonly onTurn?: (by: 1 | -1) => void;
  readonly children?: ReactNode;
}

/** One question with its answers: arrow keys go through them, Enter takes one. */
export function QuestionCard(props: Props) {
  const { open, place, busy, autoFocus = false, lost, onAnswer, onOther, onTurn, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const answers = answersTo(open);
  const { column, question } = open;
  const key = `${column.name} ${question.about}`;
  useEffect(() => {
    if (autoFocus && key !== '' && !busy) list.current?.querySelector<HTMLElement>('button')?.focus();
  }, [autoFocus, key, busy]);
  const press = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const turn = ({ ArrowRight: 1, ArrowLeft: -1 } as const)[event.key];
    if (by !== undefined) buttons[(at + by + buttons.length) % buttons.length]?.focus();
    else if (turn !== undefined && onTurn) onTurn(turn);
    else return;
    event.preventDefault();
  };
  return (
    <section className="rt-reading-card" aria-label={`Question about ${column.name}`} aria-busy={busy}>
      <header className="rt-reading-card-head">
        <ReadingGlyph reading={column.reading.reading} asked />
        <strong className="rt-mono rt-cut" title={column.header}>
          {column.name}
        </strong>
        {place && <span className="rt-muted rt-nowrap">{place}</span>}
      </header>
      <p className="rt-break">{askedWords(open)}</p>
      {children}
      <div
        ref={list}
        role="toolbar"
        aria-orientation="vertical"
        aria-label={`Answers for ${column.name}`}
        className="rt-reading-answers"
        onKeyDown={press}
      >
        {answers.map(({ reading, label, effect }) => (
          <Button
            key={label}
            fill
            alignText="start"
            disabled={busy}
            icon={<ReadingGlyph reading={reading} />}
            onClick={() => onAnswer(reading)}
          >
            <span className="rt-reading-answer">
              <span>{label}</span>
              <span className="rt-muted">{effect}</span>
              {lost?.has(label) && <span className="rt-muted rt-break">{lost.get(label)}</span>}
            </span>
          </Button>
        ))}
        <Button
          fill
          alignText="start"
          variant="minimal"
          size="small"
          disabled={busy}
          text="Another reading…"
          onClick={onOther}
        />
      </div>
    </section>
  );
}
