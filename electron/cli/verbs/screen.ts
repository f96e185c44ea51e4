import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { again, CASE, findCase, findExhibits, textOf, wholeNumber } from '../arguments.ts';
import { EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

interface Options extends VaultOptions {
  case: string;
  list: string[];
  names?: string;
  entities: boolean;
  threshold: number;
}

export function screenVerb(program: Command, run: Run): void {
  onVault(
    program.command('screen').description('compare names with lists that are exhibits; the run becomes an exhibit'),
  )
    .requiredOption(...CASE)
    .option('--list <label>', 'a list of the case, as E-0003; once for each', again, [])
    .option('--names <file>', 'further names, one a line: "Name; date of birth; country"')
    .option('--no-entities', 'leave out the persons, organisations and identifiers of the case')
    .option('--threshold <points>', 'points from which on a hit is listed', wholeNumber(0, 200), 50)
    .addHelpText(
      'after',
      '\nExit code 1: there is a hit.\nExample:\n  redthread screen --vault desk.redthread --case C-0001 --list E-0003',
    )
    .action(
      run((host, options: Options) =>
        withVault(host, options, async ({ client, run: start }) => {
          const found = await findCase(client, options.case);
          if (options.list.length === 0) throw new Fault('bad-request', 'Name a list of the case with --list E-0003.');
          const lists = (await findExhibits(client, found, options.list)).map(({ id }) => id);
          const { threshold, entities } = options;
          const names = options.names === undefined ? [] : await namesIn(resolve(host.cwd, options.names));
          const made = await start('screening.run', { caseId: found.id, lists, names, entities, threshold });
          const { run: screened, fresh, gone } = await client.ask('screening.get', { exhibitId: made.exhibitId });
          if (options.json) for (const hit of screened.hits) await host.out.json({ run: made.label, ...hit });
          else
            await host.out.write(
              textTable(
                ['points', 'subject', 'entry', 'list', 'compared'],
                screened.hits.map(({ points, subject, entry, list, nothingToCompare }) => [
                  ...[String(points), subject.name, `${entry.names[0] ?? ''} (${entry.id})`, list],
                  nothingToCompare ? 'the name alone' : 'more than the name',
                ]),
              ),
            );
          host.out.note(
            printable(
              `${made.label}: ${made.subjects} subjects, ${made.hits} hits of ${threshold} points or more; ${fresh.length} new and ${gone.length} gone since the run before.`,
            ),
          );
          for (const { format, left } of screened.lists)
            if (left > 0) host.out.note(`${printable(format)}: ${left} rows were not read.`);
          return made.hits > 0 ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}

async function namesIn(path: string): Promise<string[]> {
  const text = await textOf(path);
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
