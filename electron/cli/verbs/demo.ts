import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { saveTo } from '../../core/host/save.ts';
import { EXIT, type Host, type HostedCore, type Run, withCore } from '../host.ts';

interface Options {
  out: string;
  json?: boolean;
}

/** No secret: the sample holds made-up data only, and this is printed. */
const SAMPLE_PASSPHRASE = 'copper lantern sample';

export function demoVerb(program: Command, run: Run): void {
  program
    .command('demo')
    .description('build the synthetic sample case in a vault of its own, verify it, and print its report')
    .requiredOption('--out <dir>', 'the folder for sample.redthread, report.pdf and its signature; made when missing')
    .option('--json', 'print one JSON value, for scripts')
    .addHelpText('after', '\nExample:\n  redthread demo --out ./sample')
    .action(
      run(async (host, options: Options) => {
        const out = resolve(host.cwd, options.out);
        const vault = join(out, 'sample.redthread');
        const report = join(out, 'report.pdf');
        for (const path of [vault, report, `${report}.sig`]) await refuseToReplace(path);
        await mkdir(out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
          throw new Fault('disk', `The folder "${out}" cannot be made (${error.code ?? 'unknown reason'}).`);
        });
        try {
          return await withCore(host, (core) => build(host, core, { out, vault, report }, options.json ?? false));
        } catch (error) {
          await rm(vault, { recursive: true, force: true }); // half a sample is worth nothing
          throw error;
        }
      }),
    );
}

async function refuseToReplace(path: string): Promise<void> {
  if (await stat(path).catch(() => null))
    throw new Fault('conflict', `"${path}" is there already. Choose another folder for --out, or move it away.`);
}

interface Places {
  readonly out: string;
  readonly vault: string;
  readonly report: string;
}

async function build(host: Host, core: HostedCore, { out, vault, report }: Places, json: boolean): Promise<number> {
  const { client } = core;
  const place = await client.admitPath(out, 'folder');
  await client.ask('vault.create', {
    name: 'sample',
    folder: place,
    passphrase: SAMPLE_PASSPHRASE,
    investigator: 'Sample Investigator',
  });
  host.out.note('Building the sample case (synthetic data).');
  const { caseId } = await core.run('sample.build', {});
  const verified = await core.run('vault.verify', {});
  const printed = await core.run('report.print', { caseId });
  await saveTo(report, (await client.collect(printed.ticket)).bytes);
  const signature = `${report}.sig`;
  await saveTo(signature, (await client.collect(printed.signature.ticket)).bytes);
  const { counts } = await client.ask('case.get', { caseId });
  const told = {
    vault,
    passphrase: SAMPLE_PASSPHRASE,
    caseId,
    counts,
    verified: verified.ok,
    report,
    signature,
    pages: printed.pages,
    sha256: printed.sha256,
  };
  if (json) await host.out.json(told);
  else
    await host.out.line(`Sample case C-0001 (synthetic): ${counts.exhibits} exhibits, ${counts.datasets} datasets, ${counts.entities} entities, ${counts.links} links, ${counts.findings} findings
Vault:      ${vault}
Passphrase: ${SAMPLE_PASSPHRASE}
Verified:   ${verified.ok ? `intact, ${verified.originals} originals and ${verified.custodyEntries} custody entries` : `${verified.faults.length} faults`}
Report:     ${report} (${printed.pages} pages)
Signature:  ${signature}

Next: read the report, or look into the case:
  npm start                                          then open the vault above
  REDTHREAD_PASSPHRASE='${SAMPLE_PASSPHRASE}' npm run -s redthread -- \\
    sql --vault '${vault}' --case C-0001 'SELECT device_id, count(DISTINCT account_id) AS accounts FROM logins GROUP BY 1 ORDER BY 2 DESC LIMIT 5'`);
  return verified.ok ? EXIT.done : EXIT.finding;
}
