import { statSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Certificate, Destruction } from '../../../shared/contract/retention.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { BackupPlan } from '../../../shared/contract/vault.ts';
import { standingHolds } from '../../../shared/domain/holds.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { caseFacts, requireNoHold, retentionOf } from '../cases/reads.ts';
import type { Handlers, JobContext, ReadContext } from '../context.ts';
import { eraseEntries, sealOfErased } from '../custody/erase.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { discardStaged } from '../evidence/staging.ts';
import { printLetter } from '../reports/letter.ts';
import { writeAnew } from '../vault/write-anew.ts';
import { certificateBlocks, certificateOf, certificates, copiesOf } from './certificate.ts';
import { contentsOfCase, countRows, eraseRows, rowsOfCase } from './erase.ts';

type Backups = (context: Pick<ReadContext, 'core' | 'session'>) => Pick<BackupPlan, 'folder' | 'backups'>;

/**
 * The end of a case: what would go, the destruction, and what tells of it afterwards.
 * @param backups those of the vault that this computer knows of
 */
export const erasureHandlers = (
  backups: Backups,
): Pick<
  Handlers<'retention'>,
  | 'retention.openings'
  | 'retention.preview'
  | 'retention.destroy'
  | 'retention.writeAnew'
  | 'retention.certificates'
  | 'retention.printCertificate'
> => ({
  'retention.openings': ({ db }, { caseId }) =>
    db.all(
      sql`SELECT at, actor AS "by" FROM custody WHERE case_id = ${caseId} AND action = 'case.open' ORDER BY seq DESC`,
    ),
  'retention.preview': (context, input) => preview(context, backups(context), input),
  'retention.destroy': (context, input) => destroy(context, backups(context), input),
  'retention.writeAnew': async (context) => {
    const problem = await writeStoreAnew(context);
    if (problem !== null) throw new Fault('conflict', notWritten(problem));
    return certificates(context.db);
  },
  'retention.certificates': ({ db }) => certificates(db),
  'retention.printCertificate': async (context, { caseId }) => {
    const of = certificateOf(context.db, caseId);
    const name = `${of.label}-certificate-of-destruction.pdf`;
    const { core, session } = context;
    const letter = {
      ...{ draft: 0, caveat: '', unrecorded: session.readOnly !== null, preparedBy: session.investigator },
      case: { label: of.label, title: 'Destroyed case', codename: '', tlp: 'AMBER+STRICT' as const },
      title: 'Certificate of destruction',
      printedAt: core.now().toISOString(),
      program: `Redthread, ${core.program}`,
      blocks: certificateBlocks(of),
    };
    return await printLetter(context, name, letter, ({ record }, facts) => {
      record({ caseId: null, action: 'retention.print', subject: of.label, detail: facts });
    });
  },
});

function preview({ db, core }: ReadContext, backups: ReturnType<Backups>, { caseId }: Parsed<'retention.preview'>) {
  const retention = retentionOf(db, caseId);
  const { until, status } = retention;
  const { bytes } = db.one<{ bytes: number }>(
    sql`SELECT coalesce(sum(bytes), 0) AS bytes FROM contents
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(contentsOfCase(db, caseId))}))`,
    '',
  );
  const exhibits = exhibitsOf(db, caseId);
  const today = core.now().toISOString().slice(0, 10);
  return {
    exhibits: exhibits.length,
    bytes,
    rows: rowsOfCase(db, caseId)
      .filter(({ table }) => table !== 'search_docs')
      .reduce((sum, of) => sum + countRows(db, of), 0),
    shared: exhibits.filter(({ kept }) => kept !== '').map(({ label, kept }) => `${label} (${kept})`),
    copies: copiesOf(db, backups, caseId),
    refusals: standingHolds(retention).map(({ matter }) => `A legal hold stands: ${matter}`),
    cautions: [
      ...(status === 'closed' ? [] : ['The case is not closed.']),
      ...(until === null ? ['No retention date is set.'] : until >= today ? [`It is to be kept until ${until}.`] : []),
    ],
  };
}

const LOOK_EVERY_MS = 50;

