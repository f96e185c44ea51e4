import { Component, createContext, createElement, type ReactNode, useContext } from 'react';
import type { BriefPlan } from './brief-plan.ts';

/** Lengths in points, on A4. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
/** US Letter, which holds the same content between other margins. */
export const LETTER = { width: 612, height: 792 } as const;
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
  /** Of a figure or a table, which have lists of their own. */
  readonly kind?: 'figure' | 'table';
}

/** What could not be drawn: `of` names the exhibit, where it is of one. */
export interface Failure {
  readonly of: string | null;
  readonly error: unknown;
}

/** What is learnt in the course of one print. */
export interface Printing {
  /** What of the executive edition stands where. */
  readonly plan: BriefPlan;
  /** A print with any of them is refused: the engine would leave out what failed, or all of it, and say nothing. */
  readonly failures: Failure[];
  /** Characters that no font has, as they were written instead: "⟨U+10A40⟩". */
  readonly unknown: Set<string>;
  /** `packing` is fast on long documents; `classic` breaks what packing cannot. */
  readonly pagination: 'packing' | 'classic';
  /** Labels of the exhibits that have an entry in this document, and can be linked to. */
  readonly entries: ReadonlySet<string>;
  /** Headings and entries that the contents, the bookmarks and the headings themselves name, by their anchor. */
  readonly landmarks: ReadonlyMap<string, Landmark>;
}

export const PrintingContext = createContext<Printing | null>(null);

export function usePrinting(): Printing {
  const printing = useContext(PrintingContext);
  if (!printing) throw new Error('a part of a report is drawn outside a print');
  return printing;
}

interface Caught {
  readonly of: string | null;
  readonly failures: Failure[];
  readonly children: ReactNode;
}

/** Notes what failed within it. A class, since React tells of failures to classes alone. */
export class Boundary extends Component<Caught, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch(error: unknown) {
    this.props.failures.push({ of: this.props.of, error });
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

/** What is drawn of an exhibit, which is named where it cannot be. */
export const OfExhibit = ({ label, children }: { readonly label: string; readonly children: ReactNode }) =>
  createElement(Boundary, { of: label, failures: usePrinting().failures, children });

/** What makes a node the target of links, contents and bookmarks under this anchor. @throws Error for one that no section declares */
export function useLandmark(anchor: string) {
  const landmark = usePrinting().landmarks.get(anchor);
  if (!landmark) throw new Error('a heading is in no list of sections');
  const { title, parent } = landmark;
  const bookmark = { title, ref: anchor, ...(parent === null ? {} : { parent }), fit: false, expanded: false };
  return { title, parent, node: { id: anchor, bookmark } };
}
