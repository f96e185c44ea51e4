import type { CoreOptions, Why } from '../core/host/local.ts';
import type { Entered } from './entrance.ts';
import type { Past } from './events.ts';

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
