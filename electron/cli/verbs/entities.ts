import { type Command, Option } from 'commander';
import type { Entity } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { IdentityEntry } from '../../../shared/contract/identities.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import { VERDICTS } from '../../../shared/domain/identities.ts';
import { CASE, type CaseOptions, findCase } from '../arguments.ts';
import { EXIT, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends CaseOptions {
  type?: string;
  exhibit?: string;
  reason?: string;
  despite?: boolean;
}

export function entityVerbs(program: Command, run: Run): void {
  const entities = program.command('entities').description('accounts, people, addresses and other entities of a case');
  onVault(entities.command('list').description('every entity with where it was seen'))
    .requiredOption(...CASE)
    .option('--type <type>', 'of one type: email, phone, …')
    .action(
      run((host, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const all = await client.ask('entity.list', { caseId });
          for (const entity of all) {
            if (options.type && entity.type !== options.type) continue;
            if (options.json) await host.out.json({ ...entity, normal: normalKey(entity) });
            else
              await host.out.line(
                printable(`${entity.type}  ${entity.label}  (in ${entity.exhibits.length} exhibits)`),
              );
          }
          return EXIT.done;
        }),
      ),
    );
  const identities = program.command('identities').description('which entities are held to be one, and why');
  onVault(identities.command('list').description('every identity, then every decision; also the SQL table identities'))
    .requiredOption(...CASE)
    .action(
      run((host, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const held = await client.ask('identity.list', { caseId });
          if (options.json) await host.out.json(held);
          else {
            for (const { members, basis } of held.identities)
              await host.out.line(
                printable(
                  `${members[0]?.label}, also known as ${members
                    .slice(1)
                    .map(({ label }) => label)
                    .join(', ')} (entries ${basis.join(', ')})`,
                ),
              );
            for (const entry of held.entries) await host.out.line(printable(told(entry)));
          }
          return EXIT.done;
        }),
      ),
    );
  onVault(identities.command('suggest').description('pairs that may be one, with why; nothing is merged'))
    .requiredOption(...CASE)
    .action(
      run((host, options: Options) =>
        withVault(host, options, async (core) => {
          const { id: caseId } = await findCase(core.client, options.case);
          const { suggestions, more } = await core.run('identity.suggest', { caseId });
          for (const each of suggestions) {
            if (options.json) await host.out.json(each);
            else
              await host.out.line(
                printable(`${each.a.label} / ${each.b.label}: ${[...each.reasons, ...each.support].join('; ')}`),
              );
          }
          if (more > 0) host.out.note(`${more} more pairs are left out.`);
          return EXIT.done;
        }),
      ),
    );
  onVault(
    identities
      .command('decide')
      .description('say of two entities, by label or id, that they are the same, different or undecided'),
  )
    .requiredOption(...CASE)
    .requiredOption('--reason <text>', 'why')
    .option('--exhibit <label>', 'what it rests on: E-0001')
    .option('--despite', 'although something speaks against it')
    .addOption(new Option('--type <type>', 'of the entities, where labels alone are not clear'))
    .argument('<verdict>', 'same, different, undecided, or withdrawn to take a decision back')
    .argument('<a>')
    .argument('<b>')
    .action(
      run((host, verdict: string, a: string, b: string, options: Options) =>
        withVault(host, options, async (core) => {
          const { id: caseId } = await findCase(core.client, options.case);
          if (!Object.hasOwn(VERDICTS, verdict))
            throw new Fault('bad-request', `A verdict is one of: ${Object.keys(VERDICTS).join(', ')}.`);
          const all = await core.client.ask('entity.list', { caseId });
          const exhibits = await core.client.ask('evidence.list', { caseId });
          const exhibit = exhibits.find(({ label }) => label === options.exhibit);
          if (options.exhibit && !exhibit) throw new Fault('not-found', `The case has no exhibit ${options.exhibit}.`);
          const entry = await core.client.ask('identity.decide', {
            caseId,
            a: named(all, a, options).id,
            b: named(all, b, options).id,
            verdict: verdict as keyof typeof VERDICTS,
            reason: options.reason ?? '',
            exhibitId: exhibit?.id ?? null,
            despite: options.despite ?? false,
          });
          if (options.json) await host.out.json(entry);
          else await host.out.line(printable(told(entry)));
          return EXIT.done;
        }),
      ),
    );
}

/** @throws Fault where no entity or more than one is called so */
function named(all: readonly Entity[], wanted: string, { type }: Options): Entity {
  const fitting = all.filter((each) => (each.id === wanted || each.label === wanted) && (!type || each.type === type));
  const [found] = fitting;
  if (!found) throw new Fault('not-found', `The case has no entity "${wanted}".`);
  if (fitting.length > 1)
    throw new Fault(
      'bad-request',
      `${fitting.length} entities are called "${wanted}": name one by --type or by its id.`,
    );
  return found;
}

const told = ({ number, a, b, verdict, reason, exhibit, at, by, counts }: IdentityEntry): string =>
  `${number}  ${a.label} and ${b.label}: ${VERDICTS[verdict]}. ${exhibit ? `${exhibit.label}, ` : ''}${reason} (${by}, ${at})${counts ? '' : ' [superseded]'}`;
