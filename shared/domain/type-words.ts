/** What SQLite says a column holds, in the words of readings, so that one thing has one name. */
const WORDS: Readonly<Record<string, string>> = {
  TEXT: 'text',
  INTEGER: 'integer',
  REAL: 'real number',
  BLOB: 'bytes',
  MIXED: 'mixed',
  NULL: 'no values',
};
export const typeWords = (type: string): string => WORDS[type] ?? type;
