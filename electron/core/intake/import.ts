import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { AcquiredAgain } from '../../../shared/domain/acquisitions.ts';
import type { CustodyAction } from '../../../shared/domain/custody-actions.ts';
import { PREVIEWS } from '../../../shared/domain/exhibit-kinds.ts';
import { caseExists } from '../cases/reads.ts';
import type { Handler, JobContext, WriteContext } from '../context.ts';
import { indexText } from '../datasets/index-content.ts';
import { isLaidOut } from '../datasets/sniff-exhibit.ts';
import { parseTables } from '../datasets/tables.ts';
import { titleFrom } from '../evidence/names.ts';
import { contentOf, exhibitWithBytes, similarPictures } from '../evidence/reads.ts';
import { acquireAgain, discardStaged, type ExhibitFacts, keepStaged, type Staged, stage } from '../evidence/staging.ts';
import { logFault } from '../log.ts';
import { recognise } from './recognise.ts';

type Input = Omit<Parsed<'evidence.import'>, 'ticket'>;
type Result = Output<'evidence.import'>;
const MOST_SIMILAR = 5;
const LAID_OUT = 'It is kept as a text, and seems to hold a table. Read it as a table to query its rows.';
export type Kept = { readonly exhibit: Exhibit; readonly again: AcquiredAgain | null };

/** Bytes -> exhibit -> dataset. What goes wrong after the exhibit is stored is told in the result and costs nothing. */
export const importEvidence: Handler<'evidence.import'> = async (context, input) => {
  const { core, db } = context;
  if (!caseExists(db, input.caseId)) throw new Fault('not-found', 'That case is not in this vault.');
  const source = core.tickets.takeIncoming(input.ticket);
  const name = source.name.toWellFormed(); // the store is UTF-8, which has no lone surrogates
  context.label(`Importing ${name}`);
  return takeIn(context, input, {
    name,
    bytes: context.arriving(source.open()),
    size: source.size,
    detail: source.nameBytes ? { nameBytes: Buffer.from(source.nameBytes).toString('hex') } : {},
  });
};

/** Bytes that come in: from a file, or out of an exhibit. */
export interface Coming {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly size: number | null;
  /** Goes into the custody entry. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly action?: CustodyAction;
  /** Done in the transaction that makes the exhibit, or that records that its bytes came again. */
  readonly also?: (write: WriteContext, kept: Kept) => void;
}

export async function takeIn(context: JobContext, input: Input, coming: Coming): Promise<Result> {
  const { db } = context;
  const { name, size } = coming;
  const staged = await stage(context, coming.bytes, (done) => context.progress(done, size, 'bytes'));
  const { exhibit, again } = await keep(context, input, staged, coming);
  const similar = again ? [] : similarPictures(db, exhibit.id, MOST_SIMILAR).pictures;
  const none = {
    duplicateOf: null,
    acquiredAgain: null,
    dataset: null,
    datasetProblem: null,
    certificate: null,
    datasets: [],
  };
  const result = { ...facts(exhibit), ...none, similar };
  if (again) return { ...result, originalName: name, duplicateOf: exhibit.label, acquiredAgain: again };
  const index = () => indexText(context, exhibit).catch((error) => logFault('indexing', error));
  // Beside the reading of its rows, most of which a thread does; where the cells are searched too, that reading ends with it.
  const { cells } = PREVIEWS[exhibit.preview];
  const indexed = cells ? null : index();
  const parsed = input.dataset !== 'never' && (PREVIEWS[exhibit.preview].parsed || input.dialect);
  const laidOut =
    !parsed && input.dataset !== 'never' && exhibit.preview === 'text' && isLaidOut(db, contentOf(db, exhibit.id));
  const read = parsed ? await dataset(context, exhibit, input, staged) : laidOut ? { datasetProblem: LAID_OUT } : {};
  await (indexed ?? ('dataset' in read && read.dataset ? null : index()));
  return { ...result, ...read };
}

