import { Button, Checkbox, HTMLSelect } from '@blueprintjs/core';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Edition, EditionSetup, ReportSection } from '../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import { SECTION_FACTS } from '../../../shared/domain/report-sections.ts';
import { allSections, isFixed, sectionsIn, setupOf, TEMPLATES } from '../../../shared/domain/report-templates.ts';
import { useWrite } from '../../client/hooks.ts';
import { Panel } from '../../ui/panel.tsx';
import { Field, SavedLine } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { EDITIONS } from './editions.ts';

/** The setups of all editions, with changes to one. */
export const changedSetup = (
  settings: Pick<ReportSettings, 'setup'>,
  edition: Edition,
  changes: Partial<EditionSetup>,
): EditionSetup[] => [
  ...settings.setup.editions.filter((each) => each.edition !== edition),
  { ...setupOf(settings, edition), ...changes },
];

interface Props {
  readonly settings: ReportSettings;
  readonly edition: Edition;
  readonly boards: Output<'board.list'>;
}

/** How the chosen edition is put together: its sections and their order, recipient, board and paper. */
export function SetupPanel({ settings, edition, boards }: Props) {
  const update = useWrite('report.update');
  const { caseId } = settings;
  const own = setupOf(settings, edition);
  const sections = sectionsIn(edition, own.sections);
  const save = (changes: Partial<EditionSetup>): Promise<unknown> =>
    update.mutateAsync({ caseId, editions: changedSetup(settings, edition, changes) });
  const change = (changes: Partial<EditionSetup>): Promise<unknown> => save(changes).catch(showError);
  const move = (section: ReportSection, by: -1 | 1): void => {
    const next = [...sections];
    const at = next.indexOf(section);
    const other = next[at + by];
    if (other === undefined) return;
    next[at] = other;
    next[at + by] = section;
    void change({ sections: next });
  };
  const out = allSections(edition).filter((section) => !sections.includes(section));
  return (
    <Panel
      title={`${EDITIONS[edition].name} edition`}
      actions={
        <HTMLSelect
          aria-label="Template"
          value=""
          onChange={(event) => {
            const template = TEMPLATES.find(({ name }) => name === event.target.value);
            if (template) void change({ sections: template.sections === null ? null : [...template.sections] });
          }}
          options={[
            { label: 'Apply a template', value: '' },
            ...TEMPLATES.filter((each) => each.edition === edition).map(({ name }) => ({ label: name, value: name })),
          ]}
        />
      }
    >
      <div className="rt-column rt-report-print">
        <div className="rt-report-setup">
          <Field label="Paper">
            {(id) => (
              <HTMLSelect
                id={id}
                value={own.paper}
                onChange={(event) => void change({ paper: event.target.value === 'letter' ? 'letter' : 'a4' })}
                options={[
                  { label: 'A4', value: 'a4' },
                  { label: 'US Letter', value: 'letter' },
                ]}
              />
            )}
          </Field>
          {edition !== 'executive' && (
            <Field label="Board">
              {(id) => (
                <HTMLSelect
                  id={id}
                  value={own.board ?? ''}
                  onChange={(event) => {
                    const found = boards.find((board) => board.id === event.target.value)?.id;
                    void change({ board: event.target.value === 'none' ? 'none' : (found ?? null) });
                  }}
                  options={[
                    { label: 'As the report', value: '' },
                    { label: 'None', value: 'none' },
                    ...boards.map(({ id: value, title }) => ({ label: title, value })),
                  ]}
                />
              )}
            </Field>
          )}
          <Field label="Recipient of this edition">
            {(id) => (
              <SavedLine
                key={edition}
                id={id}
                value={own.recipient}
                placeholder="As the report"
                onSave={(recipient) => save({ recipient })} // where that fails, the field keeps what was typed
              />
            )}
          </Field>
        </div>
        <ol className="rt-report-sections" aria-label="Sections in their order">
          {sections.map((section, at) => (
            <li key={section} data-section={section}>
              <Checkbox
                checked
                disabled={isFixed(section)}
                onChange={() => void change({ sections: sections.filter((each) => each !== section) })}
              >
                {SECTION_FACTS[section].title}
              </Checkbox>
              <Button
                size="small"
                variant="minimal"
                icon="arrow-up"
                aria-label={`Move ${SECTION_FACTS[section].title} up`}
                disabled={at === 0}
                onClick={() => move(section, -1)}
              />
              <Button
                size="small"
                variant="minimal"
                icon="arrow-down"
                aria-label={`Move ${SECTION_FACTS[section].title} down`}
                disabled={at === sections.length - 1}
                onClick={() => move(section, 1)}
              />
            </li>
          ))}
          {out.map((section) => (
            <li key={section}>
              <Checkbox checked={false} onChange={() => void change({ sections: [...sections, section] })}>
                {SECTION_FACTS[section].title}
              </Checkbox>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}
