/** The roles of ISO 32000-2, 14.8.4, that a report uses. */
export type Role =
  | ('Document' | 'H1' | 'H2' | 'H3' | 'P' | 'BlockQuote' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'TOC' | 'TOCI')
  | ('Table' | 'TR' | 'TH' | 'TD' | 'Figure' | 'Caption' | 'Reference' | 'Link' | 'Artifact');

/** What a node of the layout is to whoever reads the PDF by its structure. Without one, a text is a paragraph and a box is nothing. */
export interface Tag {
  readonly role: Role;
  /** What a figure shows, for whoever does not see it. */
  readonly alt?: string;
  /** What its parts have in common where no box holds them all: the table of a row. */
  readonly within?: Tag;
  readonly scope?: 'Column' | 'Row';
}

/** To be spread into an element of the layout. The engine keeps the object as it parts a node over pages, so that the parts are one element. */
export const tagged = (tag: Tag): { readonly tag?: Tag } => ({ tag });
