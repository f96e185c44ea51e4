import { Area } from '../../shared/contract/command.ts';
import { type CommandName, changesOf, commands, type Input, isStaleAfter } from '../../shared/contract/commands.ts';
import type { CaseId, ResultId } from '../../shared/contract/values.ts';
import { openTestCore, type TestCore } from '../support/core.ts';
import type { ContractHost } from './hosts.ts';

type Answers = ReadonlyMap<string, { name: CommandName; answer: string }>;

/** Whether no change of anything makes the answer another one. */
const isImmutable = (name: CommandName): boolean => !isStaleAfter(name, Area.options);

/**
 * What every read of the contract answers now, about everything that the open vault holds.
 * @param kept answers of before: one that is said never to change is taken from them, and not asked for again
 */
async function readings(core: TestCore, results: readonly ResultId[], kept?: Answers): Promise<Answers> {
  const answers = new Map<string, { name: CommandName; answer: string }>();
  async function ask<N extends CommandName>(name: N, input: Input<N>) {
    const key = `${name} ${JSON.stringify(input)}`;
    const before = isImmutable(name) ? kept?.get(key) : undefined;
    if (before && !before.answer.startsWith('refused: ')) {
      answers.set(key, before);
      return;
    }
    const answer = await core.call(name, input).then(
      (value) => JSON.stringify(value, (_, each) => (each instanceof Uint8Array ? each.length : each)),
      (error: { code: string }) => `refused: ${error.code}`,
    );
    answers.set(key, { name, answer });
  }
  const cases = (await core.call('case.list', {})).map(({ id }) => id);
  for (const name of ['case.list', 'typology.list', 'custody.list', 'bundle.signers', 'vault.list'] as const)
    await ask(name, {});
  for (const name of ['vault.profile', 'vault.identity', 'vault.backups', 'vault.deviceKey'] as const)
    await ask(name, {});
  await ask('search.find', { text: 'accounts' });
  for (const resultId of results) await ask('query.rows', { resultId, offset: 0, limit: 10 });
  for (const caseId of cases) await ofCase(caseId);
  return answers;

  async function ofCase(caseId: CaseId): Promise<void> {
    for (const name of [
      'case.get',
      'evidence.list',
      'dataset.list',
      'dataset.combined',
      'query.schema',
      'query.history',
      'query.saved',
    ] as const)
      await ask(name, { caseId });
    for (const name of [
      'board.list',
      'entity.list',
      'link.list',
      'finding.list',
      'event.list',
      'request.list',
      'question.list',
      'reply.list',
      'report.settings',
    ] as const)
      await ask(name, { caseId });
    for (const name of [
      'pattern.mappings',
      'checklist.list',
      'report.history',
      'ocr.pending',
      'bundle.preview',
      'bundle.unfinished',
      'report.preview',
    ] as const)
      await ask(name, { caseId });
    await ask('custody.list', { caseId });
    for (const { id: boardId } of await core.call('board.list', { caseId })) await ask('board.get', { boardId });
    for (const { id: datasetId } of await core.call('dataset.list', { caseId })) {
      await ask('dataset.certificate', { datasetId });
      await ask('dataset.rejected', { datasetId });
    }
    for (const { id: exhibitId } of await core.call('evidence.list', { caseId })) {
      for (const name of ['evidence.get', 'evidence.exif', 'evidence.similar', 'ocr.text'] as const)
        await ask(name, { exhibitId });
      for (const name of [
        'copy.of',
        'attachment.of',
        'copy.origin',
        'dataset.preview',
        'query.frozen',
        'chart.frozen',
        'evidence.text',
      ] as const)
        await ask(name, { exhibitId });
      await ask('evidence.content', { exhibitId, variant: 'thumbnail' });
    }
  }
}

/**
 * The core on this very thread, as `directHost`. Compares every answer before and after each call with what the events of
 * that call said: `missed` gets what a window would go on showing although it is another by now.
 */
export async function watchedHost(missed: string[]): Promise<ContractHost> {
  const core = await openTestCore({ vault: false });
  const results: ResultId[] = [];
  let before: Answers = new Map();
  return {
    lasting: true,
    call: async (name, input, { file, keep } = {}) => {
      const told = core.events.length;
      const given = { ...input, ...(file ? { ticket: core.ticketForBytes(file.name, file.bytes) } : {}) } as never;
      const isJob = commands[name].kind === 'job';
      const work: Promise<unknown> = isJob ? core.run(name as 'vault.backup', given) : core.call(name, given);
      const reply = await work.then(
        (value) => ({ ok: true, value }) as const,
        ({ code = 'internal', message }) => ({ ok: false, error: { code, message } }) as const,
      );
      const ticket = reply.ok && keep ? (reply.value as { ticket: never }).ticket : null;
      if (name === 'query.run' && reply.ok) results.push((reply.value as { resultId: ResultId }).resultId);
      if (commands[name].kind !== 'read') {
        const events = core.events.slice(told);
        // What is said never to change is asked for again where a case or an exhibit goes, and when the vault is left.
        const all = /remove|delete|lock|rekey|destroy/i.test(name);
        const after = core.core.session ? await readings(core, results, all ? undefined : before) : new Map();
        const areas = events.flatMap((event) => (event.event === 'changed' ? event.areas : []));
        if (commands[name].kind === 'session') areas.push(...changesOf(name)); // its caller reads again, others need not
        const anew = events.some(({ event }) => event === 'opened' || event === 'locked'); // the window reads all again
        for (const [key, { name: read, answer }] of before) {
          const next = after.get(key);
          if (anew || !next || next.answer === answer || isStaleAfter(read, areas)) continue;
          // What is gone for good is asked for no more: the record of a removed exhibit, which is read again, says so.
          if (next.answer.startsWith('refused: ') && isImmutable(read)) continue;
          missed.push(`${name} changed ${key} and told of [${areas}]`);
        }
        before = after;
        for (const event of events)
          if (event.event === 'job' && event.job.state === 'done' && event.job.label === event.job.command)
            missed.push(`${name} is called by its name while it runs, and not by what it does`);
      }
      return { reply, kept: ticket ? await core.collect(ticket) : null };
    },
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  };
}
