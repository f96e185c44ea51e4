import type { Event } from '../../shared/contract/events.ts';
import type { Core } from './context.ts';
import { settleEdits } from './desk/commands.ts';
import { Tickets } from './files/tickets.ts';
import { handlers } from './handlers.ts';
import type { StartProcess } from './host/channel.ts';
import type { KeyStore } from './host/key-store.ts';
import { Jobs } from './jobs/jobs.ts';
import { KEY_COST, type KeyCost } from './vault/keys.ts';
import { Settings } from './vault/settings.ts';

export interface CoreOptions {
  /** Host and version, as the custody log names it: "cli 0.1.0". */
  readonly program: string;
  readonly settingsFolder: string;
  readonly vaultsFolder: string;
  /** Whether the host reaches a key store of the operating system. */
  readonly keyStore?: boolean;
  /** Whether the host itself follows jobs, as the command line does. Under Electron events otherwise go to the window alone. */
  readonly hostHears?: boolean;
  /** Of keys made and read; `KEY_COST` unless a test, which makes many vaults, sets it. */
  readonly keyCost?: KeyCost;
}

/** The core's state, without any thread around it: what the worker holds, and what tests use directly. */
export function makeCore(
  options: CoreOptions,
  startProcess: StartProcess,
  emit: (event: Event) => void,
  keyStore: KeyStore | null = null,
  locked: () => void = () => {},
): Core {
  return {
    program: options.program,
    settings: new Settings(options.settingsFolder, options.vaultsFolder),
    tickets: new Tickets(),
    jobs: new Jobs(emit),
    startProcess,
    keyStore,
    keyCost: options.keyCost ?? KEY_COST,
    now: () => new Date(),
    zone: zoneOfThisComputer(),
    emit,
    locked,
    settle: (core, session) => settleEdits(core, session, handlers),
    session: null,
  };
}

/**
 * The zone that this process's clock runs in. With a TZ that names no zone (`UTC+5`, `:/etc/localtime`, `Foo/Bar`, nothing)
 * the platform gives none; then it is the offset that its clock has, so that what is recorded is what was shown.
 */
export function zoneOfThisComputer(): string {
  const named: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (named && named !== 'Etc/Unknown') return named;
  const west = new Date().getTimezoneOffset();
  if (west === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(west) / 60), Math.abs(west) % 60];
  return `${west > 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
