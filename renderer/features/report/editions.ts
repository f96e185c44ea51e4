import type { Edition } from '../../../shared/contract/report-setup.ts';

/** What each edition holds is in `SECTION_FACTS`, from which the PDF is made. */
export const EDITIONS: Record<Edition, { readonly name: string; readonly reader: string }> = {
  executive: {
    name: 'Executive',
    reader: 'For decision-makers',
  },
  legal: {
    name: 'Legal',
    reader: 'For counsel and courts',
  },
  infosec: {
    name: 'Information security',
    reader: 'For security teams',
  },
};
