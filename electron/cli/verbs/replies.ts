import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Audience, ReplyKind } from '../../../shared/contract/requests.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, type CaseOptions, findCase, findRequest, textOf } from '../arguments.ts';
import { EXIT, type HostedCore, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface ReplyOptions extends CaseOptions {
  request: string;
  kind: 'interim' | 'final';
  for: Audience;
  file?: string;
  recipient: string;
  reason?: string;
  out?: string;
}

export function replyVerbs(program: Command, run: Run): void {
  const group = program
    .command('reply')
    .description('interim and final replies, drafted from the answers that may go out');
  const onRequest = (command: Command): Command =>
    onVault(command)
      .requiredOption(...CASE)
      .requiredOption('--request <n>', 'the request: R-1, or 1')
      .addOption(new Option('--kind <kind>', 'interim or final').choices(ReplyKind.options).default('interim'))
      .addOption(new Option('--for <reader>', 'whose template and edition').choices(Audience.options).default('ticket'))
      .option('--file <file>', 'the text, where it is another than the template makes');
  onRequest(
    group.command('draft').description('write the text as the template makes it, and what its check finds'),
  ).action(
    run((host, options: ReplyOptions) =>
      withVault(host, options, async (core) => {
        const { text, problems, withheld } = await drafted(core, host.cwd, options);
        if (options.json) await host.out.json({ text, problems, withheld });
        else {
          await host.out.write(`${text.split('\n').map(printable).join('\n')}\n`);
          for (const words of [...withheld, ...problems]) host.out.note(printable(words));
        }
        return withheld.length + problems.length > 0 ? EXIT.finding : EXIT.done;
      }),
    ),
  );
  onRequest(group.command('send').description('record a reply as delivered, printed as a PDF with --out'))
    .requiredOption('--recipient <who>', 'who gets it')
    .option('--reason <text>', 'why it goes out although its check finds something')
    .option('--out <file>', 'the PDF; without it the text goes to standard output')
    .addHelpText(
      'after',
      '\nExample:\n  redthread reply send --vault desk.redthread --case C-0001 --request R-1 --kind final --for legal --recipient Legal --out reply.pdf',
    )
    .action(
      run((host, options: ReplyOptions) =>
        withVault(host, options, async (core) => {
          const { asked, text, questions } = await drafted(core, host.cwd, options);
          const said = { ...asked, text, questions, recipient: options.recipient, reason: options.reason ?? '' };
          if (options.out === undefined) {
            const reply = await core.client.ask('reply.deliver', { ...said, how: 'copied' });
            if (options.json) await host.out.json(reply);
            else await host.out.write(`${reply.text.split('\n').map(printable).join('\n')}\n`);
            return EXIT.done;
          }
          const printed = await core.run('reply.print', said);
          const path = resolve(host.cwd, options.out);
          await saveTo(path, (await core.client.collect(printed.ticket)).bytes);
          const { pages, bytes, sha256, warnings } = printed;
          if (options.json) await host.out.json({ reply: path, pages, bytes, sha256, warnings });
          else await host.out.line(`${path}  ${pages} pages  ${bytes} bytes  ${sha256}`);
          for (const warning of warnings) host.out.note(`warning: ${printable(warning)}`);
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('list').description('what went out, the last first'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          for (const reply of await client.ask('reply.list', { caseId }))
            if (options.json) await host.out.json(reply);
            else
              await host.out.line(
                printable(
                  `${reply.at}  ${reply.kind}  ${reply.audience}  ${reply.how}  to ${reply.recipient}  ${reply.sha256}`,
                ),
              );
          return EXIT.done;
        }),
      ),
    );
}

async function drafted({ client }: HostedCore, cwd: string, options: ReplyOptions) {
  const { id: caseId } = await findCase(client, options.case);
  const { id: requestId } = await findRequest(client, caseId, options.request);
  const asked = { requestId, kind: options.kind, audience: options.for };
  const { text: made, questions } = await client.ask('reply.draft', asked);
  const given = options.file === undefined ? made : await textOf(resolve(cwd, options.file));
  return { asked, questions, ...(await client.ask('reply.check', { ...asked, text: given })) };
}
