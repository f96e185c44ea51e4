export interface DelimitedRow {
  readonly cells: readonly string[];
  /** Of the line it starts in, from 1. */
  readonly line: number;
  /** A quote was opened in it and never closed: where its cells end is anyone's guess. */
  readonly broken: boolean;
}

/**
 * Rows of a short delimited text that lies in memory, after RFC 4180: lists that are read for what they say. Evidence is read by
 * the core's import, which keeps every byte. Empty lines are no rows; a quote within an unquoted field is a character.
 */
export function* delimitedRows(text: string, delimiter: string): Generator<DelimitedRow> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const start = line;
    let broken = false;
    for (let more = true; more; ) {
      let cell = '';
      if (text[at] === '"') {
        for (at++; ; ) {
          const quote = text.indexOf('"', at);
          const end = quote < 0 ? text.length : quote;
          cell += text.slice(at, end);
          at = end + 1;
          if (quote < 0) broken = true;
          if (quote < 0 || text[at] !== '"') break;
          cell += '"';
          at++;
        }
        for (let feed = cell.indexOf('\n'); feed >= 0; feed = cell.indexOf('\n', feed + 1)) line++;
      }
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
      cells.push(cell + text.slice(from, at));
      more = text[at] === delimiter;
      if (more) at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n' || text[at - 1] === '\r') {
      if (text[at] === '\n') at++;
      line++;
    }
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: start, broken };
  }
}

/** The sign among `;`, tab, `|` and `,` that stands most often in the first line of a text. */
export function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, times: first.split(sign).length }));
  return counted.toSorted((a, b) => b.times - a.times)[0]?.sign ?? ',';
}
