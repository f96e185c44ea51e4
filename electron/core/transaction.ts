import { Fault } from '../../shared/contract/errors.ts';
import type { CaseId, Core, WriteContext } from './context.ts';
import { append } from './custody/chain.ts';
import type { Session } from './vault/session.ts';

/** @throws Fault `locked` */
export function opened(core: Core): Session {
  if (!core.session) throw new Fault('locked', 'No vault is open. Open one first.');
  return core.session;
}

/** One transaction with its custody entries; afterwards every window hears what area changed. */
export function inTransaction<T>(
  core: Core,
  session: Session,
  name: string,
  work: (context: WriteContext) => T,
  mustRecord: boolean,
): T {
  const db = session.writer;
  const at = core.now().toISOString();
  const cases = new Set<CaseId | null>();
  const value = db.transaction(() => {
    let recorded = 0;
    const result = work({
      core,
      session,
      db,
      at,
      record: ({ caseId, action, subject, detail = {} }) => {
        recorded++;
        cases.add(caseId);
        append(db, {
          at,
          zone: core.zone,
          actor: session.investigator,
          program: core.program,
          caseId,
          action,
          subject,
          detail,
        });
      },
    });
    if (result instanceof Promise) throw new Error('a write handler must be synchronous');
    if (mustRecord && recorded === 0) throw new Error('a write recorded nothing in the custody log');
    return result;
  });
  for (const caseId of cases) core.emit({ event: 'changed', areas: [name.split('.')[0] as string], caseId });
  return value;
}
