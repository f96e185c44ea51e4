import type { Shown } from '../model.ts';

/** Declares that a decision lets this text be shown. A rule of the layering keeps this module to the resolver. */
export const shown = (text: string): Shown => text as Shown;

export const shownOrNull = (text: string | null): Shown | null => (text === null ? null : shown(text));
