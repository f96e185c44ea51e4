import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import write from '@react-pdf/render';
import { Font, pdf } from '@react-pdf/renderer';
import PDFDocument from 'pdfkit';
import type { ReactElement } from 'react';
import { Fault } from '../../../../shared/contract/errors.ts';
import { ReportSection } from '../../../../shared/contract/report-setup.ts';
import type { Permissions } from '../../../../shared/contract/reports.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { Letter, PrintedPdf, ReportModel } from '../model.ts';
import {
  ALL_ON_ITS_PLACE,
  type BriefPlan,
  bodiesFor,
  charactersOfFindings,
  FIRST_PAGES,
  MOST_PAGES,
  ONE_PAGE,
} from './brief-plan.ts';
import { bearsLabels, holdsAll, inspect, keepText, staysOnPages } from './checks.ts';
import { Report } from './document.tsx';
import { strengthen } from './encryption.ts';
import { withPictures } from './figure-picture.ts';
import { prepareFonts } from './fonts.ts';
import { LetterDocument } from './letter.tsx';
import { numberPages, pagesOf } from './numbering.ts';
import { outlineOf } from './outline.ts';
import { Boundary, type Failure, type Printing } from './printing.ts';
import { drawByPosition, openFontsOnce, placeGlyphs, placeTargets } from './readable.ts';
import { landmarksOf } from './sections.tsx';
import { type Layout, laidBySheets } from './sheets.ts';
import { giveStructure } from './structure.ts';
import { exhibitAnchor, nowhere } from './text.tsx';

/** What of pdfkit's document is touched here; it has no types of its own. */
interface PdfDocument extends Readable {
  _root: { data: Record<string, unknown> };
}

/** Who may do what with an encrypted file. */
interface Access {
  readonly owner: string | null;
  readonly permissions: Permissions;
}
const OPEN: Access = { owner: null, permissions: { print: true, copy: true } };

/** An empty document with its metadata; the file's id follows from them, so that equal prints are equal files. */
function emptyDocument(
  model: Pick<ReportModel, 'printedAt' | 'preparedBy' | 'program'> & Pick<Letter, 'case'>,
  password: string | null,
  { owner, permissions }: Access = OPEN,
): PdfDocument {
  const at = new Date(model.printedAt);
  const document = new PDFDocument({
    // PDF 1.7 with Adobe's extension level 3: the first with AES-256.
    pdfVersion: '1.7ext3',
    compress: true,
    lang: 'en',
    displayTitle: true,
    autoFirstPage: false,
    ...(password === null ? {} : { userPassword: password, ownerPassword: randomUUID() }),
    permissions: {
      ...(permissions.print && { printing: 'highResolution' as const }),
      copying: permissions.copy,
      contentAccessibility: true,
    },
    info: {
      Title: `${model.case.label} ${model.case.title}`,
      Author: model.preparedBy,
      Subject: `TLP:${model.case.tlp}`,
      Creator: model.program,
      Producer: model.program,
      CreationDate: at,
      ModDate: at,
    },
  }) as unknown as PdfDocument;
  document._root.data['PageMode'] = 'UseOutlines';
  if (password !== null) strengthen(document, password, owner);
  return document;
}

/**
 * Lays the report out and writes it. @param password 1 to 127 bytes of UTF-8; encrypts with AES-256.
 * Without one, equal models give equal bytes. @param step is told when a part of the work is done, in order
 * @param wanted `outline`: also what the pages say, as plain data
 */
export async function print(
  model: ReportModel,
  password: string | null,
  step: (done: 'laid out' | 'written') => void = () => {},
  access: Access = OPEN,
  wanted: { readonly outline?: boolean } = {},
): Promise<PrintedPdf> {
  prepareFonts();
  Font.registerHyphenationCallback(nowhere);
  const plan = await planOf(model);
  const packed = await layOutReport(model, 'packing', plan);
  const { label } = TLP[model.case.tlp];
  const sound =
    staysOnPages(packed.layout) &&
    bearsLabels(packed.layout, label) &&
    holdsAll(packed.pageOf, packed.printing.landmarks.keys());
  const { layout, printing, pageOf } = sound ? packed : await layOutReport(model, 'classic', plan);
  if (!staysOnPages(layout)) throw new Error('the layout ran off a page');
  keepText(layout);
  if (!holdsAll(pageOf, printing.landmarks.keys())) throw new Error('a heading or a caption is missing');
  numberPages(layout, pageOf);
  inspect(layout, label);
  step('laid out');
  globalThis.gc?.(); // what it took to lay it out is as large as the layout
  const pages = layout.children.length;
  const bytes = await written(layout, emptyDocument(model, password, access));
  step('written');
  return {
    ...{ pdf: bytes, pages, unknownCharacters: [...printing.unknown] },
    places: ReportSection.options.flatMap((section) => {
      const page = pageOf.get(section);
      return page === undefined ? [] : [{ section, page }];
    }),
    ...(wanted.outline && { outline: await withPictures(outlineOf(layout)) }),
  };
}

