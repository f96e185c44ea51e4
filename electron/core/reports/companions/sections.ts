import type { ReportSection } from '../../../../shared/contract/report-setup.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';

/** The sections that an edition prints: what it has none for goes beside it in no file. */
export const sectionsOf = ({
  edition,
  sections,
}: Pick<ReportModel, 'edition' | 'sections'>): ReadonlySet<ReportSection> =>
  new Set(sectionsIn(edition, sections ?? null));
