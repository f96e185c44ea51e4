import { z } from 'zod';
import type { Ticket } from './values.ts';

/** A folder as the browser host lists it. `ref` stands for its path, which the window never sees or sends. */
const Folder = z.object({ ref: z.string(), name: z.string() });
export const FolderPage = z.object({
  trail: z.array(Folder).describe('from one of the top folders down to this one; empty for the list of top folders'),
  folders: z.array(Folder.extend({ vault: z.boolean().describe('it holds a vault.json') })),
  left: z.int().describe('folders that are not listed, because there are too many'),
});
export type FolderPage = z.infer<typeof FolderPage>;

/** What the window asks of the host's list of folders: `list` without `ref` gives the top folders. */
export const FolderAsk = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('list'), ref: z.string().max(100).nullable() }),
  /** Makes a folder in another and lists it. */
  z.strictObject({
    act: z.literal('make'),
    ref: z.string().max(100),
    name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u, 'use letters, digits, space, dot, dash'),
  }),
  z.strictObject({ act: z.literal('choose'), ref: z.string().max(100) }),
]);
export type FolderAsk = z.infer<typeof FolderAsk>;

/** The host's list of folders, where it has no dialog of the system's. */
export interface HostFolders {
  list(ref: string | null): Promise<FolderPage>;
  make(ref: string, name: string): Promise<FolderPage>;
  choose(ref: string): Promise<Ticket>;
}
