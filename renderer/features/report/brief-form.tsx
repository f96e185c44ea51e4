import { Button, HTMLSelect, InputGroup, NumericInput } from '@blueprintjs/core';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Confidence, FindingConfidence } from '../../../shared/contract/findings.ts';
import { Day, type KeyNumber, type ReportSettings } from '../../../shared/contract/reports.ts';
import { isDrawable } from '../../../shared/domain/exhibit-kinds.ts';
import { CONFIDENCE } from '../../../shared/domain/likelihood.ts';
import { REPORT_FIELDS } from '../../../shared/domain/report-fields.ts';
import { useRead } from '../../client/hooks.ts';
import { Field } from '../../ui/saved-field.tsx';
import { FirstPageText } from './first-page-text.tsx';

interface Props {
  readonly value: ReportSettings;
  readonly exhibits: readonly Exhibit[];
  readonly onChange: (change: Partial<ReportSettings>) => void;
}

const HELP = {
  bottomLine: 'The answer in one or two sentences, first on the first page',
  unknowns: 'Gaps that could change the answer',
  decision: 'What the reader is asked to decide',
  nextStep: 'What happens next, and who does it',
} as const;

/** What the first page of the executive edition says beside the summary. */
export function BriefForm({ value, exhibits, onChange }: Props) {
  const there = exhibits.filter(({ removedAt }) => removedAt === null);
  const queries = there.filter(({ kind }) => kind === 'query');
  const drawable = there.filter((exhibit) => exhibit.kind !== 'file' || isDrawable(exhibit));
  const text = (key: keyof typeof HELP) => (
    <FirstPageText field={key} help={HELP[key]} className="rt-report-line" value={value} onChange={onChange} />
  );
  return (
    <>
      {text('bottomLine')}
      <Field label="Confidence in the bottom line">
        {(id) => (
          <HTMLSelect
            id={id}
            value={value.confidence}
            onChange={(event) => onChange({ confidence: FindingConfidence.parse(event.target.value) })}
            options={[
              { label: 'Not judged yet', value: 'not-judged' },
              ...Confidence.options.map((level) => ({ label: CONFIDENCE[level], value: level })),
            ]}
          />
        )}
      </Field>
      <KeyNumbers value={value.keyNumbers} queries={queries} onChange={(keyNumbers) => onChange({ keyNumbers })} />
      {text('unknowns')}
      {text('decision')}
      <div className="rt-report-pair">
        <Field label="Who decides">
          {(id) => (
            <InputGroup
              id={id}
              maxLength={500}
              value={value.decisionBy}
              onValueChange={(decisionBy) => onChange({ decisionBy })}
            />
          )}
        </Field>
        <Field label="By when">
          {(id) => (
            <InputGroup
              id={id}
              type="date"
              value={value.decisionDue ?? ''}
              onValueChange={(day) => onChange({ decisionDue: Day.safeParse(day).success ? day : null })}
            />
          )}
        </Field>
      </div>
      {text('nextStep')}
      <Field
        label="Figure of the executive edition"
        help="One chart, money flow, picture or query result, on the first page"
      >
        {(id, describedBy) => (
          <HTMLSelect
            id={id}
            aria-describedby={describedBy}
            value={value.figureId ?? ''}
            onChange={(event) =>
              onChange({ figureId: drawable.find((exhibit) => exhibit.id === event.target.value)?.id ?? null })
            }
            options={[
              { label: 'None', value: '' },
              ...drawable.map(({ id: exhibit, label, title }) => ({ label: `${label} ${title}`, value: exhibit })),
            ]}
          />
        )}
      </Field>
      {value.figureId !== null && (
        <Field
          name="figureCaption"
          label={REPORT_FIELDS.figureCaption.name}
          help="What it shows, in words; the title of the exhibit when empty"
        >
          {(id, describedBy) => (
            <InputGroup
              id={id}
              aria-describedby={describedBy}
              maxLength={500}
              value={value.figureCaption}
              onValueChange={(figureCaption) => onChange({ figureCaption })}
            />
          )}
        </Field>
      )}
    </>
  );
}

interface Numbers {
  readonly value: readonly KeyNumber[];
  readonly queries: readonly Exhibit[];
  readonly onChange: (value: KeyNumber[]) => void;
}
const MOST = 8;

/** Money and users at a glance: each number is a cell of a frozen query, so that it is exact and can be traced. */
function KeyNumbers({ value, queries, onChange }: Numbers) {
  const [first] = queries;
  const places = value.map((each, at) => ({ key: String(at), each, at })); // a number has no identity but its place
  const put = (at: number, change: Partial<KeyNumber>): void =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <fieldset className="rt-report-numbers" aria-label="Key numbers">
      <legend>Key numbers</legend>
      {places.map(({ key, each, at }) => (
        <NumberRow
          key={key}
          value={each}
          queries={queries}
          onChange={(change) => put(at, change)}
          onRemove={() => onChange(value.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        size="small"
        icon="add"
        text="Add a number"
        disabled={!first || value.length >= MOST}
        title={first ? undefined : 'A number is a cell of a frozen query; the case has none yet.'}
        onClick={() =>
          first && onChange([...value, { label: 'New number', exhibitId: first.id, row: 1, column: '?', unit: '' }])
        }
      />
      <div className="rt-field-help">
        In any text, {'{E-0012:1:paid_usd}'} prints row 1, column paid_usd of that frozen query, to the last digit.
      </div>
    </fieldset>
  );
}

interface Row {
  readonly value: KeyNumber;
  readonly queries: readonly Exhibit[];
  readonly onChange: (change: Partial<KeyNumber>) => void;
  readonly onRemove: () => void;
}

function NumberRow({ value, queries, onChange, onRemove }: Row) {
  const { label, exhibitId, row, column, unit } = value;
  const { data } = useRead('query.frozen', { exhibitId, offset: row - 1, limit: 1 });
  const columns = data?.columns.map(({ name }) => name) ?? [];
  return (
    <div className="rt-report-number">
      <InputGroup
        className="rt-report-number-what"
        aria-label="What is counted"
        maxLength={500}
        value={label}
        onValueChange={(next) => next.trim() !== '' && onChange({ label: next })}
      />
      <InputGroup
        className="rt-report-number-unit"
        aria-label="Unit"
        placeholder="Unit"
        maxLength={500}
        value={unit}
        onValueChange={(next) => onChange({ unit: next })}
      />
      <HTMLSelect
        aria-label="Frozen query"
        value={exhibitId}
        onChange={(event) => {
          const chosen = queries.find(({ id }) => id === event.target.value);
          if (chosen) onChange({ exhibitId: chosen.id });
        }}
        options={queries.map(({ id, label: name, title }) => ({ label: `${name} ${title}`, value: id }))}
      />
      <NumericInput
        aria-label="Row"
        min={1}
        max={1_000_000}
        value={row}
        buttonPosition="none"
        onValueChange={(next) => Number.isInteger(next) && next >= 1 && onChange({ row: next })}
      />
      <HTMLSelect
        aria-label="Column"
        value={column}
        onChange={(event) => onChange({ column: event.target.value })}
        options={columns.includes(column) ? columns : [column, ...columns]}
      />
      <Button variant="minimal" icon="cross" aria-label={`Remove ${label}`} onClick={onRemove} />
    </div>
  );
}
