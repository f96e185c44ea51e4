import { Button } from '@blueprintjs/core';
import { formatCount, plural } from './format.ts';

interface Props {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly noun: string;
  readonly nouns: string;
  readonly onChange: (offset: number) => void;
}

/** "201–400 of 1,234 entries" with the ways to the neighbouring pages. */
export function Pager({ offset, limit, total, noun, nouns, onChange }: Props) {
  const last = Math.min(total, offset + limit);
  return (
    <nav className="rt-row" aria-label={`Pages of ${nouns}`}>
      <Button
        size="small"
        variant="minimal"
        icon="chevron-left"
        aria-label="Previous page"
        disabled={offset === 0}
        onClick={() => onChange(Math.max(0, offset - limit))}
      />
      <span>
        {total > limit ? `${formatCount(offset + 1)}–${formatCount(last)} of ` : ''}
        {plural(total, noun, nouns)}
      </span>
      <Button
        size="small"
        variant="minimal"
        icon="chevron-right"
        aria-label="Next page"
        disabled={last >= total}
        onClick={() => onChange(offset + limit)}
      />
    </nav>
  );
}
