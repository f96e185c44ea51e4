import type { Command } from 'commander';
import { type CheckedPart, checkProgram, throwAwayHome } from '../../core/host/self-check.ts';
import { VERSION } from '../../core/host/version.ts';
import { EXIT, type Host, type Run } from '../host.ts';

interface Options {
  json?: boolean;
}

export function selfCheckVerb(program: Command, run: Run): void {
  program
    .command('self-check')
    .description('let every part of the program do its work once, in a throw-away vault; exit 1 when one fails')
    .option('--json', 'print one JSON value, for scripts')
    .action(run((host, options: Options) => selfCheck(host, options.json ?? false)));
}

async function selfCheck(host: Host, json: boolean): Promise<number> {
  using home = throwAwayHome();
  const core = host.openCore({ program: `cli ${VERSION}`, settingsFolder: home.folder, vaultsFolder: home.vaults });
  const parts: CheckedPart[] = [];
  let failed: string | null = null;
  try {
    await checkProgram(core, home, (checked) => {
      parts.push(checked);
      if (!json) host.out.note(`works: ${checked.part} (${checked.ms} ms)`);
    });
  } catch (error) {
    failed = error instanceof Error ? error.message : 'unknown reason';
  } finally {
    await core.close();
  }
  if (json) await host.out.json({ ok: failed === null, parts, failed });
  else if (failed === null) await host.out.line('All parts of the program work.');
  else host.out.note(`does not work: ${failed}`);
  return failed === null ? EXIT.done : EXIT.finding;
}
