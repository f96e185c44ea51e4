import type { ReportExhibit } from './model.ts';

/** What a report numbers through: a figure or a table, with its caption. */
export interface Item {
  readonly anchor: string;
  readonly kind: 'figure' | 'table';
  readonly caption: string;
  /** Anchor of the heading or entry that it stands under. */
  readonly parent?: string;
}

type Shows = Pick<ReportExhibit, 'record' | 'picture' | 'content' | 'caption'>;

/** Whether an exhibit is shown as a figure: its picture, or what is drawn of it. */
export const isFigure = ({ picture, content }: Pick<Shows, 'picture' | 'content'>): boolean =>
  picture !== null ||
  content?.kind === 'chart' ||
  content?.kind === 'trace' ||
  (content?.kind === 'file' && content.timeline !== null);

export const figureAnchor = (label: string): string => `figure-${label}`;
export const tableAnchor = (label: string, part = ''): string => `table-${label}${part}`;

/** The figures and tables that show an exhibit, in the order in which they are drawn. */
export function itemsOfExhibit({ record, picture, content, caption }: Shows): Item[] {
  const { label } = record;
  const named = caption ?? record.title;
  const figure = (words: string): Item => ({ anchor: figureAnchor(label), kind: 'figure', caption: words });
  const table = (words: string, part = ''): Item => ({
    anchor: tableAnchor(label, part),
    kind: 'table',
    caption: words,
  });
  if (content?.kind === 'chart') return [figure(named), table(`Values of the chart ${label}`)];
  if (content?.kind === 'trace') return [figure(named), table(`Payments of ${label}`)];
  if (content?.kind === 'query' && content.query.columns.length > 0) return [table(named)];
  return isFigure({ picture, content }) ? [figure(named)] : [];
}
