import type { ScreeningRun } from '../../../shared/contract/screening.ts';

/** By which the hits of all runs are told apart. */
export const decided = ({ subject, list, entry }: Record<'subject' | 'list' | 'entry', string>): string =>
  `${subject}\n${list}\n${entry}`;
export const keyOf = ({ subject, list, entry }: ScreeningRun['hits'][number]): string =>
  decided({ subject: subject.name, list, entry: entry.id });
