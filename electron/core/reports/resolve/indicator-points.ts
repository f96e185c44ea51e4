import { ENTITY, normalKey } from '../../../../shared/domain/entities.ts';
import { extract } from '../../../../shared/domain/extract.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import type { Material } from './material.ts';
import { type Point, pointOf, type Written } from './point.ts';

/** What a defender can copy and block, and a text can be told to have by its form. */
const COPIED: ReadonlySet<string> = new Set(['ip', 'network', 'domain', 'url', 'email', 'hash', 'wallet']);

/** What whoever copies the indicators of an edition finds there; null for one that has none to be copied. */
export function indicatedIn(
  { entities }: Pick<Material, 'entities'>,
  { edition, sections }: Pick<ReportModel, 'edition' | 'sections'>,
): ReadonlySet<string> | null {
  if (edition !== 'infosec' || !sectionsIn(edition, sections ?? null).includes('indicators')) return null;
  return new Set(
    entities.flatMap(({ type, label, forms = [] }) =>
      [label, ...forms.map(({ text }) => text)].map((each) => normalKey({ type, label: each })),
    ),
  );
}

/** Addresses, hashes and wallets that texts name and the list of indicators lacks, and with it CSV and STIX. */
export const unindicated = (texts: readonly Written[], indicated: ReadonlySet<string>): Point[] =>
  texts.flatMap(({ where, text, place }) =>
    [...new Map(extract(text).map((hit) => [normalKey(hit), hit])).entries()]
      .filter(([key, { type }]) => COPIED.has(type) && !indicated.has(key))
      .map(([, { type, text: named, start }]) =>
        pointOf(
          'no-indicator',
          where,
          `The text names ${named} (${ENTITY[type].word}), which is no entity of this case: the indicators, and the CSV and STIX made of them, do not have it. Make it an entity, or accept that.`,
          place(start, named.length),
        ),
      ),
  );
