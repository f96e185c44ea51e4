import { execFileSync } from 'node:child_process';

/** Workers and child processes run from `dist/`; make sure it is of these sources. */
export function setup(): void {
  execFileSync(process.execPath, ['electron/build.ts'], { stdio: 'inherit' });
}
