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
const textOf = (bytes: Uint8Array): string => {
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

function readOne(text: string): ReadList | null {
  const head = text.slice(0, 4000).replace(/^\uFEFF/, '');
  if (/<CONSOLIDATED_LIST\b/.test(head)) return readUn(text);
  if (/^"?fileGenerationDate"?;/i.test(head) && head.includes('NameAlias_')) return readEu(text);
  if (/^"?Report Date:/i.test(head) && head.includes('Unique ID')) return readUk(text);
  if (/^"?id"?,"?schema"?,"?name"?,"?aliases"?/.test(head)) return readSimple(text);
  if (/^\s*\{/.test(head))
    return readWarningList(text) ?? (/^\s*\{[^\n]*"schema"\s*:/.test(head) ? readFtm(text) : null);
  return readOwn(text);
}
