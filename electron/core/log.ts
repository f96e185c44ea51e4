/**
 * The only log there is. It may hold where a fault arose, never what it was about: an error's message
 * can quote a value or a file name, so only its class and the places in our code are kept.
 */
export function logFault(where: string, error: unknown): void {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames =
    error instanceof Error && error.stack ? error.stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(`redthread: fault in ${where}: ${name}${code}\n${frames.slice(0, 8).join('\n')}\n`);
}
