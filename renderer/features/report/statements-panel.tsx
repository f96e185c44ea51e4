import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { ReportStatement } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { rowsWords } from '../../../shared/domain/cited-rows.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { useRead } from '../../client/hooks.ts';
import { ReferenceCard } from '../../parts/reference/reference-card.tsx';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Words } from '../../ui/words.tsx';
import { EDITIONS } from './editions.ts';

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  readonly exhibits: readonly Exhibit[];
  readonly findings: readonly Finding[];
}

const RESTS: Readonly<Record<ReportStatement['rests'], string>> = {
  named: '',
  assessment: 'Assessment',
  nothing: 'No exhibit, and not marked as assessment',
};
/** It names what does not exist, or what it sets aside. */
const BORNE_OUT = 'What it names does not bear it out, and it is not marked as assessment';
const NONE: never[] = [];

/** Each statement of bottom line, summary and findings; one click from what it names to hash, SQL and rows. */
export function StatementsPanel({ caseId, edition, exhibits, findings }: Props) {
  const [open, setOpen] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const { data: statements = NONE } = useRead('report.statements', { caseId, edition });
  const without = statements.filter(({ rests }) => rests === 'nothing').length;
  return (
    <Panel
      title="What each statement rests on"
      actions={
        statements.length > 0 && (
          <Button
            size="small"
            variant="minimal"
            icon={open ? 'chevron-up' : 'chevron-down'}
            aria-expanded={open}
            text={open ? 'Hide statements' : 'Show statements'}
            onClick={() => setOpen(!open)}
          />
        )
      }
    >
      <p className="rt-report-statements-sum rt-muted">
        {statements.length === 0
          ? 'Nothing is stated yet: bottom line, summary and findings are empty.'
          : `${plural(statements.length, 'statement')} in the ${EDITIONS[edition].name.toLowerCase()} edition, ${without} without an exhibit, a finding or the mark of an assessment.`}{' '}
        The legal edition prints them with hash, SQL and rows.
      </p>
      {open && (
        <ol className="rt-report-statements">
          {statements.map((statement, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two sentences may have one text, and their place is what tells them apart
            <li key={at}>
              <Statement {...{ statement, exhibits, findings }} id={String(at)} chosen={chosen} onChoose={choose} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

interface One extends Pick<Props, 'exhibits' | 'findings'> {
  readonly statement: ReportStatement;
  readonly id: string;
  /** Of the exhibit that is looked behind, by statement. */
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

function Statement({ statement, exhibits, findings, id, chosen, onChoose }: One) {
  const { go } = useNavigation();
  const { where, text, rests, exhibits: named, findings: others, led } = statement;
  const behind = named.find(({ label }) => chosen === `${id} ${label}`);
  const exhibit = exhibits.find(({ label }) => label === behind?.label);
  return (
    <>
      <span className="rt-muted">{where}</span> <Words>{text}</Words>
      <div className="rt-report-statements-on">
        {rests !== 'named' && (
          <span className={rests === 'nothing' ? 'rt-warn' : 'rt-muted'}>
            {rests === 'nothing' && named.length + others.length > 0 ? BORNE_OUT : RESTS[rests]}
          </span>
        )}
        {led && <span className="rt-muted">By what leads in to it:</span>}
        {named.map(({ label, rows }) =>
          exhibits.some((each) => each.label === label) ? (
            <button
              key={label}
              type="button"
              className="rt-report-check-link"
              aria-expanded={behind?.label === label}
              onClick={() => onChoose(behind?.label === label ? null : `${id} ${label}`)}
            >
              <span className="rt-nowrap">{label}</span>
              {rows.length > 0 && ` ${rowsWords(rows)}`}
            </button>
          ) : (
            <span key={label} className="rt-warn">
              {label} is not in this case
            </span>
          ),
        )}
        {others.map((label) => {
          const finding = findings.find(({ number }) => findingLabel(number) === label);
          return finding ? (
            <button
              key={label}
              type="button"
              className="rt-report-check-link"
              onClick={() => go({ screen: 'findings', focus: finding.id })}
            >
              {label}
            </button>
          ) : (
            <span key={label} className="rt-warn">
              {label} is not in this case
            </span>
          );
        })}
      </div>
      {exhibit && behind && <ReferenceCard exhibit={exhibit} rows={behind.rows} />}
    </>
  );
}
