import { execFileSync } from 'node:child_process';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader finds in a PDF, by a second implementation: the text of each page, its links, its outline. */
export interface ReadPdf {
  readonly pages: readonly string[];
  /** For each page, the page (from 1) that each of its links inside the document leads to. */
  readonly links: readonly (readonly number[])[];
  readonly outline: readonly string[];
}

/** @throws pdf.js's PasswordException for a wrong or missing password */
export async function readPdf(bytes: Uint8Array, password?: string): Promise<ReadPdf> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    ...(password === undefined ? {} : { password }),
  });
  const document = await task.promise;
  const pages: string[] = [];
  const links: number[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    const targets: number[] = [];
    for (const { dest } of await page.getAnnotations()) {
      const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest;
      if (explicit?.[0]) targets.push((await document.getPageIndex(explicit[0])) + 1);
    }
    links.push(targets);
  }
  const outline = (await document.getOutline())?.map(({ title }) => title) ?? [];
  await task.destroy();
  return { pages, links, outline };
}

/** Output of a tool of poppler or qpdf fed with the PDF; null where the tool is not installed. */
export function byTool(tool: string, parameters: readonly string[]): string | null {
  try {
    return execFileSync(tool, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
