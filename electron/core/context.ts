import type { Case } from '../../shared/contract/cases.ts';
import type { Area } from '../../shared/contract/command.ts';
import type { CommandName, NamesOf, Output, Parsed } from '../../shared/contract/commands.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { JobState } from '../../shared/contract/jobs.ts';
import type { CustodyAction } from '../../shared/domain/custody-actions.ts';
import type { Entry } from './custody/chain.ts';
import type { ReadDb, WriteDb } from './db/open.ts';
import type { Tickets } from './files/tickets.ts';
import type { StartProcess } from './host/channel.ts';
import type { KeyStore } from './host/key-store.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { KeyCost } from './vault/keys.ts';
import type { Session } from './vault/session.ts';
import type { Settings } from './vault/settings.ts';

export type CaseId = Case['id'];

/** What lives as long as the core does. */
export interface Core {
  readonly program: string;
  readonly settings: Settings;
  readonly tickets: Tickets;
  readonly jobs: Jobs;
  readonly startProcess: StartProcess;
  /** null under a host that reaches none. */
  readonly keyStore: KeyStore | null;
  /** What deriving a key from a secret costs; a vault whose keys cost less is refused. */
  readonly keyCost: KeyCost;
  readonly now: () => Date;
  /** IANA name of the zone this machine is set to. */
  readonly zone: string;
  emit(event: Event): void;
  /** A vault was locked: what is around the core ends with it, the only way to be rid of its keys and cells. */
  readonly locked: () => void;
  /** Records the edits that are still open. @param core as `emit` of it should tell, or not */
  readonly settle: (core: Core, session: Session) => void;
  session: Session | null;
}

/** The custody entry of a change; the core adds when, who and with which program. */
export type CustodyRecord = Pick<Entry, 'subject'> & {
  action: CustodyAction;
  caseId: CaseId | null;
  detail?: Entry['detail'];
};

export interface ReadContext {
  readonly core: Core;
  readonly session: Session;
  readonly db: ReadDb;
}
export interface WriteContext {
  readonly core: Core;
  readonly session: Session;
  readonly db: WriteDb;
  /** The instant of this transaction, UTC ISO 8601. */
  readonly at: string;
  /** Every write records at least one entry, in the same transaction. @returns the number that the entry gets */
  record(entry: CustodyRecord): number;
  /** Of the areas that the command may change, one that this call of it left as it was: nobody reads it again. */
  unchanged(area: Area): void;
}
export interface JobContext {
  readonly core: Core;
  readonly session: Session;
  readonly db: ReadDb;
  readonly signal: AbortSignal;
  /** Nobody waits for this job: it keeps no vault from being locked for idleness. */
  unattended(): void;
  /** A transaction of its own; commits when `work` returns. `record` is optional here for steps that lead up to a recorded one. */
  write<T>(work: (context: WriteContext) => T): T;
  /** The same, for the record of what changes nothing: in a vault that is opened read-only it is left out, and what was made says so. */
  note(work: (context: WriteContext) => void): void;
  label(text: string): void;
  progress(done: number, total: number | null, unit: NonNullable<JobState['progress']>['unit']): void;
  /** Bytes that someone else sends: they end when the job is cancelled, and while they stall the job keeps no vault open. */
  arriving(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Lets other work run and stops here when the job was cancelled. @throws Fault `cancelled` */
  breathe(): Promise<void>;
}

export type SessionContext = { readonly core: Core };

/** The handler of a command. Reads and writes are synchronous, so that a transaction cannot be left open. */
export type Handler<N extends CommandName> =
  N extends NamesOf<'session'>
    ? (context: SessionContext, input: Parsed<N>) => Output<N> | Promise<Output<N>>
    : N extends NamesOf<'read'>
      ? (context: ReadContext, input: Parsed<N>) => Output<N> | Promise<Output<N>>
      : N extends NamesOf<'write'>
        ? (context: WriteContext, input: Parsed<N>) => Output<N>
        : (context: JobContext, input: Parsed<N>) => Promise<Output<N>>;

/** The table that `dispatch` looks commands up in: one without a handler, or with one of the wrong shape, does not compile. */
export type HandlerTable = { readonly [N in CommandName]: Handler<N> };

/** A complete table for the commands of some areas: `Handlers<'case'>` has every `case.…` command. */
export type Handlers<Area extends string> = {
  readonly [N in Extract<CommandName, `${Area}.${string}`>]: Handler<N>;
};
