import type { Event } from '../../shared/contract/events.ts';
import type { StartProcess } from './client/channel.ts';
import type { Core } from './context.ts';
import { Tickets } from './files/tickets.ts';
import { Jobs } from './jobs/jobs.ts';
import { Settings } from './vault/settings.ts';

export interface CoreOptions {
  /** Host and version, as the custody log names it: "cli 0.1.0". */
  readonly program: string;
  readonly settingsFolder: string;
  readonly vaultsFolder: string;
}

/** The core's state, without any thread around it: what the worker holds, and what tests use directly. */
export function makeCore(options: CoreOptions, startProcess: StartProcess, emit: (event: Event) => void): Core {
  return {
    program: options.program,
    settings: new Settings(options.settingsFolder, options.vaultsFolder),
    tickets: new Tickets(),
    jobs: new Jobs(emit),
    startProcess,
    now: () => new Date(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    emit,
    session: null,
  };
}
