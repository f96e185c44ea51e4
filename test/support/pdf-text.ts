import { execFileSync } from 'node:child_process';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader finds in a PDF, by a second implementation: the text of each page, its links, its outline. */
export interface ReadPdf {
  readonly pages: readonly string[];
  /** For each page, the page (from 1) that each of its links inside the document leads to. */
  readonly links: readonly (readonly number[])[];
  readonly outline: readonly string[];
  /** Bookmarks that stand under another, of the second level. */
  readonly below: readonly string[];
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
  const bookmarks = (await document.getOutline()) ?? [];
  const outline = bookmarks.map(({ title }) => title);
  const below = bookmarks.flatMap(({ items }) => items.map((item: { title: string }) => item.title));
  await task.destroy();
  return { pages, links, outline, below };
}

/** A place that a link or bookmark leads to; `left` and `top` in points from the page's lower left corner. */
export interface Target {
  readonly page: number;
  readonly left: number;
  readonly top: number;
}
export interface Navigation {
  /** Depth first, as it is listed. */
  readonly outline: readonly (Target & { readonly title: string })[];
  /** For each page, where its links inside the document lead, from the top of the page down. */
  readonly links: readonly (readonly Target[])[];
  /** For each page, its pieces of text and the height of their base line. */
  readonly texts: readonly (readonly { readonly text: string; readonly y: number }[])[];
}

export async function readNavigation(bytes: Uint8Array): Promise<Navigation> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const targetOf = async (dest: unknown): Promise<Target> => {
    const found = typeof dest === 'string' ? await document.getDestination(dest) : (dest as never[] | null);
    if (!found) throw new Error('a link leads nowhere');
    const [page, , left, top] = found;
    return { page: (await document.getPageIndex(page as never)) + 1, left: Number(left), top: Number(top) };
  };
  const outline: (Target & { title: string })[] = [];
  const list = async (nodes: Awaited<ReturnType<typeof document.getOutline>>): Promise<void> => {
    for (const { title, dest, items } of nodes ?? []) {
      outline.push({ title, ...(await targetOf(dest)) });
      await list(items);
    }
  };
  await list(await document.getOutline());
  const [links, texts]: [Target[][], { text: string; y: number }[][]] = [[], []];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.flatMap((item) => ('str' in item ? [{ text: item.str, y: Number(item.transform[5]) }] : [])));
    const marks = (await page.getAnnotations()).filter(({ dest }) => dest);
    marks.sort((one, other) => other.rect[3] - one.rect[3]);
    links.push(await Promise.all(marks.map(({ dest }) => targetOf(dest))));
  }
  await task.destroy();
  return { outline, links, texts };
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
