import { Button, Callout, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { ReportSettings, Uncovered } from '../../../shared/contract/reports.ts';
import type { Snapshot } from '../../../shared/contract/snapshots.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { uncoveredWords } from '../../../shared/domain/left-out.ts';
import { REPORT_FIELDS } from '../../../shared/domain/report-fields.ts';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { BriefForm } from './brief-form.tsx';
import { CaptionsPanel } from './captions-panel.tsx';
import { ChoiceList } from './choice-list.tsx';
import { FirstPageText, ReadBeside } from './first-page-text.tsx';
import { Edits } from './pages-panel.tsx';

interface Props {
  readonly value: ReportSettings;
  readonly findings: readonly Finding[];
  readonly exhibits: readonly Exhibit[];
  readonly boards: Output<'board.list'>;
  readonly snapshots: readonly Snapshot[];
  readonly onFigure: (snapshot: Snapshot, inReport: boolean) => void;
  /** Originals that are shown because their redacted copies are not. */
  readonly uncovered: readonly Uncovered[];
  readonly onChange: (change: Partial<ReportSettings>) => void;
  readonly onLeaveOut: (exhibit: ExhibitId) => void;
}

const TEXTS = [
  {
    key: 'caveat',
    section: 'scope basis',
    label: 'Handling caveat',
    help: 'Printed with the classification in head and foot of each page, and on the cover',
  },
  {
    key: 'method',
    section: 'method basis',
    label: REPORT_FIELDS.method.name,
    help: 'How data was obtained, what was done with it, and what was not examined',
  },
] as const;

/** What the report says beside its evidence, and what goes into it. */
export function ReportForm({
  value,
  findings,
  exhibits,
  boards,
  snapshots,
  uncovered,
  onChange,
  onFigure,
  onLeaveOut,
}: Props) {
  /** Told where the copy was taken out; where there is none left to take out, at the original. */
  const below = (label: string): Uncovered[] =>
    uncovered.filter(({ original, copies }) => label === (copies.find(({ removed }) => !removed) ?? original).label);
  return (
    <div className="rt-report-form">
      <div className="rt-column">
        <ReadBeside settings={value} findings={findings}>
          <Field label="Recipient" help="Named on the cover">
            {(id, describedBy) => (
              <InputGroup
                id={id}
                aria-describedby={describedBy}
                maxLength={500}
                value={value.recipient}
                onValueChange={(recipient) => onChange({ recipient })}
              />
            )}
          </Field>
          <FirstPageText
            field="summary"
            section="summary brief"
            help="What happened, on the first page of the executive edition. E-0001 becomes a reference."
            className="rt-report-summary"
            value={value}
            onChange={onChange}
          />
          {TEXTS.map(({ key, section, label, help }) => (
            <Field key={key} name={key} section={section} label={label} help={help}>
              {(id, describedBy) => (
                <TextArea
                  id={id}
                  aria-describedby={describedBy}
                  fill
                  autoResize
                  className={`rt-report-${key}`}
                  maxLength={100_000}
                  value={value[key]}
                  onChange={(event) => onChange({ [key]: event.target.value })}
                />
              )}
            </Field>
          ))}
          <Edits section="brief">
            <BriefForm value={value} exhibits={exhibits} onChange={onChange} />
          </Edits>
        </ReadBeside>
        <Field section="board" label="Board to draw" help="In the legal and information security editions">
          {(id) => (
            <HTMLSelect
              id={id}
              value={value.boardId ?? ''}
              onChange={(event) =>
                onChange({ boardId: boards.find((board) => board.id === event.target.value)?.id ?? null })
              }
              options={[
                { label: 'None', value: '' },
                ...boards.map((board) => ({ label: `${board.title} (${board.items})`, value: board.id })),
              ]}
            />
          )}
        </Field>
      </div>
      <div className="rt-column">
        {snapshots.length > 0 && (
          <Edits section="figures">
            <ChoiceList
              title="Snapshots of boards in the report"
              empty=""
              excluded={snapshots.filter(({ inReport }) => !inReport).map(({ id }) => id)}
              onChange={(excluded) => {
                for (const each of snapshots)
                  if (each.inReport === excluded.includes(each.id)) onFigure(each, !each.inReport);
              }}
              items={snapshots.map(({ id, title, items }) => ({ id, text: `${title} (${items})` }))}
            />
          </Edits>
        )}
        <Edits section="findings">
          <ChoiceList
            title="Findings in the report"
            empty="The case states no finding yet."
            excluded={value.excludedFindings}
            onChange={(excludedFindings) => onChange({ excludedFindings })}
            items={findings.map(({ id, number, claim }) => ({
              id,
              text: (
                <>
                  <strong>{findingLabel(number)}</strong> {claim}
                </>
              ),
            }))}
          />
        </Edits>
        <Edits section="exhibits cited">
          <CaptionsPanel exhibits={exhibits} value={value} onChange={(captions) => onChange({ captions })} />
          <ChoiceList
            title="Exhibits in the report"
            empty="The case has no exhibit yet."
            excluded={value.excludedExhibits}
            onChange={(excludedExhibits) => onChange({ excludedExhibits })}
            items={exhibits.map((exhibit) => ({
              id: exhibit.id,
              below: below(exhibit.label).map((each) => (
                <Callout key={each.original.id} compact intent="warning" icon="warning-sign" role="alert">
                  {uncoveredWords(each)}{' '}
                  <Button
                    size="small"
                    text={`Leave ${each.original.label} out too`}
                    onClick={() => onLeaveOut(each.original.id)}
                  />
                </Callout>
              )),
              text: (
                <span className="rt-report-exhibit">
                  <ExhibitThumb exhibit={exhibit} size={28} />
                  <span className="rt-cut">
                    <strong>{exhibit.label}</strong> {exhibit.title}
                  </span>
                </span>
              ),
            }))}
          />
        </Edits>
      </div>
    </div>
  );
}
