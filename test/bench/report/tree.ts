import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Used {
  readonly cpuSeconds: number;
  /** The most at one time. */
  readonly treeMb: number;
  /** Processor seconds and the most MB of each process, by what it runs. */
  readonly by: Readonly<Record<string, readonly [cpuSeconds: number, mb: number]>>;
}

/** Watches this process and everything below it. @returns a function that stops it and tells what was used meanwhile */
export function watchTree(): () => Used {
  const first = new Map<number, number>();
  const last = new Map<number, Facts>();
  const held = new Map<number, number>();
  const foreign = new Set<number>();
  let most = 0;
  const family = (): Map<number, Facts> => {
    // Who is of another family stays so, and is not asked again: to ask every process of the machine ten times a second was a
    // tenth of all that was measured. Parents are older than their children.
    const pids = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && !foreign.has(pid))
      .sort((a, b) => a - b);
    const ours = new Map<number, Facts>();
    for (const pid of pids) {
      const facts = ticksOf(pid);
      if (facts && (pid === process.pid || ours.has(facts.parent))) ours.set(pid, facts);
      else foreign.add(pid);
    }
    return ours;
  };
  const look = (): void => {
    let bytes = 0;
    for (const [pid, facts] of family()) {
      last.set(pid, { ...facts, runs: last.get(pid)?.runs ?? facts.runs }); // one that ends has no command line any more
      held.set(pid, Math.max(held.get(pid) ?? 0, facts.bytes));
      bytes += facts.bytes;
    }
    most = Math.max(most, bytes);
  };
  // What a process did before, as for the imports, is not of the print.
  for (const [pid, { ticks }] of family()) first.set(pid, ticks);
  const watch = setInterval(look, 100);
  return () => {
    look();
    clearInterval(watch);
    const seconds = (pid: number, { ticks }: Facts): number => (ticks - (first.get(pid) ?? 0)) / 100;
    const cpuSeconds = rounded([...last].reduce((sum, [pid, facts]) => sum + seconds(pid, facts), 0));
    const by: Record<string, readonly [number, number]> = {};
    for (const [pid, facts] of last)
      by[`${facts.runs} ${pid}`] = [rounded(seconds(pid, facts)), Math.round((held.get(pid) ?? 0) / 1e6)];
    return { cpuSeconds, treeMb: Math.round(most / 1e6), by };
  };
}

interface Facts {
  readonly ticks: number;
  readonly bytes: number;
  readonly parent: number;
  /** Name of the file that it runs, without its ending. */
  readonly runs: string;
}
/** utime and stime, resident bytes, parent and program of a process, proc(5); null for one that has ended. */
function ticksOf(pid: number): Facts | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return {
      ticks: Number(fields[11]) + Number(fields[12]),
      bytes: Number(fields[21]) * 4096,
      parent: Number(fields[1]),
      runs: basename(
        readFileSync(`/proc/${pid}/cmdline`, 'latin1')
          .split('\0')
          .findLast((each) => each !== '') ?? '',
        '.js',
      ),
    };
  } catch {
    return null;
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
