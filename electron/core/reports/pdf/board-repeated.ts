import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import type { ReportBoard, ReportFigure } from '../model-board.ts';
import { wordsOf } from './board-labels.ts';
import { nameOf } from './board-summary.ts';

/** Of the items and links of two boards together, so many may be on one alone for the second to repeat the first. */
const MOST_DIFFERENT = 0.1;
/** Characters of what is said in place of a drawing; a snapshot with more to say is drawn. */
const MOST_WORDS = 500;

/** What a board tells by its items and links, wherever they lie: by a key, in words. */
function saidBy({ things, links }: ReportBoard): Map<string, string> {
  const names = new Map(things.map((thing) => [thing.id, nameOf(thing)]));
  return new Map([
    ...things.map((thing) => [JSON.stringify([thing.id, nameOf(thing)]), nameOf(thing)] as const),
    ...links.map((link): [string, string] => [
      JSON.stringify([link.from.id, link.to.id, link.direction, link.words]),
      `the link “${wordsOf(link)}” of ${names.get(link.from.id)} and ${names.get(link.to.id)}`,
    ]),
  ]);
}

const missingFrom = (said: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...said].flatMap(([key, words]) => (other.has(key) ? [] : [words]));

/** What is said of a snapshot that shows what is drawn already, with each difference; null for one that is to be drawn. */
export function repetition(
  drawn: ReportBoard,
  { title, caption, takenAt, board, extent }: ReportFigure,
): string | null {
  const [first, second] = [saidBy(drawn), saidBy(board)];
  const [lacks, adds] = [missingFrom(first, second), missingFrom(second, first)];
  if ((lacks.length + adds.length) / (first.size + adds.length) > MOST_DIFFERENT) return null;
  const words = [
    `The snapshot “${title}”${caption === '' ? '' : ` (${caption})`}, as it was at ${takenAt.slice(0, 19).replace('T', ' ')} UTC, shows the same items and links`,
    lacks.length === 0 ? '' : ` but for ${lacks.join(', ')}`,
    adds.length === 0 ? '' : `${lacks.length === 0 ? ' and' : '; it has'} beside them ${adds.join(', ')}`,
    `, and is not drawn again. ${extent}`,
  ].join('');
  return words.length > MOST_WORDS ? null : words.trim();
}

/** Snapshots that are not drawn, by their place, each with what is said of it below the figure that shows it: 'board', or a place. */
export function repeatedSnapshots({
  board,
  figures,
  edition,
  sections,
}: Pick<ReportModel, 'board' | 'figures' | 'edition' | 'sections'>): ReadonlyMap<
  number,
  { readonly under: 'board' | number; readonly words: string }
> {
  const repeated = new Map<number, { readonly under: 'board' | number; readonly words: string }>();
  const printed: { readonly under: 'board' | number; readonly of: ReportBoard }[] =
    board && board.things.length > 0 && sectionsIn(edition, sections ?? null).includes('board')
      ? [{ under: 'board', of: board }]
      : [];
  for (const [at, figure] of figures.entries()) {
    if (figure.board.things.length === 0) continue;
    const found = printed.flatMap(({ under, of }) => {
      const words = repetition(of, figure);
      return words === null ? [] : [{ under, words }];
    })[0];
    if (found) repeated.set(at, found);
    else printed.push({ under: at, of: figure.board });
  }
  return repeated;
}

/** What is said below one figure of the snapshots that repeat it. */
export const saidUnder = (repeated: ReturnType<typeof repeatedSnapshots>, under: 'board' | number): string[] =>
  [...repeated.values()].flatMap((each) => (each.under === under ? [each.words] : []));
