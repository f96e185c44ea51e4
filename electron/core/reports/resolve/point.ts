import type { Format } from '../../../../shared/contract/findings.ts';
import type { ReportPoint } from '../../../../shared/contract/reports.ts';

export type Point = Omit<ReportPoint, 'accepted' | 'key'>;

export const pointOf = (code: Point['code'], where: string, words: string, place: Point['place'] = null): Point => ({
  code,
  where,
  words,
  place,
});

/** A text that the edition prints, as it stands in the field where somebody writes it. */
export interface Written {
  /** "F-1", or a part of the report. */
  readonly where: string;
  /** "explanation" of a finding; null where `where` names the field. */
  readonly field: string | null;
  readonly text: string;
  readonly format: readonly Format[];
  /** Words of it, in UTF-16 units. */
  place(at: number, length: number): Point['place'];
}
