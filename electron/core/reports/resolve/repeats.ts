import { findingLabel } from '../../../../shared/domain/labels.ts';
import type { ReportModel } from '../model.ts';
import type { Decisions } from './decide.ts';
import type { Material } from './material.ts';
import { folded as sameText } from './same-text.ts';

/** Shorter words stand in too many texts by chance. */
const LEAST = 6;

/** Says for the person who prints where a text, or the texts of anything, repeats withheld words, without naming these; null where it does not. */
type Repeating = (where: string, value: unknown, source?: 'written' | 'exhibit') => string | null;

/**
 * What an edition withholds, as it is sought in texts: decisions are about things, and what a person typed elsewhere about
 * a thing is not among them. @returns null where it withholds nothing
 */
export function withheldWords(material: Material, decisions: Decisions): Repeating | null {
  const secrets: { readonly of: string; readonly words: string }[] = [];
  const withhold = (of: string, words: readonly (string | null)[]): void => {
    for (const each of words)
      if (each !== null && each.trim().length >= LEAST) secrets.push({ of, words: folded(each) });
  };
  const captions = Map.groupBy(material.settings.captions, ({ exhibitId }) => exhibitId);
  for (const { exhibit, shown, mailWithheld, content } of decisions.exhibits.values()) {
    const { id, label, title, originalName, removedReason, note, laterAcquisitions } = exhibit;
    // A caption tells of the content, and is withheld with it; not so what the shown title says too.
    const told = shown === 'whole' ? folded(title) : '';
    const given = content.reason === null ? [] : (captions.get(id)?.map(({ caption }) => caption) ?? []);
    withhold(
      label,
      given.filter((caption) => !holdsWords(told, folded(caption))),
    );
    const later = laterAcquisitions.flatMap((each) => [each.title, each.originalName]);
    if (shown !== 'whole') withhold(label, [title, originalName, removedReason, ...later]);
    // The note of an attachment begins with the headers of its mail, each on a line of its own.
    else if (mailWithheld) withhold(label, [title, originalName, ...headersIn(note), ...later]);
  }
  for (const finding of material.findings)
    if (decisions.finding(finding).shown !== 'whole') withhold(findingLabel(finding.number), [finding.claim]);
  for (const { title, exhibits } of material.events)
    if (decisions.resting(exhibits).shown !== 'whole') withhold('an event', [title]);
  // A withheld value may well stand in what is shown of another exhibit; what people wrote is another matter.
  const values: typeof secrets = [];
  for (const { label, exhibits } of [
    ...material.entities,
    ...(material.board?.entities ?? []),
    ...material.figures.flatMap(({ board }) => board.entities),
  ])
    if (decisions.resting(exhibits).shown !== 'whole' && label.trim().length >= LEAST)
      values.push({ of: 'an entity', words: folded(label) });
  if (secrets.length + values.length === 0) return null;
  const everything = [...secrets, ...values];
  return (where, value, source = 'written') => {
    const words = [...stringsIn(value)].map(folded);
    const sought = source === 'written' ? everything : secrets;
    const found = new Set(
      sought.filter((secret) => words.some((text) => holdsWords(text, secret.words))).map(({ of }) => of),
    );
    return found.size === 0
      ? null
      : `${where} repeats words of what this edition withholds: ${[...found].join(', ')}. Change the text, or show them.`;
  };
}

/** Where a shown text repeats words that the edition withholds, in sentences for the person who prints. */
export function repeatsOf(model: ReportModel, material: Material, decisions: Decisions): string[] {
  const repeating = withheldWords(material, decisions);
  if (repeating === null) return [];
  const { title, codename, background } = model.case;
  const written: (readonly [where: string, value: unknown])[] = [
    ['The case', [title, codename, background]],
    ['The executive summary', model.summary],
    ['The first page', { ...model.brief, figure: model.brief.figure?.caption }],
    ['The handling caveat', model.caveat],
    ['The method notes', model.method],
    ['The checklist', model.checklist],
    ...model.findings.map(({ label, claim, explanation, reasons }) => [label, [claim, explanation, reasons]] as const),
    ['The judgement', model.judgement],
    ['The board', model.board && [model.board.title, model.board.things.map(({ face }) => face), model.board.links]],
    ...model.figures.map(
      ({ title, caption, board }) =>
        [
          `The snapshot “${title}”`,
          [title, caption, board.title, board.things.map(({ face }) => face), board.links],
        ] as const,
    ),
    ['The list of events', model.events],
    ['The list of indicators', model.indicators],
  ];
  return [
    ...written.map(([where, value]) => repeating(where, value)),
    ...model.exhibits.map((exhibit) => repeating(exhibit.record.label, exhibit, 'exhibit')),
  ].filter((words) => words !== null);
}

const headersIn = (note: string): string[] =>
  [...note.matchAll(/^(?:Message-ID|From|Subject): (.+)$/gmu)].map(([, value = '']) => value);

function* stringsIn(value: unknown): IterableIterator<string> {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
    for (const each of Object.values(value)) yield* stringsIn(each);
}

/** As it is sought: no other writing, a broken line or a second blank between words hides anything. */
const folded = (text: string): string => sameText(text).text.trim().replace(/\s+/gu, ' ');

/** As words of their own, not as a part of a longer one. Both are folded. */
function holdsWords(all: string, sought: string): boolean {
  if (sought === '') return false;
  for (let at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1)) {
    const [before, after] = [all.slice(0, at).at(-1) ?? ' ', all.at(at + sought.length) ?? ' '];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
