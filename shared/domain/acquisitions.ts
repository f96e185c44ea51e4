const NAMED = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

/** "second", "10th": how many times bytes came in by then. @param position from 1 */
export function ordinal(position: number): string {
  const named = NAMED[position - 1];
  if (named) return named;
  const [tens, ones] = [Math.floor(position / 10) % 10, position % 10];
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${position}${ending}`;
}

/** What an import of bytes that the case has already did. */
export interface AcquiredAgain {
  readonly position: number;
  /** The time before that the same person brought them from the same source. */
  readonly repeats: number | null;
  readonly sensitivityRaised: boolean;
}

/** "already E-0003; recorded as a second acquisition", and what else has to be known of it. */
export function acquiredAgainWords(label: string, { position, repeats, sensitivityRaised }: AcquiredAgain): string {
  const same =
    repeats === null ? '' : `, by the same person and with the same source as the ${ordinal(repeats)} acquisition`;
  const raised = sensitivityRaised ? `. ${label} now has the sensitivity given this time` : '';
  return `already ${label}; recorded as ${position === 8 || position === 11 || position === 18 ? 'an' : 'a'} ${ordinal(position)} acquisition${same}${raised}`;
}
