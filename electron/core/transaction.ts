import type { Area } from '../../shared/contract/command.ts';
import { type CommandName, changesOf } from '../../shared/contract/commands.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Core, CustodyRecord, WriteContext } from './context.ts';
import { append, nextEntry } from './custody/chain.ts';
import { takeTouched, touchedTables } from './custody/rows.ts';
import type { Session } from './vault/session.ts';

/** @throws Fault `locked` */
export function opened(core: Core): Session {
  if (!core.session) throw new Fault('locked', 'No vault is open. Open one first.');
  return core.session;
}

/**
 * One transaction with its custody entries, the last of which attests the rows that were written; afterwards every window
 * hears what areas changed.
 */
export function inTransaction<T>(
  core: Core,
  session: Session,
  name: CommandName | Area,
  work: (context: WriteContext) => T,
  mustRecord: boolean,
): T {
  const db = session.writer;
  const at = core.now().toISOString();
  const entries: CustodyRecord[] = [];
  const spared = new Set<Area>();
  const value = db.transaction(() => {
    entries.length = 0;
    spared.clear();
    const first = nextEntry(db);
    const record = (entry: CustodyRecord): number => first + entries.push(entry) - 1;
    const result = work({ core, session, db, at, record, unchanged: (area) => void spared.add(area) });
    if (result instanceof Promise) throw new Error('a write handler must be synchronous');
    if (mustRecord && entries.length === 0) throw new Error('a write recorded nothing in the custody log');
    attest(core, session, at, entries);
    return result;
  });
  const cases = new Set(entries.map(({ caseId }) => caseId));
  const areas = changesOf(name).filter((area) => !spared.has(area));
  for (const caseId of cases) core.emit({ event: 'changed', areas, caseId });
  return value;
}

function attest(core: Core, { writer, investigator }: Session, at: string, entries: readonly CustodyRecord[]): void {
  if (entries.length === 0) {
    const unrecorded = touchedTables(writer);
    if (unrecorded.length > 0) throw new Error(`rows of ${unrecorded.join(', ')} were written without a custody entry`);
    return;
  }
  const written = takeTouched(writer);
  for (const [index, { caseId, action, subject, detail = {} }] of entries.entries()) {
    const entry = { at, zone: core.zone, actor: investigator, program: core.program, caseId, action, subject, detail };
    append(writer, entry, index === entries.length - 1 ? written : []);
  }
}
