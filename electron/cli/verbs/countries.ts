import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { countryCode, countryWords } from '../../../shared/domain/countries/codes.ts';
import { COUNTRY_KINDS, daysOfLine, NO_SCORE } from '../../../shared/domain/countries/words.ts';
import { CASE, type CaseOptions, findCase, findExhibits } from '../arguments.ts';
import { EXIT, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

const COUNTRY = ['<country>', 'its name or code, as Iran, IR or IRN'] as const;

/** Country sheets: what lists that a case has loaded say of a country. */
export function countryVerbs(program: Command, run: Run): void {
  const group = program.command('country').description('what the lists that you loaded say of a country');
  onVault(group.command('load').description('read exhibits as lists of countries, or count their entries by country'))
    .requiredOption(...CASE)
    .option('--date <day>', 'of the lists, where their files state none, as 2026-10-24')
    .argument('<exhibits...>', 'as E-0004')
    .action(
      run((host, exhibits: string[], options: CaseOptions & { date?: string }) =>
        withVault(host, options, async ({ client, run: start }) => {
          const of = await findCase(client, options.case);
          const ids = (await findExhibits(client, of, exhibits)).map(({ id }) => id);
          const date = options.date === undefined ? {} : { date: options.date };
          const lists = await start('country.load', { caseId: of.id, exhibits: ids, ...date });
          for (const list of lists.filter(({ exhibitId }) => ids.includes(exhibitId)))
            if (options.json) await host.out.json(list);
            else {
              await host.out.line(
                printable(
                  `${list.exhibit}  ${list.title}: ${COUNTRY_KINDS[list.kind]}, ${list.listDate || 'date not stated'}, ${list.countries} countries of ${list.rows} rows`,
                ),
              );
              for (const left of list.leftFirst) host.out.note(printable(`  Not read: ${left}`));
            }
          return lists.some(({ exhibitId, left }) => ids.includes(exhibitId) && left > 0) ? EXIT.finding : EXIT.done;
        }),
      ),
    );
  onVault(group.command('list').description('countries that entities of a case state, and the lists that are loaded'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const stated = await client.ask('country.ofCase', { caseId });
          const lists = await client.ask('country.lists', { caseId });
          if (options.json) await host.out.json({ countries: stated, lists });
          else {
            await host.out.write(
              textTable(
                ['country', 'entities', 'stated by', 'lines of lists'],
                stated.map(({ code, entities, by, lines }) => [
                  countryWords(code),
                  String(entities),
                  by,
                  String(lines),
                ]),
              ),
            );
            for (const { exhibit, title, kind, listDate } of lists)
              host.out.note(printable(`${exhibit} ${title}: ${COUNTRY_KINDS[kind]}, ${listDate || 'date not stated'}`));
            if (lists.length === 0) host.out.note('No list is loaded. "country load" reads exhibits as lists.');
          }
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('sheet').description('what loaded lists say of a country, and what is not loaded'))
    .requiredOption(...CASE)
    .option('--freeze', 'keep the sheet as an exhibit of the case')
    .argument(...COUNTRY)
    .addHelpText('after', '\nExample:\n  redthread country sheet --vault desk.redthread --case C-0001 Iran')
    .action(
      run((host, name: string, options: CaseOptions & { freeze?: boolean }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const sheet = await client.ask('country.sheet', { caseId, country: codeOf(name) });
          if (options.json) await host.out.json(sheet);
          else {
            await host.out.line(countryWords(sheet.code));
            for (const line of sheet.lines)
              await host.out.line(
                printable(`  ${COUNTRY_KINDS[line.kind]}: ${line.text}${daysOfLine(line)}  [${line.list}]`),
              );
            if (sheet.lines.length === 0) await host.out.line('  No loaded list names it.');
            for (const silent of sheet.silent) await host.out.line(printable(`  Not named by ${silent}`));
            for (const kind of sheet.notLoaded) await host.out.line(`  Not loaded: ${kind}`);
            if (sheet.note) await host.out.line(printable(`  Note (${sheet.note.by}): ${sheet.note.text}`));
            host.out.note(NO_SCORE);
          }
          if (options.freeze) {
            const { label } = await client.ask('country.freeze', { caseId, country: sheet.code });
            host.out.note(`Saved as ${label}.`);
          }
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('note').description('your own words on a country, for this case; an empty text removes them'))
    .requiredOption(...CASE)
    .argument(...COUNTRY)
    .argument('<text>', 'the note')
    .action(
      run((host, name: string, text: string, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          await client.ask('country.note', { caseId, country: codeOf(name), text });
          return EXIT.done;
        }),
      ),
    );
}

/** @throws Fault `not-found` */
function codeOf(name: string): string {
  const code = countryCode(name);
  if (!code)
    throw new Fault('not-found', `"${name}" is no country that is known. Write its name in English, or its code.`);
  return code;
}
