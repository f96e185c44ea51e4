import type { Edition } from '../../../shared/contract/reports.ts';

/** What each edition prints; the same sections as the PDF itself. */
export const EDITIONS: Record<Edition, { readonly name: string; readonly reader: string; readonly holds: string }> = {
  executive: {
    name: 'Executive',
    reader: 'For decision-makers',
    holds:
      'Summary, scope, findings, the board, the exhibits that findings cite in short form, custody in short, method.',
  },
  legal: {
    name: 'Legal',
    reader: 'For counsel and courts',
    holds:
      'Summary, scope, findings, the board, every included exhibit with its record, the whole custody log with hashes, method.',
  },
  infosec: {
    name: 'Information security',
    reader: 'For security teams',
    holds:
      'Summary, scope, findings, the board, indicators in a form that can be copied, exhibits and queries, custody, method.',
  },
};
