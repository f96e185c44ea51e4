import type { Command } from 'commander';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { dueList, dueTasks, handOverNote } from '../../../shared/domain/requests/due-list.ts';
import { EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { listed } from './requests.ts';

/** What is due over all cases, and what the next shift has to know. */
export function queueVerb(program: Command, run: Run): void {
  onVault(program.command('queue').description('what is due over all cases, the most urgent first'))
    .option('--zone <zone>', 'of the clocks by which a day ends', 'America/Los_Angeles')
    .option('--hand-over', 'as a note for the next shift, in plain text')
    .addHelpText('after', '\nExit code 1: something is overdue.')
    .action(
      run((host, options: VaultOptions & { zone: string; handOver?: boolean }) =>
        withVault(host, options, async ({ client }) => {
          const requests = await client.ask('request.list', {});
          const calendars = await client.ask('calendar.list', {});
          const now = Date.now();
          const entries = dueList(requests, calendars, now, options.zone);
          const tasks = dueTasks(await client.ask('work.open', {}), now, options.zone);
          if (options.handOver) {
            const cases = await client.ask('case.list', {});
            const open = [...new Set(entries.map(({ request }) => request.caseId))];
            const asked = await Promise.all(open.map((caseId) => client.ask('question.list', { caseId })));
            const note = handOverNote({
              ...{ entries, tasks, zone: options.zone, now, by: '' },
              questions: (requestId) => asked.flat().filter((each) => each.requestId === requestId),
              caseName: (id) => {
                const found = cases.find((each) => each.id === id);
                return found ? `${caseLabel(found.number)} ${found.title}` : '';
              },
            });
            if (options.json) await host.out.json({ note });
            else for (const line of note.trimEnd().split('\n')) await host.out.line(printable(line));
          } else
            await listed(
              host.out,
              options.json === true,
              client,
              entries.map(({ request }) => request),
              new Map(entries.map(({ request, group }) => [request.id, group])),
            );
          if (!options.handOver && tasks.length > 0)
            host.out.note(`${tasks.length} open tasks are in the hand-over note (--hand-over) and in "task list".`);
          return [...entries, ...tasks].some(({ group }) => group === 'overdue') ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}
