import type { PointCode, ReportPoint } from '../contract/reports.ts';
import { counted } from './counted.ts';

/** What each point of the report check is about, as a heading over its sentences. */
export const POINTS: Readonly<Record<PointCode, string>> = {
  untraced: 'Claim without exhibit',
  'unbound-number': 'Number without a cell',
  'not-stated': 'First page without a bottom line',
  'no-such-cell': 'Cell that is not there',
  'no-such-reference': 'Reference to what does not exist',
  'left-out': 'Reference to what is left out',
  'query-changed': 'Query that no longer holds',
  'query-warned': 'Quoted query with a warning',
  'no-indicator': 'Named, and no indicator',
  'not-independent': 'Independence claimed',
  'unsupported-link': 'Link without support',
  'stale-link': 'Link that its trace does not bear out',
  'no-caption': 'Figure without caption',
  'not-drawn': 'Figure that is not drawn',
  'file-name-title': 'Title is a file name',
  'not-judged': 'Not judged',
  'two-yardsticks': 'Judged by two yardsticks',
  'date-past': 'Date is past',
  'open-comment': 'Open comment',
  'under-review': 'Review not finished',
  'final-changed': 'Changed since it was made final',
  wording: 'Wording',
};

/** "2 open points": what of the report check is neither put right nor accepted. It is the one count of a draft, on screen and on paper. */
export const openPoints = (open: number): string => counted(open, 'open point');

/** "DRAFT: 2 open points"; empty where none is open. */
export const draftWords = (open: number): string => (open === 0 ? '' : `DRAFT: ${openPoints(open)}`);

export const openIn = (points: readonly Pick<ReportPoint, 'accepted'>[]): number =>
  points.filter(({ accepted }) => accepted === null).length;
