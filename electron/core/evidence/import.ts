import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Handler, JobContext } from '../context.ts';
import { parseDataset } from '../datasets/parse.ts';
import { readFirst } from './content.ts';
import { exhibitWithBytes } from './exhibits.ts';
import { indexText } from './index-content.ts';
import { discardStaged, keepStaged, type Staged, stage } from './intake.ts';
import { type MediaType, SNIFF_BYTES, sniffMediaType } from './media-type.ts';
import { THUMBNAIL_PIXELS } from './picture-limits.ts';
import { renderPicture } from './pictures.ts';
import { caseExists, type Derivative } from './store.ts';

type Input = Parsed<'evidence.import'>;
type Result = Output<'evidence.import'>;

/** Bytes -> exhibit -> dataset. What goes wrong after the exhibit is stored is told in the result and costs nothing. */
export const importEvidence: Handler<'evidence.import'> = async (context, input) => {
  const { core, db } = context;
  if (!caseExists(db, input.caseId)) throw new Fault('not-found', 'That case is not in this vault.');
  const source = core.tickets.takeIncoming(input.ticket);
  context.label(`Importing ${source.name}`);
  const staged = await stage(context, source.open(), (done) => context.progress(done, source.size, 'bytes'));
  const present = exhibitWithBytes(context.session.writer, input.caseId, staged.sha256);
  if (present) return alreadyHere(context, staged, present, source.name);
  const exhibit = await keep(context, input, staged, source.name);
  await indexText(context, exhibit);
  const result = { ...facts(exhibit), duplicateOf: null, dataset: null, datasetProblem: null, certificate: null };
  if (exhibit.preview !== 'table' || input.dataset === 'never') return result;
  return { ...result, ...(await dataset(context, exhibit, input.dialect)) };
};

async function keep(context: JobContext, input: Input, staged: Staged, name: string): Promise<Exhibit> {
  try {
    if (staged.bytes === 0) throw new Fault('unsupported', `"${name}" is empty: it has no bytes. Nothing was stored.`);
    const shown = await recognise(context, staged, name);
    await context.breathe();
    return context.write((write) =>
      keepStaged(write, staged, {
        caseId: input.caseId,
        kind: 'file',
        title: input.title ?? name,
        originalName: name,
        ...shown,
        how: input.how ?? 'file import',
        source: input.source,
        note: input.note,
        sensitivity: input.sensitivity,
        tags: input.tags,
        zone: input.zone,
      }),
    );
  } catch (error) {
    discardStaged(context, staged.contentId);
    throw error;
  }
}

/** What staged bytes are and how they can be shown: from the bytes alone, the name only for the warning that it lies. */
export async function recognise(context: JobContext, staged: Staged, name: string) {
  const type = await sniffMediaType(readFirst(context.session.writer, staged.contentId, SNIFF_BYTES), name);
  return { ...shownAs(type), ...(type.preview === 'image' ? await look(context, staged) : {}) };
}

const shownAs = ({ mediaType, preview, typeWarning }: MediaType) => ({ mediaType, preview, typeWarning });

/** Measures a picture and makes its thumbnail; one that cannot be shown is kept all the same, with the reason. */
async function look(context: JobContext, staged: Staged) {
  try {
    const content = { id: staged.contentId, bytes: staged.bytes };
    const { width, height, mediaType, bytes } = await renderPicture(context, content, {
      longest: THUMBNAIL_PIXELS,
      format: 'webp',
    });
    const method = `scaled to at most ${THUMBNAIL_PIXELS} pixels from the original, EXIF orientation applied`;
    const thumbnail: Derivative = { kind: 'thumbnail', method, mediaType, bytes };
    return { width, height, derivatives: [thumbnail] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { previewProblem: `cannot be previewed: ${error.message}` };
  }
}

function alreadyHere(context: JobContext, staged: Staged, present: Exhibit, name: string): Result {
  discardStaged(context, staged.contentId);
  context.write(({ record }) =>
    record({
      caseId: present.caseId,
      action: 'evidence.importDuplicate',
      subject: present.label,
      detail: { name, sha256: staged.sha256 },
    }),
  );
  return {
    ...facts(present),
    originalName: name,
    duplicateOf: present.label,
    dataset: null,
    datasetProblem: null,
    certificate: null,
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

async function dataset(
  context: JobContext,
  exhibit: Exhibit,
  dialect: Input['dialect'],
): Promise<Pick<Result, 'dataset' | 'datasetProblem' | 'certificate'>> {
  try {
    context.label(`Reading the rows of ${exhibit.originalName}`);
    const { dataset, certificate } = await parseDataset(context, exhibit.id, dialect);
    return {
      dataset: { id: dataset.id, view: dataset.view, rows: dataset.rows, columns: dataset.columns.length },
      datasetProblem: null,
      certificate,
    };
  } catch (error) {
    // The exhibit is stored and acknowledged in the custody log; only the table is missing.
    if (error instanceof Fault) return { dataset: null, datasetProblem: error.message, certificate: null };
    throw error;
  }
}
