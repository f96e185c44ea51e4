import type { Edition } from '../../../../shared/contract/report-setup.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import { type Cover, redactionLabel } from '../../../../shared/domain/redactions.ts';
import { originsAmong } from './lineage.ts';
import type { Contents, Material } from './material.ts';
import { rulesOf } from './redact.ts';
import type { Secrets } from './seek.ts';

/** What of each picture an edition redacts, with the label of its rule. */
export function coversOf(material: Pick<Material, 'settings'>, edition: Edition): Map<ExhibitId, Cover[]> {
  const covers = new Map<ExhibitId, Cover[]>();
  for (const rule of rulesOf(material, edition))
    for (const region of rule.regions ?? []) {
      const id = rule.what as ExhibitId;
      covers.set(id, [...(covers.get(id) ?? []), { ...region, label: redactionLabel(rule) }]);
    }
  return covers;
}

/**
 * Whether an exhibit is another version of a picture of which the edition redacts a region: what it was made from, what was made
 * of it, or of the same original, or what looks like one of these, as the same picture does that was saved anew or in another size.
 * What such a one shows of the region nobody has said, until a rule of its own does.
 */
export function versionsOfRedacted(
  { copies, settings, alike }: Pick<Material, 'copies' | 'settings' | 'alike'>,
  edition: Edition,
) {
  const covered = coversOf({ settings }, edition);
  if (covered.size === 0) return () => false;
  const origins = originsAmong(copies, () => true);
  const rootOf = (id: ExhibitId): ExhibitId => origins(id).at(-1) ?? id;
  const roots = new Set([...covered.keys()].flatMap((id) => [id, ...(alike?.get(id) ?? [])]).map(rootOf));
  return (id: ExhibitId): boolean => !covered.has(id) && roots.has(rootOf(id));
}

/** Hashes of what a print may not hold: a picture of which a region is redacted, as its file is and as it would be printed. */
export function barePictures(
  { settings, exhibits }: Pick<Material, 'settings' | 'exhibits'>,
  contents: Contents,
  edition: Edition,
): NonNullable<Secrets['pictures']> {
  return [...coversOf({ settings }, edition)].flatMap(([id, [first]]) => {
    const label = first?.label ?? '';
    const file = exhibits.find((each) => each.id === id)?.sha256;
    return [file, contents.get(id)?.bare].flatMap((sha256) => (sha256 === undefined ? [] : [{ sha256, label }]));
  });
}
