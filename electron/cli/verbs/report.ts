import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Edition } from '../../../shared/contract/report-setup.ts';
import { leftOutWords } from '../../../shared/domain/left-out.ts';
import { draftWords, POINTS } from '../../../shared/domain/report-points.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase } from '../arguments.ts';
import { onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { secretFrom } from '../passphrase.ts';
import { type DeliveryOptions, deliver, isDelivery } from './report-delivery.ts';

interface Options extends DeliveryOptions {
  case: string;
  passwordFile?: string;
  ownerPasswordFile?: string;
  sign: boolean;
}

export function reportVerb(program: Command, run: Run): void {
  onVault(program.command('report').description('print the confidential PDF of a case'))
    .requiredOption(...CASE)
    .requiredOption('--out <file>', 'where the PDF goes; a file of that name is replaced')
    .addOption(new Option('--edition <edition>', 'for whom').choices(Edition.options).default('executive'))
    .option('--password-file <file>', 'file whose first line becomes the password of the PDF (AES-256)')
    .option(
      '--owner-password-file <file>',
      'file whose first line lifts the permissions of the PDF, which then forbid copying',
    )
    .option('--recipient <name>', 'for whom this copy is, in the delivery record and on the cover')
    .option('--mark', 'put recipient and copy number on each page', false)
    .option('--no-sign', 'write no detached signature; otherwise it goes beside the PDF as FILE.pdf.sig')
    .option(
      '--companions',
      'also the signed manifest, indicators, boards, full rows and custody log, beside the PDF',
      false,
    )
    .option('--docx', 'also a working copy for Word, marked as one, with the hash of the PDF', false)
    .option('--markdown', 'also a working copy in Markdown', false)
    .option('--summary', 'also a plain-text summary for a ticket', false)
    .option('--finding <id>', 'this finding alone, as F-3, with the exhibits that it rests on')
    .option('--each-finding', 'each finding as a PDF of its own', false)
    .addOption(
      new Option(
        '--copy <edition:recipient>',
        'one of several copies, all of one state of the case; repeat it. They go into --out FILE.zip',
      )
        .argParser((text: string, all: string[]) => [...all, text])
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      `
Examples:
  redthread report --vault ring.redthread --case C-0001 --out ring.pdf
  redthread report --vault ring.redthread --case C-0001 --out ring.pdf --edition infosec --companions --docx
  redthread report --vault ring.redthread --case C-0001 --out ring.zip --copy legal:Counsel --copy infosec:SOC`,
    )
    .action(
      run(async (host, options: Options) => {
        const { passwordFile, ownerPasswordFile } = options;
        const password =
          passwordFile === undefined ? undefined : await secretFrom(host.cwd, passwordFile, 'password file');
        const ownerPassword =
          ownerPasswordFile === undefined
            ? undefined
            : await secretFrom(host.cwd, ownerPasswordFile, 'owner password file');
        return withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          if (isDelivery(options)) return deliver(host, core, id, options, { password, ownerPassword });
          const printed = await core.run('report.print', {
            ...{ caseId: id, edition: options.edition, password, ownerPassword },
            ...(ownerPassword !== undefined && { permissions: { print: true, copy: false } }),
            ...{ recipient: options.recipient, marked: options.mark },
          });
          const path = resolve(host.cwd, options.out);
          await saveTo(path, (await core.client.collect(printed.ticket)).bytes);
          const { pages, bytes, sha256, leftOut, points, warnings } = printed;
          const open = points.filter(({ accepted }) => accepted === null);
          const signature = options.sign ? `${path}.sig` : null;
          if (signature) await saveTo(signature, (await core.client.collect(printed.signature.ticket)).bytes);
          const { fingerprint } = printed.signature;
          if (options.json)
            await host.out.json({
              ...{
                report: path,
                edition: options.edition,
                copyNumber: printed.copyNumber,
                pages,
                bytes,
                sha256,
                leftOut,
                points,
                warnings,
              },
              ...{ signature, fingerprint: signature && fingerprint },
            });
          else {
            await host.out.line(`${path}  ${pages} pages  ${bytes} bytes  ${sha256}`);
            if (signature) await host.out.line(`${signature}  by ${fingerprint}`);
          }
          for (const group of leftOut)
            host.out.note(`not shown: ${leftOutWords(group)}${printable(named(group.names))}`);
          if (open.length > 0) host.out.note(draftWords(open.length));
          for (const { where, code, words } of open)
            host.out.note(`open: ${printable(`${where}, ${POINTS[code]}. ${words}`)}`);
          for (const warning of warnings) host.out.note(`warning: ${printable(warning)}`);
          return 0;
        });
      }),
    );
}

/** ": E-0002 Sign-ins; E-0006 Chat" */
const named = (names: readonly string[]): string => (names.length === 0 ? '' : `: ${names.join('; ')}`);
