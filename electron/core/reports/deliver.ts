import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { DeliveryCopy } from '../../../shared/contract/deliveries.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel, findingLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { inMemory } from '../files/tickets.ts';
import { ZipStream } from '../files/zip-stream.ts';
import type { Child } from '../process/child.ts';
import { publicIdentity, signDetached } from '../vault/reads.ts';
import { companionsOf, manifestOf } from './companions/beside.ts';
import { type MadeFile, madeFile } from './companions/file.ts';
import { leaksInFiles } from './companions/leaks.ts';
import { lockedFiles } from './companions/locked.ts';
import { ticketSummary } from './companions/summary.ts';
import { withCopyNumbers } from './copies.ts';
import { type Gathered, gatherFrom, inSnapshot } from './gather.ts';
import { hasSecrets, layOut, leakWords, withPrinter } from './lay-out.ts';
import { leaksIn } from './leak-test.ts';
import type { ReportModel, Shown } from './model.ts';
import { ALL_ALLOWED, checkLocks, dateIn, occasionOf } from './occasion.ts';
import { ofOneFinding } from './one-finding.ts';
import { type RecordedCopy, recordCopies } from './record-copy.ts';
import { checkAgain, judged, settledIn, withWarnings } from './report-check.ts';
import { redactor } from './resolve/redact.ts';
import { printWarnings } from './warnings-of.ts';
import { picturesOf, workingCopies } from './working-copies.ts';

type Input = Parsed<'report.deliver'>;
type Delivered = Output<'report.deliver'>;
type Copy = Delivered['copies'][number];

/** Of one edition, or one finding in it: read once for all copies of it. */
interface Read {
  readonly gathered: Gathered;
  readonly finding: string | null;
  readonly points: Copy['points'];
}
interface Made {
  readonly copy: Copy;
  /** What is handed out, the PDF first. */
  readonly files: readonly MadeFile[];
  /** What of that lies in an encrypted archive; nothing where the PDF has no password. */
  readonly locked: readonly MadeFile[];
  readonly folder: string;
}

/** Steps of one copy: laid out, written, what goes beside it. */
const STEPS = 3;

/** Prints several copies from one state of the case, each with what goes beside it, and hands them out together. */
export function deliver(context: JobContext, input: Input): Promise<Delivered> {
  const { caseId, copies, stem } = input;
  checkLocks(input);
  if (stem !== undefined && copies.length > 1)
    throw new Fault('bad-request', 'The files of several copies cannot all begin with one name.');
  return withCopyNumbers(context, caseId, copies.length, async (numbers) => {
    const reads = await readAll(context, input);
    const made = await withPrinter(context, async (child) => {
      const all: Made[] = [];
      for (const [at, copy] of copies.entries()) {
        const read = reads.get(keyOf(copy));
        if (!read) throw new Error('an edition was not read');
        all.push(await one(context, child, input, read, { copy, at, number: numbers[at] as number }));
      }
      return all;
    });
    return handOut(context, input, reads, made);
  });
}

const keyOf = ({ edition, findingId }: DeliveryCopy): string => `${edition} ${findingId ?? ''}`;

/** What is printed, all of one snapshot. */
async function readAll(context: JobContext, { caseId, copies, parts, printedAt }: Input): Promise<Map<string, Read>> {
  const { core, session, label, breathe, signal } = context;
  const at = printedAt ?? core.now().toISOString();
  const wanted = new Map(copies.map((copy) => [keyOf(copy), copy]));
  label('Reading the case for delivery');
  const reads = await inSnapshot(context, async (db: ReadDb) => {
    const found = new Map<string, Omit<Read, 'points'>>();
    for (const [key, { edition, findingId }] of wanted) {
      const gathered = await gatherFrom(db, context, caseId, occasionOf(core, session, edition, at), () => breathe(), {
        ...(findingId && { only: (material) => ofOneFinding(material, findingId) }),
        beside: parts.includes('companions'),
      });
      const [finding = null] = findingId ? gathered.material.findings.filter(({ id }) => id === findingId) : [];
      if (finding && gathered.model.findings.length === 0)
        throw new Fault(
          'conflict',
          `${findingLabel(finding.number)} is not in the ${edition} edition: it was taken out of the report, or bears a mark that keeps it out.`,
        );
      found.set(key, { gathered, finding: finding && findingLabel(finding.number) });
      await breathe();
    }
    return found;
  });
  const checked = new Map<string, Read>();
  for (const [key, read] of reads) {
    label('Checking the report');
    const { points, material, decisions, model, secrets } = read.gathered;
    const again = await checkAgain(context, material, decisions);
    checked.set(key, {
      ...read,
      gathered: { ...read.gathered, model: withWarnings(model, again, secrets) },
      points: judged([...points, ...again.points], material.settings.accepted),
    });
    if (signal.aborted) await breathe();
  }
  return checked;
}

