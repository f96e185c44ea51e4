import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { readHolidays } from '../../../shared/domain/clocks/holidays.ts';
import { USUAL_GOALS } from '../../../shared/domain/clocks/request-clock.ts';
import { OFFICE_HOURS } from '../../../shared/domain/clocks/work-calendar.ts';
import { textOf } from '../arguments.ts';
import { EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

/** Working calendars of the vault: office hours of a zone, and holidays from a file. */
export function calendarVerbs(program: Command, run: Run): void {
  const group = program.command('calendar').description('working hours and holidays by which requests wait');
  onVault(group.command('list').description('the calendars of the vault')).action(
    run((host, options: VaultOptions) =>
      withVault(host, options, async ({ client }) => {
        const all = await client.ask('calendar.list', {});
        if (options.json) for (const each of all) await host.out.json(each);
        else
          await host.out.write(
            textTable(
              ['calendar', 'zone', 'holidays', 'from'],
              all.map(({ name, zone, holidays, source }) => [name, zone, `${Object.keys(holidays).length}`, source]),
            ),
          );
        return EXIT.done;
      }),
    ),
  );
  onVault(
    group
      .command('save')
      .description('Monday to Friday, 9 to 17, in a zone; one of that name keeps its hours and goals'),
  )
    .requiredOption('--name <name>', 'what it is called')
    .option('--zone <zone>', 'as Europe/Berlin')
    .option('--holidays <file>', 'an iCalendar file, or delimited text with a column of dates')
    .addHelpText(
      'after',
      '\nExit code 1: a line of the file was not read.\nExample:\n  redthread calendar save --vault desk.redthread --name Berlin --zone Europe/Berlin --holidays feiertage.ics',
    )
    .action(
      run((host, options: VaultOptions & { name: string; zone?: string; holidays?: string }) =>
        withVault(host, options, async ({ client }) => {
          const before = (await client.ask('calendar.list', {})).find(({ name }) => name === options.name.trim());
          const file =
            options.holidays === undefined
              ? null
              : readHolidays(await textOf(resolve(host.cwd, options.holidays)), new Date().getUTCFullYear());
          const saved = await client.ask('calendar.save', {
            ...(before && { id: before.id }),
            ...{ name: options.name, zone: options.zone ?? before?.zone ?? OFFICE_HOURS.zone },
            week: before?.week ?? OFFICE_HOURS.week.map((day) => [...day]),
            holidays: file?.holidays ?? before?.holidays ?? {},
            goals: before?.goals ?? USUAL_GOALS,
            source: options.holidays === undefined ? (before?.source ?? '') : basename(options.holidays),
          });
          if (options.json) await host.out.json({ ...saved, unread: file?.unread ?? [], notes: file?.notes ?? [] });
          else
            await host.out.line(
              printable(`${saved.name}  ${saved.zone}  ${Object.keys(saved.holidays).length} holidays`),
            );
          for (const note of file?.notes ?? []) host.out.note(printable(note));
          for (const { line, text, why } of file?.unread ?? [])
            host.out.note(printable(`Line ${line} is not read, ${why}: ${text}`));
          return (file?.unread.length ?? 0) > 0 ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}
