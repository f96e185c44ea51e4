import { writeFileSync } from 'node:fs';
import type { ChildEntry } from './channel.ts';

/** What a process of ours may need of its parent's environment. A passphrase, tokens and options for Node are not among it. */
const NEEDED = new Set([
  'PATH',
  'HOME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TZDIR',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'LD_LIBRARY_PATH',
]);

/**
 * The pictures' package reads every font of the machine when it is loaded, six times as long as the loading itself takes
 * where there are 150. All letters are drawn from the program's own fonts (`pictures/lettering.ts`).
 */
const NO_FONTS_OF_THE_MACHINE = { DISABLE_SYSTEM_FONTS_LOAD: '1' };

/**
 * SQLite sorts in memory here, along lists through all of it. Where the C library has its memory in large pages, that takes 1.25
 * times what sorting in a file takes, otherwise 1.5 (1,000,000 rows grouped by a text; glibc 2.35 and later, others ignore it).
 * Without the lists of small free pieces (mxfast), which are cleared after such a statement, it takes 4 to 8 percent less (15 calm
 * runs), and the next statement finds its memory in one piece again.
 */
const SORTING = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1:glibc.malloc.mxfast=0' };

/**
 * Files are read and stored in buffers of some hundred kibibytes and more, by several threads. Those are given back at once by this,
 * where the C library would keep the holes that they leave, in as many heaps as there are threads: importing 1,000,000 rows (134 MB)
 * takes the core 247 to 272 MB at its peak, 279 to 349 where only buffers of a megabyte go back and each thread has its heap, in the
 * same processor time; 3,000,000 rows 292, and their verification 301 (measured of a bundled core by turns on Linux, Node 24).
 */
const GIVING_BACK = { GLIBC_TUNABLES: 'glibc.malloc.mmap_threshold=250000:glibc.malloc.arena_max=2' };

/** The environment of a child: names are compared as Windows does, without regard to case. */
export function childEnvironment(entry: string, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const needed = Object.entries(env).filter((variable): variable is [string, string] => {
    const name = variable[0].toUpperCase();
    return variable[1] !== undefined && (NEEDED.has(name) || name.startsWith('LC_'));
  });
  return {
    ...Object.fromEntries(needed),
    ...NO_FONTS_OF_THE_MACHINE,
    ...(entry === 'query' && SORTING),
    ...(entry === 'core' && GIVING_BACK),
  };
}

/**
 * A report is laid out once, by code that runs a few thousand times: its last compilation takes more time than it saves, a young heap
 * of the usual size holds 100 MB of what is done with, and what is left of the layout is given up before the file is written.
 */
const LAYING_OUT = ['--no-turbofan', '--max-semi-space-size=8', '--expose-gc'];

/** Options for V8 in a child of the core. */
export const childOptions = (entry: ChildEntry): readonly string[] => [
  '--max-old-space-size=2048',
  ...(entry === 'pdf' ? LAYING_OUT : []),
];

/** For a program that is not ours and shows a window: all but the passphrase. */
export function withoutSecrets(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { REDTHREAD_PASSPHRASE: _passphrase, ...rest } = env;
  return rest;
}

/**
 * A crash dump is a picture of memory, keys and cells with it. On Linux a process can say that its dumps hold no memory
 * at all (core(5), "Controlling which mappings are written"), also to a program that collects them and heeds no size
 * limit; children inherit it. Elsewhere the size limit that `limited` sets must do; Windows writes none unless told to.
 */
export function leaveMemoryOutOfDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // no such file in this kernel
  }
}

/** A Node command line that runs with a core size limit of 0, which Node itself cannot set: through the shell, whose place it takes. */
export function limited(options: readonly string[]): { execPath: string; execArgv: string[] } {
  const { command, args } = withoutDumps(process.execPath, options);
  return { execPath: command, execArgv: args };
}

/** A program with a core size limit of 0, which all that it starts inherits; the limit cannot be raised again. */
export function withoutDumps(path: string, args: readonly string[]): { command: string; args: string[] } {
  if (process.platform === 'win32') return { command: path, args: [...args] };
  return { command: '/bin/sh', args: ['-c', 'ulimit -c 0; exec "$0" "$@"', path, ...args] };
}
