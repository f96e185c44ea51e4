import { createContext, useContext } from 'react';

/** What is learnt in the course of one print. */
export interface Printing {
  /** Characters that no font has, as they were written instead: "⟨U+10A40⟩". */
  readonly unknown: Set<string>;
  /** `packing` is fast on long documents; `classic` breaks what packing cannot. */
  readonly pagination: 'packing' | 'classic';
  /** Labels of the exhibits that have an entry in this document, and can be linked to. */
  readonly entries: ReadonlySet<string>;
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
