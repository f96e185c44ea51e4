import { KEPT_CLOCKS } from '../../../../shared/domain/reading-clocks.ts';
import { type ColumnReading, KEPT_TEXT, type Reading } from '../../../../shared/domain/readings.ts';
import { clockChangeOf } from './values.ts';

/** Counts values at which the clocks of their zone are changed, and keeps where the first ones are. */
export class ClockCount {
  private readonly counts = { leftOut: 0, twice: 0 };
  private readonly first: NonNullable<ColumnReading['clocks']>['first'] = [];

  add(reading: Reading, text: string, row: number): void {
    const change = clockChangeOf(reading, text);
    if (change === null) return;
    const leftOut = change === 'left out';
    if (this.counts[leftOut ? 'leftOut' : 'twice']++ >= KEPT_CLOCKS) return;
    this.first.push({ row, text: text.slice(0, KEPT_TEXT), ...(leftOut && { leftOut: true }) });
  }

  get result(): Pick<ColumnReading, 'clocks'> {
    return this.first.length > 0 ? { clocks: { ...this.counts, first: this.first } } : {};
  }
}
