import { printable } from './output.ts';

/** Columns of a terminal: CJK and emoji take two. Close enough for alignment; the text itself is never cut. */
export function columnsOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

const pad = (text: string, width: number, right: boolean): string => {
  const gap = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return right ? gap + text : text + gap;
};

export interface Layout {
  readonly widths: readonly number[];
  readonly right: readonly boolean[];
}

export const tableRow = (cells: readonly string[], { widths, right }: Layout): string =>
  `${cells
    .map((cell, column) => pad(cell, widths[column] ?? 0, right[column] ?? false))
    .join('  ')
    .trimEnd()}\n`;

/** Aligned columns with a header and a rule. Control characters are shown as escapes, nothing is shortened. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = header.map((name, column) =>
    Math.max(columnsOf(name), ...shown.map((row) => columnsOf(row[column] ?? ''))),
  );
  const layout = { widths, right: header.map(() => false) };
  return [header, widths.map((width) => '-'.repeat(width)), ...shown].map((row) => tableRow(row, layout)).join('');
}
