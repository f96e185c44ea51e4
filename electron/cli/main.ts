export {};

const LEAST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) < LEAST_NODE) {
  process.stderr.write(
    `redthread: this is Node ${process.versions.node}; ${LEAST_NODE} is needed. "npm run -s redthread -- …" brings its own.\n`,
  );
  process.exit(2);
}
const { runCommandLine } = await import('./command-line.ts');
const code = await runCommandLine(process.argv.slice(2));
// A prompt or a half-read stdin must not keep a finished program alive; every write was waited for.
process.exit(code);
