import {
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';

/** What the grid of a result is made of, and how it looks: the window's colours and type. */
export const modules = [
  InfiniteRowModelModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  CellStyleModule,
  ColumnApiModule,
  RenderApiModule,
  RowApiModule,
  EventApiModule,
];

export const theme = themeQuartz.withParams({
  backgroundColor: 'var(--rt-surface)',
  foregroundColor: 'var(--rt-text)',
  headerBackgroundColor: 'var(--rt-surface-2)',
  headerTextColor: 'var(--rt-text)',
  borderColor: 'var(--rt-border)',
  accentColor: 'var(--rt-focus)',
  selectedRowBackgroundColor: 'var(--rt-selected)',
  rowHoverColor: 'color-mix(in srgb, var(--rt-surface-2) 60%, transparent)',
  oddRowBackgroundColor: 'var(--rt-surface)',
  fontFamily: 'var(--rt-sans)',
  cellFontFamily: 'var(--rt-mono)',
  fontSize: 12,
  headerFontSize: 12,
  rowHeight: 26,
  headerHeight: 30,
  cellHorizontalPadding: 8,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: true,
});
