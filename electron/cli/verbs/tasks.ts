import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { OUTCOMES, type Outcome, type Task } from '../../../shared/contract/work.ts';
import { again, CASE, type CaseOptions, findCase, instantOf, wholeNumber } from '../arguments.ts';
import { type CommandCore, EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

interface AddOptions extends CaseOptions {
  owner?: string;
  due?: string;
  after: string[];
}
const NUMBER = ['<task>', 'as T-3 or 3'] as const;

/** What is to be done on a case, the time that it took, and its end. */
export function taskVerbs(program: Command, run: Run): void {
  const group = program.command('task').description('what is to be done on a case, by whom and by when');
  onVault(group.command('list').description('tasks of a case by number; those that wait for another say so'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const tasks = await client.ask('work.tasks', { caseId });
          if (options.json) for (const each of tasks) await host.out.json({ ...each, label: labelOf(each) });
          else
            await host.out.write(
              textTable(
                ['task', 'state', 'owner', 'due (UTC)', 'after', 'minutes', 'text'],
                tasks.map((each) => [
                  ...[labelOf(each), each.waits ? `${each.state}, waits` : each.state, each.owner],
                  ...[each.dueAt?.slice(0, 16).replace('T', ' ') ?? '', afterOf(each, tasks)],
                  ...[String(each.minutes), each.text],
                ]),
              ),
            );
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('add').description('a task; without its text, what is open in the checklist of the case'))
    .requiredOption(...CASE)
    .option('--owner <name>', 'who does it; you when left out')
    .option('--due <instant>', 'as 2026-05-08T17:00:00-07:00')
    .option('--after <task>', 'a task that comes before it, as T-3; once for each', again, [])
    .argument('[text]', 'what is to be done')
    .addHelpText(
      'after',
      '\nExample:\n  redthread task add --vault desk.redthread --case C-0001 --owner "P. Okoro" "Ask the bank"',
    )
    .action(
      run((host, text: string | undefined, options: AddOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const owner = options.owner === undefined ? {} : { owner: options.owner };
          if (text === undefined && (options.due !== undefined || options.after.length > 0))
            throw new Fault('bad-request', '--due and --after are of one task: give its text.');
          const tasks = await client.ask('work.tasks', { caseId });
          const made =
            text === undefined
              ? await client.ask('work.addFromChecklist', { caseId, ...owner })
              : [
                  await client.ask('work.addTask', {
                    ...{ caseId, text, ...owner, after: options.after.map((each) => taskIn(tasks, each).id) },
                    ...(options.due !== undefined && { dueAt: instantOf(options.due) }),
                  }),
                ];
          for (const each of made)
            if (options.json) await host.out.json({ ...each, label: labelOf(each) });
            else await host.out.line(printable(`${labelOf(each)}  ${each.text}`));
          return EXIT.done;
        }),
      ),
    );
  for (const [verb, state, words] of [
    ['start', 'doing', 'a task is being done'],
    ['done', 'done', 'a task is done'],
    ['reopen', 'open', 'a task is to be done after all'],
  ] as const)
    onVault(group.command(verb).description(words))
      .requiredOption(...CASE)
      .argument(...NUMBER)
      .action(
        run((host, task: string, options: CaseOptions) =>
          withVault(host, options, async ({ client }) => {
            const { id } = await findTask(client, options.case, task);
            const changed = await client.ask('work.changeTask', { id, state });
            if (options.json) await host.out.json({ ...changed, label: labelOf(changed) });
            else await host.out.line(printable(`${labelOf(changed)}  ${changed.state}  ${changed.text}`));
            return EXIT.done;
          }),
        ),
      );
  workVerbs(program, run);
  closeVerb(program, run);
}

function workVerbs(program: Command, run: Run): void {
  const group = program.command('work').description('the work log of a case: minutes, and what they went into');
  onVault(group.command('add').description('minutes of work'))
    .requiredOption(...CASE)
    .requiredOption('--minutes <n>', 'how many', wholeNumber(1, 10_000))
    .option('--task <task>', 'that they went into, as T-3')
    .option('--at <instant>', 'when, as 2026-05-08T17:00:00-07:00; now when left out')
    .argument('<text>', 'what was done')
    .action(
      run((host, text: string, options: CaseOptions & { minutes: number; task?: string; at?: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const tasks = await client.ask('work.tasks', { caseId });
          const entry = await client.ask('work.addEntry', {
            ...{ caseId, minutes: options.minutes, text },
            taskId: options.task === undefined ? null : taskIn(tasks, options.task).id,
            ...(options.at !== undefined && { at: instantOf(options.at) }),
          });
          if (options.json) await host.out.json(entry);
          else await host.out.line(printable(`${entry.at}  ${entry.minutes} min  ${entry.text}`));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('list').description('the work log, the last entry first, and its sum'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const [log, tasks] = [await client.ask('work.log', { caseId }), await client.ask('work.tasks', { caseId })];
          const of = (id: string | null): string => {
            const task = tasks.find((each) => each.id === id);
            return task ? labelOf(task) : '';
          };
          if (options.json) for (const each of log) await host.out.json(each);
          else {
            await host.out.write(
              textTable(
                ['at (UTC)', 'by', 'task', 'minutes', 'text'],
                log.map(({ at, by, taskId, minutes, text }) => [
                  at.slice(0, 16),
                  by,
                  of(taskId),
                  String(minutes),
                  text,
                ]),
              ),
            );
            host.out.note(`${log.reduce((sum, { minutes }) => sum + minutes, 0)} minutes in all.`);
          }
          return EXIT.done;
        }),
      ),
    );
}

function closeVerb(program: Command, run: Run): void {
  onVault(program.command('close').description('closes a case with its outcome and the reason'))
    .requiredOption(...CASE)
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices(OUTCOMES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .option('--despite-hold', 'a legal hold stands, and stays standing')
    .action(
      run((host, options: CaseOptions & { outcome: Outcome; reason: string; despiteHold?: boolean }) =>
        withVault(host, options as VaultOptions, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const { outcome, reason, despiteHold = false } = options;
          const closed = await client.ask('work.close', { caseId, outcome, reason, despiteHold });
          const kept = (await client.ask('retention.list', {})).find((each) => each.caseId === caseId);
          if (options.json) await host.out.json({ ...closed, until: kept?.until ?? null, basis: kept?.basis ?? '' });
          else
            await host.out.line(
              printable(
                `${kept?.label}  closed: ${outcome}${kept?.until ? `; kept until ${kept.until} (${kept.basis})` : ''}`,
              ),
            );
          return EXIT.done;
        }),
      ),
    );
}

const labelOf = ({ number }: Pick<Task, 'number'>): string => `T-${number}`;
const afterOf = ({ after }: Task, tasks: readonly Task[]): string =>
  tasks
    .filter(({ id }) => after.includes(id))
    .map(labelOf)
    .join(' ');

/** @throws Fault `not-found` */
function taskIn(tasks: readonly Task[], reference: string): Task {
  const found = tasks.find(
    ({ id, number }) => id === reference || `t-${number}` === reference.toLowerCase() || `${number}` === reference,
  );
  if (!found) throw new Fault('not-found', `The case has no task ${reference}. "task list" shows them.`);
  return found;
}

async function findTask(client: CommandCore, reference: string, task: string): Promise<Task> {
  const { id }: { id: CaseId } = await findCase(client, reference);
  return taskIn(await client.ask('work.tasks', { caseId: id }), task);
}
