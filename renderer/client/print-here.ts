import { CallError } from './call.ts';

const LOADED_WITHIN_MS = 60_000;
/** The browser says nothing of the end of its dialog: the pages stay for it so long, or until the vault is locked. */
const KEPT_MS = 10 * 60_000;

let drop: () => void = () => {};
/** Forgets the pages that were given to the browser's printing last. */
export const forgetPrint = (): void => drop();

/** Opens the browser's own print dialog over a PDF, in a frame that nobody sees. @throws CallError `unsupported` */
export async function printHere(pdf: Blob): Promise<void> {
  if (!navigator.pdfViewerEnabled) throw NOT_HERE();
  forgetPrint();
  const address = URL.createObjectURL(pdf);
  const frame = document.createElement('iframe');
  frame.className = 'rt-printing';
  frame.title = 'The pages that are printed';
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  const forgotten = setTimeout(() => forgetPrint(), KEPT_MS);
  drop = () => {
    clearTimeout(forgotten);
    frame.remove();
    URL.revokeObjectURL(address);
    drop = () => {};
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(NOT_HERE()), LOADED_WITHIN_MS);
      frame.onload = () => {
        clearTimeout(late);
        resolve();
      };
      frame.src = address;
      document.body.append(frame);
    });
    // A browser whose viewer is a page of its own, as Firefox's, lets no other page print it.
    frame.contentWindow?.print();
  } catch {
    forgetPrint();
    throw NOT_HERE();
  }
}

const NOT_HERE = (): CallError =>
  new CallError(
    'unsupported',
    'This browser lets no page print a PDF. Choose Print to PDF instead, open the saved file and print it from there; then delete it.',
  );
