import type { Format } from '../../../../shared/contract/findings.ts';
import type { Edition } from '../../../../shared/contract/report-setup.ts';
import type { Redaction } from '../../../../shared/contract/reports.ts';
import { boundIn, grouped } from '../../../../shared/domain/bound-values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { accountForm } from '../../../../shared/domain/entity-forms.ts';
import { redactionLabel } from '../../../../shared/domain/redactions.ts';
import { type Edit, moved } from '../../../../shared/domain/rich-text.ts';
import type { ReportContent, ReportModel } from '../model.ts';
import type { Material } from './material.ts';
import { shown } from './shown.ts';

/** A value of a redacted column that is shorter stands in too many texts by chance: it is replaced in its cells alone. */
const LEAST = 4;

/** What must be nowhere in a print: values as they are, and patterns. It stays in the vault. */
export interface Secrets {
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly patterns: readonly { readonly pattern: RegExp; readonly label: string }[];
}

/** What an edition redacts. */
export const rulesOf = ({ settings }: Pick<Material, 'settings'>, edition: Edition): Redaction[] =>
  settings.redactions.filter(({ editions }) => editions.includes(edition));

/** The rules of an edition with the values that they stand for; those of a column are read from what the edition prints or names of it. */
export function secretsOf(
  { settings, entities, cells }: Pick<Material, 'settings' | 'entities' | 'cells'>,
  model: ReportModel,
): Secrets {
  const rules = rulesOf({ settings }, model.edition);
  const values = new Map<string, string>();
  const patterns: { pattern: RegExp; label: string }[] = [];
  for (const rule of rules) {
    const label = redactionLabel(rule);
    if (rule.kind === 'value')
      for (const text of [...writingsOf(rule.what), ...numberForms(rule.what)]) values.set(text, label);
    else if (rule.kind === 'entity') {
      const entity = entities.find(({ id }) => id === rule.what);
      for (const text of entity ? [entity.label, ...(entity.forms ?? []).map(({ text }) => text)] : [])
        for (const each of writingsOf(text))
          if (text === entity?.label || each.length >= LEAST) values.set(each, label);
    } else if (rule.kind === 'pattern') patterns.push({ pattern: new RegExp(rule.what, 'giu'), label });
    else
      for (const value of columnValues(model, cells, rule.what))
        if (value.length >= LEAST) for (const text of numberForms(value)) values.set(text, label);
  }
  return {
    values: [...values].map(([value, label]) => ({ value, label })).sort((a, b) => b.value.length - a.value.length),
    patterns,
  };
}

/** A value as it is written, and as transfers and traces write it: an IBAN without blanks, an address in lower case. */
const writingsOf = (text: string): string[] => [...new Set([text, accountForm(text)])].filter((each) => each !== '');

/** A number as cells hold it and as texts and tables write it: 36522.10 and 36,522.10. Any other text is itself. */
function numberForms(text: string): string[] {
  const trimmed = text.trim();
  if (!/^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(trimmed)) return text === '' ? [] : [text];
  const plain = trimmed.replaceAll(',', '');
  return [...new Set([text, plain, grouped(plain)])];
}

const isColumn = (name: string, column: string): boolean => name.toLowerCase() === column.toLowerCase();
const queriesIn = (model: ReportModel): ReportContent[] =>
  [...model.exhibits.map(({ content }) => content), model.brief.figure?.content ?? null].flatMap((each) => each ?? []);

function columnValues(model: ReportModel, cells: Material['cells'], column: string): Set<string> {
  const found = new Set<string>();
  for (const [key, cell] of cells)
    if (cell !== null && boundIn(`{${key}}`).some((bound) => isColumn(bound.column, column))) found.add(cellText(cell));
  for (const content of queriesIn(model))
    if (content.kind === 'query')
      for (const [at, { name }] of content.query.columns.entries())
        if (isColumn(name, column))
          for (const row of content.query.rows) if (row[at] !== null) found.add(cellText(row[at] ?? null));
  return found;
}

/** Facts of the program's own, which hold no words of the case and must stay as they are. */
const KEPT = new Set([
  ...['id', 'sha256', 'hash', 'signedBy', 'edition', 'kind', 'type', 'likelihood', 'confidence', 'basis', 'printedAt'],
  ...['zone', 'at', 'acquiredAt', 'removedAt', 'dueAt', 'dueZone', 'acquiredZone', 'tlp', 'status', 'priority', 'unit'],
  ...['sensitivity', 'mediaType', 'direction', 'shown', 'reason', 'what', 'code', 'state', 'day', 'program', 'action'],
  ...['format', 'is', 'shape', 'measure', 'order', 'limitedBy', 'ranAt', 'icon', 'colour'],
]);
const NUMBERED = /^(?:E-\d{4,}|F-\d+|C-\d{4,})/;

const escaped = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');

