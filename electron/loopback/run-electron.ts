import { spawn } from 'node:child_process';
import { withoutSecrets } from '../core/host/environment.ts';
import type { Ending } from './ending.ts';

/** A failure this soon is a failure to start: no sandbox, a missing system library. */
const STARTING_MS = 15_000;

/** Runs Electron with the program until it ends. @returns its exit code, or why it never started */
export function runElectron(
  path: string,
  program: string,
  args: readonly string[],
  ending: Ending,
): Promise<{ code: number } | { failed: string }> {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...env } = withoutSecrets();
  const started = performance.now();
  let ready = false;
  return new Promise((resolve) => {
    const child = spawn(path, [program, ...args], { stdio: ['ignore', 'inherit', 'ignore', 'ipc'], env });
    const ended = new Promise<void>((gone) => child.once('exit', () => gone()));
    ending.add(() => {
      child.kill('SIGTERM');
      return ended;
    });
    child.on('message', (message) => {
      if (message === 'ready') ready = true;
    });
    child.on('error', (error) =>
      resolve({ failed: `Electron cannot be run (${'code' in error ? error.code : 'unknown reason'})` }),
    );
    child.on('exit', (code, signal) => {
      if (code === 0) return resolve({ code });
      const soon = !ready && performance.now() - started < STARTING_MS;
      if (soon) return resolve({ failed: `Electron did not start here (${signal ?? `exit ${code}`})` });
      resolve({ code: code ?? 1 });
    });
  });
}
