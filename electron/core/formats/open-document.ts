import { Fault } from '../../../shared/contract/errors.ts';
import { openZip } from './archive.ts';

/** What the library that reads an OpenDocument spreadsheet does not tell of it. */
export interface OpenDocument {
  /** Names of the sheets that it hides. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * A sheet is hidden where the style of its table has `table:display="false"` (OpenDocument 1.3, part 3, 19.628).
 * @returns null for a workbook of another kind. @throws Fault `unsupported` for one whose parts are encrypted
 */
export async function openDocument(bytes: Uint8Array): Promise<OpenDocument | null> {
  const archive = await openZip(bytes);
  const part = async (name: string): Promise<string> => {
    const at = archive.entries.findIndex((entry) => entry.name === name);
    if (at < 0) return '';
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.unpack(at)) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  };
  if (/<(?:manifest:)?encryption-data[\s>]/.test(await part('META-INF/manifest.xml')))
    throw new Fault(
      'unsupported',
      'The workbook is encrypted with a password. Open it in a spreadsheet program, save it without one, and import that beside it.',
    );
  const content = await part('content.xml');
  if (content === '') return null;
  const unshown = new Set<string>();
  for (const [style = '', name = ''] of content.matchAll(
    /<style:style [^>]*style:name="([^"]*)"[^>]*>(?:\s*<style:table-properties [^>]*>)?/g,
  ))
    if (/table:display="false"/.test(style)) unshown.add(name);
  const hidden = new Set<string>();
  if (unshown.size > 0)
    for (const [tag] of content.matchAll(/<table:table [^>]*>/g))
      if (unshown.has(attribute(tag, 'style-name'))) hidden.add(unescaped(attribute(tag, 'name')));
  return { hidden };
}

const attribute = (tag: string, name: string): string => new RegExp(`\\stable:${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The text of an attribute: the library leaves names of sheets as they are written. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) =>
    name ? (NAMED[name] as string) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
