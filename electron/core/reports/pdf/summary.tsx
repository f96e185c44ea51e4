import { View } from '@react-pdf/renderer';
import { Edition } from '../../../../shared/contract/reports.ts';
import { LIKELIHOOD, likelihoodText } from '../../../../shared/domain/likelihood.ts';
import type { ReportModel } from '../model.ts';
import { countedByKind } from './exhibit-kinds.tsx';
import { counted, moment } from './format.ts';
import { Fact, Subheading } from './frame.tsx';
import type { Section } from './section.ts';
import { Paragraphs, Words } from './text.tsx';

/** How the report came about and how its words are meant. */
const Method = ({ model }: { readonly model: ReportModel }) => (
  <>
    {model.method === '' ? null : <Paragraphs>{model.method}</Paragraphs>}
    <Paragraphs>
      {
        'Exhibits are kept as the bytes that came in, with their SHA-256; tables are parsed from them, and the statements printed here ran on those tables. A frozen query names the hashes of the exhibits it read and the hash of its result, so that it can be run again and compared.'
      }
    </Paragraphs>
    <Paragraphs>
      {`Values are printed as recorded. A long one is wrapped without a hyphen; a hyphen that is printed belongs to the value. A character that is invisible, or that no font of this report has, is written as its code point, such as ⟨U+200B⟩. Made with ${model.program}.`}
    </Paragraphs>
    <Subheading>Words of likelihood</Subheading>
    <Words>
      {`As in ICD 203 (Analytic Standards, 2015): ${Object.values(LIKELIHOOD)
        .map(({ words, low, high }) => `${words} ${low} to ${high} per cent`)
        .join(
          '; ',
        )}. Confidence rates the sources and reasoning behind a finding, and is stated apart from its likelihood.`}
    </Words>
  </>
);

const Summary = ({ model }: { readonly model: ReportModel }) =>
  model.summary.trim() === '' ? <BottomLine model={model} /> : <Paragraphs>{model.summary}</Paragraphs>;

/** Where nobody wrote a summary the findings speak for themselves, and the reader is told so. */
const BottomLine = ({ model }: { readonly model: ReportModel }) => (
  <View>
    <Words style={{ marginBottom: 4 }}>
      {model.findings.length === 0
        ? 'No summary has been written and no finding stated.'
        : 'No summary has been written; the findings in short:'}
    </Words>
    {model.findings.map(({ label, claim, likelihood }) => (
      <View key={label} style={{ flexDirection: 'row', marginBottom: 3 }}>
        <Words style={{ width: 34 }}>{label}</Words>
        <View style={{ flex: 1 }}>
          <Words>{`${claim} (${likelihoodText(likelihood)})`}</Words>
        </View>
      </View>
    ))}
  </View>
);

function Scope({ model }: { readonly model: ReportModel }) {
  const { label, title, requester, team, priority, status, dueAt, dueZone, background } = model.case;
  return (
    <>
      {background.trim() === '' ? null : <Paragraphs>{background}</Paragraphs>}
      <Fact term="Case">
        <Words>{`${label}, ${title}`}</Words>
      </Fact>
      <Fact term="Asked by">
        <Words>{[requester, team].filter((part) => part !== '').join(', ') || 'Not stated'}</Words>
      </Fact>
      <Fact term="Priority, status">
        <Words>{`${priority}, ${status}`}</Words>
      </Fact>
      {dueAt === null ? null : (
        <Fact term="Due">
          <Words>{moment(dueAt, dueZone)}</Words>
        </Fact>
      )}
      <Fact term="Material">
        <Words>
          {`${countedByKind(model.register)} in the case; ${counted(model.exhibits.length, 'exhibit')} printed in this edition; ${counted(model.findings.length, 'finding')}`}
        </Words>
      </Fact>
    </>
  );
}

export const summarySection: Section = {
  title: () => 'Executive summary',
  editions: Edition.options,
  show: { on: 'new page', Body: Summary },
};
export const scopeSection: Section = {
  title: () => 'Scope and background',
  editions: Edition.options,
  show: { on: 'same page', Body: Scope },
};
export const methodSection: Section = {
  title: () => 'Method',
  editions: Edition.options,
  show: { on: 'new page', Body: Method },
};
