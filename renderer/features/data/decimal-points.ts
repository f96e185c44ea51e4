/** Digits behind the point of a number as it is shown; 0 for what has an exponent. */
export const placesOf = (text: string): number => /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0;

/**
 * How many digits further left a number ends that has fewer places than others of its column, so that their points are below
 * each other. @param most places of the column's numbers
 */
export function spaceBehind(text: string, most: number): number {
  const places = placesOf(text);
  return most - places + (places === 0 && most > 0 ? 1 : 0);
}