const exhibitsOf = (db: ReadDb | WriteDb, caseId: CaseId): Destruction['exhibits'] =>
  db
    .all<Omit<Destruction['exhibits'][number], 'label'> & { number: number }>(sql`
      SELECT number, sha256, bytes, media_type AS mediaType, acquired_at AS acquiredAt,
        coalesce((SELECT printf('C-%04d', cases.number) FROM exhibits AS other JOIN cases ON cases.id = other.case_id
          WHERE other.sha256 = exhibits.sha256 AND other.case_id <> ${caseId} AND other.removed_at IS NULL
          ORDER BY cases.number LIMIT 1), '') AS kept
      FROM exhibits WHERE case_id = ${caseId} ORDER BY number`)
    .map(({ number, ...facts }) => ({ ...facts, label: exhibitLabel(number) }));

/** All of it in one transaction, or nothing; the bytes of originals follow batch by batch, and are swept where that is interrupted. */
async function destroy(
  context: JobContext,
  backups: ReturnType<Backups>,
  { caseId, confirm, reason }: Parsed<'retention.destroy'>,
): Promise<Certificate> {
  const { core, session, db, label: say, progress } = context;
  const { label, until, basis } = retentionOf(db, caseId);
  say(`Destroying ${label}`);
  if (confirm.trim().toUpperCase() !== label)
    throw new Fault('bad-request', `Type ${label} to confirm that this case is to be destroyed.`);
  const others = () =>
    core.jobs.list().filter(({ state, command }) => state === 'running' && command !== 'retention.destroy');
  // The copy that opening makes is waited for, and then among those that are not reached.
  while (others().length > 0 && others().every(({ command }) => command === 'vault.backup')) {
    await after(LOOK_EVERY_MS);
    await context.breathe();
  }
  if (others().length > 0)
    throw new Fault('in-use', 'Other work is under way. Wait until it has ended, or cancel it; then destroy the case.');
  requireNoHold(db, caseId, 'the case');
  core.settle(core, session);
  const copies = copiesOf(db, backups, caseId);
  const contents = session.writer.overwriting(() =>
    context.write(({ db: writer, at, record }) => {
      requireNoHold(writer, caseId, 'the case');
      const { createdAt } = caseFacts(writer, caseId);
      const exhibits = exhibitsOf(writer, caseId);
      writer.run(sql`INSERT INTO erasing (case_id) VALUES (${caseId})`);
      const erased = eraseRows(writer, caseId, at);
      const entries = eraseEntries(writer, caseId);
      const by = session.investigator;
      const destruction: Destruction = {
        ...{ caseId, label, at, zone: core.zone, by, reason: reason.trim(), openedAt: createdAt, until, basis },
        ...{ exhibits, erased: [...erased.tables], entries, copies },
      };
      writer.run(sql`
        INSERT INTO destructions (case_id, at, by_whom, reason, certificate)
        VALUES (${caseId}, ${at}, ${by}, ${reason.trim()}, ${JSON.stringify(destruction)})`);
      writer.run(sql`DELETE FROM erasing WHERE case_id = ${caseId}`);
      const rows = erased.tables.reduce((sum, each) => sum + each.rows, 0);
      const detail = { reason: reason.trim(), exhibits: exhibits.length, rows, entries, seal: sealOfErased(writer) };
      record({ caseId, action: 'retention.destroy', subject: label, detail });
      return erased.contents;
    }),
  );
  for (const [done, content] of contents.entries()) {
    progress(done, contents.length, 'steps');
    await discardStaged({ core, session }, content);
  }
  await writeStoreAnew(context);
  return certificateOf(db, caseId);
}

/** What is deleted leaves earlier copies of itself in pages that others still use. @returns why that stays so, null where it does not */
async function writeStoreAnew(context: JobContext): Promise<string | null> {
  const problem = await writeAnew(context);
  if (problem === null)
    context.write(({ record, session }) => {
      const { size } = statSync(session.storeFile);
      record({ caseId: null, action: 'vault.writeAnew', subject: 'vault', detail: { bytes: size } });
    });
  return problem;
}
const notWritten = (problem: string): string =>
  `The store was not written anew: ${problem}. Re-encrypt the vault instead, which writes it anew too; it keeps nothing of what was erased.`;
