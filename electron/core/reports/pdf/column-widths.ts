/** Characters that a column may ask for; a longer value wraps. */
const MOST = 44;
const LEAST = 36;

/**
 * Widths for columns of fixed-pitch text, in points, which fill `room`: as wide as their longest value where there is
 * room for that, else wide columns give way first.
 * @param longest characters of the longest value, or title, of each column @param advance points a character
 * @param gap points kept free beside each
 */
export function columnWidths(longest: readonly number[], room: number, advance: number, gap: number): number[] {
  const wants = longest.map((characters) => Math.max(LEAST, Math.min(characters, MOST) * advance + gap));
  const total = wants.reduce((sum, want) => sum + want, 0);
  if (total <= room) return wants.map((want) => want + (room - total) / wants.length);
  // The cap that brings the sum down to the room: columns below it keep what they ask for.
  let open = wants.length;
  let left = room;
  const capped = new Array<number>(wants.length).fill(0);
  const byWidth = wants.map((want, at) => ({ want, at })).sort((a, b) => a.want - b.want);
  for (const { want, at } of byWidth) {
    const width = Math.min(want, left / open);
    capped[at] = width;
    left -= width;
    open--;
  }
  return capped;
}
