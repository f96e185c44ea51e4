import { Button } from '@blueprintjs/core';
import { withCellsNamed } from '../../../shared/domain/bound-values.ts';
import { questionLabel } from '../../../shared/domain/labels.ts';
import { useRead } from '../../client/hooks.ts';
import { untilDue, useNow } from '../../parts/due-text.tsx';
import { QuestionTag } from '../../parts/request-clocks.tsx';
import { useNavigation, useWorkspace } from '../../state/navigation.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';

/** What the case is asked: it leads the overview, as it leads the work. */
export function Questions() {
  const { caseId, go } = useNavigation();
  const { newRequest } = useWorkspace();
  const { data: questions } = useRead('question.list', { caseId });
  const now = useNow();
  const open = questions?.filter(({ state }) => state === 'unanswered' || state === 'draft').length ?? 0;
  return (
    <Panel
      title={
        questions && questions.length > 0
          ? `Questions: ${questions.length - open} of ${questions.length} answered`
          : 'Questions'
      }
      actions={
        <>
          <Changes>
            <Button size="small" icon="plus" text="New request" onClick={newRequest} />
          </Changes>
          <Button
            size="small"
            variant="minimal"
            endIcon="chevron-right"
            text="All"
            onClick={() => go({ screen: 'requests' })}
          />
        </>
      }
    >
      {questions?.length === 0 && (
        <p className="rt-panel-note rt-muted">
          Nobody asked yet. A request brings its questions, its clocks and the text it came as.
        </p>
      )}
      <ul className="rt-list">
        {questions?.map((question) => (
          <li key={question.id}>
            <button type="button" className="rt-line" onClick={() => go({ screen: 'requests', focus: question.id })}>
              <span className="rt-mono">{questionLabel(question.number)}</span>
              <span className="rt-grow">
                {question.text}
                <span className="rt-line-detail">
                  {[
                    withCellsNamed(question.answer.trim().split('\n', 1)[0] ?? ''),
                    question.owner,
                    question.dueAt && question.state !== 'delivered' ? untilDue(question.dueAt, now) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <QuestionTag of={question} />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
