import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Question } from '../../../shared/contract/requests.ts';
import { questionLabel } from '../../../shared/domain/labels.ts';
import { again, CASE, type CaseOptions, findCase, findExhibits, findRequest, wholeNumber } from '../arguments.ts';
import { EXIT, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface AnswerOptions extends CaseOptions {
  finding: string[];
  exhibit: string[];
  likelihood?: Question['likelihood'];
  confidence?: Question['confidence'];
  ready?: boolean;
}

export function questionVerbs(program: Command, run: Run): void {
  const group = program.command('question').description('the questions that lead a case, and their answers');
  onVault(group.command('list').description('every question with its state'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          for (const question of await client.ask('question.list', { caseId }))
            if (options.json) await host.out.json({ ...question, label: questionLabel(question.number) });
            else await host.out.line(lineOf(question));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('add').description('another question of a request'))
    .requiredOption(...CASE)
    .requiredOption('--request <n>', 'the request: R-1, or 1')
    .argument('<text>', 'what is asked; one subject')
    .action(
      run((host, text: string, options: CaseOptions & { request: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const { id: requestId } = await findRequest(client, caseId, options.request);
          const made = await client.ask('question.create', { requestId, text });
          if (options.json) await host.out.json({ ...made, label: questionLabel(made.number) });
          else await host.out.line(lineOf(made));
          return EXIT.done;
        }),
      ),
    );
  onVault(
    group
      .command('answer')
      .description('write the answer of a question; {E-0012:1:paid_usd} is a cell of a frozen query'),
  )
    .requiredOption(...CASE)
    .option('--finding <label>', 'a finding that it is built from, as F-1; once for each', again, [])
    .option('--exhibit <label>', 'an exhibit that it rests on, as E-0001; once for each', again, [])
    .option('--likelihood <words>', 'as very-likely')
    .option('--confidence <words>', 'low, moderate or high')
    .option('--ready', 'the answer may go out')
    .argument('<number>', 'of the question: 1 for Q-1', wholeNumber(1, 1_000_000))
    .argument('<text>', 'the answer')
    .action(
      run(
        (
          host,
          number: number,
          answer: string,
          { finding, exhibit, likelihood, confidence, ready, ...options }: AnswerOptions,
        ) =>
          withVault(host, options, async ({ client }) => {
            const found = await findCase(client, options.case);
            const questions = await client.ask('question.list', { caseId: found.id });
            const question = questions.find((each) => each.number === number);
            if (!question) throw new Fault('not-found', `The case has no ${questionLabel(number)}.`);
            const findings = await client.ask('finding.list', { caseId: found.id });
            const built = finding.map((label) => {
              const one = findings.find((each) => `f-${each.number}` === label.toLowerCase());
              if (!one) throw new Fault('not-found', `The case has no finding ${label}.`);
              return one.id;
            });
            const questionId = question.id;
            const given = { ...(likelihood && { likelihood }), ...(confidence && { confidence }) };
            await client.ask('question.update', {
              ...{ questionId, answer, ...given },
              ...(built.length > 0 && { findings: built }),
              ...(exhibit.length > 0 && { exhibits: (await findExhibits(client, found, exhibit)).map(({ id }) => id) }),
            });
            const answered = await client.ask('question.update', { questionId, ready: ready === true });
            if (options.json) await host.out.json({ ...answered, label: questionLabel(number) });
            else await host.out.line(lineOf(answered));
            return EXIT.done;
          }),
      ),
    );
}

const lineOf = ({ number, state, text, answer, exhibitLabels }: Question): string =>
  printable(
    `${questionLabel(number)}  ${state}  ${text}${answer === '' ? '' : `  ${answer}`}${exhibitLabels.length > 0 ? `  (${exhibitLabels.join(', ')})` : ''}`,
  );
