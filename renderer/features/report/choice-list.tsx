import { Button, Checkbox } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

interface Item<T extends string> {
  readonly id: T;
  readonly text: ReactNode;
  /** What there is to say of it as it was chosen. */
  readonly below?: ReactNode;
}
interface Props<T extends string> {
  readonly title: string;
  readonly items: readonly Item<T>[];
  readonly excluded: readonly T[];
  readonly empty: string;
  readonly onChange: (excluded: T[]) => void;
}

/** What goes into the report: everything but what was taken out, so that new things are in by themselves. */
export function ChoiceList<T extends string>({ title, items, excluded, empty, onChange }: Props<T>) {
  const out = new Set(excluded);
  const inside = items.filter((item) => !out.has(item.id)).length;
  return (
    <Panel
      title={title}
      actions={
        items.length > 0 && (
          <>
            <span className="rt-muted">
              {formatCount(inside)} of {formatCount(items.length)}
            </span>
            <Button
              size="small"
              variant="minimal"
              text="All"
              disabled={inside === items.length}
              onClick={() => onChange([])}
            />
            <Button
              size="small"
              variant="minimal"
              text="None"
              disabled={inside === 0}
              onClick={() => onChange(items.map((item) => item.id))}
            />
          </>
        )
      }
    >
      {items.length === 0 ? (
        <p className="rt-report-empty rt-muted">{empty}</p>
      ) : (
        <ul className="rt-report-choices">
          {items.map(({ id, text, below }) => (
            <li key={id}>
              <Checkbox
                checked={!out.has(id)}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? excluded.filter((each) => each !== id) : [...excluded, id])
                }
              >
                {text}
              </Checkbox>
              {below}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
