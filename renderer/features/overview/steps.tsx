import { Button, Icon } from '@blueprintjs/core';
import type { Case } from '../../../shared/contract/cases.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';
import { useRead } from '../../client/hooks.ts';
import { type Screen, useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

interface Step {
  readonly screen: Screen;
  readonly done: boolean;
  readonly title: string;
  /** What is there, or what to do. */
  readonly state: string;
}

/** "2 frozen queries, 1 chart saved as exhibits"; empty for none. */
export function savedOf(exhibits: readonly Pick<Exhibit, 'kind' | 'removedAt'>[]): string {
  const made = exhibits.filter(({ kind, removedAt }) => EXHIBIT_KINDS[kind].madeOn === 'data' && removedAt === null);
  const words = Object.entries(EXHIBIT_KINDS).flatMap(([of, { one, many }]) => {
    const count = made.filter(({ kind }) => kind === of).length;
    return count > 0 ? [plural(count, one, many)] : [];
  });
  return words.length === 0 ? '' : `${words.join(', ')} saved as ${made.length === 1 ? 'exhibit' : 'exhibits'}`;
}

/** The main job, from evidence to report: what is done and what comes next. */
export function Steps({ of: { id: caseId, counts, boardId } }: { of: Case }) {
  const { go } = useNavigation();
  const { data: exhibits } = useRead('evidence.list', { caseId });
  const { data: boards } = useRead('board.list', { caseId });
  const { data: prints } = useRead('report.history', { caseId });
  const asked = savedOf(exhibits ?? []);
  const pinned = boards?.find(({ id }) => id === boardId)?.items ?? 0;
  const printed = prints?.length ?? 0;
  const steps: Step[] = [
    {
      screen: 'evidence',
      done: counts.exhibits > 0,
      title: 'Import the evidence',
      state: counts.exhibits
        ? `${plural(counts.exhibits, 'exhibit')}, ${plural(counts.datasets, 'dataset')}`
        : 'Files and screenshots, by button, drop or paste',
    },
    {
      screen: 'data',
      done: asked !== '',
      title: 'Ask the data',
      state: asked || 'SQL over the datasets',
    },
    {
      screen: 'board',
      done: counts.links > 0,
      title: 'Connect on the board',
      state:
        pinned + counts.links > 0
          ? `${plural(pinned, 'item')} pinned; ${plural(counts.links, 'link')} in the case`
          : 'Pin exhibits and entities, draw links',
    },
    {
      screen: 'findings',
      done: counts.findings > 0,
      title: 'State the findings',
      state: counts.findings
        ? plural(counts.findings, 'finding')
        : 'A claim, how likely it is, and the exhibits behind it',
    },
    {
      screen: 'report',
      done: printed > 0,
      title: 'Print the report',
      state: printed ? `Printed ${plural(printed, 'time')}` : 'A confidential PDF for its reader',
    },
  ];
  const next = steps.find(({ done }) => !done);
  return (
    <Panel title="Progress">
      <ol className="rt-overview-steps">
        {steps.map((step) => (
          <li key={step.screen} className="rt-row">
            <Icon
              icon={step.done ? 'tick-circle' : 'circle'}
              className={step.done ? 'rt-ok' : 'rt-muted'}
              title={step.done ? 'Done' : 'Open'}
            />
            <span className="rt-grow">
              <span className="rt-overview-step-title">{step.title}</span>
              <span className="rt-muted">{step.state}</span>
            </span>
            <Button
              size="small"
              {...(step === next ? { intent: 'primary' as const } : { variant: 'minimal' as const })}
              endIcon="chevron-right"
              text={step === next ? 'Do this next' : 'Go there'}
              aria-label={`${step === next ? 'Do this next' : 'Go there'}: ${step.title}`}
              onClick={() => go({ screen: step.screen })}
            />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
