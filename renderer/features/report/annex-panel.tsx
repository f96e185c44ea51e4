import { Button, Callout, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { AiUse, Certificate } from '../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import { REPORT_FIELDS } from '../../../shared/domain/report-fields.ts';
import { useWrite } from '../../client/hooks.ts';
import { formatUtc } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { messageOf, showError } from '../../ui/toaster.ts';

interface Props {
  readonly settings: ReportSettings;
  readonly exhibits: readonly Exhibit[];
}

/** What the annexes say: limitations, terms, the certificate, and which AI was used. */
export function AnnexPanel({ settings, exhibits }: Props) {
  const update = useWrite('report.update');
  const { caseId, setup } = settings;
  const { certificate } = setup;
  const save = (changes: Parameters<typeof update.mutateAsync>[0]): Promise<unknown> => update.mutateAsync(changes);
  const certify = (changes: Partial<Certificate>): Promise<unknown> =>
    save({ caseId, certificate: { ...certificate, ...changes } });
  return (
    <>
      <Panel title="Legal annex">
        <div className="rt-column rt-report-print">
          <Field
            name="limitations"
            section="limitations"
            label={REPORT_FIELDS.limitations.name}
            help="What was not examined, and what could change the result"
          >
            {(id) => (
              <SavedText
                id={id}
                rows={2}
                value={setup.limitations}
                onSave={(limitations) => save({ caseId, limitations })}
              />
            )}
          </Field>
          <Field section="glossary" label="Glossary" help="One line for each: term: meaning">
            {(id) => (
              <SavedText id={id} rows={2} value={setup.glossary} onSave={(glossary) => save({ caseId, glossary })} />
            )}
          </Field>
          <Field section="certificate" label="Certificate page">
            {(id) => (
              <HTMLSelect
                id={id}
                value={certificate.kind}
                onChange={(event) =>
                  void certify({ kind: Certificate.shape.kind.parse(event.target.value) }).catch(showError)
                }
                options={[
                  { label: 'None', value: 'none' },
                  { label: 'FRE 902(11), (14)', value: 'fre-902-14' },
                  { label: 'Statement of truth (CPR 22)', value: 'statement-of-truth' },
                ]}
              />
            )}
          </Field>
          {certificate.kind !== 'none' && (
            <div className="rt-report-setup">
              <Field section="certificate" label="Signatory">
                {(id) => (
                  <SavedLine id={id} value={certificate.signatory} onSave={(signatory) => certify({ signatory })} />
                )}
              </Field>
              <Field section="certificate" label="Role">
                {(id) => <SavedLine id={id} value={certificate.role} onSave={(role) => certify({ role })} />}
              </Field>
            </div>
          )}
        </div>
      </Panel>
      <AiPanel settings={settings} exhibits={exhibits} />
    </>
  );
}

const EMPTY = {
  ...{ section: '', tool: '', version: '', where: 'local', purpose: '', prompt: '', inputs: '' },
  ...{ outputSha256: '', reviewer: '', check: '' },
} as const;
type Entry = { readonly [K in keyof typeof EMPTY]: string };
const FIELDS: readonly (readonly [keyof Entry, string])[] = [
  ['section', 'Section or step'],
  ['tool', 'Tool'],
  ['version', 'Version'],
  ['purpose', 'Purpose'],
  ['inputs', 'Input exhibits (E-0001, …)'],
  ['outputSha256', 'SHA-256 of the output'],
  ['reviewer', 'Reviewed by'],
  ['check', 'Check done'],
];

/** The register of AI use. That there was none is stated by a person, and never assumed. */
function AiPanel({ settings: { caseId, setup }, exhibits }: Props) {
  const update = useWrite('report.update');
  const [entry, setEntry] = useState<Entry | null>(null);
  const [problem, setProblem] = useState('');
  const { aiUse, aiNone } = setup;
  const labelOf = (id: string): string => exhibits.find((each) => each.id === id)?.label ?? '';
  const add = async (): Promise<void> => {
    if (entry === null) return;
    const labels = entry.inputs.split(/[\s,;]+/).filter((each) => each !== '');
    const inputs = labels.flatMap((label) => exhibits.find((each) => each.label === label)?.id ?? []);
    const use = AiUse.safeParse({ ...entry, inputs });
    if (inputs.length < labels.length || !use.success) {
      setProblem(
        use.success
          ? 'An input exhibit is not in this case.'
          : 'A tool is needed, and a SHA-256 has 64 digits from 0 to 9 and a to f.',
      );
      return;
    }
    try {
      await update.mutateAsync({ caseId, aiUse: [...aiUse, use.data] });
      setEntry(null);
      setProblem('');
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Panel
      title="AI assistance"
      actions={
        <Button size="small" variant="minimal" icon="plus" text="Add a use" onClick={() => setEntry({ ...EMPTY })} />
      }
    >
      <div className="rt-column rt-report-print">
        {aiUse.length === 0 && (
          <div className="rt-row">
            <span className="rt-grow">
              {aiNone === null
                ? 'Not stated. The report says nothing of AI until a use is added, or none is stated.'
                : `None, stated by ${aiNone.by}, ${formatUtc(aiNone.at)} UTC.`}
            </span>
            <Button
              size="small"
              text={aiNone === null ? 'State that no AI was used' : 'Take back'}
              onClick={() => void update.mutateAsync({ caseId, aiNone: aiNone === null }).catch(showError)}
            />
          </div>
        )}
        {aiUse.map((use, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: uses have no identity but their place
          <div key={at} className="rt-row">
            <span className="rt-grow">
              <strong>{[use.tool, use.version].filter((part) => part !== '').join(' ')}</strong> ({use.where}) for{' '}
              {use.section || 'the report'}: {use.purpose} {use.inputs.map(labelOf).join(', ')}
            </span>
            <Button
              size="small"
              variant="minimal"
              icon="cross"
              aria-label={`Remove the use of ${use.tool}`}
              onClick={() =>
                void update.mutateAsync({ caseId, aiUse: aiUse.filter((_, other) => other !== at) }).catch(showError)
              }
            />
          </div>
        ))}
        {entry !== null && (
          <form
            className="rt-report-setup"
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            {FIELDS.map(([key, label]) => (
              <InputGroup
                key={key}
                size="small"
                aria-label={label}
                placeholder={label}
                maxLength={500}
                value={entry[key]}
                onValueChange={(text) => setEntry({ ...entry, [key]: text })}
              />
            ))}
            <HTMLSelect
              aria-label="Where it ran"
              value={entry.where}
              onChange={(event) => setEntry({ ...entry, where: event.target.value })}
              options={[
                { label: 'Ran locally', value: 'local' },
                { label: 'Ran remotely', value: 'remote' },
              ]}
            />
            <TextArea
              aria-label="Prompt, or its SHA-256"
              placeholder="Prompt, or its SHA-256"
              rows={2}
              maxLength={100_000}
              value={entry.prompt}
              onChange={(event) => setEntry({ ...entry, prompt: event.target.value })}
            />
            <Button type="submit" intent="primary" text="Add" />
            <Button text="Cancel" onClick={() => setEntry(null)} />
          </form>
        )}
        {problem !== '' && (
          <Callout compact intent="danger">
            {problem}
          </Callout>
        )}
      </div>
    </Panel>
  );
}
