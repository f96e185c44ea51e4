import type { Chart } from '../contract/charts.ts';
import { isOthers } from './chart-scene/words.ts';

/** What rows a mark of a chart stands for: those with one value of a column, or with a number between two bounds. */
export type Picked =
  | { readonly is: 'value'; readonly column: number; readonly shown: string }
  | {
      readonly is: 'range';
      readonly column: number;
      readonly from: number;
      readonly to: number;
      readonly toIncluded: boolean;
    };

/** @param place along the axis; null for a mark that gathers others, and for axes of time, whose clocks may not be those of the rows */
export function pickOf({ spec, data: { drawn } }: Drawn, place: number): Picked | null {
  const column = spec.x;
  if (column === null) return null;
  if (drawn.shape === 'grouped' && drawn.along.is === 'category') {
    const shown = drawn.along.names[place];
    return shown === undefined || isOthers(drawn.along, place) ? null : { is: 'value', column, shown };
  }
  if (drawn.shape === 'bins') {
    const bin = drawn.bins[place];
    if (!bin || typeof bin.from !== 'number' || typeof bin.to !== 'number') return null;
    return { is: 'range', column, from: bin.from, to: bin.to, toIncluded: place === drawn.bins.length - 1 };
  }
  return null;
}
type Drawn = Omit<Chart, 'source'>;
