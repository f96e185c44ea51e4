import type { Format } from '../../../../shared/contract/findings.ts';
import type { Edition } from '../../../../shared/contract/report-setup.ts';
import { LeftOut, LeftOutReason, type Redaction } from '../../../../shared/contract/reports.ts';
import { STOP_REASONS } from '../../../../shared/contract/traces.ts';
import { CheckState } from '../../../../shared/contract/typologies.ts';
import { boundIn } from '../../../../shared/domain/bound-values.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { ENTITY_TYPES } from '../../../../shared/domain/entities.ts';
import { accountForm, mailForm } from '../../../../shared/domain/entity-forms.ts';
import { redactionLabel } from '../../../../shared/domain/redactions.ts';
import { type Edit, moved } from '../../../../shared/domain/rich-text.ts';
import type { ReportContent, ReportModel } from '../model.ts';
import type { Material } from './material.ts';
import type { ColumnReach } from './reach.ts';
import { apart, type Secrets, seeker } from './seek.ts';
import { shown } from './shown.ts';

/** A value of a redacted column that is shorter stands in too many texts by chance: it is replaced in its cells alone. */
const LEAST = 4;

/** What an edition redacts. */
export const rulesOf = ({ settings }: Pick<Material, 'settings'>, edition: Edition): Redaction[] =>
  settings.redactions.filter(({ editions }) => editions.includes(edition));

/** The same with every value of them. */
export interface RedactedColumn extends ColumnReach {
  readonly values: readonly string[];
}
export type RedactedColumns = ReadonlyMap<string, RedactedColumn>;

/** The rules of an edition with the values that they stand for; an entity with all that it is held to be. */
export function secretsOf(
  {
    settings,
    entities,
    cells,
    columns = new Map(),
    ledger,
  }: Pick<Material, 'settings' | 'entities' | 'cells'> &
    Partial<Pick<Material, 'ledger'>> & { readonly columns?: RedactedColumns },
  model: ReportModel,
): Secrets {
  const rules = rulesOf({ settings }, model.edition);
  const values = new Map<string, string>();
  const patterns: { pattern: RegExp; label: string }[] = [];
  for (const rule of rules) {
    const label = redactionLabel(rule);
    if (rule.kind === 'region') continue; // its pixels are not drawn
    if (rule.kind === 'value') for (const text of writingsOf(rule.what)) values.set(text, label);
    else if (rule.kind === 'entity') {
      const set = ledger?.identities.find(({ members }) => members.some(({ id }) => id === rule.what));
      const ids = new Set<string>([rule.what, ...(set?.members.map(({ id }) => id) ?? [])]);
      for (const entity of entities.filter(({ id }) => ids.has(id)))
        for (const text of [entity.label, ...(entity.forms ?? []).map((form) => form.text)])
          for (const each of writingsOf(text)) {
            // A rule about the other one itself has the say over its name.
            const own = entity.id === rule.what || !rules.some(({ what }) => what === entity.id);
            if (own && (text === entity.label || each.length >= LEAST)) values.set(each, label);
          }
    } else if (rule.kind === 'pattern') patterns.push({ pattern: new RegExp(rule.what, 'giu'), label });
    else {
      const reached = columns.get(rule.what);
      for (const value of reached?.values ?? columnValues(model, cells, rule.what))
        if (value.trim().length >= LEAST) values.set(value, label);
    }
  }
  return {
    values: [...values].map(([value, label]) => ({ value, label })).sort((a, b) => b.value.length - a.value.length),
    patterns,
  };
}

/** A value as it is written, and as transfers and traces write it: an IBAN without blanks, an address in lower case. */
const writingsOf = (text: string): string[] =>
  [...new Set([text, accountForm(text), ...(text.includes('@') ? [mailForm(text)] : [])])].filter(
    (each) => each !== '',
  );

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
  ...['id', 'sha256', 'hash', 'signedBy', 'edition', 'kind', 'likelihood', 'confidence', 'basis', 'printedAt'],
  ...['zone', 'at', 'acquiredAt', 'removedAt', 'dueAt', 'dueZone', 'acquiredZone', 'tlp', 'status', 'priority'],
  ...['sensitivity', 'mediaType', 'direction', 'shown', 'code', 'day', 'program', 'action'],
  ...['format', 'is', 'shape', 'measure', 'order', 'limitedBy', 'ranAt', 'icon', 'colour'],
]);
/** Fields that hold a word of the program's own in one place and words of the case in another. */
const TERMS: Readonly<Record<string, ReadonlySet<string>>> = {
  what: new Set<string>(LeftOut.shape.what.options),
  reason: new Set<string>([...LeftOutReason.options, ...STOP_REASONS]),
  state: new Set<string>(CheckState.options),
  type: new Set<string>([...ENTITY_TYPES, 'TEXT', 'INTEGER', 'REAL', 'NUMERIC', 'BLOB', 'MIXED', 'NULL']),
};
const NUMBERED = /^(?:E-\d{4,}|F-\d+|C-\d{4,})(?: \(withheld\))?$/;

/**
 * Puts the label in the place of each value in any of its writings, and of what a pattern matches.
 * @returns takes a text, and what is told of the pass over it
 */
