import type { Cell } from '../contract/values.ts';
import { cellText } from './cell-text.ts';
import { DAYS } from './chart-scene/table.ts';
import { keyName, type Step, type Unusual } from './shaping.ts';

const UNUSUAL_WORDS: Readonly<Record<Unusual, string>> = {
  once: 'seen once',
  spaces: 'with leading or trailing spaces',
  case: 'that differ from another by case alone',
  scripts: 'with letters of several scripts',
};
/** What is unusual about values, in words that follow "values". */
export const unusualWords = (what: Unusual): string => UNUSUAL_WORDS[what];

/** A value as it stands in a sentence. */
export const valueWords = (value: Cell): string =>
  value === null ? 'NULL' : value === '' ? 'empty text' : cellText(value, 'shown').slice(0, 60);

/** A step in words: "country is DE or US", "amount from 10 to below 20". */
export function stepWords(step: Step): string {
  const or = (values: readonly Cell[]): string =>
    values.length > 3
      ? `${values.slice(0, 2).map(valueWords).join(', ')} or ${values.length - 2} more`
      : values.map(valueWords).join(' or ');
  switch (step.kind) {
    case 'keep':
      return `${step.column} is ${or(step.values)}`;
    case 'exclude':
      return `${step.column} is not ${or(step.values)}`;
    case 'range': {
      const { from, to, toIncluded, keep, column } = step;
      const bounds = [
        ...(from === null ? [] : [`from ${valueWords(from)}`]),
        ...(to === null ? [] : [`${toIncluded ? 'to' : 'to before'} ${valueWords(to)}`]),
      ].join(' ');
      return `${column} ${keep ? '' : 'not '}${bounds}`;
    }
    case 'blank':
      return `${step.column} is ${step.keep ? '' : 'not '}blank`;
    case 'unusual':
      return `${step.column}: ${step.keep ? 'values' : 'no values'} ${unusualWords(step.what)}`;
    case 'hour':
      return `${step.column} on ${DAYS[step.weekday - 1]}s from ${step.hour} to ${step.hour + 1} o’clock${step.zone === null ? '' : ` (${step.zone})`}`;
    case 'sort':
      return `Sorted by ${step.by.map(({ column, down }) => `${column} ${down ? '↓' : '↑'}`).join(', ')}`;
    case 'columns':
      return `${step.columns.length} columns`;
    case 'group':
      return `Grouped by ${step.by.map(keyName).join(', ') || 'nothing'}`;
    case 'pivot':
      return `Pivot of ${keyName(step.column)} by ${step.rows.map(keyName).join(', ')}`;
    case 'join':
      return `Joined with ${step.table}`;
  }
}
