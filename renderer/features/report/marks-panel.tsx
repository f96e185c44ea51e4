import { Button, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import { Edition, type ReportMark } from '../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { useWrite } from '../../client/hooks.ts';
import { Panel } from '../../ui/panel.tsx';
import { showError } from '../../ui/toaster.ts';
import { EDITIONS } from './editions.ts';

interface Props {
  readonly settings: ReportSettings;
  readonly exhibits: readonly Exhibit[];
  readonly findings: readonly Finding[];
}

/** Marks such as "Legally privileged": what bears one is only in the editions that it names. */
export function MarksPanel({ settings: { caseId, setup }, exhibits, findings }: Props) {
  const update = useWrite('report.update');
  const [name, setName] = useState('');
  const save = (marks: ReportMark[]): void => void update.mutateAsync({ caseId, marks }).catch(showError);
  const { marks } = setup;
  return (
    <Panel title="Marks that restrict editions">
      <ul className="rt-report-points">
        {marks.map((mark, at) => (
          <li key={mark.mark}>
            <div className="rt-row">
              <strong className="rt-grow">{mark.mark}</strong>
              <Button
                size="small"
                variant="minimal"
                icon="cross"
                aria-label={`Remove the mark ${mark.mark}`}
                onClick={() => save(marks.filter((_, other) => other !== at))}
              />
            </div>
            <MarkFields
              mark={mark}
              exhibits={exhibits}
              findings={findings}
              onChange={(next) => save(marks.map((each, other) => (other === at ? next : each)))}
            />
          </li>
        ))}
      </ul>
      <form
        className="rt-report-redact"
        onSubmit={(event) => {
          event.preventDefault();
          const mark = name.trim();
          if (mark === '' || marks.some((each) => each.mark === mark)) return;
          save([...marks, { mark, editions: ['legal'], exhibits: [], findings: [] }]);
          setName('');
        }}
      >
        <InputGroup
          aria-label="New mark"
          placeholder="Legally privileged, SAR, …"
          maxLength={100}
          value={name}
          onValueChange={setName}
        />
        <Button type="submit" text="Add mark" disabled={name.trim() === ''} />
      </form>
      <p className="rt-report-empty rt-muted">
        What bears a mark, and what was made from it, is left out of every edition that the mark does not name.
      </p>
    </Panel>
  );
}

interface Fields {
  readonly mark: ReportMark;
  readonly exhibits: readonly Exhibit[];
  readonly findings: readonly Finding[];
  readonly onChange: (mark: ReportMark) => void;
}

function MarkFields({ mark, exhibits, findings, onChange }: Fields) {
  const labels = [
    ...exhibits.filter(({ id }) => mark.exhibits.includes(id)).map(({ label }) => label),
    ...findings.filter(({ id }) => mark.findings.includes(id)).map(({ number }) => findingLabel(number)),
  ].join(', ');
  const [problem, setProblem] = useState('');
  const bear = (text: string): void => {
    const wanted = text.split(/[\s,;]+/).filter((each) => each !== '');
    const found = wanted.map((label) => ({
      label,
      exhibit: exhibits.find((each) => each.label === label)?.id,
      finding: findings.find(({ number }) => findingLabel(number) === label)?.id,
    }));
    const unknown = found.filter(({ exhibit, finding }) => !exhibit && !finding).map(({ label }) => label);
    setProblem(unknown.length === 0 ? '' : `Not in this case: ${unknown.join(', ')}.`);
    if (unknown.length > 0) return;
    onChange({
      ...mark,
      exhibits: found.flatMap(({ exhibit }) => exhibit ?? []),
      findings: found.flatMap(({ finding }) => finding ?? []),
    });
  };
  return (
    <>
      <div className="rt-row">
        {Edition.options.map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={mark.editions.includes(each)}
              onChange={(event) =>
                onChange({
                  ...mark,
                  editions: event.target.checked
                    ? [...mark.editions, each]
                    : mark.editions.filter((other) => other !== each),
                })
              }
            />{' '}
            {EDITIONS[each].name}
          </label>
        ))}
      </div>
      <InputGroup
        key={labels}
        size="small"
        aria-label={`Exhibits and findings marked ${mark.mark}`}
        placeholder="E-0003, F-2"
        defaultValue={labels}
        onBlur={(event) => event.currentTarget.value.trim() !== labels && bear(event.currentTarget.value)}
      />
      {problem !== '' && <div className="rt-field-error">{problem}</div>}
    </>
  );
}
