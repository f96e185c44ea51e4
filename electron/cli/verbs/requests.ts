import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Tlp } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Audience, type Question, ReplyKind, type Request } from '../../../shared/contract/requests.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { clocksOf, nextClock, nextDue } from '../../../shared/domain/clocks/of-request.ts';
import { awaited, PRIORITIES, type RequestPriority } from '../../../shared/domain/clocks/request-clock.ts';
import { caseLabel, questionLabel, requestLabel } from '../../../shared/domain/labels.ts';
import { dueList } from '../../../shared/domain/requests/due-list.ts';
import { neededByIn } from '../../../shared/domain/requests/needed-by.ts';
import { readPasted } from '../../../shared/domain/requests/pasted.ts';
import { saveTo } from '../../core/host/save.ts';
import { again, findCase, findExhibits, wholeNumber } from '../arguments.ts';
import { type CommandCore, EXIT, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

const CASE = ['--case <id>', 'the case: its id, or C-0001'] as const;
interface CaseOptions extends VaultOptions {
  case: string;
}
interface AddOptions extends VaultOptions {
  case?: string;
  newCase?: string;
  reason?: string;
  file?: string;
  subject?: string;
  team?: string;
  neededBy?: string;
  tlp?: Tlp;
  priority?: RequestPriority;
  priorityReason?: string;
}

export function requestVerbs(program: Command, run: Run): void {
  const group = program.command('request').description('who asks what, by when, and how long it has waited');
  onVault(group.command('add').description('a request from a pasted e-mail or message, or from its subject alone'))
    .option('--case <id>', 'the case that it joins, with --reason')
    .option('--reason <text>', 'why it joins that case')
    .option('--new-case <title>', 'the case that it becomes')
    .option('--file <file>', 'the e-mail or message as text; it is kept as an exhibit')
    .option('--subject <text>', 'in place of the one of the text')
    .option('--team <team>', 'of the requester')
    .option(
      '--needed-by <instant>',
      'as 2026-05-08T17:00:00-07:00; what the text says is named and never taken by itself',
    )
    .addOption(new Option('--tlp <label>', 'how sensitive it is').choices(Tlp.options))
    .addOption(new Option('--priority <p>', 'another than by the rule, with --priority-reason').choices(PRIORITIES))
    .option('--priority-reason <text>', 'why it is another')
    .addHelpText(
      'after',
      '\nExample:\n  redthread request add --vault desk.redthread --new-case "Payouts" --file mail.txt',
    )
    .action(
      run((host, options: AddOptions) =>
        withVault(host, options, async ({ client }) => {
          const { file, newCase, reason, subject, team, priority, priorityReason, tlp } = options;
          if ((options.case === undefined) === (newCase === undefined))
            throw new Fault('bad-request', 'Give either --new-case, or --case with --reason.');
          const text = file === undefined ? '' : await textOf(resolve(host.cwd, file));
          const to =
            options.case === undefined
              ? { newCase: { title: newCase ?? '', ...(tlp && { tlp }) } }
              : { caseId: (await findCase(client, options.case)).id, reason: reason ?? '' };
          const neededBy = options.neededBy === undefined ? undefined : instant(options.neededBy);
          const made = await client.ask('request.create', {
            ...{ to, text, subject, team, priority, priorityReason, neededBy },
            ...(tlp && { sensitivity: tlp }),
          });
          const questions = await questionsOf(client, made);
          const said = readPasted(text).deadlines;
          const label = await naming(client, made);
          if (options.json) await host.out.json({ ...made, label, questions });
          else {
            await host.out.line(
              `${label}  ${printable(made.subject)}  ${made.priority} (${printable(made.priorityReason)})`,
            );
            for (const each of questions)
              await host.out.line(printable(`  ${questionLabel(each.number)}  ${each.text}`));
          }
          if (neededBy === undefined)
            for (const words of said) {
              const found = neededByIn(words, Date.parse(made.receivedAt), made.zone);
              host.out.note(
                printable(
                  `The text says "${words}"${found ? `, which reads as ${found.wall} ${found.zone}` : ''}. It is not set: "call request.update" with neededBy sets it.`,
                ),
              );
            }
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('list').description('requests of a case, or of all, with their next clock'))
    .option(...CASE)
    .action(
      run((host, options: VaultOptions & { case?: string }) =>
        withVault(host, options, async ({ client }) => {
          const caseId = options.case === undefined ? undefined : (await findCase(client, options.case)).id;
          const requests = await client.ask('request.list', { ...(caseId && { caseId }) });
          await listed(host.out, options.json === true, client, requests);
          return EXIT.done;
        }),
      ),
    );
  questionVerbs(program, run);
  replyVerbs(program, run);
  onVault(program.command('queue').description('what is due over all cases, the most urgent first'))
    .option('--zone <zone>', 'of the clocks by which a day ends', 'America/Los_Angeles')
    .action(
      run((host, options: VaultOptions & { zone: string }) =>
        withVault(host, options, async ({ client }) => {
          const requests = await client.ask('request.list', {});
          const calendars = await client.ask('calendar.list', {});
          const entries = dueList(requests, calendars, Date.now(), options.zone);
          await listed(
            host.out,
            options.json === true,
            client,
            entries.map(({ request }) => request),
            new Map(entries.map(({ request, group }) => [request.id, group])),
          );
          return entries.some(({ group }) => group === 'overdue') ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('bad-request', `${path} cannot be read (${error.code ?? 'unknown'}).`);
  });
}

/** @throws Fault `bad-request` for a time without its offset */
function instant(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text))
    throw new Fault('bad-request', `"${text}" is no time with its offset. Write it as 2026-05-08T17:00:00-07:00.`);
  return new Date(at).toISOString();
}

const naming = async (client: CommandCore, { caseId, number }: Request): Promise<string> =>
  `${caseLabel((await client.ask('case.get', { caseId })).number)} ${requestLabel(number)}`;

async function questionsOf(client: CommandCore, { id, caseId }: Request): Promise<Question[]> {
  return (await client.ask('question.list', { caseId })).filter(({ requestId }) => requestId === id);
}

async function listed(
  out: { json(value: unknown): Promise<void>; write(text: string): Promise<void> },
  json: boolean,
  client: CommandCore,
  requests: readonly Request[],
  groups?: ReadonlyMap<string, string>,
): Promise<void> {
  const calendars = await client.ask('calendar.list', {});
  const cases = new Map((await client.ask('case.list', {})).map(({ id, number }) => [id, caseLabel(number)]));
  const now = Date.now();
  const rows = requests.map((request) => {
    const clocks = clocksOf(request, calendars, now);
    const due = nextDue(request, calendars, now);
    const next = nextClock(clocks);
    return { request, clocks, due: due === null ? null : new Date(due).toISOString(), next };
  });
  if (json) {
    for (const { request, clocks, due, next } of rows)
      await out.json({
        ...{ ...request, label: requestLabel(request.number), case: cases.get(request.caseId), clocks, due },
        ...{ next: next?.milestone ?? null, ...(groups && { group: groups.get(request.id) }) },
      });
    return;
  }
  await out.write(
    textTable(
      [...(groups ? ['when'] : []), 'case', 'request', 'team', 'priority', 'next', 'state', 'due (UTC)', 'subject'],
      rows.map(({ request, due, next }) => [
        ...(groups ? [groups.get(request.id) ?? ''] : []),
        ...[cases.get(request.caseId) ?? '', requestLabel(request.number), request.team, request.priority],
        ...[next ? awaited(next.milestone) : '', request.outcome !== '' ? 'closed' : (next?.state ?? 'answered')],
        ...[due?.slice(0, 16).replace('T', ' ') ?? '', request.subject],
      ]),
    ),
  );
}

interface AnswerOptions extends CaseOptions {
  finding: string[];
  exhibit: string[];
  likelihood?: Question['likelihood'];
  confidence?: Question['confidence'];
  ready?: boolean;
}

function questionVerbs(program: Command, run: Run): void {
  const group = program.command('question').description('the questions that lead a case, and their answers');
  onVault(group.command('list').description('every question with its state'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          for (const question of await client.ask('question.list', { caseId }))
            if (options.json) await host.out.json({ ...question, label: questionLabel(question.number) });
            else await host.out.line(lineOf(question));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('add').description('another question of a request'))
    .requiredOption(...CASE)
    .requiredOption('--request <n>', 'the request: R-1, or 1')
    .argument('<text>', 'what is asked; one subject')
    .action(
      run((host, text: string, options: CaseOptions & { request: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const { id: requestId } = await requestOf(client, caseId, options.request);
          const made = await client.ask('question.create', { requestId, text });
          if (options.json) await host.out.json({ ...made, label: questionLabel(made.number) });
          else await host.out.line(lineOf(made));
          return EXIT.done;
        }),
      ),
    );
  onVault(
    group.command('answer').description('write the answer of a question; {E-0010:1:total} is a cell of a frozen query'),
  )
    .requiredOption(...CASE)
    .option('--finding <label>', 'a finding that it is built from, as F-1; once for each', again, [])
    .option('--exhibit <label>', 'an exhibit that it rests on, as E-0001; once for each', again, [])
    .option('--likelihood <words>', 'as very-likely')
    .option('--confidence <words>', 'low, moderate or high')
    .option('--ready', 'the answer may go out')
    .argument('<number>', 'of the question: 1 for Q-1', wholeNumber(1, 1_000_000))
    .argument('<text>', 'the answer')
    .action(
      run(
        (
          host,
          number: number,
          answer: string,
          { finding, exhibit, likelihood, confidence, ready, ...options }: AnswerOptions,
        ) =>
          withVault(host, options, async ({ client }) => {
            const found = await findCase(client, options.case);
            const questions = await client.ask('question.list', { caseId: found.id });
            const question = questions.find((each) => each.number === number);
            if (!question) throw new Fault('not-found', `The case has no ${questionLabel(number)}.`);
            const findings = await client.ask('finding.list', { caseId: found.id });
            const built = finding.map((label) => {
              const one = findings.find((each) => `f-${each.number}` === label.toLowerCase());
              if (!one) throw new Fault('not-found', `The case has no finding ${label}.`);
              return one.id;
            });
            const questionId = question.id;
            const given = { ...(likelihood && { likelihood }), ...(confidence && { confidence }) };
            await client.ask('question.update', {
              ...{ questionId, answer, ...given },
              ...(built.length > 0 && { findings: built }),
              ...(exhibit.length > 0 && { exhibits: (await findExhibits(client, found, exhibit)).map(({ id }) => id) }),
            });
            const answered = await client.ask('question.update', { questionId, ready: ready === true });
            if (options.json) await host.out.json({ ...answered, label: questionLabel(number) });
            else await host.out.line(lineOf(answered));
            return EXIT.done;
          }),
      ),
    );
}

const lineOf = ({ number, state, text, answer, exhibitLabels }: Question): string =>
  printable(
    `${questionLabel(number)}  ${state}  ${text}${answer === '' ? '' : `  ${answer}`}${exhibitLabels.length > 0 ? `  (${exhibitLabels.join(', ')})` : ''}`,
  );

/** @throws Fault `not-found` */
async function requestOf(client: CommandCore, caseId: CaseId, reference: string): Promise<Request> {
  const found = (await client.ask('request.list', { caseId })).find(
    ({ id, number }) =>
      id === reference || requestLabel(number).toLowerCase() === reference.toLowerCase() || `${number}` === reference,
  );
  if (!found) throw new Fault('not-found', `The case has no request ${reference}.`);
  return found;
}

interface ReplyOptions extends CaseOptions {
  request: string;
  kind: 'interim' | 'final';
  for: Audience;
  file?: string;
  recipient: string;
  reason?: string;
  out?: string;
}

function replyVerbs(program: Command, run: Run): void {
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
  const { id: requestId } = await requestOf(client, caseId, options.request);
  const asked = { requestId, kind: options.kind, audience: options.for };
  const { text: made, questions } = await client.ask('reply.draft', asked);
  const given = options.file === undefined ? made : await textOf(resolve(cwd, options.file));
  return { asked, questions, ...(await client.ask('reply.check', { ...asked, text: given })) };
}
