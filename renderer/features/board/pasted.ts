import type { Entity, EntityType } from '../../../shared/contract/entities.ts';
import type { EntityId } from '../../../shared/contract/values.ts';
import { detectEntity } from '../../../shared/domain/detect.ts';
import { checksumProblem } from '../../../shared/domain/identifiers.ts';

/** One value of a pasted list, and what would become of it. */
export interface PastedValue {
  readonly label: string;
  readonly type: EntityType;
  readonly problem: string | null;
  /** The entity of the case that has this very label and type. */
  readonly known: EntityId | undefined;
}

export const MOST_VALUES = 2000;
const LONGEST = 500; // of an entity's label, set by the contract

/** One value a line, blanks around it and repeats dropped, the value itself as it came. */
export function readPasted(
  text: string,
  entities: readonly Entity[],
): { values: PastedValue[]; repeats: number; refused: string[]; more: number } {
  const known = new Map(entities.map((entity) => [`${entity.type} ${entity.label}`, entity.id]));
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  const unique = [...new Set(filled)];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the contract refuses them
  const fits = (line: string): boolean => line.length <= LONGEST && !/[\x00-\x1f\x7f]/.test(line);
  const taken = unique.filter(fits);
  const values = taken.slice(0, MOST_VALUES).map((label): PastedValue => {
    const type = detectEntity(label);
    return { label, type, problem: checksumProblem(label), known: known.get(`${type} ${label}`) };
  });
  return {
    values,
    repeats: filled.length - unique.length,
    refused: unique.filter((line) => !fits(line)),
    more: taken.length - values.length,
  };
}

/** The same value taken for another type, which the case may know it as. */
export const retype = (value: PastedValue, type: EntityType, entities: readonly Entity[]): PastedValue => ({
  ...value,
  type,
  known: entities.find((entity) => entity.type === type && entity.label === value.label)?.id,
});
