import type { ListHit, ListLook } from '../../contract/desk.ts';
import { counted } from '../counted.ts';

/** "C-0001 E-0004 OFAC SDN (no date stated, imported 2026-11-02)" */
export const listWords = ({ exhibits, format, listDate, importedAt }: ListLook['lists'][number]): string =>
  `${exhibits} ${format} (${listDate === '' ? 'no date stated' : `dated ${listDate}`}, imported ${importedAt.slice(0, 10)})`;

/** A hit with its list, the date of it and the entry; a warning list says that a value is common, never that it is suspect. */
export function hitWords({ list, kind, entry, says, date, by }: ListHit, lists: ListLook['lists']): string {
  const of = lists[list];
  const where = of ? listWords(of) : '';
  if (kind === 'common') return `Common, no suspicion: ${entry} is on the warning list ${where}`;
  const what = by === '' ? 'On the list' : `Its host ${by} is on the list`;
  return `${what} ${where}, entry ${entry}${says === '' || says === entry ? '' : `: ${says}`}${date === '' ? '' : ` (entry dated ${date})`}`;
}

/** What a look rested on: how many lists were compared, and what of them could not be. */
export function lookedWords({ lists, unread, left }: ListLook): {
  readonly compared: string;
  readonly lacks: string[];
} {
  return {
    compared:
      lists.length === 0
        ? 'This vault has no list to compare with: import one, such as a sanctions list, a tagpack or a warning list. A list of your own counts once a screening or a trace has used it.'
        : `${counted(lists.length, 'list')} compared, whole values only, no names`,
    lacks: [
      ...unread.map(({ exhibits, why }) => `${exhibits} was not compared: ${why}`),
      ...lists.flatMap((list) =>
        list.left > 0 ? [`${listWords(list)}: ${counted(list.left, 'record')} could not be read without doubt.`] : [],
      ),
      ...(left > 0 ? [`${counted(left, 'further value')} of the text not looked for.`] : []),
    ],
  };
}
