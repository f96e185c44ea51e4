import type { Finding } from '../../../../shared/contract/findings.ts';
import { ReportField } from '../../../../shared/contract/reports.ts';
import { boundKey, noSuchCell, withoutBound } from '../../../../shared/domain/bound-values.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { countsIn } from '../../../../shared/domain/counts.ts';
import { withoutBlanks } from '../../../../shared/domain/hypotheses.ts';
import { findingLabel } from '../../../../shared/domain/labels.ts';
import { notJudged, YARDSTICKS, yardstickOf, yardsticksOf } from '../../../../shared/domain/likelihood.ts';
import { supportIn } from '../../../../shared/domain/references.ts';
import { FIRST_PAGE, REPORT_FIELDS, textOfField } from '../../../../shared/domain/report-fields.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import { REVIEW_STATES, stateOf } from '../../../../shared/domain/reviews.ts';
import { ownWords, statementsOf } from '../../../../shared/domain/statements.ts';
import { bandsBeside, bandsIn, type Wording, wordingsOf, wordingText } from '../../../../shared/domain/wording.ts';
import type { ReportModel } from '../model.ts';
import { isPast } from './brief.ts';
import type { Decisions } from './decide.ts';
import { drawsFigure, drawsOne } from './exhibits.ts';
import { indicatedIn, unindicated } from './indicator-points.ts';
import type { Material } from './material.ts';
import { type Point, pointOf, type Written } from './point.ts';
import { chosenPoints, referencePoints } from './reference-points.ts';
import { type FindingField, writtenInFinding, writtenInJudgement, writtenInReport } from './written.ts';

const INDEPENDENT = /\bindependent(?:ly)?\b|\bcorroborat\w*/i;
/** What somebody means to come back to before it is printed. */
const COMMENT = /\[\[[^\]]*\]\]/g;

