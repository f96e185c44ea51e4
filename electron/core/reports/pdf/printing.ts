import { createContext, useContext } from 'react';

/** Lengths in points, on A4. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const MARGIN = { side: 50, top: 78, bottom: 70 } as const;
export const BODY_WIDTH = PAGE.width - 2 * MARGIN.side;

export const INK = { text: '#1c2127', muted: '#5f6b7c', rule: '#d3d8de', faint: '#f6f7f9', link: '#215db0' } as const;
export const SIZE = { title: 24, heading: 15, subheading: 11, body: 9.5, small: 8, exact: 7.5, label: 12 } as const;
/**
 * Height of a line, of the font size. Set on each text and never on a page: the engine multiplies an inherited one
 * anew when it lays out a text whose content is known late, such as a page number.
 */
export const LINE = 1.45;

/** A heading, or an entry below one, that a reader is led to. */
export interface Landmark {
  readonly anchor: string;
  /** With its number, as it stands in the contents, in the bookmarks and over the section. */
  readonly title: string;
  /** Anchor of the heading that it stands under. */
  readonly parent: string | null;
  /** False for an entry that only the bookmarks name. */
  readonly listed: boolean;
}

/** What is learnt in the course of one print. */
export interface Printing {
  /** Characters that no font has, as they were written instead: "⟨U+10A40⟩". */
  readonly unknown: Set<string>;
  /** `packing` is fast on long documents; `classic` breaks what packing cannot. */
  readonly pagination: 'packing' | 'classic';
  /** Labels of the exhibits that have an entry in this document, and can be linked to. */
  readonly entries: ReadonlySet<string>;
  /** Headings and entries that the contents, the bookmarks and the headings themselves name, by their anchor. */
  readonly landmarks: ReadonlyMap<string, Landmark>;
  /** Anchor -> number of the page it came to stand on, from 1. */
  readonly pageOf: Map<string, number>;
  /** Anchor -> number that the contents print for it. */
  readonly contents: Map<string, number>;
}

export const PrintingContext = createContext<Printing | null>(null);

export function usePrinting(): Printing {
  const printing = useContext(PrintingContext);
  if (!printing) throw new Error('a part of a report is drawn outside a print');
  return printing;
}

/** What makes a node the target of links, contents and bookmarks under this anchor. @throws Error for one that no section declares */
export function useLandmark(anchor: string) {
  const landmark = usePrinting().landmarks.get(anchor);
  if (!landmark) throw new Error('a heading is in no list of sections');
  const { title, parent } = landmark;
  const bookmark = { title, ref: anchor, ...(parent === null ? {} : { parent }), fit: false, expanded: false };
  return { title, node: { id: anchor, bookmark } };
}
