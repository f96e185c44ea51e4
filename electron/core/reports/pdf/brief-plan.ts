import { sentencesOf } from '../../../../shared/domain/sentences.ts';
import type { ReportModel } from '../model.ts';

/** The texts of the first page in the order of the page, with their titles there. */
export const BRIEF_TEXTS = {
  bottomLine: 'Bottom line',
  summary: 'What happened',
  unknowns: 'What we do not know',
  decision: 'Decision needed',
  nextStep: 'Next step',
} as const;
export type BriefText = keyof typeof BRIEF_TEXTS;

/** What of the executive edition stands where: the first page is one page, the edition has four, the rest is in its annex. */
export interface BriefPlan {
  /** Characters of each text on the first page; the rest goes on in the annex. */
  readonly caps: Readonly<Partial<Record<BriefText, number>>>;
  readonly figureInAnnex: boolean;
  /** From the second page on: 0 everything; then without the list of exhibits; without what findings say in full; with the first findings alone. */
  readonly body: 0 | 1 | 2 | 3;
  /** Everything stands on the first page: there is so little of it. */
  readonly onOnePage?: true;
  /** Of the annex the heading alone, to see how long the edition is without it. */
  readonly probing?: true;
}
export const ALL_ON_ITS_PLACE: BriefPlan = { caps: {}, figureInAnnex: false, body: 0 };

/** Pages of the executive edition, without its annex. */
export const MOST_PAGES = 4;
/** Findings in the body when not even their claims have room there. */
export const MOST_FINDINGS = 16;

/** What is tried for the first page, one after the other: each gives up more of it. */
export const FIRST_PAGES: readonly Pick<BriefPlan, 'caps' | 'figureInAnnex'>[] = [
  { caps: {}, figureInAnnex: false },
  { caps: { summary: 900, unknowns: 500, decision: 500, nextStep: 400 }, figureInAnnex: false },
  { caps: { bottomLine: 500, summary: 650, unknowns: 350, decision: 350, nextStep: 300 }, figureInAnnex: false },
  { caps: { bottomLine: 900, summary: 1400, unknowns: 700, decision: 600, nextStep: 500 }, figureInAnnex: true },
  { caps: { bottomLine: 500, summary: 800, unknowns: 400, decision: 400, nextStep: 300 }, figureInAnnex: true },
  { caps: { bottomLine: 300, summary: 400, unknowns: 250, decision: 250, nextStep: 200 }, figureInAnnex: true },
];

/** More than three pages of findings can hold, in characters: then there is no need to try. */
const TOO_MUCH = 18_000;
/** What is tried for the pages behind the first, one after the other. */
export const bodiesFor = (model: ReportModel): readonly BriefPlan['body'][] =>
  charactersOfFindings(model) > TOO_MUCH ? [2, 3] : [0, 1, 2, 3];

/** Characters of findings beyond which no page holds them beside the first texts: then one page is not tried. */
export const ONE_PAGE = 4000;
export const charactersOfFindings = ({ findings }: Pick<ReportModel, 'findings'>): number =>
  findings.reduce((sum, { explanation }) => sum + explanation.length, 0);

/** A text up to a number of characters, at the end of a sentence where one is near, else at a word; and what is left of it. */
export function cutAt(text: string, most = Number.POSITIVE_INFINITY): { readonly head: string; readonly rest: string } {
  if (text.length <= most) return { head: text, rest: '' };
  const ends = sentencesOf(text).map((sentence) => sentence.at + sentence.text.length);
  const sentence = ends.findLast((end) => end <= most && end > most / 3);
  const at = sentence ?? Math.max(text.lastIndexOf(' ', most), text.lastIndexOf('\n', most), 0);
  const cut = at === 0 ? most : at;
  return { head: text.slice(0, cut).trimEnd(), rest: text.slice(cut).trim() };
}

export const textOf = (model: ReportModel, which: BriefText): string =>
  which === 'summary' ? model.summary : model.brief[which];

/** The texts of the first page that go on in the annex. */
export const restsOf = (model: ReportModel, { caps }: BriefPlan) =>
  (Object.keys(BRIEF_TEXTS) as BriefText[]).flatMap((which) => {
    const { rest } = cutAt(textOf(model, which), caps[which]);
    return rest === '' ? [] : [{ title: BRIEF_TEXTS[which], rest }];
  });

export const hasAnnex = (model: ReportModel, plan: BriefPlan): boolean =>
  restsOf(model, plan).length > 0 || (plan.figureInAnnex && model.brief.figure !== null) || plan.body > 0;
