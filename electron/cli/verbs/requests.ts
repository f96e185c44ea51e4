import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Tlp } from '../../../shared/contract/cases.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Question, Request } from '../../../shared/contract/requests.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { clocksOf, nextClock, nextDue } from '../../../shared/domain/clocks/of-request.ts';
import { awaited, PRIORITIES, type RequestPriority } from '../../../shared/domain/clocks/request-clock.ts';
import { caseLabel, questionLabel, requestLabel } from '../../../shared/domain/labels.ts';
import { hitWords, lookedWords } from '../../../shared/domain/requests/list-words.ts';
import { neededByIn } from '../../../shared/domain/requests/needed-by.ts';
import { readPasted } from '../../../shared/domain/requests/pasted.ts';
import { CASE, findCase, findRequest, instantOf, textOf } from '../arguments.ts';
import { type CommandCore, EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

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
          const neededBy = options.neededBy === undefined ? undefined : instantOf(options.neededBy);
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
  onVault(
    group.command('look').description('where the indicators of a request were seen: cases by counts, lists by entry'),
  )
    .option('--case <id>', 'the case that it is asked for, which is not counted')
    .option('--request <n>', 'a request of the case: R-1, or 1')
    .option('--file <file>', 'or a text that is no request yet')
    .addHelpText(
      'after',
      '\nExit code 1: one was seen in a case or stands on a list; a warning list alone does not count.\nExample:\n  redthread request look --vault desk.redthread --file mail.txt',
    )
    .action(
      run((host, options: VaultOptions & { case?: string; request?: string; file?: string }) =>
        withVault(host, options, async ({ client, run: start }) => {
          const caseId = options.case === undefined ? null : (await findCase(client, options.case)).id;
          const text = await textOfLook(client, caseId, options, host.cwd);
          const seen = await client.ask('request.look', { caseId, text });
          const looked = await start('desk.lookInLists', { caseId, text });
          const rows = seen.values.map((value) => {
            const on = looked.values.find(({ type, label }) => type === value.type && label === value.label);
            return { ...value, hits: on?.hits ?? [], more: on?.more ?? 0 };
          });
          if (options.json) for (const row of rows) await host.out.json({ ...row, lists: looked.lists });
          else
            for (const { type, label, times, cases, hits, more } of rows) {
              const of = cases.length === 0 ? 'in no other case' : cases.map((each) => each.label).join(', ');
              await host.out.line(printable(`${type}  ${label}  ${times} in the text  ${of}`));
              for (const hit of hits) await host.out.line(printable(`  ${hitWords(hit, looked.lists)}`));
              if (more > 0) await host.out.line(`  ${more} further hits not shown`);
            }
          const { compared, lacks } = lookedWords(looked);
          for (const words of [compared, ...lacks]) host.out.note(printable(words));
          const isFound = seen.cases > 0 || rows.some(({ hits }) => hits.some(({ kind }) => kind !== 'common'));
          return isFound ? EXIT.finding : EXIT.done;
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
}

/** @throws Fault `bad-request` unless exactly one text is named */
async function textOfLook(
  client: CommandCore,
  caseId: CaseId | null,
  { request, file }: { readonly request?: string; readonly file?: string },
  cwd: string,
): Promise<string> {
  if (file !== undefined && request === undefined) return textOf(resolve(cwd, file));
  if (file !== undefined || request === undefined || caseId === null)
    throw new Fault('bad-request', 'Give either --file, or --case with --request.');
  const { subject, requester, asked } = await findRequest(client, caseId, request);
  return `${subject}\n${requester}\n${asked}`;
}

const naming = async (client: CommandCore, { caseId, number }: Request): Promise<string> =>
  `${caseLabel((await client.ask('case.get', { caseId })).number)} ${requestLabel(number)}`;

async function questionsOf(client: CommandCore, { id, caseId }: Request): Promise<Question[]> {
  return (await client.ask('question.list', { caseId })).filter(({ requestId }) => requestId === id);
}

export async function listed(
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