interface Turn {
  readonly copy: DeliveryCopy;
  readonly at: number;
  readonly number: number;
}

async function one(
  context: JobContext,
  child: Child,
  input: Input,
  read: Read,
  { copy, at, number }: Turn,
): Promise<Made> {
  const { core, session, label, progress, breathe } = context;
  const { caseId, copies, parts, marked, password = null, ownerPassword = null, permissions = ALL_ALLOWED } = input;
  const { gathered, finding, points } = read;
  const { secrets } = gathered;
  const recorded = session.readOnly === null;
  const copyNumber = recorded ? number : null;
  const date = dateIn(gathered.model.printedAt, core.zone);
  const alone = copies.length === 1 ? '' : `-copy-${recorded ? number : at + 1}`;
  const stem =
    input.stem ??
    [caseLabel(caseNumber(context.db, caseId)), copy.edition, ...(finding ? [finding] : []), `${date}${alone}`].join(
      '-',
    );
  // A name that a person gave; the program's own tells case, edition and day.
  const named = input.stem === undefined ? [] : leaksIn([{ where: 'the name of its files', text: stem }], secrets);
  if (named.length > 0) throw new Fault('conflict', leakWords(named, []));
  label(copies.length === 1 ? `Laying out ${stem}.pdf` : `Copy ${at + 1} of ${copies.length}: laying out ${stem}.pdf`);
  const model = copyOf(gathered, points, copy, marked && copyNumber !== null ? copyNumber : null);
  const total = copies.length * STEPS;
  let done = at * STEPS;
  progress(done, total, 'steps');
  const outline = parts.includes('docx') || parts.includes('markdown');
  const request = { model, password, owner: ownerPassword, permissions, outline };
  const onNotice = () => progress(++done, total, 'steps');
  const { printed, withheld, searched } = await layOut(context, child, secrets, request, onNotice);
  if (withheld !== null) throw new Fault('conflict', withheld);
  const pdf = madeFile(`${stem}.pdf`, 'Report, PDF', 'application/pdf', printed.pdf);
  await breathe();
  const sealed = { name: pdf.name, sha256: pdf.sha256 };
  const sealedModel = { model, copyNumber, stem };
  const working = outline ? await workingCopies(context, child, printed.outline ?? [], parts, sealed, sealedModel) : [];
  const beside = [
    ...working,
    ...(parts.includes('summary')
      ? [
          madeFile(
            `${stem}.txt`,
            'Summary for a ticket',
            'text/plain',
            ticketSummary(model, { pdf: sealed, copyNumber }),
          ),
        ]
      : []),
    ...(gathered.beside ? companionsOf(gathered.beside, sealed, stem) : []),
  ];
  if (hasSecrets(secrets)) {
    const pictures = picturesOf(model, working, printed.outline ?? []);
    const leaks = await leaksInFiles(beside, secrets, pictures);
    if (leaks.length > 0) throw new Fault('conflict', leakWords(leaks, []));
  }
  const sign = (bytes: Uint8Array) => signDetached(context.db, bytes);
  const signed = [madeFile(`${stem}.pdf.sig`, 'Signature of the PDF', 'application/octet-stream', sign(pdf.bytes))];
  const printedFiles = [pdf, ...signed, ...beside];
  const of = {
    finding,
    copyNumber,
    draft: model.draft,
    recipient: model.recipient,
    publicKey: publicIdentity(context.db).publicKeyPem,
  };
  const manifest = gathered.beside ? manifestOf(gathered.beside, of, printedFiles, sign, stem) : [];
  const others = [...beside, ...manifest];
  // Beside what a password protects, nothing says the same without one.
  const locked = password === null ? [] : others;
  const shown = password === null || others.length === 0 ? others : await lockedFiles(stem, others, password);
  const files = [pdf, ...signed, ...shown];
  const warnings = [...printWarnings(gathered, model, printed.unknownCharacters), ...searched];
  for (const { name, note } of others) if (note !== undefined) warnings.push(`${name}: ${note}`);
  progress(++done, total, 'steps');
  return {
    folder: stem,
    ...{ files, locked },
    copy: {
      ...{ edition: copy.edition, finding, recipient: model.recipient, copyNumber, pages: printed.pages, files: [] },
      ...{ leftOut: [...gathered.leftOut], points, warnings },
    },
  };
}

