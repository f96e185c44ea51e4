import { enableCompileCache } from 'node:module';

const LEAST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) {
  process.stderr.write(
    `redthread: this is Node ${process.versions.node}; ${LEAST_NODE} is needed. "npm run -s redthread -- …" brings its own.\n`,
  );
  process.exit(2);
}
const { compiledFolder } = await import('../core/host/entries.ts');
enableCompileCache(compiledFolder());
const { runCommandLine } = await import('./command-line.ts');
const { CoreClient } = await import('../core/host/client.ts');
const { forkCore } = await import('../core/host/fork.ts');
const { watchSignals } = await import('./interruption.ts');
const { argv, stdin, stdout, stderr, env } = process;
const code = await runCommandLine(argv.slice(2), {
  ...{ stdin, stdout, stderr, env },
  cwd: process.cwd(),
  interruption: watchSignals(),
  openCore: (options) => new CoreClient(options, forkCore),
});
// A prompt or a half-read stdin must not keep a finished program alive; every write was waited for.
process.exit(code);
