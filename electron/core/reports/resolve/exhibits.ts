import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import { isDrawable, isPicture } from '../../../../shared/domain/exhibit-kinds.ts';
import { REASONS } from '../../../../shared/domain/left-out.ts';
import { reviewedFrom } from '../../../../shared/domain/variants.ts';
import type {
  Origins,
  Plain,
  ReportAcquisition,
  ReportContent,
  ReportExhibit,
  ReportLine,
  ReportQuery,
  ReportRecord,
} from '../model.ts';
import type { Decisions, ExhibitDecision } from './decide.ts';
import type { Material, Read } from './material.ts';
import { shown, shownOrNull } from './shown.ts';

/** A record as the edition shows it; of one that is absent nothing but its line in the register is made. */
export function recordOf({
  exhibit,
  shown: extent,
  reason,
  content,
  titleRepeats,
  mailWithheld,
}: ExhibitDecision): ReportRecord {
  const {
    id: _id,
    caseId: _case,
    number: _number,
    preview: _preview,
    tags: _tags,
    laterAcquisitions: _later,
    ...record
  } = exhibit;
  const { label, kind, mediaType, bytes, sha256, acquiredAt, acquiredZone, acquiredBy } = record;
  const { sensitivity, reliability, credibility, removedAt } = record;
  const facts = { label, kind, mediaType, bytes, sha256, acquiredAt, acquiredZone, acquiredBy };
  const graded = { sensitivity, reliability, credibility, removedAt };
  if (extent !== 'whole' && reason !== null)
    return {
      ...facts,
      ...graded,
      title: shown(`Withheld: ${REASONS[reason].split(';')[0]}`),
      originalName: null,
      typeWarning: null,
      acquiredHow: null,
      source: shown(''),
      note: shown(''),
      removedReason: null,
      laterAcquisitions: laterOf(exhibit, false),
      masked:
        reason === 'removed'
          ? 'Its bytes are gone. Number, hash and dates are printed; title, file name, source, note and reason of removal are not.'
          : `Title, file name, source, note and content are not part of this edition: it is marked ${reason}. The exhibit itself is in the vault.`,
    };
  // What a query read is named with its content, and withheld with it; so is what the headers of a mail say of an attachment.
  const namesSource = mailWithheld || (reviewedFrom(exhibit).length > 0 && content.reason !== null);
  const readElsewhere =
    namesSource || ((kind === 'query' || kind === 'chart' || kind === 'trace') && content.reason !== null);
  return {
    ...facts,
    ...graded,
    title: shown(
      mailWithheld
        ? 'Attachment of a mail that is left out'
        : titleRepeats === null
          ? record.title
          : `Working copy of ${titleRepeats}`,
    ),
    originalName: namesSource ? null : shown(record.originalName),
    typeWarning: shownOrNull(record.typeWarning),
    acquiredHow: shown(record.acquiredHow),
    source: shown(readElsewhere ? '' : record.source),
    note: shown(namesSource ? '' : record.note),
    removedReason: shownOrNull(record.removedReason),
    laterAcquisitions: laterOf(exhibit, true),
    masked: null,
  };
}

/** The words of a later acquisition are shown where those of the first are. */
const laterOf = ({ laterAcquisitions }: Exhibit, whole: boolean): ReportAcquisition[] =>
  laterAcquisitions.map(({ position, acquiredAt, acquiredZone, acquiredBy, acquiredHow, ...words }) => ({
    ...{ position, acquiredAt, acquiredZone, acquiredBy },
    acquiredHow: whole ? shown(acquiredHow) : null,
    title: shown(whole ? words.title : ''),
    originalName: whole ? shown(words.originalName) : null,
    source: shown(whole ? words.source : ''),
    note: shown(whole ? words.note : ''),
  }));

export function lineOf(decision: ExhibitDecision): ReportLine {
  const { exhibit, shown: extent, reason } = decision;
  const { label, kind, removedAt } = exhibit;
  const removed = removedAt !== null;
  if (extent !== 'absent' || reason === null)
    return { label, kind, record: recordOf(decision), removed, leftOut: null };
  return { label, kind, record: null, removed, leftOut: `Left out of this edition: ${REASONS[reason]}.` };
}

export function entryOf(decision: ExhibitDecision, read: Read | undefined, decisions: Decisions): ReportExhibit {
  const { exhibit, shown: extent, content } = decision;
  const record = recordOf(decision);
  const withheld = content.reason === null ? withheldSources(exhibit, decisions) : [];
  if (withheld.length > 0)
    return {
      record,
      picture: null,
      pictureLeftOut: null,
      content: null,
      contentLeftOut: `The figure is left out of this edition: it draws ${withheld.join(', ')}, which the edition does not show.`,
    };
  if (content.reason === null && read)
    return {
      record,
      picture: read.picture,
      pictureLeftOut: read.pictureProblem,
      content: contentOf(read.content, decisions),
      contentLeftOut: null,
    };
  const { reason } = content;
  const marked = reason === 'personal' || reason === 'graphic';
  return {
    record,
    picture: null,
    pictureLeftOut:
      isPicture(exhibit) && marked ? `The picture is left out of this edition: it is marked ${reason}.` : null,
    content: null,
    contentLeftOut:
      extent === 'whole' && reason !== null ? `The content is left out of this edition: ${REASONS[reason]}.` : null,
  };
}

