import type { Edition } from '../../../../shared/contract/report-setup.ts';

/** The rules by which an edition decides what it shows. */
export interface Policy {
  readonly edition: Edition;
  /** What was taken out of the report by hand is absent, and so is what rests on it alone. */
  readonly choice: boolean;
  /** A redacted working copy in the report takes out what it was made from. */
  readonly redactions: boolean;
  /** Exhibits marked personal or graphic. */
  readonly sensitive: 'whole' | 'masked';
  /** Exhibits whose bytes were removed. */
  readonly removed: 'whole' | 'masked';
  /** What an exhibit shares with one that is not shown whole: rows that were read from it, copies that hide nothing of it. */
  readonly derived: 'whole' | 'masked';
  /** Entries of the custody log: as they were written, or without the words of people. */
  readonly log: 'whole' | 'masked';
  /** The exhibits that get an entry of their own. */
  readonly printed: 'all' | 'cited';
  /** Rows of a query's result that are printed; the line below the table says how many there are. */
  readonly rows: number;
  /** Pictures that are printed: all, or that of the one figure. */
  readonly pictures: 'all' | 'figure';
}

const WITHHOLDING = {
  choice: true,
  redactions: true,
  sensitive: 'masked',
  removed: 'masked',
  derived: 'masked',
  log: 'masked',
  printed: 'all',
  rows: 25,
  pictures: 'all',
} as const satisfies Omit<Policy, 'edition'>;

export const POLICIES: Readonly<Record<Edition, Policy>> = {
  executive: { edition: 'executive', ...WITHHOLDING, printed: 'cited', rows: 10, pictures: 'figure' },
  /** For counsel and courts, who are owed what was marked sensitive. */
  legal: { edition: 'legal', ...WITHHOLDING, sensitive: 'whole' },
  infosec: { edition: 'infosec', ...WITHHOLDING },
};
