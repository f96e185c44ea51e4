/** Why a pattern cannot be used; null where it can. */
export function patternProblem(pattern: string): string | null {
  try {
    return new RegExp(pattern, 'iu').test('') ? 'It matches the empty text.' : null;
  } catch {
    return 'It is no regular expression.';
  }
}