/** Whether the one figure of a page can be drawn of an exhibit: told by its record, so that no contents need be read for it. */
export const drawsOne = ({ exhibit, content }: ExhibitDecision): boolean =>
  content.reason === null && exhibit.removedAt === null && (exhibit.kind !== 'file' || isDrawable(exhibit));

/** Whether the entry of an exhibit shows a figure: told by its record, so that a check finds it before a print reads the contents. */
export const drawsFigure = (decision: ExhibitDecision, decisions: Decisions): boolean =>
  decision.exhibit.kind !== 'query' &&
  (drawsOne(decision) ||
    (decision.content.reason === null &&
      decision.exhibit.removedAt === null &&
      decision.exhibit.acquiredHow === 'timeline' &&
      withheldSources(decision.exhibit, decisions).length === 0));

/** The exhibits that a saved span of the timeline tells of and that the edition does not show whole. */
function withheldSources({ acquiredHow, source }: Exhibit, { exhibits }: Decisions): string[] {
  if (acquiredHow !== 'timeline') return [];
  const labels = new Set(source.match(/\bE-\d{4,}\b/g) ?? []);
  return [...exhibits.values()].flatMap((each) =>
    labels.has(each.exhibit.label) && each.shown !== 'whole' ? [each.exhibit.label] : [],
  );
}

/** A label is no text of a person; what came in a bundle in its place could be one. */
const LABEL = /^E-\d{4,}$/;

/** Raw content becomes shown content here; it was read only where a decision lets it be shown. */
function contentOf(content: Plain<ReportContent>, { exhibits }: Decisions): ReportContent {
  if (content.kind === 'file')
    return {
      kind: 'file',
      timeline: shownOrNull(content.timeline),
      datasets: content.datasets.map(({ view, columns, origin, warnings, ...dataset }) => ({
        ...dataset,
        origin: origin && { query: shown(origin.query), run: shown(origin.run) },
        view: shown(view),
        warnings: warnings.map(({ code, words }) => ({ code, words: shown(words) })),
        columns: columns.map(({ name, reading, ...column }) => ({
          ...column,
          name: shown(name),
          reading: shown(reading),
        })),
      })),
    };
  if (content.kind === 'chart') {
    const { sql, document, inputs, ...chart } = content.chart;
    return {
      kind: 'chart',
      chart: { ...chart, sql: shown(sql), document: shown(document), inputs: inputsOf(inputs, exhibits) },
    };
  }
  if (content.kind === 'trace') {
    const { document, inputs, most } = content.trace;
    return { kind: 'trace', trace: { most, document: shown(document), inputs: inputsOf(inputs, exhibits) } };
  }
  const { sql, columns, inputs, warnings: _none, ...query } = content.query;
  return {
    kind: 'query',
    query: {
      ...query,
      sql: shown(sql),
      columns: columns.map(({ name, ...column }) => ({ ...column, name: shown(name) })),
      inputs: inputsOf(inputs, exhibits),
    },
  };
}

function inputsOf(inputs: Plain<ReportQuery['inputs']>, exhibits: Decisions['exhibits']): ReportQuery['inputs'] {
  const known = new Set([...exhibits.values()].map(({ exhibit }) => exhibit.label));
  return inputs.map(({ name, through, exhibitLabel, sha256 }) => ({
    name: shown(name),
    ...(through !== undefined && { through: shown(through) }),
    exhibitLabel: exhibitLabel && (LABEL.test(exhibitLabel) ? exhibitLabel : 'an exhibit without a number'),
    missing: exhibitLabel !== null && !known.has(exhibitLabel),
    sha256,
  }));
}

/** Exhibits as a thing cites them: by number, and whether the reader will find them here. */
export const citations = (ids: readonly ExhibitId[], { exhibits }: Decisions): string[] =>
  ids.flatMap((id) => {
    const decision = exhibits.get(id);
    if (!decision) return [];
    const { label } = decision.exhibit;
    return [decision.shown === 'absent' ? `${label} (withheld)` : label];
  });

/** What the exhibits go back to: copies to their original, queries to all they read; what has no origin is one itself. */
export function originsOf(ids: readonly ExhibitId[], { exhibits, copies, inputs }: Material): Origins {
  const byId = new Map<string, Exhibit>(exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const byLabel = new Map(exhibits.map((exhibit) => [exhibit.label, exhibit]));
  const roots = new Set<Exhibit>();
  const visited = new Set<Exhibit>();
  const waiting = ids.flatMap((id) => byId.get(id) ?? []);
  for (let exhibit = waiting.pop(); exhibit; exhibit = waiting.pop()) {
    if (visited.has(exhibit)) continue;
    visited.add(exhibit);
    const original = byId.get(copies.get(exhibit.id)?.originalId ?? '');
    const read = (inputs.get(exhibit.id) ?? []).flatMap(({ exhibitLabel }) => byLabel.get(exhibitLabel ?? '') ?? []);
    const from = original ? [original] : read;
    if (from.length === 0) roots.add(exhibit);
    waiting.push(...from);
  }
  const sources = [...roots].map(({ source }) => source.trim());
  return {
    exhibits: roots.size,
    sources: new Set(sources.filter((source) => source !== '')).size,
    unnamed: sources.filter((source) => source === '').length,
  };
}
