import type { Command } from 'commander';
import { Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import type { PictureRegion, Redaction } from '../../../shared/contract/reports.ts';
import { newLabel, REDACTION_KINDS, redactionLabel } from '../../../shared/domain/redactions.ts';
import { CASE, type CaseOptions, findCase, findExhibits } from '../arguments.ts';
import { EXIT, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends CaseOptions {
  area: string[];
  edition: Edition[];
  name: string;
}
const ALL = (text: string, all: string[]): string[] => [...all, text];

/** "40,120,300,60": left, top, width and height in pixels. @throws Fault `bad-request` */
export function areaOf(text: string): PictureRegion {
  const numbers = text.split(',').map((part) => part.trim());
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = numbers.map(Number);
  if (numbers.length !== 4 || numbers.some((part) => !/^\d{1,6}$/.test(part)) || width < 1 || height < 1)
    throw new Fault(
      'bad-request',
      `"${text}" is no region. Write left, top, width and height in pixels of the picture: 40,120,300,60.`,
    );
  return { x, y, width, height };
}

export function redactVerb(program: Command, run: Run): void {
  const redact = program.command('redact').description('regions of pictures that editions of the report do not print');
  onVault(redact.command('region').description('replaces regions of a picture by a labelled block in every print'))
    .requiredOption(...CASE)
    .argument('<exhibit>', 'the picture: its id, or E-0005')
    .addOption(
      new Option('--area <x,y,width,height>', 'in pixels of the picture, from its top left corner; repeat it')
        .argParser(ALL)
        .default([], 'none'),
    )
    .addOption(
      new Option('--edition <edition...>', 'the editions that it holds for')
        .choices(Edition.options)
        .default([...Edition.options], 'all'),
    )
    .option(
      '--name <pseudonym>',
      'what stands on the block, with the next number or the one given: "Victim" for "Victim 3"',
      '',
    )
    .addHelpText(
      'after',
      '\nExample:\n  redthread redact region --vault ring.redthread --case C-0001 E-0005 --area 40,120,300,60',
    )
    .action(
      run((host, reference: string, options: Options) =>
        withVault(host, options, async ({ client }) => {
          if (options.area.length === 0) throw new Fault('bad-request', 'Name a region with --area x,y,width,height.');
          const of = await findCase(client, options.case);
          const [exhibit] = await findExhibits(client, of, [reference]);
          const { redactions } = await client.ask('report.settings', { caseId: of.id });
          const rule: Redaction = {
            ...newLabel(options.name, redactions),
            ...{ kind: 'region', what: exhibit?.id ?? '', regions: options.area.map(areaOf) },
            editions: [...new Set(options.edition)],
          };
          await client.ask('report.update', { caseId: of.id, redactions: [...redactions, rule] });
          const { number, regions, editions } = rule;
          if (options.json) await host.out.json({ number, label: redactionLabel(rule), regions, editions });
          else await host.out.line(printable(`${number}  ${redactionLabel(rule)}  ${editions.join(', ')}`));
          return EXIT.done;
        }),
      ),
    );
  onVault(redact.command('list').description('the redactions of the report, by their numbers'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const of = await findCase(client, options.case);
          const { redactions } = await client.ask('report.settings', { caseId: of.id });
          for (const rule of redactions) {
            if (options.json) await host.out.json(rule);
            else
              await host.out.line(
                printable(
                  `${rule.number}  ${redactionLabel(rule)}  ${REDACTION_KINDS[rule.kind].toLowerCase()}  ${rule.editions.join(', ')}`,
                ),
              );
          }
          return EXIT.done;
        }),
      ),
    );
  onVault(redact.command('remove').description('prints what a redaction replaced again'))
    .requiredOption(...CASE)
    .argument('<number>', 'of the redaction, as redact list has it')
    .action(
      run((host, number: string, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const of = await findCase(client, options.case);
          const { redactions } = await client.ask('report.settings', { caseId: of.id });
          const left = redactions.filter((rule) => String(rule.number) !== number);
          if (left.length === redactions.length)
            throw new Fault('not-found', `The report has no redaction ${number}; redact list has their numbers.`);
          await client.ask('report.update', { caseId: of.id, redactions: left });
          if (options.json) await host.out.json({ removed: Number(number), left: left.length });
          else await host.out.line(`Removed ${number}.`);
          return EXIT.done;
        }),
      ),
    );
}