/** What stands between this edition and a clean print, as far as it shows without running a query again. Pure. */
export function pointsOf(material: Material, decisions: Decisions, model: ReportModel): Point[] {
  const { settings } = material;
  const points: Point[] = [];
  const add = (...given: Parameters<typeof pointOf>) => points.push(pointOf(...given));
  const shown = material.findings.filter((finding) => decisions.finding(finding).shown !== 'absent');
  const told: string[] = FIRST_PAGE.map((field) => settings[field]);
  for (const { claim, explanation } of shown) told.push(claim, explanation);
  const codes = new Set(material.assetCodes);
  const references = (written: readonly Written[]) =>
    points.push(...referencePoints(written, material, decisions, model.edition));
  const judged = new Map(shown.map(({ number, likelihood }) => [findingLabel(number), likelihood]));
  const word = ({ where, text, format, place }: Written, bands: (text: string) => Wording[]) => {
    const own = ownWords(text, format);
    for (const each of wordingsOf(own, bands(own), told, codes))
      points.push(pointOf('wording', where, wordingText(each), place(each.at, each.text.length)));
  };

  const indicated = indicatedIn(material, model);
  const inReport = writtenInReport(settings, model);
  for (const field of FIRST_PAGE) {
    const written = inReport.find(({ where }) => where === REPORT_FIELDS[field].name);
    if (!written) continue;
    // What is not known, asked or to be done rests on nothing.
    if (field === 'bottomLine' || field === 'summary') points.push(...inText(written));
    word(written, (text) => bandsBeside(text, judged));
  }
  references(inReport);
  for (const finding of shown) {
    const { id, claim, explanation, cited, number } = finding;
    const label = findingLabel(number);
    const place = { finding: id } as const;
    const written = (field: FindingField) => writtenInFinding(finding, field);
    if (indicated) points.push(...unindicated([written('claim'), written('explanation')], indicated));
    for (const words of commentsIn(explanation)) add('open-comment', label, words, place);
    points.push(...inText(written('explanation')));
    word(written('explanation'), () => []);
    word(written('claim'), (text) => bandsIn(text, finding.likelihood));
    references([written('claim'), written('explanation'), written('reasons')]);
    points.push(...chosenPoints(finding, material, decisions));
    for (const words of commentsIn(claim)) add('open-comment', label, words, place);
    for (const { findingId, anchor, text, by } of material.comments)
      if (findingId === id) add('open-comment', label, `Open comment of ${by} on “${anchor.quote}”: ${text}`, place);
    const state = stateOf(finding.review);
    if (state === 'in-review' || state === 'changes-asked')
      add('under-review', label, `Its review is not finished: ${REVIEW_STATES[state].toLowerCase()}.`, place);
    for (const words of changedSince(finding, material)) add('final-changed', label, words, place);
    const open = notJudged(finding);
    if (open !== null)
      add('not-judged', label, `Its ${open} ${open.includes(' ') ? 'are' : 'is'} not judged yet.`, place);
    if (cited.length > 0 && decisions.resting(cited).shown !== 'whole')
      add('untraced', label, 'The content of none of its exhibits is shown in this edition.', place);
    const origins = model.findings.find((each) => each.label === label)?.origins;
    if (
      origins &&
      INDEPENDENT.test(`${claim} ${explanation}`) &&
      (origins.exhibits < cited.length || origins.sources < 2)
    )
      add(
        'not-independent',
        label,
        `Independence or corroboration is claimed, but ${counted(cited.length, 'exhibit')} go back to ${counted(origins.exhibits, 'original')} of ${counted(origins.sources, 'named source')}.`,
        place,
      );
  }
  if (sectionsIn(model.edition, model.sections ?? null).includes('findings'))
    references(writtenInJudgement(withoutBlanks(material.judgement)));
  const yardsticks = yardsticksOf(shown.map(({ likelihood }) => likelihood));
  if (yardsticks.length > 1) add('two-yardsticks', 'Findings', byTwo(shown));
  for (const field of ReportField.options)
    for (const { 0: words, index: at } of textOfField(settings, field).matchAll(COMMENT))
      add('open-comment', 'Report', commentWords(words), { field, words: { at, length: words.length } });

  const first = sectionsIn(model.edition, model.sections ?? null).includes('brief');
  if (first && settings.bottomLine.trim() === '')
    add('not-stated', 'First page', 'It has no bottom line, and this page stands alone.');

  for (const number of settings.keyNumbers) {
    const exhibit = decisions.exhibits.get(number.exhibitId)?.exhibit;
    if (model.edition !== 'executive' || !exhibit) continue;
    if (!material.cells.has(boundKey({ ...number, label: exhibit.label })))
      add(
        'no-such-cell',
        'Key numbers',
        `${number.label}: ${noSuchCell({ ...number, label: exhibit.label }, material.cellsThere.get(exhibit.label))}.`,
      );
  }
  const figure = settings.figureId === null ? undefined : decisions.exhibits.get(settings.figureId);
  if (model.edition === 'executive' && figure) {
    if (!drawsOne(figure))
      add('not-drawn', 'Figure', `${figure.exhibit.label} was chosen as the figure, and this edition cannot draw it.`);
    else if (settings.figureCaption.trim() === '')
      add('no-caption', 'Figure', `The figure, ${figure.exhibit.label}, has no caption.`);
  }
  // By decisions and not by contents: a print reads these, the check before it does not, and both find the same.
  const drawn = new Set(
    [...decisions.exhibits.values()].flatMap((each) =>
      drawsFigure(each, decisions) ? [each.exhibit.label as string] : [],
    ),
  );
  const uncaptioned =
    model.edition === 'executive'
      ? []
      : model.exhibits.filter(({ record, caption }) => drawn.has(record.label) && !caption);
  if (uncaptioned.length > 0)
    add(
      'no-caption',
      'Figures',
      `Without a caption: ${firstOf(uncaptioned.map(({ record }) => `${record.label} ${record.title}`))}.`,
    );
  const bare = model.board?.links.filter(({ exhibits }) => exhibits.length === 0) ?? [];
  if (bare.length > 0)
    add(
      'unsupported-link',
      'Board',
      `${counted(bare.length, 'link')} on the board ${bare.length === 1 ? 'rests' : 'rest'} on no exhibit: ${firstOf(bare.map(({ words }) => words || 'without words'))}.`,
      settings.boardId === null ? null : { board: settings.boardId },
    );
  const stale = model.board?.links.flatMap(({ id, words }) => (material.stale.has(id) ? [words ?? ''] : [])) ?? [];
  if (stale.length > 0)
    add(
      'stale-link',
      'Board',
      `${counted(stale.length, 'link')} on the board ${stale.length === 1 ? 'says' : 'say'} an amount or a band that ${stale.length === 1 ? 'its' : 'their'} trace does not give: ${firstOf(stale)}. Put the saved trace on the board again, which sets the words anew.`,
      settings.boardId === null ? null : { board: settings.boardId },
    );
  const named = model.exhibits.filter(({ record }) => isFileName(record.title, record.originalName));
  if (named.length > 0)
    add(
      'file-name-title',
      'Exhibits',
      `Titled by ${named.length === 1 ? 'its file name' : 'their file names'}: ${firstOf(named.map(({ record }) => `${record.label} ${record.title}`))}.`,
      placeOf(named[0]?.record.label, material),
    );
  const { decisionDue } = settings;
  if (model.edition === 'executive' && decisionDue !== null && isPast(decisionDue, model.printedAt, model.zone))
    add('date-past', 'Decision', `The decision is asked for by ${decisionDue}, which is over.`);
  const { dueAt, status } = model.case;
  if (dueAt !== null && status !== 'closed' && !material.answered && dueAt < model.printedAt)
    add('date-past', 'Case', `The case was due on ${dueAt.slice(0, 10)} and is ${status}.`, { case: true });
  return points;
}

