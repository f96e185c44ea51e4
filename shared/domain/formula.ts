/**
 * Whether a spreadsheet would run the cell when a CSV is opened in it. The first characters are those of
 * OWASP's "CSV Injection", their full-width and small forms included, which
 * spreadsheets with an East Asian locale read alike (Unicode NFKC); a plain number such as -5 or +1,200.50 is no formula.
 */
export function runsAsFormula(text: string): boolean {
  switch (text.slice(0, 1).normalize('NFKC').charCodeAt(0)) {
    case 0x3d: // =
    case 0x40: // @
    case 0x09: // tab
    case 0x0a: // line feed
    case 0x0d: // carriage return
      return true;
    case 0x2b: // +
    case 0x2d: // -
      return text.length > 1 && !/^[+-][\d.,]*\d(?:e[+-]?\d+)?%?$/i.test(text);
    default:
      return false;
  }
}
