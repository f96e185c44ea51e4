import { type Dialect, PLAIN_LAYOUT } from './dialect.ts';
import { detectFieldsLog } from './layouts/fields-log.ts';
import { detectFixedWidth } from './layouts/fixed-width.ts';
import { detectRuled } from './layouts/ruled.ts';

type Layout = Omit<Dialect, 'encoding' | 'bom' | 'newline'>;

const USUAL = { ...PLAIN_LAYOUT, skipLines: 0, skipFooter: 0 };

/** A layout that the text gives away by itself: directives, or lines drawn between its cells. */
export function drawnLayout(lines: readonly string[]): Layout | null {
  const found = detectFieldsLog(lines) ?? detectRuled(lines);
  return found && { ...USUAL, ...found };
}

/** A layout for text in which no delimiter was found. `header` is the caller's to tell. */
export function fixedLayout(lines: readonly string[]): Layout | null {
  const found = detectFixedWidth(lines);
  return found && { ...USUAL, header: true, ...found };
}
