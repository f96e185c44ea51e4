import type { Command } from 'commander';
import type { Attachment, AttachmentPlace } from '../../../shared/contract/attachments.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { CASE, findCase, findExhibits } from '../arguments.ts';
import { EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends VaultOptions {
  case: string;
  save?: string[];
}

export function attachmentsVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('attachments')
      .description('what came with the messages of an exhibit that is mail; saved as exhibits on request'),
  )
    .requiredOption(...CASE)
    .option('--save <places...>', '"all", or single ones as message.attachment: 1.2 is the second of the first message')
    .argument('<exhibit>', 'the mail (.eml, .mbox): its id, or E-0001')
    .addHelpText(
      'after',
      '\nExit code 1 when something could not be saved, or a message could not be parsed.\n\nExample:\n  redthread attachments --vault ring.redthread --case C-0001 E-0004 --save all',
    )
    .action(
      run((host, reference: string, options: Options) =>
        withVault(host, options, async (core) => {
          const of = await findCase(core.client, options.case);
          const exhibitId = (await findExhibits(core.client, of, [reference]))[0]?.id;
          if (!exhibitId) throw new Fault('not-found', `There is no exhibit "${reference}".`);
          if (!options.save) {
            const { attachments, leftOut, unread } = await core.run('attachment.list', { exhibitId });
            for (const each of attachments)
              if (options.json) await host.out.json(each);
              else await host.out.line(printable(told(each)));
            if (unread > 0) host.out.note(`warning: ${unread} of its messages cannot be parsed.`);
            if (leftOut > 0) host.out.note(`warning: ${leftOut} more are not listed.`);
            return unread > 0 ? EXIT.finding : EXIT.done;
          }
          const all = options.save.includes('all');
          const chosen = all ? {} : { chosen: options.save.map(placeOf) };
          const { saved, already, problems } = await core.run('attachment.save', { exhibitId, ...chosen });
          if (options.json) await host.out.json({ saved, already, problems });
          else
            for (const { message, part, name, label, sha256, again } of saved)
              await host.out.line(
                printable(`${label}  ${message}.${part}  ${name}  ${sha256}${again ? '  (in the case already)' : ''}`),
              );
          if (already > 0) host.out.note(`${already} were saved before.`);
          for (const problem of problems) host.out.note(`warning: ${problem}`);
          return problems.length > 0 ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}

const told = ({ message, part, name, bytes, sha256, subject, saved }: Attachment): string =>
  `${message}.${part}  ${name}  ${bytes} bytes  ${sha256}  "${subject}"${saved ? `  ${saved.label}` : ''}`;

/** @throws Fault `bad-request` */
function placeOf(text: string): AttachmentPlace {
  const [, message, part] = /^(\d{1,9})\.(\d{1,9})$/.exec(text) ?? [];
  if (message && part && Number(message) > 0 && Number(part) > 0)
    return { message: Number(message), part: Number(part) };
  throw new Fault('bad-request', `"${text}" names no attachment. Write "all", or message.attachment: 1.2`);
}