/** Makes staged bytes an exhibit of the case, unless it has them already. Whatever else happens, nothing stays staged. */
async function keep(context: JobContext, input: Input, staged: Staged, coming: Coming): Promise<Kept> {
  let kept: Kept | null = null;
  try {
    if (staged.bytes === 0)
      throw new Fault('unsupported', `"${coming.name}" is empty: it has no bytes. Nothing was stored.`);
    kept = context.write((write) => acquired(write, input, staged, coming));
    if (kept) return kept;
    const gathered = await gather(context, input, staged, coming);
    await context.breathe();
    // Asked again: the same bytes may have come in through another job while these were looked at.
    kept = context.write(
      (write) => acquired(write, input, staged, coming) ?? made(write, keepStaged(write, staged, gathered), coming),
    );
    return kept;
  } finally {
    if (!kept || kept.again) await discardStaged(context, staged.contentId);
  }
}

/** The exhibit of the case that has these bytes, after a further acquisition was recorded with it; null when none has. */
function acquired(write: WriteContext, input: Input, { sha256 }: Staged, coming: Coming): Kept | null {
  const exhibit = exhibitWithBytes(write.db, input.caseId, sha256);
  if (!exhibit) return null;
  const again = acquireAgain(write, exhibit, {
    ...input,
    originalName: coming.name,
    how: input.how ?? 'file import',
    detail: coming.detail,
  });
  return made(write, exhibit, coming, again);
}

function made(write: WriteContext, exhibit: Exhibit, { also }: Coming, again: AcquiredAgain | null = null): Kept {
  also?.(write, { exhibit, again });
  return { exhibit, again };
}

async function gather(context: JobContext, input: Input, staged: Staged, coming: Coming): Promise<ExhibitFacts> {
  const { name, detail, action } = coming;
  const recognised = await recognise(context, staged, name);
  return {
    caseId: input.caseId,
    kind: 'file',
    title: input.title?.trim() ?? titleFrom(name),
    originalName: name,
    ...recognised,
    how: input.how ?? 'file import',
    source: input.source,
    note: input.note,
    sensitivity: input.sensitivity,
    tags: input.tags,
    zone: input.zone,
    detail,
    ...(action ? { action } : {}),
  };
}

const facts = (exhibit: Exhibit) => ({
  exhibitId: exhibit.id,
  exhibit: exhibit.label,
  originalName: exhibit.originalName,
  sha256: exhibit.sha256,
  bytes: exhibit.bytes,
  mediaType: exhibit.mediaType,
  typeWarning: exhibit.typeWarning,
});

/** The exhibit is stored and in the custody log by now; whatever happens here, only the table can be missing. */
async function dataset(
  context: JobContext,
  exhibit: Exhibit,
  { dialect, origin }: Pick<Input, 'dialect' | 'origin'>,
  { brokenUtf8At }: Staged,
): Promise<Pick<Result, 'dataset' | 'datasetProblem' | 'certificate' | 'datasets'>> {
  try {
    context.label(`Reading the rows of ${exhibit.originalName}`);
    const { parsed, problems } = await parseTables(context, exhibit.id, { dialect, origin, brokenUtf8At });
    const datasets = parsed.map(({ dataset: { id, view, rows, part, columns }, certificate }) => ({
      id,
      view,
      rows,
      part,
      columns: columns.length,
      certificate,
    }));
    const { certificate, part: _, ...first } = datasets[0] as (typeof datasets)[number];
    return { dataset: first, datasetProblem: problems.join(' ') || null, certificate, datasets };
  } catch (error) {
    return { dataset: null, datasetProblem: whyNoDataset(error, exhibit.label), certificate: null, datasets: [] };
  }
}

function whyNoDataset(error: unknown, label: string): string {
  if (error instanceof Fault && error.code !== 'cancelled') return error.message;
  if (error instanceof Fault) return `Stopped before its rows were read. ${label} is stored; read it as a table later.`;
  logFault('dataset of an import', error);
  return `Something unexpected went wrong while its rows were read. ${label} is stored; try reading it as a table again.`;
}
