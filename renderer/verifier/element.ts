type Child = Node | string | null;

/** An element with text and children. Text is only ever set as text: what a bundle says is never read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export interface Column<R> {
  readonly head: string;
  readonly className?: string;
  readonly cell: (row: R) => Child;
}

/** At most `most` rows; what is left out is said below. */
export function table<R>(
  label: string,
  columns: readonly Column<R>[],
  rows: readonly R[],
  most: number,
): readonly Node[] {
  const shown = rows.slice(0, most);
  const made = element(
    'table',
    { 'aria-label': label },
    element('thead', {}, element('tr', {}, ...columns.map(({ head }) => element('th', { scope: 'col' }, head)))),
    element(
      'tbody',
      {},
      ...shown.map((row) =>
        element(
          'tr',
          {},
          ...columns.map(({ head, className, cell }) =>
            element('td', { 'data-head': head, ...(className ? { class: className } : {}) }, cell(row)),
          ),
        ),
      ),
    ),
  );
  if (shown.length === rows.length) return [made];
  return [made, element('p', { class: 'muted' }, `${rows.length - shown.length} more rows were checked alike.`)];
}
