import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import type { ReportModel } from '../model.ts';
import { strengthen } from './encryption.ts';

/** What of pdfkit's document is touched here; it has no types of its own. */
interface Paper extends Readable {
  _root: { data: Record<string, unknown> };
}

/** An empty document with its metadata; the file's id follows from them, so that equal prints are equal files. */
export function paper(model: ReportModel, password: string | null): Paper {
  const at = new Date(model.printedAt);
  const document = new PDFDocument({
    // PDF 1.7 with Adobe's extension level 3: the first with AES-256.
    pdfVersion: '1.7ext3',
    compress: true,
    lang: 'en',
    displayTitle: true,
    autoFirstPage: false,
    ...(password === null ? {} : { userPassword: password, ownerPassword: password }),
    permissions: { printing: 'highResolution', copying: true, contentAccessibility: true },
    info: {
      Title: `${model.case.label} ${model.case.title}`,
      Author: model.preparedBy,
      Subject: `TLP:${model.case.tlp}`,
      Creator: model.program,
      Producer: model.program,
      CreationDate: at,
      ModDate: at,
    },
  }) as unknown as Paper;
  document._root.data['PageMode'] = 'UseOutlines';
  if (password !== null) strengthen(document, password);
  return document;
}
