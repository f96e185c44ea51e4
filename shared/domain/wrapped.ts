/** Widths of a text in the font that is set, in its own units. */
export type Measure = (text: string) => number;

const LINE_BREAKS = /\r\n|\r|\n/;

/** Lines that fit a width: wrapped at blanks, and a word that is wider than a line between any two of its characters. */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split(LINE_BREAKS).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/(?<=\s)/u)) {
      if (measure((line + word).trimEnd()) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = word;
      while (measure(line.trimEnd()) > width && [...line].length > 1) {
        const fits = fitting(line, width, measure);
        lines.push(fits);
        line = line.slice(fits.length);
      }
    }
    lines.push(line.trimEnd());
    return lines;
  });
}

/** The longest beginning that fits, at least one character. */
function fitting(word: string, width: number, measure: Measure): string {
  const characters = [...word];
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(characters.slice(0, middle).join('')) <= width) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
