import { scanTime } from './times.ts';

/** Digits placed as those of a date, with or without a time of day behind them. */
const DATE_SHAPE =
  /^'?(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([/-])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4})(?:[ T,]{1,2}\d{1,2}[:.]\d{2}.{0,30})?$/;

/** Whether a text is written as a date but is none of the calendar, or has a time that no clock shows: 31/02/2026, 0000-00-00, 24:10. */
export const isImpossible = (text: string): boolean => DATE_SHAPE.test(text) && scanTime(text) === null;
