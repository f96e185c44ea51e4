import type { Profile } from '../profiles.ts';
import { known } from './known.ts';

/**
 * Dashboards. Looker's downloads have no header of their own, only labels of fields that whoever made the model chose; their row
 * limit of 5,000 is told of by the number of rows.
 */
export const REPORTING: readonly Profile[] = [
  known({
    name: 'Tableau summary data',
    key: ['Measure Names', 'Measure Values'],
    columns: { 'Measure Names': 'text', 'Measure Values': '' },
    notes: [
      'Each row holds one measure of a mark: "Measure Values" mixes sums, counts and percentages, so keep one of "Measure Names" before anything is added up.',
      'These are sums of the view as it was filtered then, not the rows under them; ask for the full data.',
    ],
  }),
];
