import type { Wording } from '../../../shared/domain/wording.ts';

/** A text as somebody writes it, by the field in which it stands. */
export interface ReadText<F extends string> {
  readonly field: F;
  /** Without somebody else's words, as long as it was. */
  readonly text: string;
  /** Expressions of likelihood that do not say what was judged. */
  readonly bands: (text: string) => Wording[];
}

/** Words where they stand, in UTF-16 units of the field. */
export interface WordsOf<F extends string> {
  readonly field: F;
  readonly at: number;
  readonly length: number;
}
