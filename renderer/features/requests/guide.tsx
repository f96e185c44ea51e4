import { Button, Icon } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { Question, Request } from '../../../shared/contract/requests.ts';
import { useRead } from '../../client/hooks.ts';
import { keep, kept } from '../../state/desk.ts';

const Kept = z.object({ dismissed: z.boolean() });

/** Five steps from a question to a printed answer, each done once the case shows it; until somebody dismisses it. */
export function Guide({ of, questions }: { of: Request; questions: readonly Question[] }) {
  const { data: replies = [] } = useRead('reply.list', { caseId: of.caseId });
  const [shown, setShown] = useState(false);
  useEffect(() => {
    void kept('vault', 'guide', Kept, { dismissed: false }).then(({ value }) => setShown(!value.dismissed));
  }, []);
  if (!shown) return null;
  const steps = [
    {
      done: questions.length > 0,
      title: 'Ask',
      says: 'Each line of what is asked becomes a question of its own: one subject each.',
    },
    {
      done: questions.some(({ exhibitLabels }) => exhibitLabels.length > 0),
      title: 'Prove',
      says: 'Under “Built from findings”, choose the findings that answer it; under “Further exhibits” what else it rests on.',
    },
    {
      done: questions.some(({ answer }) => answer !== ''),
      title: 'Answer',
      says: 'Write one or two sentences. A figure is a cell of a frozen query, as {E-0012:1:paid_usd}. Then choose likelihood and confidence.',
    },
    {
      done: questions.some(({ state }) => state === 'answered' || state === 'delivered'),
      title: 'Release',
      says: 'Tick “The answer may go out”. What is changed later has to be released again.',
    },
    {
      done: replies.some(({ requestId }) => requestId === of.id),
      title: 'Reply',
      says: 'Press “Reply”, read what the check says, and print the PDF. Recipient, time and words are recorded.',
    },
  ];
  const next = steps.find(({ done }) => !done);
  const dismiss = (): void => {
    setShown(false);
    keep('vault', 'guide', { dismissed: true });
  };
  return (
    <section className="rt-panel rt-request-guide" aria-label="Guide: from a question to a printed answer">
      <ol>
        {steps.map((step) => (
          <li key={step.title} aria-current={step === next ? 'step' : undefined}>
            <Icon icon={step.done ? 'tick-circle' : 'circle'} size={14} title={step.done ? 'done' : 'to do'} />
            {step.title}
          </li>
        ))}
      </ol>
      <p>{next ? next.says : 'All five steps are done: this request has been answered.'}</p>
      <Button size="small" variant="minimal" icon="cross" text="Dismiss the guide" onClick={dismiss} />
    </section>
  );
}
