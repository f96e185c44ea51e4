import type { ScreeningRun } from '../../../shared/contract/screening.ts';

/** By which the hits of all runs are told apart. */
export const decided = ({ subject, list, entry }: Record<'subject' | 'list' | 'entry', string>): string =>
  `${subject}\n${list}\n${entry}`;
export const keyOf = ({ subject, list, entry }: ScreeningRun['hits'][number]): string =>
  decided({ subject: subject.name, list, entry: entry.id });

/** What a reader calls each list of one's own. Runs of earlier versions call it so in their hits too, which tells one from no other. */
export const OWN = 'own list';
/**
 * How runs name a list. Those that an authority publishes go by their format, so that what was decided holds for their next version,
 * where an entry keeps its number. One of one's own goes by its file: line 2 of another file is another entry.
 */
export const listName = (format: string, of: { readonly originalName: string; readonly sha256: string }): string =>
  format === OWN ? `${OWN} ${of.originalName.slice(0, 200)} (SHA-256 ${of.sha256.slice(0, 16)})` : format;
/** Of a run's list, by which it is the same in another run; one that says no more than that it was someone's own is in that run alone. */
export const listKey = (list: string, run: string): string => (list === OWN ? `${OWN} of ${run}` : list);

export const isOwn = (list: string): boolean => list.startsWith(OWN);
/** By which the versions of a list are one: its format, or the name of a file of one's own. */
export const familyOf = (list: string, run: string): string =>
  listKey(list, run).replace(/ \(SHA-256 [0-9a-f]{16}\)$/, '');
/** What an entry says, as far as a run keeps it. */
export const contentKey = ({
  entry: { kind, names, born, countries, programmes },
}: ScreeningRun['hits'][number]): string => JSON.stringify([kind, names, born, countries, programmes]);
/** By which a hit is the same in another version of its list: an authority keeps the number of an entry, and a line of one's own moves. */
export const versionlessKey = (hit: ScreeningRun['hits'][number], run: string): string =>
  isOwn(hit.list) ? `${hit.subject.name}\n${familyOf(hit.list, run)}\n${contentKey(hit)}` : keyOf(hit);
