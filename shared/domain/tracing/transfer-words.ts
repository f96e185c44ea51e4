import { counted } from '../counted.ts';
import { isPending } from './status-words.ts';

/** What became of the rows of a dataset, as `TransferCounts` has it. */
interface Counts {
  readonly rows: number;
  readonly transfers: number;
  readonly refused: number;
  readonly failed: number;
  readonly withoutTime: number;
  readonly withoutZone: number;
  readonly open: readonly { readonly column: string; readonly question: string }[];
  readonly statuses: readonly {
    readonly word: string;
    readonly rows: number;
    readonly failed: boolean;
    readonly asked?: boolean;
  }[];
  readonly cap: number | null;
  readonly repeats: number;
  readonly negative: number;
  readonly otherLegs: number;
  readonly legs: number;
  readonly nonceGaps: readonly string[];
  readonly blockGap: { readonly after: number; readonly before: number } | null;
}
const MOST = 5; // words of a status that a sentence names

/** "13 transfers of 13 rows: 12 moved value, 1 failed and moved none (“Rejected” 1). 0 refused." */
export function countWords(counts: Counts): string {
  const { rows, transfers, refused, failed, withoutTime, withoutZone, statuses, legs } = counts;
  const words = statuses.filter((each) => each.failed);
  const none = words.some(({ word }) => isPending(word)) ? 'failed or pending and moved none' : 'failed and moved none';
  const named = words.slice(0, MOST).map(({ word, rows: of }) => `${word === '' ? 'no status' : `“${word}”`} ${of}`);
  const told = words.length === 0 ? '' : ` (${[...named, ...(words.length > MOST ? ['others'] : [])].join(', ')})`;
  return [
    `${counted(transfers, 'transfer')} of ${counted(rows, 'row')}: ${(transfers - failed).toLocaleString('en-US')} moved value, ${failed.toLocaleString('en-US')} ${none}${told}.`,
    ...(legs > 0
      ? [
          `${counted(legs, 'row exchanges', 'rows exchange')} one asset for another and ${legs === 1 ? 'is' : 'are each'} two transfers, out and in.`,
        ]
      : []),
    ...(withoutTime > 0 ? [`${withoutTime.toLocaleString('en-US')} without a time that can be read.`] : []),
    ...(withoutZone > 0 ? [`${counted(withoutZone, 'time')} without a zone, taken as UTC.`] : []),
    `${refused.toLocaleString('en-US')} refused.`,
  ].join(' ');
}

/** What of the counts is to be looked at before anything rests on them. */
export function countWarnings({ rows, transfers, failed, withoutTime, statuses, cap, ...of }: Counts): string[] {
  const { repeats, nonceGaps, blockGap, open, negative, otherLegs } = of;
  const asked = statuses.filter((each) => each.asked);
  return [
    ...(asked.length > 0
      ? [
          `The status says ${asked
            .slice(0, MOST)
            .map(({ word, rows: of }) => `${word === '' ? 'nothing' : `“${word}”`} in ${counted(of, 'row')}`)
            .join(
              ', ',
            )}${asked.length > MOST ? ' and more' : ''}: say below whether money moved. Until then these rows are no transfers.`,
        ]
      : []),
    ...open.map(
      ({ column, question }) =>
        `Of the column "${column}" the import asks: ${question}. Until that is answered in Data its cells are taken with a decimal point, thousands by commas, and times as UTC: amounts or times may be wrong.`,
    ),
    ...(transfers > 0 && failed === transfers
      ? [
          `No row moved value: its status is taken for a failure in each${statuses.length === 0 ? '' : `, such as “${statuses[0]?.word}”`}. Edit the mapping and choose the words that mean that money moved.`,
        ]
      : []),
    ...(otherLegs > 0
      ? [
          `${counted(otherLegs, 'row exchanges', 'rows exchange')} one asset for another. What goes out, or is paid, is the transfer; what it was exchanged for is in another column of the row, is no transfer, and is in no balance here.`,
        ]
      : []),
    ...(negative > 0
      ? [
          `${counted(negative, 'amount has', 'amounts have')} a minus sign. Where sender and receiver are both named, they give the direction. In a column of what comes in or goes out it is taken for a reversal, in the other direction; where the file writes all that goes out with a minus sign, say so in the mapping.`,
        ]
      : []),
    ...(repeats > 0
      ? [
          `${counted(repeats, 'row says', 'rows say')} the same as an earlier row of this file, down to transaction and amount. An export may list a transfer twice, and a transaction may make it twice: all count. Where they are one, map a query without them (SELECT DISTINCT) instead.`,
        ]
      : []),
    ...(withoutTime > 0
      ? [
          withoutTime === transfers
            ? 'No row has a time that can be read: no column is mapped as the time, or none of its values is one. All are taken as the earliest. Where the table has a column of times, choose it in the mapping; where its day and month could be either, settle it in Data.'
            : 'Rows without a time are taken as the earliest. Where the column is a date whose day and month could be either, settle it in Data.',
        ]
      : []),
    ...(nonceGaps.length > 0
      ? [
          `It lacks transactions of senders that count theirs: ${nonceGaps.slice(0, MOST).join('; ')}${nonceGaps.length > MOST ? '; and more' : ''}. What they paid there is not in it.`,
        ]
      : []),
    ...(blockGap === null
      ? []
      : [
          `It has no row between blocks ${blockGap.after} and ${blockGap.before}, ten times as long as any other stretch: a range that was not exported looks so.`,
        ]),
    ...(cap === null
      ? []
      : [`It has exactly ${rows.toLocaleString('en-US')} rows, at which explorers stop: it may be cut.`]),
  ];
}
