import { grouped } from '../counted.ts';
import type { Reading } from '../readings.ts';

/** Numbers of a chart in words: the unit of a column that has one stands with each. */
export interface Figures {
  /** Of a tick: short where numbers are large. */
  readonly tick: (value: number) => string;
  /** Of an exact text, with groups of thousands. */
  readonly exact: (text: string) => string;
  /** "USD"; empty for none. */
  readonly unit: string;
}

const SHORT = [
  [1e12, ' tn'],
  [1e9, ' bn'],
  [1e6, ' m'],
] as const;

const SIGN = /^\p{Sc}$/u;
export const withUnit = (text: string, unit: string): string => {
  if (unit === '') return text;
  if (SIGN.test(unit)) return text.startsWith('-') ? `-${unit}${text.slice(1)}` : `${unit}${text}`;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
};

/** @param ticks of the axis, which say how many places they need */
export function figuresOf(ticks: readonly number[], unit: string): Figures {
  const most = Math.max(0, ...ticks.map(Math.abs));
  const [by, suffix] = SHORT.find(([from]) => most >= from) ?? [1, ''];
  const step = ticks.length > 1 ? Math.abs((ticks[1] as number) - (ticks[0] as number)) / by : 1;
  const places = step > 0 ? Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9))) : 0;
  return {
    unit,
    tick: (value) =>
      value === 0
        ? withUnit('0', SIGN.test(unit) || unit === '%' ? unit : '')
        : withUnit(
            `${(value / by).toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })}${suffix}`,
            unit,
          ),
    exact: (text) => withUnit(grouped(text), unit),
  };
}

// Made once: `toLocaleString` with options makes one at each call, which is most of the time that thousands of marks take.
const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat('en-US', options);
const PLAIN = format({ maximumFractionDigits: 2 });
const MONEY = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SMALL = format({ maximumSignificantDigits: 3 });

/** A computed number, as an average: as many places as tell something; money has two. */
export function rounded(value: number, unit = ''): string {
  if (Math.abs(value) < 1 && value !== 0) return SMALL.format(value);
  return (unit === '' || unit === '%' || unit === 's' ? PLAIN : MONEY).format(value);
}

/** The unit that values of a column are written in. */
export const unitOf = (reading: Reading | undefined): string =>
  reading && 'form' in reading ? reading.form.unit.trim() : reading?.kind === 'duration' ? 's' : '';
