import type { LeftOut } from '../../../../shared/contract/reports.ts';
import { filled } from '../../../../shared/domain/bound-values.ts';
import { findingLabel } from '../../../../shared/domain/labels.ts';
import { redactionLabels } from '../../../../shared/domain/redactions.ts';
import { setupOf } from '../../../../shared/domain/report-templates.ts';
import { reviewWords } from '../../../../shared/domain/reviews.ts';
import type { ReportFinding, ReportIndicator, ReportModel } from '../model.ts';
import { aliasOf, alsoKnown } from './aliases.ts';
import { annexOf } from './annex.ts';
import { resolveBoard, typeOf } from './board.ts';
import { briefOf, valuesIn } from './brief.ts';
import { resolveEntries } from './custody.ts';
import type { Decision, Decisions, Uncovered } from './decide.ts';
import { resolveEvents } from './events.ts';
import { citations, entryOf, lineOf, originsOf } from './exhibits.ts';
import { explained } from './explained.ts';
import { resolveFigure } from './figures.ts';
import { judgementIn } from './judgement.ts';
import { LeftOutTally } from './left-out.ts';
import type { Contents, Material, Occasion } from './material.ts';
import type { Point } from './point.ts';
import { pointsOf } from './points.ts';
import { unsureWords } from './reach.ts';
import { rulesOf } from './redact.ts';
import { repeatsOf } from './repeats.ts';
import { shown } from './shown.ts';
import { tracedTexts } from './traced.ts';

/** Indicators, or events, of one report: laying out 1,000 takes about 200 MB (test/bench/report.ts). What is left out for that is said. */
const MOST_LISTED = 5000;
/** Custody entries of one report: laying out 1,000 takes about 200 MB (test/bench/report.ts). What is left out for that is said. */
export const MOST_ENTRIES = 5000;

export interface Resolved {
  readonly model: ReportModel;
  /** With names, for the person who prints; the model has the counts alone. */
  readonly leftOut: readonly LeftOut[];
  /** Where shown words repeat withheld ones, and where more is redacted than was asked for, for the same person. */
  readonly repeats: readonly string[];
  /** What the report check finds, for the same person. */
  readonly points: readonly Point[];
  /** Originals that are shown because their redacted copies are not, for the same person. */
  readonly uncovered: readonly Uncovered[];
}

/** Labels of findings that the edition does not have. */
export const absentFindings = ({ findings }: Pick<Material, 'findings'>, decisions: Decisions): string[] =>
  findings.filter((each) => decisions.finding(each).shown === 'absent').map(({ number }) => findingLabel(number));

/** What is printed of a model that was resolved unabridged. */
export const abridged = (model: ReportModel): ReportModel => ({
  ...model,
  indicators: model.indicators.slice(0, MOST_LISTED),
});

