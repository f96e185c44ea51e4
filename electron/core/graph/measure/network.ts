/** What an analysis is computed from: plain data, so that it can go to a thread. In an order that ids do not tell. */
export interface Network {
  readonly items: readonly { readonly id: string; readonly type: string; readonly label: string }[];
  /** `from` and `to` are places among the items. */
  readonly links: readonly NetworkLink[];
}
export interface NetworkLink {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly direction: 'none' | 'forward' | 'both';
  /** Rows behind it; 1 where none are known. */
  readonly weight: number;
  readonly amount: { readonly sum: string; readonly unit: string } | null;
  /** Rows behind it that have no amount beside those that have one. */
  readonly without?: number;
  /** "E-0002 rows 1–4" */
  readonly proof: string;
}

export interface Computed {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly notes: readonly string[];
  /** For each row the places of items, and of links, that it speaks of. */
  readonly behind: readonly { readonly items: readonly number[]; readonly links: readonly number[] }[];
}

/** From an item over a link to another. */
export interface Step {
  readonly to: number;
  readonly link: number;
}
/** For each item its steps; a link without a direction, or with both, goes both ways. @param directed else all links do */
export function stepsOf({ items, links }: Network, directed: boolean): Step[][] {
  const steps = items.map((): Step[] => []);
  for (const [link, { from, to, direction }] of links.entries()) {
    steps[from]?.push({ to, link });
    if (from !== to && (!directed || direction !== 'forward')) steps[to]?.push({ to: from, link });
  }
  return steps;
}
