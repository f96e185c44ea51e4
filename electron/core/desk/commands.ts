import { commands } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Core, Handlers, HandlerTable, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { logFault } from '../log.ts';
import { inTransaction, opened } from '../transaction.ts';
import type { Session } from '../vault/session.ts';
import { dropEdit, holdEdit, keepState, type OpenEdit, openEdits, stateOf } from './store.ts';

/** What was kept since each vault was opened. */
const kept = new WeakMap<Session, Set<string>>();

/** @param handlers the table of every command: an edit is recorded by the command that makes it */
export const deskHandlers = (handlers: () => HandlerTable): Handlers<'desk'> => ({
  'desk.state': ({ session, db }, { of }) => ({
    values: stateOf(db, of),
    current: kept.get(session)?.has(of) ?? false,
  }),
  'desk.keep': ({ core }, { of, key, value }) => {
    const session = opened(core);
    lay(core, session, (db) => keepState(db, of, key, value));
    kept.set(session, (kept.get(session) ?? new Set()).add(of));
    return null;
  },
  'desk.hold': ({ core }, { subject, edit }) => {
    const session = opened(core);
    session.mustBeWritable();
    if (edit) inputOf({ subject, ...edit });
    lay(core, session, (db) => (edit ? holdEdit(db, { subject, ...edit }) : dropEdit(db, subject)));
    return null;
  },
  'desk.settle': ({ core }, { subject }) => {
    const session = opened(core);
    if (subject === undefined) settleEdits(core, session, handlers());
    else
      for (const edit of openEdits(session.writer))
        if (edit.subject === subject) settle(core, session, handlers(), edit);
    return null;
  },
});

/** Nothing is laid down in a vault that is only read. */
function lay(core: Core, session: Session, work: (db: WriteDb) => unknown): void {
  if (session.readOnly === null) inTransaction(core, session, 'desk', ({ db }) => void work(db), false);
}

/** @throws Fault `bad-request` */
function inputOf({ command, input }: OpenEdit): unknown {
  const parsed = commands[command].input.safeParse(JSON.parse(input));
  if (parsed.success) return parsed.data;
  throw new Fault('bad-request', `An edit cannot be recorded by ${command}: ${parsed.error.issues[0]?.message ?? ''}`);
}

/**
 * Records what is being edited, each as one change with its custody entry: when an edit ends, before a job reads the case,
 * before the vault is locked, and at the opening after a crash. What cannot be recorded stays held.
 */
export function settleEdits(core: Core, session: Session, handlers: HandlerTable): void {
  if (session.readOnly !== null) return;
  for (const edit of openEdits(session.writer)) {
    try {
      settle(core, session, handlers, edit);
    } catch (error) {
      logFault('desk.settle', error);
    }
  }
}

/** @throws Fault of the command; one of what is not there any more has nothing left to record and is dropped */
function settle(core: Core, session: Session, handlers: HandlerTable, edit: OpenEdit): void {
  const handler = handlers[edit.command] as (context: WriteContext, input: unknown) => unknown;
  try {
    const work = (context: WriteContext): void => {
      handler(context, inputOf(edit));
      dropEdit(context.db, edit.subject);
    };
    inTransaction(core, session, edit.command, work, true);
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') lay(core, session, (db) => dropEdit(db, edit.subject));
    throw error;
  }
}
