import { z } from 'zod';
import { exhibitKinds, previews } from '../domain/exhibit-kinds.ts';
import { job, read, write } from './command.ts';
import { Certificate, Dialect, Origin } from './datasets.ts';
import { PictureFacts, SimilarPicture } from './pictures.ts';
import { Bytes, CaseId, DatasetId, ExhibitId, Instant, Line, Sha256, Text, Ticket, Title, Zone } from './values.ts';

export const ExhibitKind = z.enum(exhibitKinds);
export const Sensitivity = z.enum(['normal', 'personal', 'graphic']);
/** Admiralty scale: reliability of the source, credibility of the information. */
export const Reliability = z.enum(['A', 'B', 'C', 'D', 'E', 'F']);
export const Credibility = z.enum(['1', '2', '3', '4', '5', '6']);

export const Preview = z.enum(previews);

/** A further time that the same bytes came in. */
export const LaterAcquisition = z.object({
  position: z.int().min(2).describe('2 for the second time'),
  acquiredAt: Instant,
  acquiredZone: z.string(),
  acquiredBy: z.string(),
  acquiredHow: z.string(),
  title: z.string().describe('empty where none was given'),
  originalName: z.string(),
  source: z.string(),
  note: z.string(),
  tags: z.array(z.string()),
  sensitivity: Sensitivity,
});
export type LaterAcquisition = z.infer<typeof LaterAcquisition>;

export const Exhibit = z.object({
  id: ExhibitId,
  caseId: CaseId,
  number: z.int().min(1),
  label: z.string().describe('E-0001'),
  kind: ExhibitKind,
  title: z.string(),
  originalName: z.string(),
  mediaType: z.string(),
  typeWarning: z
    .string()
    .nullable()
    .describe('what is odd about the bytes: the name claims another type, or a picture is cut off'),
  preview: Preview,
  previewProblem: z.string().nullable(),
  width: z.int().nullable().describe('pixels, as displayed'),
  height: z.int().nullable(),
  bytes: z.int(),
  sha256: Sha256,
  acquiredAt: Instant,
  acquiredZone: z.string(),
  acquiredBy: z.string(),
  acquiredHow: z.string(),
  source: z.string().describe('where it came from: a URL, a system, a person'),
  sensitivity: Sensitivity,
  reliability: Reliability.nullable(),
  credibility: Credibility.nullable(),
  note: z.string(),
  tags: z.array(z.string()),
  removedAt: Instant.nullable(),
  removedReason: z.string().nullable(),
  hasThumbnail: z.boolean(),
  copyOf: z.string().nullable().describe('"E-0003": the exhibit that this is a working copy of'),
  laterAcquisitions: z.array(LaterAcquisition).describe('how the same bytes came in again, after the first time'),
});
export type Exhibit = z.infer<typeof Exhibit>;

/** What one import did; the same for the window and the command line. */
export const ImportResult = z.object({
  exhibitId: ExhibitId,
  exhibit: z.string().describe('E-0001'),
  originalName: z.string(),
  sha256: Sha256,
  bytes: z.int(),
  mediaType: z.string(),
  typeWarning: z.string().nullable(),
  duplicateOf: z
    .string()
    .nullable()
    .describe('label of an exhibit of the case with the same bytes; nothing was stored twice'),
  acquiredAgain: z
    .object({
      position: z.int().min(2).describe('2 for the second time'),
      repeats: z
        .int()
        .min(1)
        .nullable()
        .describe('the time before that the same person brought it from the same source'),
      sensitivityRaised: z.boolean().describe('the exhibit was marked normal until now'),
    })
    .nullable()
    .describe('set with duplicateOf: what was recorded of it'),
  dataset: z
    .object({ id: DatasetId, view: z.string(), rows: z.int(), columns: z.int() })
    .nullable()
    .describe('the first of the datasets'),
  datasetProblem: z.string().nullable().describe('why a CSV-like file became an exhibit without a dataset'),
  certificate: Certificate.nullable().describe('of the first of the datasets'),
  datasets: z
    .array(
      z.object({
        id: DatasetId,
        part: z.string(),
        view: z.string(),
        rows: z.int(),
        columns: z.int(),
        certificate: Certificate,
      }),
    )
    .describe('all that were read from it'),
  similar: z.array(SimilarPicture).describe('pictures of the case that look like it, the likest first; at most 5'),
});
export type ImportResult = z.infer<typeof ImportResult>;

