import { TextArea } from '@blueprintjs/core';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Finding } from '../../../shared/contract/findings.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { FIRST_PAGE, REPORT_FIELDS } from '../../../shared/domain/report-fields.ts';
import { bandsBeside } from '../../../shared/domain/wording.ts';
import { ProofreadingPanel } from '../../parts/wording/proofreading-panel.tsx';
import { WordingPanel } from '../../parts/wording/wording-panel.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showWordsOf } from '../../ui/show-words.ts';

/** Beside what the words of the report are read. */
interface Beside {
  readonly told: readonly string[];
  readonly judged: Parameters<typeof bandsBeside>[1];
}
const BesideContext = createContext<Beside>({ told: [], judged: new Map() });

interface Context {
  readonly settings: ReportSettings;
  readonly findings: readonly Finding[];
  readonly children: ReactNode;
}

/** What abbreviations are spelled out in, and what the findings that the report prints are judged to be. */
export function ReadBeside({ settings, findings, children }: Context) {
  const { excludedFindings } = settings;
  const texts = FIRST_PAGE.map((field) => settings[field]).join('\n');
  const beside = useMemo((): Beside => {
    const printed = findings.filter(({ id }) => !excludedFindings.includes(id));
    return {
      told: [texts, ...printed.flatMap(({ claim, explanation }) => [claim, explanation])],
      judged: new Map(printed.map(({ number, likelihood }) => [findingLabel(number), likelihood])),
    };
  }, [texts, findings, excludedFindings]);
  return <BesideContext value={beside}>{children}</BesideContext>;
}

interface Props {
  readonly field: (typeof FIRST_PAGE)[number];
  readonly help: string;
  readonly className: string;
  readonly section?: string;
  readonly value: ReportSettings;
  readonly onChange: (change: Partial<ReportSettings>) => void;
}

/** A text of the first page, with what a reader may stumble over below it, as it is for a finding. */
export function FirstPageText({ field, help, className, section, value, onChange }: Props) {
  const { caseId, [field]: text } = value;
  const { told, judged } = useContext(BesideContext);
  /** Somebody writes: whoever reads needs no proofreader. */
  const [written, setWritten] = useState(false);
  const texts = useMemo(
    () => [{ field, text, bands: (words: string) => bandsBeside(words, judged) }],
    [field, text, judged],
  );
  const show = (words: { readonly at: number; readonly length: number }) => showWordsOf(field, words);
  return (
    <Field name={field} label={REPORT_FIELDS[field].name} help={help} {...(section && { section })}>
      {(id, describedBy) => (
        <>
          <TextArea
            id={id}
            aria-describedby={describedBy}
            fill
            autoResize
            className={className}
            maxLength={100_000}
            value={text}
            onFocus={() => setWritten(true)}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
          <WordingPanel texts={texts} told={told} onShow={show} />
          {written && (
            <ProofreadingPanel
              caseId={caseId}
              texts={texts}
              onShow={show}
              onReplace={({ at, length }, by) =>
                onChange({ [field]: `${text.slice(0, at)}${by}${text.slice(at + length)}` })
              }
            />
          )}
        </>
      )}
    </Field>
  );
}
