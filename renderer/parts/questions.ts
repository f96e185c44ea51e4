import type { Column, DatasetSummary } from '../../shared/contract/datasets.ts';
import {
  type ColumnReading,
  type Question,
  questionWords,
  type Reading,
  readingWords,
  sameReading,
} from '../../shared/domain/readings.ts';
import { plural } from '../ui/format.ts';

export type ReadColumn = Column & { readonly reading: ColumnReading };
export const hasReading = (column: Column): column is ReadColumn => column.reading !== undefined;

/** Something about a column that a person is asked. */
export interface OpenQuestion {
  readonly column: ReadColumn;
  readonly question: Question;
}

/** What a person has answered, or a profile, is asked no more. */
const isAsked = ({ sure }: ColumnReading): boolean => sure !== 'by a person' && sure !== 'by profile';

export const openQuestions = ({ columns }: Pick<DatasetSummary, 'columns'>): OpenQuestion[] =>
  columns
    .filter(hasReading)
    .flatMap((column) =>
      isAsked(column.reading) ? column.reading.questions.map((question) => ({ column, question })) : [],
    );

export const columnAsked = (column: Column): boolean => openQuestions({ columns: [column] }).length > 0;

/** How much of an exhibit's tables is to be looked at. */
export interface Notices {
  readonly questions: number;
  /** Of the certificates; what is asked is no warning beside. */
  readonly warnings: number;
}

/** By exhibit; one whose tables have nothing to look at is left out. */
export function noticesByExhibit(
  datasets: readonly Pick<DatasetSummary, 'exhibitId' | 'columns' | 'warnings'>[],
): ReadonlyMap<string, Notices> {
  const counts = new Map<string, Notices>();
  for (const dataset of datasets) {
    const open = openQuestions(dataset);
    // A certificate counts a question among its warnings while the column is text because of it.
    const counted = open.filter(({ column }) => column.reading.reading.kind === 'text').length;
    const warnings = Math.max(0, dataset.warnings - counted);
    if (open.length + warnings === 0) continue;
    const before = counts.get(dataset.exhibitId);
    counts.set(dataset.exhibitId, {
      questions: (before?.questions ?? 0) + open.length,
      warnings: (before?.warnings ?? 0) + warnings,
    });
  }
  return counts;
}

/** The question without its answers, which are shown as buttons. */
export function askedWords({ column, question }: OpenQuestion): string {
  const words =
    question.about === 'unfit'
      ? questionWords(column.reading, question)
      : questionWords(column.reading, { ...question, choices: [] });
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** "1,033 of 1,034 fit, 1 becomes NULL" */
export function effectWords(values: number, fitting: number): string {
  const lost = values - fitting;
  if (lost <= 0) return values === 1 ? 'the one value fits' : `all ${plural(values, 'value')} fit`;
  return `${fitting.toLocaleString('en')} of ${plural(values, 'value')} fit, ${plural(lost, 'becomes', 'become')} NULL`;
}

export interface Answer {
  readonly reading: Reading;
  readonly label: string;
  readonly effect: string;
  /** Some values become NULL by it. */
  readonly loses?: true;
}
export const KEPT_AS_TEXT: Reading = { kind: 'text', why: 'chosen' };

const MACHINE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Of a column whose times name no zone: as they are written, in UTC, or in the zone of this machine. */
function zoneAnswers({ column, question }: OpenQuestion, zones: readonly string[]): Answer[] {
  const { reading: now } = column.reading;
  const utc = question.choices.find(({ reading }) => reading.kind === 'time')?.reading;
  const time = now.kind === 'time' ? now : utc;
  if (time?.kind !== 'time') return [];
  const stays: Answer = { reading: { ...time, zone: 'none' }, label: 'No zone', effect: 'shown as they are written' };
  const named = [...new Set(zones)].map(
    (zone): Answer => ({
      reading: { ...time, zone },
      label: zone === 'UTC' ? 'They are in UTC' : `They are in ${zone}`,
      effect: zone === 'UTC' ? 'shown in UTC' : 'shown in UTC; the zone of this machine',
    }),
  );
  return [stays, ...named];
}

/** The answers that are offered: first what the column is read as now if that is more than text, last its text as it is. */
export function answersTo(open: OpenQuestion, zone = MACHINE_ZONE): Answer[] {
  const { column, question } = open;
  const { values, fitting, reading: now, unfit } = column.reading;
  const text: Answer = { reading: KEPT_AS_TEXT, label: 'Keep as text', effect: 'values stay as they are' };
  const none =
    question.about === 'zone' && now.kind !== 'text' && unfit.length === 0 ? zoneAnswers(open, ['UTC', zone]) : [];
  if (none.length > 0) return [...none, text];
  const stays: Answer = {
    reading: now,
    label: `Leave as it is: ${readingWords(now)}`,
    effect: effectWords(values, fitting),
  };
  const offered = inMachineZone(question, zone)
    .filter(({ reading }) => reading.kind !== 'text' && !sameReading(reading, now))
    .map(
      ({ reading, fitting }): Answer => ({
        reading,
        label: `Read as ${readingWords(reading)}`,
        effect: `${effectWords(values, fitting)}${bareWords(question, reading)}`,
        ...(fitting < values && { loses: true as const }),
      }),
    );
  return [...(now.kind === 'text' ? [] : [stays]), ...offered, text];
}

/** Of values that name no unit: as which they count. */
const bareWords = ({ bare = 0 }: Question, reading: Reading): string =>
  bare > 0 && 'form' in reading ? `; ${plural(bare, 'value')} without a sign as ${reading.form.unit}` : '';

/** Where only some times name a zone, the others may be of this machine's as well as of UTC. */
function inMachineZone({ about, choices }: Question, zone: string): Question['choices'] {
  const [first, ...rest] = choices;
  if (about !== 'zone' || first?.reading.kind !== 'time' || first.reading.zone !== 'UTC' || zone === 'UTC')
    return choices;
  return [first, { ...first, reading: { ...first.reading, zone } }, ...rest];
}

export interface Accepted {
  readonly column: string;
  readonly reading: Reading;
  /** Values that become NULL. */
  readonly lost: number;
}

/**
 * What can be accepted at once: columns about which nothing is asked but that some values do not fit. Whatever two readings
 * could mean alike (a zone, an order of day and month) is for a person to say, one by one.
 */
export function acceptable(open: readonly OpenQuestion[]): Accepted[] {
  const of = Map.groupBy(open, ({ column }) => column.name);
  return [...of].flatMap(([column, [only, more]]) => {
    const best = only?.question.about === 'unfit' && !more ? only.question.choices[0] : undefined;
    if (!only || !best || best.fitting === 0) return [];
    return [{ column, reading: best.reading, lost: Math.max(0, only.column.reading.values - best.fitting) }];
  });
}