/** A reader compares findings by one scale: "unlikely" is 20–45 % by one and 25–35 % by the other. */
function byTwo(findings: readonly Finding[]): string {
  const by = (['icd-203', 'phia'] as const).map((yardstick) => {
    const labels = findings.flatMap(({ number, likelihood }) =>
      likelihood !== 'not-judged' && yardstickOf(likelihood) === yardstick ? [findingLabel(number)] : [],
    );
    return `${labels.join(', ')} by ${YARDSTICKS[yardstick].name}`;
  });
  return `Likelihood is judged by two yardsticks: ${by.join('; ')}. Choose one of them for this report.`;
}

/** What the reviewer of a final finding did not see: it cites exhibits by their numbers, and these come and go without it. */
function changedSince({ review, cited, exhibits: chosen }: Finding, { exhibits }: Material): string[] {
  const last = review.at(-1);
  if (last?.state !== 'final') return [];
  return exhibits.flatMap(({ id, label, acquiredAt, removedAt }) => {
    if (!cited.includes(id)) return [];
    const day = last.at.slice(0, 10);
    if (removedAt !== null && removedAt > last.at)
      return [`An exhibit that it cites was removed after it was made final on ${day}: ${label}.`];
    if (chosen.includes(id) || acquiredAt <= last.at) return [];
    return [`An exhibit that its text names was added after it was made final on ${day}: ${label}.`];
  });
}

function placeOf(label: string | undefined, { exhibits }: Material): Point['place'] {
  const found = exhibits.find((each) => each.label === label);
  return found ? { exhibit: found.id } : null;
}

const MOST_NAMED = 8;
const firstOf = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join('; ')}${names.length > MOST_NAMED ? `; and ${names.length - MOST_NAMED} more` : ''}`;

const isFileName = (title: string, file: string | null): boolean =>
  file !== null && (title === file || title === file.replace(/\.[^.]+$/, ''));

const commentWords = (words: string): string => `Open comment: ${words}`;
const commentsIn = (text: string): string[] => (text.match(COMMENT) ?? []).map(commentWords);

/** What each statement of a text lacks: an exhibit, and numbers that are bound to cells. */
const inText = ({ where, text, format, place }: Written): Point[] =>
  statementsOf(text, format).flatMap(({ text: sentence, at, to, assessment, led }): Point[] => {
    if (assessment) return [];
    const add = (code: Point['code'], words: string) => pointOf(code, where, words, place(at, to - at));
    const loose = countsIn(withoutBound(sentence));
    return [
      ...(led !== '' || supportIn(sentence).some((label) => label !== where)
        ? []
        : [add('untraced', `Names no exhibit and is not marked as assessment: “${sentence}”`)]),
      ...(loose.length === 0
        ? []
        : [add('unbound-number', `Not bound to a cell of a query: ${loose.join(', ')}, in “${sentence}”`)]),
    ];
  });
