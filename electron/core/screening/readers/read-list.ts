import { Fault } from '../../../../shared/contract/errors.ts';
import type { ReadList } from '../../../../shared/domain/screening/listed.ts';
import { readFtm, readWarningList } from './json.ts';
import { type OfacPart, ofacPart, readOfac } from './ofac.ts';
import { readEu, readOwn, readSimple, readUk } from './tables.ts';
import { readUn } from './un.ts';

export interface ListFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** UTF-8, or what Windows wrote where it is none. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** Lists are known by their shape, never by their names. Files of OFAC that belong together are read as one list. @throws Fault `unsupported` */
export function readLists(
  files: readonly ListFile[],
): { readonly list: ReadList; readonly files: readonly string[] }[] {
  const ofac = new Map<OfacPart, string[]>();
  const ofacFiles: string[] = [];
  const lists: { list: ReadList; files: readonly string[] }[] = [];
  for (const { name, bytes } of files) {
    const text = textOf(bytes);
    const part = ofacPart(text);
    if (part) {
      ofac.set(part, [...(ofac.get(part) ?? []), text]);
      ofacFiles.push(name);
      continue;
    }
    const list = readOne(text);
    if (!list)
      throw new Fault(
        'unsupported',
        `${name} is no list that is known by its shape. A list of your own needs a column "name", or a name on each line.`,
      );
    lists.push({ list, files: [name] });
  }
  if (ofac.size > 0) {
    if (!ofac.has('sdn'))
      throw new Fault(
        'unsupported',
        `${ofacFiles.join(', ')} go with a file of OFAC's names (sdn.csv), which was not chosen.`,
      );
    lists.unshift({ list: readOfac(ofac), files: ofacFiles });
  }
  return lists;
}

interface Shape {
  /** @param head the first characters of a text */
  readonly fits: (head: string) => boolean;
  readonly read: (text: string) => ReadList | null;
}
/** Lists that are published in a layout of their own. */
const SHAPES: readonly Shape[] = [
  { fits: (head) => /<CONSOLIDATED_LIST\b/.test(head), read: readUn },
  { fits: (head) => /^"?fileGenerationDate"?;/i.test(head) && head.includes('NameAlias_'), read: readEu },
  { fits: (head) => /^"?Report Date:/i.test(head) && head.includes('Unique ID'), read: readUk },
  { fits: (head) => /^"?id"?,"?schema"?,"?name"?,"?aliases"?/.test(head), read: readSimple },
  { fits: (head) => /^\s*\{[^\n]*"schema"\s*:/.test(head), read: (text) => readWarningList(text) ?? readFtm(text) },
  { fits: (head) => /^\s*\{/.test(head), read: readWarningList },
];
const shapeOf = (text: string): Shape | undefined => {
  const head = text.slice(0, 4000).replace(/^\uFEFF/, '');
  return SHAPES.find(({ fits }) => fits(head));
};

/** @param text of a file, or its beginning @returns whether it may be a list in a layout that is published; not every JSON is one */
export function looksPublished(text: string): boolean {
  if (ofacPart(text) === 'sdn') return true;
  const shape = shapeOf(text);
  return shape !== undefined && (shape.read !== readWarningList || /"list"\s*:\s*\[/.test(text));
}

function readOne(text: string): ReadList | null {
  const shape = shapeOf(text);
  return shape ? shape.read(text) : readOwn(text);
}
