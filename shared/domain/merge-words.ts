import type { TakenState } from '../contract/bundle-report.ts';

/** How a record stands in a bundle and in the case that it is held against. */
export const STATE_WORDS: Readonly<Record<TakenState, string>> = {
  new: 'New there',
  theirs: 'Changed there only',
  conflict: 'Changed on both sides',
  'gone-here': 'Deleted or left out here',
  'gone-there': 'Deleted or left out there',
  ours: 'Changed here only',
  'only-here': 'New here',
};
