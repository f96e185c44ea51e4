import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { saveTo } from '../../core/host/save.ts';
import { again, CASE, findCase } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

const FORMATS = ['csv', 'ics', 'svg'] as const;
type Format = (typeof FORMATS)[number];
interface Options extends VaultOptions {
  case: string;
  lane: string[];
  zone: string;
  from?: string;
  to?: string;
  out?: string;
  format?: Format;
  guard: boolean;
}

export function timelineVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('timeline')
      .description('list everything of a case that has times, or write it as an unprotected file'),
  )
    .requiredOption(...CASE)
    .option('--lane <name>', 'only this lane, as the list names it; again for each', again, [])
    .option('--zone <zone>', 'of the clocks that times without a zone are taken to be told by', 'UTC')
    .option('--from <instant>', 'events that end after it: 2026-05-04T00:00:00Z')
    .option('--to <instant>', 'events that begin before it')
    .option('--out <file>', 'the file to write; a file of that name is replaced')
    .addOption(
      new Option('--format <format>', 'csv with the columns of Timesketch, a calendar, or a drawing').choices(FORMATS),
    )
    .option('--no-guard', 'in CSV, put no apostrophe before cells that a spreadsheet would run as a formula')
    .addHelpText(
      'after',
      '\nWithout --format, the ending of the file tells it. What leaves is recorded in the custody log.\n\nExample:\n  redthread timeline --vault ring.redthread --case C-0001 --zone Europe/Berlin --out timeline.csv',
    )
    .action(run((host, options: Options) => withVault(host, options, (core) => timeline(host, core, options))));
}

async function timeline(host: Host, core: HostedCore, options: Options): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const all = await core.run('timeline.lanes', { caseId });
  const unknown = options.lane.filter((name) => !all.some((lane) => lane.name === name));
  if (unknown.length > 0)
    throw new Fault(
      'not-found',
      `There is no lane "${unknown[0]}". There are: ${all.map(({ name }) => name).join(', ')}.`,
    );
  const lanes = options.lane.length === 0 ? all : all.filter(({ name }) => options.lane.includes(name));
  if (options.out === undefined) {
    if (options.from !== undefined || options.to !== undefined || options.zone !== 'UTC')
      throw new Fault('bad-request', '--from, --to and --zone say what is written to a file. Name one with --out.');
    for (const { name, rests, dated, undated, first, last, zone } of lanes) {
      const [from, to] = [first, last].map((at) => (at === null ? null : clock(new Date(at).toISOString(), zone)));
      if (options.json) await host.out.json({ lane: name, exhibit: rests, events: dated, undated, from, to, zone });
      else
        await host.out.line(
          `${printable(name)}  ${dated} events${undated > 0 ? `, ${undated} rows without a time` : ''}  ${from ?? ''} to ${to ?? ''}  zone ${zone}  ${rests}`,
        );
    }
    return EXIT.done;
  }
  const format = options.format ?? formatOf(options.out);
  const path = resolve(host.cwd, options.out);
  host.out.note('warning: the file is not encrypted: whoever has it can read it.');
  const made = await core.run('timeline.export', {
    caseId,
    lanes: lanes.map(({ key }) => key),
    zone: options.zone,
    from: instant(options.from, '--from'),
    to: instant(options.to, '--to'),
    format,
    guardFormulas: options.guard,
  });
  await saveTo(path, (await core.client.collect(made.ticket)).bytes);
  const { events, sha256, guarded } = made;
  if (options.json) await host.out.json({ file: path, format, events, sha256, guarded });
  else await host.out.line(`${printable(path)}  ${events} events  ${format}`);
  const assumed = lanes.filter(({ zone }) => zone === 'assumed').map(({ name }) => name);
  if (assumed.length > 0)
    host.out.note(`warning: times without a zone were taken to be of ${options.zone}: ${assumed.join(', ')}.`);
  if (guarded > 0)
    host.out.note(
      `warning: ${guarded} ${guarded === 1 ? 'cell' : 'cells'} that a spreadsheet would run got a leading apostrophe.`,
    );
  return EXIT.done;
}

/** Times of no zone are told as their clocks showed them. */
const clock = (iso: string, zone: string): string => (zone === 'assumed' ? iso.slice(0, 19).replace('T', ' ') : iso);

function formatOf(file: string): Format {
  const ending = extname(file).slice(1).toLowerCase();
  const found = FORMATS.find((format) => format === ending);
  if (found) return found;
  throw new Fault('bad-request', `"${file}" does not tell the format. Name it with --format: ${FORMATS.join(', ')}.`);
}

function instant(text: string | undefined, option: string): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/Z$|[+-]\d\d:\d\d$/.test(text))
    throw new Fault('bad-request', `${option} takes an instant with its offset, such as 2026-05-04T00:00:00Z.`);
  return at;
}
