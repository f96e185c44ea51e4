import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { Edition } from '../../../shared/contract/report-setup.ts';
import { type PictureRegion, Redaction, type ReportSettings } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { isDrawable } from '../../../shared/domain/exhibit-kinds.ts';
import { patternProblem } from '../../../shared/domain/redaction-pattern.ts';
import { newLabel, REDACTION_KINDS, redactionLabel } from '../../../shared/domain/redactions.ts';
import { useRead } from '../../client/hooks.ts';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EDITIONS } from './editions.ts';
import { RegionDialog } from './region-dialog.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly edition: Edition;
  readonly exhibits: readonly Exhibit[];
  readonly value: ReportSettings['redactions'];
  readonly onChange: (redactions: Redaction[]) => void;
}

/** What an edition says by a label instead. The key of the labels is here, and leaves the vault with no print. */
export function RedactionPanel({ caseId, edition, exhibits, value, onChange }: Props) {
  const { data: entities = [] } = useRead('entity.list', { caseId });
  const [kind, setKind] = useState<Redaction['kind']>('value');
  const [what, setWhat] = useState('');
  const [name, setName] = useState('');
  const [alone, setAlone] = useState(false);
  /** Whose regions are drawn: of a rule that there is, or of the picture that was chosen for a new one. */
  const [drawing, setDrawing] = useState<{ readonly what: string; readonly rule: Redaction | null } | null>(null);
  const pictures = exhibits.filter((each) => isDrawable(each) && each.removedAt === null);
  const drawn = exhibits.find(({ id }) => id === drawing?.what);
  const label = newLabel(name, value);
  const edited = EDITIONS[edition].name.toLowerCase();
  const problem = kind === 'pattern' && what !== '' ? patternProblem(what) : null;
  const nameOf = (rule: Redaction): string =>
    rule.kind === 'entity'
      ? (entities.find(({ id }) => id === rule.what)?.label ?? 'deleted entity')
      : rule.kind === 'region'
        ? `${exhibits.find(({ id }) => id === rule.what)?.label ?? 'a picture'}, ${plural(rule.regions?.length ?? 0, 'region')}`
        : rule.what;
  const add = (regions?: PictureRegion[]): void => {
    const rule: Redaction = { ...label, kind, what, editions: alone ? [edition] : [...Edition.options] };
    onChange([...value, regions ? { ...rule, regions } : rule]);
    setWhat('');
    setName('');
    setAlone(false);
  };
  const toggle = (rule: Redaction, each: Edition): void => {
    const editions = rule.editions.includes(each)
      ? rule.editions.filter((other) => other !== each)
      : [...rule.editions, each];
    if (editions.length > 0) onChange(value.map((other) => (other === rule ? { ...rule, editions } : other)));
  };
  return (
    <Panel title="Redactions">
      <ul className="rt-report-points">
        {value.map((rule) => (
          <li key={rule.number}>
            <div className="rt-row">
              <span className="rt-grow">
                <strong>{redactionLabel(rule)}</strong> for {REDACTION_KINDS[rule.kind].toLowerCase()} {nameOf(rule)}
              </span>
              {rule.kind === 'region' && exhibits.some(({ id }) => id === rule.what) && (
                <Button
                  size="small"
                  variant="minimal"
                  text="Edit regions"
                  aria-label={`Edit regions of ${redactionLabel(rule)}`}
                  onClick={() => setDrawing({ what: rule.what, rule })}
                />
              )}
              <Button
                size="small"
                variant="minimal"
                icon="cross"
                aria-label={`Remove ${redactionLabel(rule)}`}
                onClick={() => onChange(value.filter((other) => other !== rule))}
              />
            </div>
            <div className="rt-row">
              {Edition.options.map((each) => (
                <label key={each}>
                  <input type="checkbox" checked={rule.editions.includes(each)} onChange={() => toggle(rule, each)} />{' '}
                  {EDITIONS[each].name}
                </label>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <form
        className="rt-report-redact"
        onSubmit={(event) => {
          event.preventDefault();
          if (what.trim() === '' || problem !== null) return;
          if (kind === 'region') setDrawing({ what, rule: null });
          else add();
        }}
      >
        <HTMLSelect
          aria-label="What is redacted"
          value={kind}
          onChange={(event) => {
            setKind(Redaction.shape.kind.parse(event.target.value));
            setWhat('');
          }}
          options={Object.entries(REDACTION_KINDS).map(([key, label]) => ({ label, value: key }))}
        />
        {kind === 'entity' || kind === 'region' ? (
          <HTMLSelect
            aria-label={kind === 'entity' ? 'Entity' : 'Picture'}
            value={what}
            onChange={(event) => setWhat(event.target.value)}
            options={
              kind === 'entity'
                ? [{ label: 'Choose an entity', value: '' }, ...entities.map(({ id, label }) => ({ label, value: id }))]
                : [
                    { label: pictures.length === 0 ? 'The case has no picture' : 'Choose a picture', value: '' },
                    ...pictures.map(({ id, label, title }) => ({ label: `${label} ${title}`, value: id })),
                  ]
            }
          />
        ) : (
          <InputGroup aria-label={REDACTION_KINDS[kind]} maxLength={500} value={what} onValueChange={setWhat} />
        )}
        <InputGroup
          className="rt-report-redact-name"
          aria-label="Pseudonym"
          placeholder="Pseudonym, such as Victim; empty for a block"
          maxLength={100}
          value={name}
          onValueChange={setName}
        />
        <Checkbox
          className="rt-report-redact-alone"
          checked={alone}
          label={`In the ${edited} edition alone`}
          onChange={(event) => setAlone(event.currentTarget.checked)}
        />
        <Button
          type="submit"
          text={kind === 'region' ? 'Draw regions' : 'Redact'}
          disabled={what.trim() === '' || problem !== null}
        />
      </form>
      <p className="rt-report-empty rt-muted">
        {problem ??
          `${redactionLabel(label)} will stand in its place in ${alone ? `the ${edited} edition alone` : 'every edition'}. Text is replaced before the pages are laid out; each print is taken apart, and withheld where it still holds what is redacted. Regions of pictures are drawn on the picture, or blackened in a working copy for every edition.`}
      </p>
      {drawing && drawn && (
        <RegionDialog
          exhibit={drawn}
          regions={drawing.rule?.regions ?? []}
          onClose={() => setDrawing(null)}
          onDone={(regions) => {
            if (drawing.rule === null) add(regions);
            else onChange(value.map((each) => (each.number === drawing.rule?.number ? { ...each, regions } : each)));
            setDrawing(null);
          }}
        />
      )}
    </Panel>
  );
}
