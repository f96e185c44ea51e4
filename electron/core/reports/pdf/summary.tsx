import { View } from '@react-pdf/renderer';
import { likelihoodText } from '../../../../shared/domain/likelihood.ts';
import type { ReportModel } from '../model.ts';
import { Fact, Heading } from './headings.tsx';
import { Paragraphs, Words } from './text.tsx';
import { counted, moment } from './times.ts';

export const Summary = ({ model }: { readonly model: ReportModel }) => (
  <>
    <Heading anchor="summary" first>
      Executive summary
    </Heading>
    {model.summary.trim() === '' ? <BottomLine model={model} /> : <Paragraphs>{model.summary}</Paragraphs>}
  </>
);

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

export function Scope({ model }: { readonly model: ReportModel }) {
  const { label, title, requester, team, priority, status, dueAt, dueZone, background } = model.case;
  const files = model.register.filter(({ kind }) => kind === 'file').length;
  return (
    <>
      <Heading anchor="scope">Scope and background</Heading>
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
          {`${counted(files, 'file')} and ${counted(model.register.length - files, 'frozen query', 'frozen queries')} in the case; ${counted(model.exhibits.length, 'exhibit')} printed in this edition; ${counted(model.findings.length, 'finding')}`}
        </Words>
      </Fact>
    </>
  );
}
