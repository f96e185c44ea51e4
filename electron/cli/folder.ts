import { readdir, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { readableName } from '../../shared/domain/file-names.ts';
import { printable } from './output.ts';

/** A file to import. `within` is where it lies in the folder that was named, that folder's name first; null for a file named itself. */
export interface Found {
  /** Bytes where it is no UTF-8. */
  readonly path: string | Uint8Array;
  readonly within: string | null;
}
/** What a folder holds, in the order of the names' code units, files and folders as they come. */
export interface FolderContents {
  readonly files: readonly Found[];
  /** Symbolic links, which are not followed: what they lead to may lie anywhere. */
  readonly links: readonly string[];
  /** Hidden files and files in hidden folders; they are among `files`. */
  readonly hidden: readonly string[];
  /** Folders that are not read, with the reason: no permission, or a vault. */
  readonly closed: readonly { readonly within: string; readonly reason: string }[];
}

/** Every file below a folder, at any depth. */
export async function contentsOf(folder: string): Promise<FolderContents> {
  const contents = { files: [] as Found[], links: [] as string[], hidden: [] as string[], closed: [] as Closed[] };
  await walk(Buffer.from(resolve(folder)), basename(resolve(folder)), false, contents);
  return contents;
}
type Closed = FolderContents['closed'][number];
type Gathered = { files: Found[]; links: string[]; hidden: string[]; closed: Closed[] };

async function walk(path: Buffer, within: string, hidden: boolean, found: Gathered): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' }).catch(
    (error: NodeJS.ErrnoException) => {
      found.closed.push({ within, reason: error.code === 'EACCES' ? 'permission denied' : (error.code ?? 'unknown') });
      return [];
    },
  );
  const listed = entries.map((entry) => ({ entry, name: readableName(entry.name).name }));
  const names = new Set(listed.map(({ name }) => name));
  if (names.has('vault.json') && names.has('store.db')) {
    found.closed.push({ within, reason: 'it is a vault, perhaps the one that is open' });
    return;
  }
  for (const { entry, name } of listed.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = `${within}/${name}`;
    const below = Buffer.concat([path, Buffer.from(sep), entry.name]);
    const unseen = hidden || name.startsWith('.');
    if (entry.isSymbolicLink()) found.links.push(place);
    else if (entry.isDirectory()) await walk(below, place, unseen, found);
    else {
      const { name: text, exact } = readableName(below);
      found.files.push({ path: exact ? text : below, within: place });
      if (unseen) found.hidden.push(place);
    }
  }
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false, // what is not there is named when it is imported
  );

const MOST_NAMED = 10;
const some = (places: readonly string[]): string =>
  [
    ...places.slice(0, MOST_NAMED).map(printable),
    ...(places.length > MOST_NAMED ? [`and ${places.length - MOST_NAMED} more`] : []),
  ].join(', ');
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is said of a folder before its files are imported. */
export function toldOf(folder: string, { files, links, hidden, closed }: FolderContents): string[] {
  return [
    `${printable(basename(resolve(folder)))}: ${counted(files.length, 'file')}`,
    ...(links.length > 0 ? [`${counted(links.length, 'symbolic link')} not followed: ${some(links)}`] : []),
    ...(hidden.length > 0 ? [`${counted(hidden.length, 'hidden file')} imported too: ${some(hidden)}`] : []),
    ...closed.map(({ within, reason }) => `not read: ${printable(within)} (${reason})`),
  ];
}
