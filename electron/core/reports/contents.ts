import { createHash } from 'node:crypto';
import type { Certificate, Origin } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { type ExhibitKind, isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { type ColumnReading, questionWords, readingWords, restsOn } from '../../../shared/domain/readings.ts';
import type { Cover } from '../../../shared/domain/redactions.ts';
import { timelineFigure } from '../../../shared/domain/timeline-figure.ts';
import { chartBytes, savedChart } from '../charts/reads.ts';
import type { JobContext } from '../context.ts';
import { certificateOf, datasetsOfExhibit } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { eachChunk } from '../evidence/chunks.ts';
import { contentOf, pictureOf } from '../evidence/reads.ts';
import { renderPicture, restPictures } from '../pictures/pictures.ts';
import { frozenQueryOf, frozenRows } from '../query/reads.ts';
import { inputsOfTrace, savedTrace, traceBytes } from '../traces/reads.ts';
import type { ContentOf, Plain, ReportContent } from './model.ts';
import type { Decisions } from './resolve/decide.ts';
import type { Contents, Material, Read } from './resolve/material.ts';
import { coversOf } from './resolve/regions.ts';

/**
 * Reads pictures, tables and rows of what the edition prints or draws, and of nothing else. Each picture is drawn once.
 * @param between is awaited before each exhibit that is printed; it throws when the print was stopped
 */
export async function readContents(
  context: JobContext,
  { board, figures, settings }: Material,
  { policy, exhibits }: Decisions,
  between: (done: number, total: number) => Promise<void>,
): Promise<Contents> {
  const { figureId } = settings;
  const covers = coversOf({ settings }, policy.edition);
  const boards = [...(board ? [board] : []), ...figures.map((each) => each.board)];
  const drawn = new Set<string>([
    ...boards.flatMap((each) => each.exhibits.map(({ id }) => id)),
    ...(figureId ? [figureId] : []),
  ]);
  const printed = [...exhibits.values()].filter((each) => each.printed);
  const others = [...exhibits.values()].filter((each) => !each.printed && drawn.has(each.exhibit.id));
  const contents = new Map<ExhibitId, Read>();
  for (const [at, { exhibit, content }] of [...printed, ...others].entries()) {
    if (at < printed.length) await between(at, printed.length);
    if (content.shown === 'whole')
      contents.set(exhibit.id, {
        ...(policy.pictures === 'all' || exhibit.id === figureId
          ? await picture(context, exhibit, covers.get(exhibit.id))
          : NO_PICTURE),
        content: contentFor(context.db, exhibit, exhibit.kind, policy.rows),
      });
  }
  restPictures(context);
  return contents;
}

const NO_PICTURE = { picture: null, pictureProblem: null } as const;

/** Longest side of a printed picture in pixels: 230 dots an inch over the width of a page. */
const LONGEST = 1600;

async function picture(
  context: JobContext,
  exhibit: Exhibit,
  covers: readonly Cover[] = [],
): Promise<Omit<Read, 'content'>> {
  const { id, previewProblem, removedAt } = exhibit;
  if (!isPicture(exhibit) || removedAt !== null) return { picture: null, pictureProblem: null };
  if (previewProblem !== null)
    return { picture: null, pictureProblem: `The picture is not printed: it ${previewProblem}.` };
  try {
    const options = { longest: LONGEST, format: 'jpeg' } as const;
    const source = pictureOf(context.db, id);
    const { bytes, width, height } = await renderPicture(context, source, { ...options, covers });
    if (covers.length === 0) return { picture: { bytes, width, height }, pictureProblem: null };
    const bare = await renderPicture(context, source, options);
    return {
      picture: { bytes, width, height, redacted: covers.length },
      ...{ pictureProblem: null, bare: createHash('sha256').update(bare.bytes).digest('hex') },
    };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || context.signal.aborted) throw error;
    return { picture: null, pictureProblem: `The picture is not printed: ${error.message}.` };
  }
}

/** How a column is read, what that rests on, and what is still open. */
const readingOf = (type: string, reading: ColumnReading | undefined): string =>
  reading
    ? [
        `${readingWords(reading.reading)}, ${restsOn(reading)}`,
        ...reading.questions.map((each) => questionWords(reading, each)),
      ].join('; open: ')
    : type;

function runWords({ engine, job, ranAt, zone, ranBy }: Origin): string {
  const facts = [
    engine === '' ? '' : `in ${engine}`,
    job === '' ? '' : `job ${job}`,
    ranAt === '' ? '' : `run at ${ranAt.replace('T', ' ')}${zone === '' ? ', zone not stated' : ` (${zone})`}`,
    ranBy === '' ? '' : `by ${ranBy}`,
  ].filter((each) => each !== '');
  return `According to whoever imported it, the result of a query${facts.length > 0 ? ` ${facts.join(', ')}` : ''}.`;
}

const importOf = ({ sentence, warnings, rejected, skipped }: Certificate) => ({
  ...{ sentence, rejected, skipped },
  warnings: warnings
    .filter(({ code }) => code !== 'open-question' && code !== 'values-lost' && code !== 'clocks-changed') // all are said of the column
    .map(({ code, message }) => ({ code, words: message })),
});

function timelineOf(db: ReadDb, { id, acquiredHow, removedAt }: Exhibit): string | null {
  if (acquiredHow !== 'timeline' || removedAt !== null) return null;
  const text = Buffer.concat([...eachChunk(db, contentOf(db, id).id)]).toString('utf8');
  const figure = timelineFigure(text);
  return figure && JSON.stringify(figure);
}

type OfKind<K extends ExhibitKind> = (db: ReadDb, record: Exhibit, rows: number) => Plain<ContentOf<K>>;
/** What is read of an exhibit of each kind; `rows` is how many of a result are printed. */
const CONTENT: { readonly [K in ExhibitKind]: OfKind<K> } = {
  file: (db, record) => ({
    kind: 'file',
    timeline: timelineOf(db, record),
    datasets: datasetsOfExhibit(db, record.id).map(({ id: dataset, view, rows, columns, origin }) => ({
      ...{ view, rows },
      origin: origin && { query: origin.query, run: runWords(origin) },
      columns: columns.map(({ name, type, reading }) => ({ name, type, reading: readingOf(type, reading) })),
      ...importOf(certificateOf(db, dataset)),
    })),
  }),
  query: (db, { id, removedAt }, most) => {
    const query = frozenQueryOf(db, id);
    return {
      kind: 'query',
      // What is for the board alone; currencies of totals are values of rows, which may not be shown.
      query: {
        ...query,
        columns: query.columns.map(({ made: _, currencies: __, ...column }) => column),
        rows: removedAt === null ? frozenRows(db, contentOf(db, id).id, 0, most) : [],
      },
    };
  },
  chart: (db, { id, acquiredAt }, most) => {
    const chart = savedChart(db, id);
    const { sql, inputs } = chart.source;
    return {
      kind: 'chart',
      chart: { sql, inputs, ranAt: acquiredAt, most, document: chartBytes(chart).toString('utf8') },
    };
  },
  trace: (db, { id }, most) => {
    const trace = savedTrace(db, id);
    return {
      kind: 'trace',
      trace: { most, inputs: inputsOfTrace(trace), document: traceBytes(trace).toString('utf8') },
    };
  },
};
const contentFor = (db: ReadDb, record: Exhibit, kind: ExhibitKind, rows: number): Plain<ReportContent> =>
  CONTENT[kind](db, record, rows);
