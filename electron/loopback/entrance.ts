import { randomBytes } from 'node:crypto';
import type { CoreOptions, Why } from '../core/host/local.ts';
import type { Past } from './events.ts';
import { sameSecret } from './guard.ts';

/** Between the supervisor and the process that serves. No reply of the core, no passphrase and no byte of a file is among it. */
export type ToBack =
  | {
      kind: 'start';
      options: CoreOptions;
      token: string;
      port: number;
      past: Past;
      /** A folder to show among the recent vaults. */
      vault: string | null;
    }
  /** With the socket. */
  | { kind: 'connection' }
  | { kind: 'entered'; id: number; answer: Entered }
  /** Answers `leaving`: no connection comes after this. */
  | { kind: 'alone' }
  | { kind: 'lock' }
  | { kind: 'close' };

export type FromBack =
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }
  | { kind: 'enter'; id: number; code: unknown }
  /** `told` is the number under which windows heard of the lock. */
  | { kind: 'leaving'; why: Why; told: number };

const COMMAND_LINE_MS = 2 * 60_000;

export type Entered = { readonly token: string } | { readonly refused: string };

/**
 * Exchanges a single-use code for the token. The address that is printed carries such a code: a browser may write an
 * address into its history, and then the token would stand there. So does the address on a browser's command line, which
 * every user of the machine can read: that code soon expires, and if it is used twice, someone else was there.
 */
export class Entrance {
  private readonly codes = new Map<string, { until: number; used: boolean; launched: boolean }>();
  /** Someone else used the code of the browser that we started: the program ends before a vault is opened. */
  onStolen: () => void = () => {};
  /** A printed code was used; the next window needs another. */
  onUsed: () => void = () => {};

  constructor(private readonly token: string) {}

  /** @param launched whether it goes on a command line, and not to the user */
  code(launched: boolean): string {
    const code = randomBytes(32).toString('base64url');
    const until = launched ? Date.now() + COMMAND_LINE_MS : Number.POSITIVE_INFINITY;
    this.codes.set(code, { until, used: false, launched });
    return code;
  }

  exchange(given: unknown): Entered {
    const entry = [...this.codes].find(([code]) => typeof given === 'string' && sameSecret(given, code))?.[1];
    if (!entry || entry.until < Date.now()) return { refused: 'The address has expired.' };
    if (entry.used) {
      if (entry.launched) this.onStolen();
      return { refused: 'The address was used before. The program printed a new one.' };
    }
    entry.used = true;
    if (!entry.launched) this.onUsed();
    return { token: this.token };
  }
}
