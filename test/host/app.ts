import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { running } from './processes.ts';

/** An event of Electron that a listener may prevent. */
export function preventable() {
  return {
    defaultPrevented: false,
    preventDefault(): void {
      this.defaultPrevented = true;
    },
  };
}

/** What a test decides beforehand and reads afterwards. */
export const script = {
  order: [] as string[],
  /** Answers to dialogs, first come first served; a dialog without one is dismissed. */
  answers: [] as unknown[],
  asked: [] as { readonly kind: string; readonly options: unknown }[],
  cancelled: [] as string[],
  failLoads: Number(process.env['STAND_IN_FAIL_LOADS'] ?? 0),
  readyToShow: process.env['STAND_IN_NO_READY_TO_SHOW'] === undefined,
  themeSource: 'system',
  menu: [] as unknown[],
  /** How often memory was asked for, and what is answered for every process instead of what it holds (KiB). */
  measured: 0,
  heavy: null as number | null,
  clipboard: '',
};

const argv = process.argv.slice(2);
const switches = new Map<string, string>();
for (const arg of argv) {
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
  if (name !== undefined) switches.set(name, value);
}

function residentKibibytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended, or this is no Linux
  }
}

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] !== undefined;
  readonly paths: Record<string, string> = {};
  private ending = false;
  readonly commandLine = {
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    appendSwitch: (name: string, value = '') => {
      script.order.push(`switch ${name}`);
      switches.set(name, value);
    },
  };
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  getPath = (name: string): string => this.paths[name] ?? this.paths['userData'] ?? '';
  disableHardwareAcceleration(): void {
    script.order.push('no GPU');
  }
  enableSandbox(): void {
    script.order.push('sandbox');
  }
  requestSingleInstanceLock(): boolean {
    script.order.push('single instance');
    return process.env['STAND_IN_SECOND'] === undefined;
  }
  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    script.order.push('ready');
  }
  relaunch(): void {
    script.order.push('relaunch');
  }
  setAboutPanelOptions(options: unknown): void {
    script.asked.push({ kind: 'about', options });
  }
  /** Of every process that a test started or names: memory as Linux tells, in KiB. */
  getAppMetrics = (): { pid: number; memory: { workingSetSize: number } }[] => {
    script.measured += 1;
    return [...running.values()].flatMap((pids) =>
      [...pids].map((pid) => ({ pid, memory: { workingSetSize: script.heavy ?? residentKibibytes(pid) } })),
    );
  };
  exit(code: number): void {
    script.order.push(`exit ${code}`);
    // What a test would still ask, it asks before; what it reads afterwards is sent now, without what a menu would call.
    if (process.connected)
      process.send?.({ last: JSON.parse(JSON.stringify(script)) as unknown }, () => process.exit(code));
    else process.exit(code);
  }
  quit(): void {
    const event = preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.ending = true;
    this.emit('close-all');
  }
  /** A window is gone; how many are left. */
  windowGone(left: number): void {
    if (left > 0) return;
    if (this.ending) this.last();
    else this.emit('window-all-closed');
  }
  last(): void {
    const event = preventable();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
}
export const app = new App();
