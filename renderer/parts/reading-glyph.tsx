import './readings.css';
import { Icon, type IconName } from '@blueprintjs/core';
import { type Reading, readingWords } from '../../shared/domain/readings.ts';

type Sign = { readonly text: string } | { readonly icon: IconName };
const SIGNS: Readonly<Record<Reading['kind'], Sign>> = {
  text: { text: 'Aa' },
  integer: { text: '123' },
  decimal: { text: '1.00' },
  real: { text: '1e3' },
  boolean: { text: 'y/n' },
  month: { icon: 'calendar' },
  date: { icon: 'calendar' },
  time: { icon: 'time' },
  epoch: { icon: 'time' },
  duration: { icon: 'stopwatch' },
  json: { text: '{}' },
};
const IDENTIFIES: Sign = { text: 'id' };

/** How a column is read, as a sign of one size; its words on hover, and for whoever cannot see it. `asked`: a question is open. */
export function ReadingGlyph({ reading, asked = false }: { reading: Reading; asked?: boolean }) {
  const sign = reading.kind === 'text' && reading.why === 'identifies' ? IDENTIFIES : SIGNS[reading.kind];
  const words = asked ? `${readingWords(reading)}; a question is open` : readingWords(reading);
  return (
    <span className="rt-reading-glyph" data-asked={asked} role="img" aria-label={words} title={words}>
      {'icon' in sign ? <Icon icon={sign.icon} size={11} /> : sign.text}
    </span>
  );
}
