import { type Entity, EntityLabel, type EntityType, LONGEST_LABEL } from '../../../shared/contract/entities.ts';
import type { EntityId } from '../../../shared/contract/values.ts';
import { detectEntity, type sameValues } from '../../../shared/domain/detect.ts';
import { checksumProblem } from '../../../shared/domain/identifiers.ts';

/** One value of a pasted list, and what would become of it. */
export interface PastedValue {
  readonly label: string;
  readonly type: EntityType;
  readonly problem: string | null;
  /** The entity of the case that has this very label and type. */
  readonly known: EntityId | undefined;
  /** How the case writes what is most likely the same value. */
  readonly alike: string | undefined;
}
/** What the case holds already. */
export type Same = ReturnType<typeof sameValues<Entity>>;

export const MOST_VALUES = 2000;

/** One value a line, blanks around it and repeats dropped, the value itself as it came. */
export function readPasted(
  text: string,
  same: Same,
): { values: PastedValue[]; repeats: number; refused: string[]; more: number } {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  const unique = [...new Set(filled)];
  const taken = unique.filter(canName);
  const values = taken.slice(0, MOST_VALUES).map((label) => asType(label, detectEntity(label), same));
  return {
    values,
    repeats: filled.length - unique.length,
    refused: unique.filter((line) => !canName(line)),
    more: taken.length - values.length,
  };
}

/** A value taken for a type, which the case may know it as. */
export const asType = (label: string, type: EntityType, same: Same): PastedValue => ({
  label,
  type,
  problem: checksumProblem(label),
  known: same.exact({ type, label })?.id,
  alike: same.alike({ type, label })?.label,
});

const canName = (line: string): boolean => EntityLabel.safeParse(line).success;
export const WHY_REFUSED = `longer than ${LONGEST_LABEL.toLocaleString('en')} characters, or holding a control character`;
