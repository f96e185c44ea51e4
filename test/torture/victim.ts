import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Starts a program from its sources that is to be killed. What it is compiled to is kept where `npm ci` clears it (a victim has
 * it written by `flushCompileCache`, since it does not live to its end): otherwise each start takes 2 s of a processor instead of 0.6.
 */
export const startVictim = (script: 'merger' | 'renewer' | 'writer', args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--experimental-transform-types', '--no-warnings', `test/torture/${script}.ts`, ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/compiled' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
