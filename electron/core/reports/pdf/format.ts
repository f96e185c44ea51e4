import type { Cell } from '../../../../shared/contract/values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';

/** A cell as it is printed; a line end is one character, as a page knows no other. */
export const printedCell = (cell: Cell): string => cellText(cell, 'shown').replaceAll('\r\n', '\n');

/** "22 November 2026, 05:05 GMT-8 (2026-11-22 13:05:07 UTC)": as the reader's clock showed it, and without doubt. */
export function moment(instant: string, zone: string): string {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).format(new Date(instant));
  return `${local.replace(' at ', ', ')} (${zone})`;
}

/** "2026-11-22 13:05:07 UTC" */
export const utc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

/** "1,204" */
export const count = (value: number): string => value.toLocaleString('en-US');
