/** A stretch of text in one look. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** An identifier, a hash, an amount: in fixed pitch, to be copied as it stands. */
  readonly mono?: boolean;
  /** Anchor of the block that it leads to. */
  readonly link?: string;
}
export type Paragraph = readonly Run[];
/** A row of a table: of each cell its paragraphs. */
export interface Tabled {
  readonly head: boolean;
  /** Points of each column in the PDF. */
  readonly widths?: readonly number[];
  readonly cells: readonly (readonly Paragraph[])[];
}

/** A part of a report as plain data, taken from the very layout that the PDF was written from. */
export type Block = { readonly anchors?: readonly string[] } & (
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly runs: Paragraph }
  | {
      readonly kind: 'text';
      readonly look: 'plain' | 'small' | 'title' | 'caption' | 'quote';
      readonly runs: Paragraph;
    }
  /** A term and what stands beside it. */
  | { readonly kind: 'fact'; readonly term: string; readonly paragraphs: readonly Paragraph[] }
  | {
      readonly kind: 'item';
      /** "•", or "3." */
      readonly mark: string;
      readonly depth: number;
      readonly paragraphs: readonly Paragraph[];
    }
  | { readonly kind: 'table'; readonly rows: readonly Tabled[] }
  | {
      readonly kind: 'figure';
      readonly alt: string;
      /** Points, as in the PDF. */
      readonly width: number;
      readonly height: number;
      readonly picture?: Picture;
    }
);
export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: 'png' | 'jpg';
}

export const textIn = (runs: Paragraph): string => runs.map(({ text }) => text).join('');
