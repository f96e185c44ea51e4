import { indicatorForm, indicatorsIn } from '../../../../shared/domain/indicators-in.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import type { Material } from './material.ts';
import { type Point, pointOf, type Written } from './point.ts';

/** What whoever copies the indicators of an edition finds there, by its form; null for one that has none to be copied. */
export function indicatedIn(
  { entities }: Pick<Material, 'entities'>,
  { edition, sections }: Pick<ReportModel, 'edition' | 'sections'>,
): ReadonlySet<string> | null {
  if (edition !== 'infosec' || !sectionsIn(edition, sections ?? null).includes('indicators')) return null;
  return new Set(
    entities.flatMap(({ label, forms = [] }) => [label, ...forms.map(({ text }) => text)]).map(indicatorForm),
  );
}

/** Addresses, hashes and wallets that texts name and the list of indicators lacks, and with it CSV and STIX. */
export const unindicated = (texts: readonly Written[], indicated: ReadonlySet<string>): Point[] =>
  texts.flatMap(({ where, text, place }) =>
    indicatorsIn(text)
      .filter((each) => !indicated.has(indicatorForm(each.text)))
      .map(({ kind, text: named, at }) =>
        pointOf(
          'no-indicator',
          where,
          `The text names the ${kind} ${named}, which is no entity of this case: the indicators, and the CSV and STIX made of them, do not have it. Make it an entity, or accept that.`,
          place(at, named.length),
        ),
      ),
  );