/**
 * Puts the label in the place of each value and of what a pattern matches; letters' case and white space do not count.
 * @returns takes a text, and what is told of each pass over it
 */
export function redactor({ values, patterns }: Secrets): (text: string, pass?: (edits: Edit[]) => void) => string {
  const made = [
    ...values.map(({ value, label }) => ({ pattern: new RegExp(escaped(value), 'giu'), label })),
    ...patterns,
  ];
  return (text, pass) =>
    made.reduce((rest, { pattern, label }) => {
      const edits: Edit[] = [];
      const left = rest.replace(pattern, (...match) => {
        const removed = (match[0] as string).length;
        // A pattern may have groups, by name too: the place is the number among what follows the match.
        const at = match.findLast((each) => typeof each === 'number') as number;
        edits.push({ at, removed, inserted: label.length });
        return label;
      });
      pass?.(edits);
      return left;
    }, text);
}

/** The model without what its edition says by a label: text is replaced in the model, so that the pages are laid out without it. */
export function redacted(model: ReportModel, secrets: Secrets, columns: readonly Redaction[]): ReportModel {
  if (secrets.values.length + secrets.patterns.length + columns.length === 0) return model;
  const hide = redactor(secrets);
  const labelOf = columnLabels(columns);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (KEPT.has(key) || (key !== 'text' && key !== 'words' && NUMBERED.test(value) && value.length < 24))
        return value;
      return key === 'document' ? withinJson(value) : hide(value);
    }
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    const given = value as Record<string, unknown>;
    if (typeof given['explanation'] === 'string' && Array.isArray(given['format'])) return explainedHidden(given);
    const entries = Object.entries(given).map(([name, each]) => [name, walk(each, name)] as const);
    const made: Record<string, unknown> = Object.fromEntries(entries);
    // The cells of a column that is redacted, whatever they say.
    if (Array.isArray(given['columns']) && Array.isArray(made['rows']))
      made['rows'] = cellsHidden(given['columns'], made['rows'] as unknown[][]);
    return made;
  };
  /** What stands where in a text goes along with the words. */
  const explainedHidden = ({ explanation, format, ...rest }: Record<string, unknown>): unknown => {
    let ranges = format as readonly Format[];
    const text = hide(explanation as string, (edits) => {
      ranges = moved(ranges, edits);
    });
    return { ...(walk(rest, '') as object), explanation: text, format: ranges };
  };
  const cellsHidden = (named: readonly unknown[], rows: readonly (readonly unknown[])[]): unknown[][] => {
    const labels = named.map((each) => labelOf(typeof each === 'string' ? each : String(Object(each)['name'] ?? '')));
    return rows.map((row) => row.map((cell, at) => labels[at] ?? numberHidden(cell)));
  };
  /** A number is redacted as its text is: a cell may hold it as one. */
  const numberHidden = (cell: unknown): unknown => {
    if (typeof cell !== 'number') return cell;
    const text = String(cell);
    const left = hide(text);
    return left === text ? cell : left;
  };
  const withinJson = (document: string): string => {
    const chart = JSON.parse(document) as { source?: { columns?: { name: string }[] } };
    return JSON.stringify(walk(chart, ''));
  };
  return walk(model, '') as ReportModel;
}

/** An edition's rules that are about columns. */
export const columnRules = (material: Pick<Material, 'settings'>, edition: Edition): Redaction[] =>
  rulesOf(material, edition).filter(({ kind }) => kind === 'column');

/** By what a column's cells are replaced; undefined for one that no rule names. */
export const columnLabels =
  (columns: readonly Redaction[]) =>
  (name: string): string | undefined => {
    const rule = columns.find(({ what }) => isColumn(name, what));
    return rule && redactionLabel(rule);
  };

/** For a model that draws a chart of a redacted column: the chart is left out. */
export function withoutCharts(model: ReportModel, columns: readonly Redaction[]): ReportModel {
  const draws = (content: ReportContent | null): boolean => {
    if (content?.kind !== 'chart' || columns.length === 0) return false;
    const { source } = JSON.parse(content.chart.document) as { source: { columns: { name: string }[] } };
    return source.columns.some(({ name }) => columns.some(({ what }) => isColumn(name, what)));
  };
  const { figure } = model.brief;
  return {
    ...model,
    brief: { ...model.brief, figure: figure && draws(figure.content) ? null : figure },
    board: model.board && {
      ...model.board,
      things: model.board.things.map((thing) =>
        thing.face.kind === 'exhibit' && thing.face.chart !== null && columns.length > 0
          ? { ...thing, face: { ...thing.face, chart: null } }
          : thing,
      ),
    },
    exhibits: model.exhibits.map((each) =>
      draws(each.content)
        ? {
            ...each,
            content: null,
            contentLeftOut: shown('The chart is left out of this edition: it draws a column that is redacted.'),
          }
        : each,
    ),
  };
}
