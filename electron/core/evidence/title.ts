const LONGEST = 250; // characters; a title has at most 500 UTF-16 units

/**
 * A title from a file's name: no control characters, and none that turn the reading direction round, with which
 * "gpj.exe" is made to look like "exe.jpg". The original name itself is kept as it was.
 */
export function titleFrom(name: string): string {
  const title = [...name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ').trim()].slice(0, LONGEST).join('');
  return title === '' ? 'Untitled' : title;
}