export const Acquisition = {
  title: Title.optional(),
  how: Line.optional().describe('how it was acquired: "file import", "pasted", "dropped"'),
  source: Line.optional(),
  note: Text.optional(),
  sensitivity: Sensitivity.optional(),
  tags: z.array(Title).max(50).optional(),
  zone: Zone.optional().describe('the zone it was taken in; the machine zone when left out'),
};

export const evidenceCommands = {
  'evidence.import': job(
    'writes',
    {
      caseId: CaseId,
      ticket: Ticket,
      ...Acquisition,
      dataset: z.enum(['auto', 'never']).optional(),
      dialect: Dialect.optional(),
      origin: Origin.optional().describe('kept with each dataset that is read from the file'),
    },
    ImportResult,
    ['dataset'],
  ),
  'evidence.list': read({ caseId: CaseId }, z.array(Exhibit), ['evidence']),
  'evidence.get': read({ exhibitId: ExhibitId }, Exhibit, ['evidence']),
  'evidence.update': write(
    {
      exhibitId: ExhibitId,
      title: Title.optional(),
      note: Text.optional(),
      source: Line.optional(),
      sensitivity: Sensitivity.optional(),
      reliability: Reliability.nullable().optional(),
      credibility: Credibility.nullable().optional(),
      tags: z.array(Title).max(50).optional(),
    },
    Exhibit,
  ),
  'evidence.remove': write({ exhibitId: ExhibitId, reason: Title }, Exhibit),
  /** Bytes for a viewer. `picture` is a decoded, safe PNG/JPEG/WebP rendition of an image; at most 32 MiB a call. */
  'evidence.content': read(
    {
      exhibitId: ExhibitId,
      variant: z.enum(['thumbnail', 'picture', 'original']),
      offset: z.int().min(0).default(0),
      length: z.int().min(1).max(33_554_432).default(33_554_432),
    },
    z.object({ mediaType: z.string(), bytes: Bytes, offset: z.int(), total: z.int() }),
    'immutable',
  ),
  /** A page of lines of a text-like exhibit, decoded. */
  'evidence.text': read(
    {
      exhibitId: ExhibitId,
      offset: z.int().min(0).default(0).describe('byte offset'),
      length: z.int().min(1).max(1_048_576).default(262_144),
    },
    z.object({ text: z.string(), encoding: z.string(), nextOffset: z.int().nullable(), total: z.int() }),
    'immutable',
  ),
  /** Where a text stands first in a text-like exhibit, case and composition apart: the page of `evidence.text` and the place in it. */
  'evidence.find': read(
    { exhibitId: ExhibitId, text: z.string().min(1).max(200) },
    z
      .object({
        pages: z.array(z.int()).describe('byte offsets of the pages up to that one, which comes last'),
        line: z.int().describe('of the whole text, from 1'),
        match: z.tuple([z.int(), z.int()]).describe('start and end within the text of the page, in UTF-16 units'),
      })
      .nullable(),
    'immutable',
  ),
  /** What the file of a picture says of itself; `method` is null when it was not looked for, as in what is no picture. */
  'evidence.exif': read({ exhibitId: ExhibitId }, PictureFacts.extend({ method: z.string().nullable() }), ['evidence']),
  /** Pictures of the same case that look like it, the likest first. `compared` is false for what has no hash. */
  'evidence.similar': read(
    { exhibitId: ExhibitId, limit: z.int().min(1).max(500).default(50) },
    z.object({ pictures: z.array(SimilarPicture), total: z.int(), compared: z.boolean(), method: z.string() }),
    ['evidence'],
  ),
  'evidence.export': job(
    'reads',
    { exhibitId: ExhibitId },
    z.object({ ticket: Ticket, name: z.string(), sha256: Sha256 }),
  ),
};
