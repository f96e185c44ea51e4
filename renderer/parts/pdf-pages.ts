import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A PDF that is drawn on the screen: it is held in memory, and by nothing else. */
export interface PdfPages {
  readonly count: number;
  /** Draws a page, as wide as `width` in CSS pixels. @returns what to stop it with, and when it is done */
  draw(page: number, onto: HTMLCanvasElement, width: number): { readonly done: Promise<void>; cancel(): void };
  close(): void;
}

const load = () => Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.min.mjs?worker')]);

/** Loads pdf.js while what it will draw is still being made. */
export const readyPages = (): void => void load().catch(() => {}); // `openPages` says what is wrong

/** Opens a PDF with pdf.js, which is loaded when it is first needed; its own thread ends with the document. */
export async function openPages(bytes: Uint8Array): Promise<PdfPages> {
  const [{ getDocument, PDFWorker }, { default: Thread }] = await load();
  const thread = new Thread();
  const worker = PDFWorker.create({ port: thread });
  const close = (): void => {
    worker.destroy();
    thread.terminate();
  };
  let pdf: PDFDocumentProxy;
  try {
    // Nothing is fetched: all fonts are in the file, and no form or script of it is run.
    pdf = await getDocument({ data: bytes, worker, enableXfa: false, useSystemFonts: false }).promise;
  } catch (error) {
    close();
    throw error;
  }
  return { count: pdf.numPages, draw: (page, onto, width) => drawn(pdf, page, onto, width), close };
}

function drawn(pdf: PDFDocumentProxy, number: number, onto: HTMLCanvasElement, width: number) {
  let cancelled = false;
  let stop = (): void => {};
  const draw = async (): Promise<void> => {
    const page = await pdf.getPage(number);
    if (cancelled) return;
    const scale = (width * devicePixelRatio) / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    // Drawn aside, so that what is shown stays until the new page is whole.
    const aside = document.createElement('canvas');
    aside.width = Math.floor(viewport.width);
    aside.height = Math.floor(viewport.height);
    const task = page.render({ canvas: aside, viewport });
    stop = () => task.cancel();
    await task.promise;
    if (cancelled) return;
    onto.width = aside.width;
    onto.height = aside.height;
    onto.getContext('2d')?.drawImage(aside, 0, 0);
  };
  const done = draw().catch((error: unknown) => {
    if (!cancelled) throw error;
  });
  return {
    done,
    cancel: () => {
      cancelled = true;
      stop();
    },
  };
}
