import { Icon, Tag } from '@blueprintjs/core';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import type { Finding } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { LIKELIHOOD } from '../../../shared/domain/likelihood.ts';
import { plural } from '../../ui/format.ts';

interface Props {
  readonly findings: readonly Finding[];
  readonly selected: Finding['id'] | undefined;
  readonly onSelect: (finding: Finding) => void;
  readonly onMove: (finding: Finding, position: number) => void;
}

/** The findings in the order they are printed. A drag, or Alt with an arrow key, moves one. */
export function FindingList({ findings, selected, onSelect, onMove }: Props) {
  const [dragged, setDragged] = useState<Finding | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, at: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const finding = findings[at];
    const next = findings[at + step];
    if (step === 0 || !finding || !next) return;
    event.preventDefault();
    if (event.altKey) return onMove(finding, at + step);
    onSelect(next);
    event.currentTarget.closest('ol')?.querySelectorAll('button')[at + step]?.focus();
  };
  const drop = (event: DragEvent, at: number): void => {
    event.preventDefault();
    if (dragged && findings[at] !== dragged) onMove(dragged, at);
    setDragged(null);
    setOver(null);
  };
  return (
    <ol className="rt-finding-list" aria-label="Findings in the order they are printed">
      {findings.map((finding, at) => (
        <li
          key={finding.id}
          draggable
          data-over={over === at && dragged !== finding}
          onDragStart={() => setDragged(finding)}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(at);
          }}
          onDrop={(event) => drop(event, at)}
        >
          <Icon icon="drag-handle-vertical" className="rt-finding-grip" aria-hidden="true" />
          <button
            type="button"
            aria-current={finding.id === selected}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onClick={() => onSelect(finding)}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            <span className="rt-finding-line">
              <strong>{findingLabel(finding.number)}</strong>
              {finding.basis === 'assessment' ? (
                <Tag minimal intent="warning">
                  assessment
                </Tag>
              ) : (
                <Tag minimal>{plural(finding.exhibits.length, 'exhibit')}</Tag>
              )}
            </span>
            <span className="rt-finding-claim">{finding.claim}</span>
            <span className="rt-muted">
              {LIKELIHOOD[finding.likelihood].words} · {finding.confidence} confidence
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
