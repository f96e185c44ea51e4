import { Button, Icon } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { Question, Request } from '../../../shared/contract/requests.ts';
import { questionLabel } from '../../../shared/domain/labels.ts';
import { useRead } from '../../client/hooks.ts';
import { keep, kept } from '../../state/desk.ts';
import { GUIDE, guided } from './guide-steps.ts';

const Kept = z.object({ dismissed: z.boolean() });

/** Five steps from a question to a printed answer, until somebody dismisses them. */
export function Guide({ of, questions }: { of: Request; questions: readonly Question[] }) {
  const { data: replies = [] } = useRead('reply.list', { caseId: of.caseId });
  const [shown, setShown] = useState(false);
  useEffect(() => {
    void kept('vault', 'guide', Kept, { dismissed: false }).then(({ value }) => setShown(!value.dismissed));
  }, []);
  if (!shown) return null;
  const replied = new Set(
    replies
      .filter(({ requestId }) => requestId === of.id)
      .flatMap(({ answers }) => answers.map(({ questionId }) => questionId)),
  );
  const furthest = guided(questions, replied);
  const done = furthest?.done ?? 0;
  const next = GUIDE[done];
  const label = furthest ? questionLabel(furthest.of.number) : '';
  const dismiss = (): void => {
    setShown(false);
    keep('vault', 'guide', { dismissed: true });
  };
  return (
    <section className="rt-panel rt-request-guide" aria-label="Guide: from a question to a printed answer">
      <ol>
        {GUIDE.map((step, at) => (
          <li key={step.title} aria-current={step === next ? 'step' : undefined}>
            <Icon icon={at < done ? 'tick-circle' : 'circle'} size={14} title={at < done ? 'done' : 'to do'} />
            {step.title}
          </li>
        ))}
      </ol>
      <p>
        {next ? (
          <>
            <strong>{`Next${label && ` for ${label}`}: ${next.title}.`}</strong> {next.says}
          </>
        ) : (
          `All five steps are done: ${label} has been answered.`
        )}
      </p>
      <Button size="small" variant="minimal" icon="cross" text="Dismiss the guide" onClick={dismiss} />
    </section>
  );
}
