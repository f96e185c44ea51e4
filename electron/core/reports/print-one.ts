import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { setupOf } from '../../../shared/domain/report-templates.ts';
import { caseNumber } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { inMemory } from '../files/tickets.ts';
import { publicIdentity, signDetached } from '../vault/reads.ts';
import { gather } from './gather.ts';
import { layOut, withPrinter } from './lay-out.ts';
import type { ReportModel } from './model.ts';
import { ALL_ALLOWED, checkLocks, dateIn, occasionOf } from './occasion.ts';
import { recordCopies } from './record-copy.ts';
import { checkAgain, judged, settledIn, withWarnings } from './report-check.ts';
import { settingsOf } from './store.ts';
import { printWarnings } from './warnings-of.ts';

/** Steps of a print, beside one for each exhibit: layout, writing, the record. */
const STEPS = 3;

/** Prints one edition, records it, and hands it out with its signature. */
export async function printOne(
  context: JobContext,
  { caseId, edition, password, paper, printedAt, ...given }: Parsed<'report.print'>,
  copyNumber: number,
): Promise<Output<'report.print'>> {
  const { core, session, db, label, progress, breathe } = context;
  if (paper && password !== undefined)
    throw new Fault('bad-request', 'A printer cannot use a password: print without one.');
  checkLocks({ password, ...given });
  const settings = settingsOf(db, caseId);
  const recipient = given.recipient ?? (setupOf(settings, edition).recipient || settings.recipient);
  const at = printedAt ?? core.now().toISOString();
  const name = `${caseLabel(caseNumber(db, caseId))}-${edition}-${dateIn(at, core.zone)}.pdf`;
  label(`Reading exhibits for ${name}`);
  let total = STEPS;
  const occasion = {
    ...occasionOf(core, session, edition, at),
    ...(given.recipient !== undefined && { recipient }),
    ...(given.marked && session.readOnly === null && { copyNumber }),
  };
  const resolved = await gather(context, caseId, occasion, async (done, exhibits) => {
    total = exhibits + STEPS;
    progress(done, total, 'steps');
    await breathe();
  });
  const again = await checkAgain(context, resolved.material, resolved.decisions);
  const points = judged([...resolved.points, ...again.points], resolved.material.settings.accepted);
  label(`Laying out ${name}`);
  const { open: draft, accepted } = settledIn(points);
  const model: ReportModel = withWarnings({ ...resolved.model, draft }, again, resolved.secrets);
  let done = total - STEPS;
  const { ownerPassword: owner = null, permissions = ALL_ALLOWED } = given;
  const request = { model, password: password ?? null, owner, permissions };
  const { printed, withheld, searched } = await withPrinter(context, (child) =>
    layOut(context, child, resolved.secrets, request, () => progress(++done, total, 'steps')),
  );
  if (withheld !== null) throw new Fault('conflict', withheld);
  const { pdf, pages, unknownCharacters } = printed;
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  recordCopies(context, caseId, [
    {
      ...{ name, printedAt: at, edition, pages, bytes: pdf.length, sha256, encrypted: password !== undefined },
      ...{ recipient, copyNumber, paper, openPoints: draft, accepted, finding: null, files: [] },
    },
  ]);
  const warnings = [...printWarnings(resolved, model, unknownCharacters), ...searched];
  const ticket = core.tickets.issue({ name, mediaType: 'application/pdf', open: () => inMemory(pdf) });
  progress(total, total, 'steps');
  return {
    ...{ ticket, name, copyNumber: model.unrecorded ? null : copyNumber, pages, bytes: pdf.length, sha256 },
    ...{ leftOut: [...resolved.leftOut], points, warnings, signature: signed(context, name, pdf) },
  };
}

function signed({ core, db }: JobContext, name: string, pdf: Uint8Array): Output<'report.print'>['signature'] {
  const signature = signDetached(db, pdf);
  const { fingerprint } = publicIdentity(db);
  const file = {
    name: `${name}.sig`,
    mediaType: 'application/octet-stream',
    open: () => inMemory(signature),
  };
  return { ticket: core.tickets.issue(file), name: file.name, fingerprint };
}
