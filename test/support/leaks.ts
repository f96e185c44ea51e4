import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * Files below `folders`, but for those below `allowed`, in which a needle can be read: as UTF-8, as UTF-16, or in base64
 * at any of its three alignments. @returns one line a find: the needle and the file
 */
export async function tracesOf(
  needles: readonly string[],
  folders: readonly string[],
  allowed: readonly string[],
): Promise<string[]> {
  const patterns = needles.flatMap((needle) => forms(needle).map((form) => ({ needle, form })));
  const found: string[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || allowed.some((root) => path.startsWith(root + sep))) continue;
      const bytes = await readFile(path).catch(() => Buffer.alloc(0)); // a file that went meanwhile
      for (const { needle, form } of patterns) if (bytes.includes(form)) found.push(`${needle} in ${path}`);
    }
  }
  return [...new Set(found)];
}

function forms(needle: string): Buffer[] {
  const utf8 = Buffer.from(needle, 'utf8');
  // The first and last characters of a shifted base64 text depend on its neighbours and are left out.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [utf8, Buffer.from(needle, 'utf16le'), ...base64.map((text) => Buffer.from(text, 'latin1'))];
}

/**
 * Watches the sockets of processes and all their descendants until stopped (Linux; elsewhere it sees nothing).
 * @returns what was connected to another machine, "process: address"
 */
export function foreignConnections(roots: readonly number[]): { stop(): Promise<string[]> } {
  const seen = new Set<string>();
  if (process.platform !== 'linux') return { stop: async () => [] };
  const timer = setInterval(() => {
    const foreign = foreignPeers();
    if (foreign.size === 0) return; // then none of ours has one, and who they are need not be found out
    for (const pid of descendants(roots))
      for (const socket of socketsOf(pid)) if (foreign.has(socket)) seen.add(`${pid}: ${foreign.get(socket)}`);
  }, 250);
  return {
    stop: async () => {
      clearInterval(timer);
      return [...seen];
    },
  };
}

function descendants(roots: readonly number[]): Set<number> {
  const all = new Set(roots);
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  for (let before = 0; before !== all.size; ) {
    before = all.size;
    for (const [pid, parent] of pairs) if (all.has(parent)) all.add(pid);
  }
  return all;
}

/** Peers of this machine's TCP and UDP sockets that are not on loopback, in the kernel's hexadecimal, by the socket's inode. */
function foreignPeers(): Map<string, string> {
  const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map((table) => `/proc/net/${table}`).filter((path) => existsSync(path));
  const rows = tables.flatMap((path) => readFileSync(path, 'utf8').trim().split('\n').slice(1));
  const peers = rows.map((row) => row.trim().split(/\s+/)).map((fields) => [fields[9] ?? '', fields[2] ?? ''] as const);
  return new Map(
    peers.filter(([, peer]) => !/^0+:|^0100007F:|^[0-9A-F]{6}7F:|^0{24}01000000:|^0{16}FFFF00000100007F:/.test(peer)),
  );
}

/** Inodes of a process's sockets. */
function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return []; // ended meanwhile
  }
}
