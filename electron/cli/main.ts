import { runCommandLine } from './command-line.ts';

const code = await runCommandLine(process.argv.slice(2));
// A prompt or a half-read stdin must not keep a finished program alive; every write was waited for.
process.exit(code);
