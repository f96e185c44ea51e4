import type { BoardChange } from '../../../shared/contract/board.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Core, Handlers, HandlerTable, WriteContext } from '../context.ts';
import { sessionBefore } from '../custody/reads.ts';
import type { WriteDb } from '../db/open.ts';
import { logFault } from '../log.ts';
import { prepareKeys } from '../requests/reads.ts';
import { inTransaction, opened } from '../transaction.ts';
import type { Session } from '../vault/session.ts';
import { lookInLists } from './look-in-lists.ts';
import { dropEdit, holdEdit, keepState, type OpenEdit, openEdits, stateOf } from './store.ts';

/** What was kept since each vault was opened. */
const kept = new WeakMap<Session, Set<string>>();
/** The edits that were typed since each vault was opened, by subject: what the store holds beside them is left from before. */
const typed = new WeakMap<Session, Map<string, string>>();
const formOf = ({ command, input }: Pick<OpenEdit, 'command' | 'input'>): string => `${command} ${input}`;

/** @param handlers the table of every command: an edit is recorded by the command that makes it */
export const deskHandlers = (handlers: () => HandlerTable): Handlers<'desk'> => ({
  'desk.lookInLists': lookInLists,
  'desk.state': ({ session, db }, { of }) => {
    // The window asks for it when a vault was opened: a command line never waits for what it will not use.
    prepareKeys(session);
    return { values: stateOf(db, of), current: kept.get(session)?.has(of) ?? false };
  },
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
    const edits = typed.get(session) ?? new Map<string, string>();
    if (edit) edits.set(subject, formOf(edit));
    else edits.delete(subject);
    typed.set(session, edits);
    return null;
  },
  'desk.settle': ({ core }, { subject }) => {
    const session = opened(core);
    if (subject === undefined) settleEdits(core, session, handlers());
    const edit = openEdits(session.writer).find((each) => each.subject === subject);
    const made = edit && settle(core, session, handlers(), edit);
    return { board: edit?.command === 'board.apply' ? (made as BoardChange) : null };
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
 * before the vault is locked, and at the opening after a crash. What cannot be recorded stays held. One that was not typed
 * since the vault was opened is nothing that whoever works now has said: an entry of its own before it tells so.
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

/** Its first entry is preceded by one that says where the text was found, and whose session it is left from if it is anyone's. */
function asLeft(context: WriteContext, { command }: OpenEdit): WriteContext {
  let told = false;
  return {
    ...context,
    record: (entry) => {
      const { caseId, subject } = entry;
      if (!told)
        context.record({
          caseId,
          action: 'edit.recover',
          subject,
          detail: { of: command, ...sessionBefore(context.db) },
        });
      told = true;
      return context.record({ ...entry, detail: { ...entry.detail, leftFromEarlierSession: true } });
    },
  };
}

/**
 * @returns what the command answers
 * @throws Fault of the command; one of what is not there any more has nothing left to record and is dropped
 */
function settle(core: Core, session: Session, handlers: HandlerTable, edit: OpenEdit): unknown {
  const handler = handlers[edit.command] as (context: WriteContext, input: unknown) => unknown;
  try {
    const work = (context: WriteContext): unknown => {
      const own = typed.get(session)?.get(edit.subject) === formOf(edit);
      const answer = handler(own ? context : asLeft(context, edit), inputOf(edit));
      dropEdit(context.db, edit.subject);
      return answer;
    };
    return inTransaction(core, session, edit.command, work, true);
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') lay(core, session, (db) => dropEdit(db, edit.subject));
    throw error;
  }
}
