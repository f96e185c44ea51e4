import { grouped } from './counted.ts';

/** With or without signs between its thousands. */
const NUMBER = "(?:\\d{1,3}(?:[,.’'\\u00a0\\u202f]\\d{3})+(?!\\d)|\\d+)";
const RANGE = `${NUMBER}(?:(?:[-–]| to )${NUMBER})?`;
const ROWS = new RegExp(
  `\\b(E-\\d{4,}),? \\(?(?:rows (${RANGE}(?:(?:, and |, | and )${RANGE})*)|row (${NUMBER}))`,
  'g',
);
/** Rows of one range that are taken one by one; a longer one is read in its sentence alone. */
const MOST = 10_000;

/** Rows that a text cites beside an exhibit, from 1: "E-0003 row 1,234", "E-0003 rows 3, 5 and 8–10". */
export function citedRows(text: string): { readonly label: string; readonly row: number }[] {
  return [...text.matchAll(ROWS)].flatMap(([, label = '', many, one = '']) =>
    (many ?? one).split(/, and |, | and /).flatMap((part) => {
      const [from = 0, to = from] = part.split(/[-–]| to /).map((digits) => Number(digits.replace(/\D/g, '')));
      if (to < from || to - from >= MOST) return [];
      return Array.from({ length: to - from + 1 }, (_, at) => ({ label, row: from + at }));
    }),
  );
}

/** "row 3", "rows 1,200–1,300, 1,400"; empty for none. @param rows ascending, each once */
export function rowsWords(rows: readonly number[]): string {
  if (rows.length === 0) return '';
  const ranges: { from: number; to: number }[] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last && row === last.to + 1) last.to = row;
    else ranges.push({ from: row, to: row });
  }
  const said = ranges.map(({ from, to }) =>
    from === to
      ? grouped(String(from))
      : `${grouped(String(from))}${to === from + 1 ? ', ' : '–'}${grouped(String(to))}`,
  );
  return `${rows.length === 1 ? 'row' : 'rows'} ${said.join(', ')}`;
}