/** Lays out a document of a few pages and writes it. Equal letters give equal bytes. */
export async function printLetter(letter: Letter): Promise<PrintedPdf> {
  prepareFonts();
  Font.registerHyphenationCallback(nowhere);
  const printing = newPrinting('classic', ALL_ON_ITS_PLACE);
  const layout = await laidOut(<LetterDocument letter={letter} printing={printing} />, printing.failures);
  if (!staysOnPages(layout)) throw new Error('the layout ran off a page');
  keepText(layout);
  numberPages(layout, pagesOf(layout));
  inspect(layout, TLP[letter.case.tlp].label);
  const pages = layout.children.length;
  const bytes = await written(layout, emptyDocument(letter, null));
  return { pdf: bytes, pages, unknownCharacters: [...printing.unknown] };
}

/** Writes what was laid out into an empty document of pdfkit. @returns the file */
export async function written(layout: Layout, target: Readable): Promise<Buffer> {
  placeGlyphs(layout);
  drawByPosition(target);
  openFontsOnce(target);
  placeTargets(layout, target);
  giveStructure(layout, target);
  const chunks: Uint8Array[] = [];
  target.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => target.on('end', resolve).on('error', reject));
  write(target as never, layout);
  await ended;
  return Buffer.concat(chunks);
}

/**
 * Finds out by laying it out what of the executive edition has its place where: the first page is one, the edition has four
 * pages at most, and what is too much for that is in the annex. Where all of it has room on the first page, that is the edition.
 */
async function planOf(model: ReportModel): Promise<BriefPlan> {
  if (model.edition !== 'executive') return ALL_ON_ITS_PLACE;
  if (charactersOfFindings(model) <= ONE_PAGE) {
    const together: BriefPlan = { ...ALL_ON_ITS_PLACE, onOnePage: true };
    if ((await layOutReport(model, 'packing', together)).layout.children.length === 1) return together;
  }
  let plan = ALL_ON_ITS_PLACE;
  const short = { ...model, findings: [], exhibits: [] };
  for (const first of FIRST_PAGES) {
    plan = { ...ALL_ON_ITS_PLACE, ...first };
    const { pageOf } = await layOutReport(short, 'packing', plan);
    if (pageOf.get('findings') === 2) break;
  }
  for (const body of bodiesFor(model)) {
    plan = { ...plan, body };
    const { layout, pageOf } = await layOutReport(model, 'packing', { ...plan, probing: true });
    const annex = pageOf.get('annex');
    if ((annex === undefined ? layout.children.length : annex - 1) <= MOST_PAGES) break;
  }
  return plan;
}

const newPrinting = (pagination: Printing['pagination'], plan: BriefPlan): Printing => ({
  ...{ plan, failures: [], pagination, unknown: new Set() },
  ...{ entries: new Set(), landmarks: new Map() },
});

async function layOutReport(model: ReportModel, pagination: Printing['pagination'], plan: BriefPlan) {
  const landmarks = new Map(landmarksOf(model, plan).map((landmark) => [landmark.anchor, landmark]));
  const labels = model.exhibits.map(({ record }) => record.label);
  const entries = new Set(labels.filter((label) => landmarks.has(exhibitAnchor(label))));
  const printing: Printing = { ...newPrinting(pagination, plan), entries, landmarks };
  const layout = await laidOut(<Report model={model} printing={printing} />, printing.failures);
  return { layout, printing, pageOf: pagesOf(layout) };
}

/**
 * Lays out a document that is given as an element. The fonts must have been prepared.
 * @param failures of its parts, noted while it is drawn
 * @throws Fault `damaged` naming an exhibit that cannot be drawn, Error for any other failure and for a document without pages
 */
export async function laidOut(element: ReactElement, failures: Failure[] = []): Promise<Layout> {
  const whole = (
    <Boundary of={null} failures={failures}>
      {element}
    </Boundary>
  );
  const drawn = pdf(whole as never);
  const { document } = drawn.container as { document: { children: unknown[] } };
  const sheets = document.children.splice(0);
  const [failed] = failures;
  if (failed && failed.of !== null && !(failed.error instanceof Fault))
    throw new Fault(
      'damaged',
      `Nothing was printed: ${failed.of} cannot be drawn. Leave it out, or see what verify tells.`,
    );
  if (failed) throw failed.error;
  // What React remembers of it, to draw it again, is as large as the document.
  drawn.updateContainer(null as never);
  const layout = await laidBySheets({ ...document, children: sheets });
  if (layout.children.length === 0) throw new Error('the document has no pages');
  return layout;
}