/** The model of one copy: the same but for whose it is. */
function copyOf(
  { model, secrets }: Gathered,
  points: Copy['points'],
  { recipient }: DeliveryCopy,
  copy: number | null,
): ReportModel {
  const hide = redactor(secrets);
  const named = recipient === undefined || recipient === '' ? model.recipient : (hide(recipient) as Shown);
  return { ...model, draft: settledIn(points).open, recipient: named, ...(copy !== null && { copy }) };
}

/** Records every copy in one step, and hands them out. */
function handOut(
  context: JobContext,
  input: Input,
  reads: ReadonlyMap<string, Read>,
  made: readonly Made[],
): Delivered {
  const { core, db } = context;
  const { caseId, copies, password } = input;
  const [first] = reads.values();
  if (!first) throw new Error('a delivery without copies');
  const { chain, printedAt } = first.gathered.model;
  const recorded = made.flatMap(({ copy, files, locked }): RecordedCopy[] => {
    const { edition, finding, recipient, copyNumber, pages, points } = copy;
    const [pdf] = files;
    if (!pdf) return [];
    const { open: openPoints, accepted } = settledIn(points);
    const within = (each: MadeFile): MadeFile => ({ ...each, what: `${each.what}, in the encrypted archive` });
    const listed = [...files.slice(1), ...locked.map(within)].map(({ name, what, bytes, sha256 }) => ({
      ...{ name, what, sha256 },
      bytes: bytes.length,
    }));
    const { name, sha256, bytes } = pdf;
    return [
      {
        ...{ name, printedAt, edition, pages, bytes: bytes.length, sha256, encrypted: password !== undefined },
        ...{ recipient, copyNumber, paper: false, openPoints, accepted, finding, files: listed },
        manifestSha256: [...files, ...locked].find(({ what }) => what === 'Signed manifest')?.sha256,
      },
    ];
  });
  recordCopies(context, caseId, recorded);
  const ticketOf = ({ name, mediaType, bytes }: MadeFile) =>
    core.tickets.issue({ name, mediaType, open: () => inMemory(bytes) });
  const [{ folder } = { folder: '' }] = made;
  const label = caseLabel(caseNumber(db, caseId));
  const name = `${copies.length === 1 ? folder : `${label}-${copies.length}-copies-${dateIn(printedAt, core.zone)}`}.zip`;
  return {
    ticket: core.tickets.issue({ name, mediaType: 'application/zip', open: () => packed(made) }),
    name,
    bytes: made.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes.length, 0),
    custodyHead: chain,
    fingerprint: publicIdentity(db).fingerprint,
    copies: made.map(({ copy, files }) => ({
      ...copy,
      files: files.map((file) => ({
        ...{ name: file.name, what: file.what, bytes: file.bytes.length, sha256: file.sha256 },
        ticket: ticketOf(file),
      })),
    })),
  };
}

async function* packed(made: readonly Made[]): AsyncIterableIterator<Uint8Array> {
  const zip = new ZipStream(
    'The delivery is larger than 4 GiB, which a zip archive cannot hold. Deliver fewer copies at once.',
  );
  for (const { folder, files } of made)
    for (const { name, bytes } of files) yield* zip.entry(`${folder}/${name}`, [bytes]);
  yield zip.end();
}
