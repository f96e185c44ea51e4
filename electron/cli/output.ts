import type { Writable } from 'node:stream';
import type { JobState } from '../../shared/contract/jobs.ts';
import { encodeWire } from '../../shared/contract/wire.ts';

/** A stream that may be a terminal. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Results go to stdout, everything said to a person goes to stderr. Waits for a slow reader; a gone reader is no error. */
export class Output {
  gone = false;
  private shown = false;

  constructor(
    private readonly stdout: Terminal,
    private readonly stderr: Terminal,
    onGone: () => void,
  ) {
    stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.gone = true;
      onGone();
    });
    stderr.on('error', () => {});
  }

  write(text: string | Uint8Array): Promise<void> {
    if (this.gone) return Promise.resolve();
    return new Promise((resolve) => void this.stdout.write(text, () => resolve()));
  }
  line(text: string): Promise<void> {
    return this.write(`${text}\n`);
  }
  json(value: unknown): Promise<void> {
    return this.line(encodeWire(value));
  }
  note(text: string): void {
    this.clear();
    this.stderr.write(`${text}\n`);
  }
  /** One line that rewrites itself, on a terminal only. */
  progress({ label, progress }: JobState): void {
    if (!this.stderr.isTTY) return;
    const text = printable(`${label}${progress ? `: ${amount(progress)}` : ''}`);
    this.stderr.write(`\r\u001b[2K${text.slice(0, (this.stderr.columns ?? 80) - 1)}`);
    this.shown = true;
  }
  clear(): void {
    if (this.shown) this.stderr.write('\r\u001b[2K');
    this.shown = false;
  }
}

function amount({ done, total, unit }: NonNullable<JobState['progress']>): string {
  const share = total ? ` (${Math.floor((100 * done) / total)} %)` : '';
  if (unit === 'bytes') return `${(done / 1e6).toFixed(1)} MB${share}`;
  return `${done}${total ? ` of ${total}` : ''} ${unit}`;
}

/**
 * Text of the case as a terminal may show it: control characters and direction overrides become visible
 * escapes, so that evidence cannot move the cursor or disguise a name.
 */
export const printable = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
