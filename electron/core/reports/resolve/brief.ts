import type { Edition } from '../../../../shared/contract/report-setup.ts';
import { type Bound, boundKey, cellInProse, filled } from '../../../../shared/domain/bound-values.ts';
import type { ReportBrief } from '../model.ts';
import type { Decisions } from './decide.ts';
import { drawsOne, entryOf, recordOf } from './exhibits.ts';
import type { Contents, Material, Occasion } from './material.ts';
import { columnLabels, columnRules } from './redact.ts';
import { shown } from './shown.ts';

/** In the place of a cell whose exhibit this edition does not show, and of one that is not there. */
export const WITHHELD = '[withheld]';
export const NO_SUCH_CELL = '[no such cell]';

/** Prints of each cell what this edition shows of it: of a redacted column its label, whatever the cell says. */
export function valuesIn(
  { cells, cellsThere, settings, reached }: Material,
  { exhibits }: Decisions,
  edition: Edition,
): (bound: Bound) => string {
  const labelOf = columnLabels(columnRules({ settings }, edition, reached));
  const byLabel = new Map([...exhibits.values()].map((each) => [each.exhibit.label, each]));
  return (bound) => {
    const decision = byLabel.get(bound.label);
    if (decision && decision.content.reason !== null) return WITHHELD;
    const cell = cells.get(boundKey(bound));
    return cell === undefined
      ? NO_SUCH_CELL
      : (labelOf(bound.column) ?? cellInProse(cell, cellsThere.get(bound.label)?.exact?.has(bound.column)));
  };
}

/** Whether a day of the calendar is over at an instant, by the clocks of a zone. */
export const isPast = (day: string, instant: string, timeZone: string): boolean =>
  day < new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(instant));

/** The first page: its texts with the cells that they name, its numbers, its figure. */
export function briefOf(
  material: Material,
  decisions: Decisions,
  contents: Contents,
  { printedAt, zone, edition }: Occasion,
): ReportBrief {
  const { settings } = material;
  const cellAt = valuesIn(material, decisions, edition);
  const told = (text: string) => shown(filled(text, cellAt));
  const figure = settings.figureId ? decisions.exhibits.get(settings.figureId) : undefined;
  const entry =
    figure && figure.shown !== 'absent' && drawsOne(figure)
      ? entryOf(figure, contents.get(figure.exhibit.id), decisions)
      : undefined;
  return {
    bottomLine: told(settings.bottomLine),
    confidence: settings.confidence,
    unknowns: told(settings.unknowns),
    decision: told(settings.decision),
    decisionBy: shown(settings.decisionBy),
    decisionDue:
      settings.decisionDue === null
        ? null
        : { day: settings.decisionDue, past: isPast(settings.decisionDue, printedAt, zone) },
    nextStep: told(settings.nextStep),
    numbers: settings.keyNumbers.flatMap(({ label, exhibitId, row, column, unit }) => {
      const behind = decisions.exhibits.get(exhibitId);
      if (!behind || behind.shown === 'absent') return [];
      const value = cellAt({ label: behind.exhibit.label, row, column });
      return [{ label: shown(label), value: shown(value), unit: shown(unit), exhibit: behind.exhibit.label }];
    }),
    figure:
      figure && entry && (entry.picture || (entry.content && entry.content.kind !== 'file'))
        ? {
            label: figure.exhibit.label,
            caption: settings.figureCaption.trim() === '' ? recordOf(figure).title : shown(settings.figureCaption),
            picture: entry.picture,
            content: entry.content,
          }
        : null,
  };
}
