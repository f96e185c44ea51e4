export {};

/**
 * What Electron starts. `--cli …` is the command line inside the package: the fuse that would let Electron's program run as Node
 * is off, so the verbs run in its main process, and the core and its children in processes as under the window.
 */
const at = process.argv.indexOf('--cli');
if (at < 0) await import('./main/main.ts');
else {
  const { runInElectron } = await import('./main/command-line.ts');
  const argv = process.argv.slice(at + 1);
  runInElectron(async (startCore) => {
    const { runCommandLine } = await import('./cli/command-line.ts');
    const { watchSignals } = await import('./cli/interruption.ts');
    const { CoreClient } = await import('./core/host/client.ts');
    const { stdin, stdout, stderr, env } = process;
    return runCommandLine(argv, {
      ...{ stdin, stdout, stderr, env },
      cwd: process.cwd(),
      interruption: watchSignals(),
      openCore: (options) => new CoreClient({ ...options, hostHears: true }, startCore),
    });
  });
}