/** Puts together what an edition says of a case, from what the decisions show of it. Pure: the same in, the same out. */
export function resolve(material: Material, decisions: Decisions, contents: Contents, occasion: Occasion): Resolved {
  const { settings, findings, entities } = material;
  const tally = new LeftOutTally();
  const register = [...decisions.exhibits.values()];
  for (const each of register) {
    const { exhibit, shown: extent, content } = each;
    const name = `${exhibit.label} ${exhibit.title}`;
    tally.add('exhibit', each, name);
    if (extent === 'whole') tally.add('content', content, name);
  }
  const cellAt = valuesIn(material, decisions, occasion.edition);
  const told = (text: string) => shown(filled(text, cellAt));
  const stated = findings.flatMap((finding): ReportFinding[] => {
    const label = findingLabel(finding.number);
    const decision = decisions.finding(finding);
    tally.add('finding', decision, `${label} ${finding.claim}`);
    if (decision.shown === 'absent') return [];
    const { claim, likelihood, confidence, reasons, basis, cited } = finding;
    const { cells: _cells, ...explanation } = explained(finding, material, decisions, cellAt);
    const words = { label, claim: told(claim), ...explanation };
    const behind = { exhibits: citations(cited, decisions), origins: originsOf(cited, material) };
    const review = occasion.edition === 'executive' ? null : reviewWords(finding, occasion.edition === 'legal');
    return [
      {
        ...words,
        likelihood,
        confidence,
        reasons: told(reasons),
        basis,
        ...behind,
        review: review === null ? null : shown(review),
      },
    ];
  });
  const board =
    material.board &&
    resolveBoard(material.board, decisions, contents, tally, material.ownTypes, {
      held: material.ledger.identities,
      alias: (entity, set) =>
        alsoKnown(entity, set, { ledger: material.ledger, entities: material.board?.entities ?? [] }, decisions),
    });
  const drawn = new Set<string>(material.board?.entities.map(({ id }) => id));
  const indicators = entities.flatMap((entity): ReportIndicator[] => {
    const decision = decisions.resting(entity.exhibits);
    // A list of values has no place to keep for one without its value.
    const listed: Decision = decision.shown === 'masked' ? { ...decision, shown: 'absent' } : decision;
    if (!drawn.has(entity.id)) tally.add('entity', listed, entity.label);
    if (listed.shown === 'absent') return [];
    const { type, label, note, exhibits } = entity;
    const alias = aliasOf(entity, material, decisions);
    return [
      {
        ...(alias && { alias: shown(alias) }),
        ...typeOf(type, material.ownTypes),
        label: shown(label),
        note: shown(note),
        exhibits: citations(exhibits, decisions),
      },
    ];
  });
  const events = resolveEvents(material.events, decisions, occasion.edition, tally);
  const { told: entries, shortened } = resolveEntries(
    material.entries.slice(-MOST_ENTRIES),
    decisions,
    absentFindings(material, decisions),
  );
  tally.add('entry', { shown: 'masked', reason: 'log' }, shortened);
  const { title, codename, requester, team, background, ...facts } = material.case;
  const own = setupOf(settings, occasion.edition);
  const { recipient = own.recipient || settings.recipient, copyNumber, unabridged: _all, ...when } = occasion;
  const leftOut = tally.list;
  const model: ReportModel = {
    ...when,
    ...(copyNumber !== undefined && { copy: copyNumber }),
    draft: 0,
    ...(own.sections && { sections: own.sections }),
    ...(own.paper === 'letter' && { paper: own.paper }),
    ...(own.tlp && own.tlp !== facts.tlp && { tlpOfCase: facts.tlp }),
    annex: annexOf(material, decisions),
    case: {
      ...facts,
      tlp: own.tlp ?? facts.tlp,
      title: shown(title),
      codename: shown(codename),
      requester: shown(requester),
      team: shown(team),
      background: shown(background),
    },
    recipient: shown(recipient),
    caveat: shown(settings.caveat),
    summary: told(settings.summary),
    method: told(settings.method),
    brief: briefOf(material, decisions, contents, occasion),
    chain: material.chain,
    signedBy: material.signedBy,
    findings: stated,
    traced: tracedTexts(material, decisions, occasion.edition),
    judgement: judgementIn(material, decisions, told, occasion),
    exhibits: register
      .filter(({ printed }) => printed)
      .map((each) => {
        const entry = entryOf(each, contents.get(each.exhibit.id), decisions);
        const given = settings.captions.find(({ exhibitId }) => exhibitId === each.exhibit.id)?.caption.trim() ?? '';
        // It tells of the content, and is withheld with it.
        return given === '' || each.content.reason !== null ? entry : { ...entry, caption: shown(given) };
      }),
    register: register.map(lineOf),
    leftOut: leftOut.map(({ names: _, ...group }) => group),
    redactedAs: redactionLabels(rulesOf(material, occasion.edition)),
    board,
    figures: material.figures.map((each) => resolveFigure(each, material, decisions, contents)),
    events: events.slice(0, MOST_LISTED),
    eventTotal: events.length,
    indicators: occasion.unabridged ? indicators : indicators.slice(0, MOST_LISTED),
    indicatorTotal: indicators.length,
    checklist: material.checklist.map(({ text, typology, state, note, by, at }) => ({
      ...{ text: shown(text), typology: shown(typology), state, note: shown(note), by, at },
    })),
    custody: entries,
    custodyTotal: material.entriesTotal,
  };
  const points = pointsOf(material, decisions, model);
  return {
    model,
    leftOut,
    points,
    repeats: [...repeatsOf(model, material, decisions), ...unsureWords(material.reached ?? new Map())],
    uncovered: decisions.uncovered,
  };
}