export function redactor(secrets: Secrets): (text: string, pass?: (edits: Edit[]) => void) => string {
  const seek = seeker(secrets, false);
  return (text, pass) => {
    const found = apart(seek(text));
    pass?.(found.map(({ from, to, label }) => ({ at: from, removed: to - from, inserted: label.length })));
    let left = '';
    let at = 0;
    for (const { from, to, label } of found) {
      left += text.slice(at, from) + label;
      at = to;
    }
    return left + text.slice(at);
  };
}

/**
 * The model, or a part of what goes beside it, without what its edition says by a label: text is replaced in the model, so that the
 * pages are laid out without it.
 */
export function redacted<T extends object>(model: T, secrets: Secrets, columns: readonly Redaction[]): T {
  if (secrets.values.length + secrets.patterns.length + columns.length === 0) return model;
  const hide = redactor(secrets);
  const labelOf = columnLabels(columns);
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (KEPT.has(key) || TERMS[key]?.has(value) || (key !== 'text' && key !== 'words' && NUMBERED.test(value)))
        return value;
      return key === 'document' ? withinJson(value) : hide(value);
    }
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map((each) => walk(each, key));
    const given = value as Record<string, unknown>;
    if (typeof given['explanation'] === 'string' && Array.isArray(given['format']))
      return rangedHidden(given, 'explanation', ['format']);
    if (typeof given['text'] === 'string' && Array.isArray(given['cells']))
      return rangedHidden(given, 'text', ['format', 'cells']);
    const entries = Object.entries(given).map(([name, each]) => [name, walk(each, name)] as const);
    const made: Record<string, unknown> = Object.fromEntries(entries);
    // How an entity of the users' own type is drawn goes by the type's id.
    if (given['own'] !== undefined) made['type'] = given['type'];
    // What a column's reading rests on, and what was noticed of it, quotes its values.
    if (typeof given['reading'] === 'string' && labelOf(String(given['name'])) !== undefined)
      made['reading'] = 'redacted, so that its reading is not told';
    if (Array.isArray(given['warnings']) && Array.isArray(given['columns']))
      made['warnings'] = warningsHidden(given['columns'], made['warnings'] as unknown[]);
    // The cells of a column that is redacted, whatever they say.
    if (Array.isArray(given['columns']) && Array.isArray(made['rows']))
      made['rows'] = cellsHidden(given['columns'], made['rows'] as unknown[][]);
    return made;
  };
  /** What stands where in a text goes along with the words. */
  const rangedHidden = (given: Record<string, unknown>, text: string, ranges: readonly string[]): unknown => {
    let edits: readonly Edit[] = [];
    const hidden = hide(given[text] as string, (made) => {
      edits = made;
    });
    const after = ranges.map((name) => [name, moved(given[name] as readonly Format[], edits)]);
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => name !== text && !ranges.includes(name)));
    return { ...(walk(rest, '') as object), [text]: hidden, ...Object.fromEntries(after) };
  };
  const warningsHidden = (named: readonly unknown[], warnings: readonly unknown[]): unknown[] => {
    const hidden = named
      .map((each) => String(Object(each)['name'] ?? ''))
      .filter((name) => labelOf(name) !== undefined);
    const tells = (words: string) => hidden.some((name) => words.toLowerCase().includes(name.toLowerCase()));
    return warnings.map((each) =>
      tells(String(Object(each)['words'] ?? ''))
        ? { ...Object(each), words: 'A warning about a redacted column is left out.' }
        : each,
    );
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
  return walk(model, '') as T;
}

/** An edition's rules that are about columns, one for each name that they reach. */
export const columnRules = (
  material: Pick<Material, 'settings'>,
  edition: Edition,
  columns: ReadonlyMap<string, ColumnReach> = new Map(),
): Redaction[] =>
  rulesOf(material, edition)
    .filter(({ kind }) => kind === 'column')
    .flatMap((rule) => (columns.get(rule.what)?.names ?? [rule.what]).map((what) => ({ ...rule, what })));

/** By what a column's cells are replaced; undefined for one that no rule names. */
export const columnLabels =
  (columns: readonly Redaction[]) =>
  (name: string): string | undefined => {
    const rule = columns.find(({ what }) => isColumn(name, what));
    return rule && redactionLabel(rule);
  };

/** Every text of a mapping: the columns it names are among them. */
const namesIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(Object(value)).flatMap(namesIn);

/** For a model that draws a chart of a redacted column, or a trace that rests on one: they are left out. */
export function withoutCharts(model: ReportModel, columns: readonly Redaction[]): ReportModel {
  const draws = (content: ReportContent | null): boolean => {
    if (columns.length === 0) return false;
    if (content?.kind === 'trace') {
      const { inputs } = JSON.parse(content.trace.document) as { inputs: { mapping: object }[] };
      return inputs.some(({ mapping }) =>
        namesIn(mapping).some((name) => columns.some(({ what }) => isColumn(name, what))),
      );
    }
    if (content?.kind !== 'chart') return false;
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
            contentLeftOut: shown(
              `The ${each.content?.kind ?? 'content'} is left out of this edition: it rests on a column that is redacted.`,
            ),
          }
        : each,
    ),
  };
}
