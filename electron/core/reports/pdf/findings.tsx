import { View } from '@react-pdf/renderer';
import { Edition } from '../../../../shared/contract/reports.ts';
import { CONFIDENCE, LIKELIHOOD } from '../../../../shared/domain/likelihood.ts';
import type { ReportFinding, ReportModel } from '../model.ts';
import { Fact, Mark } from './frame.tsx';
import { INK, SIZE, useLandmark } from './printing.ts';
import type { Section } from './section.ts';
import { Paragraphs, Referring, Words } from './text.tsx';

const findingAnchor = (label: string): string => `finding-${label}`;

const Findings = ({ model }: { readonly model: ReportModel }) => (
  <>
    {model.findings.length === 0 ? <Words>No finding has been stated yet.</Words> : null}
    {model.findings.map((finding) => (
      <FindingEntry key={finding.label} finding={finding} />
    ))}
  </>
);

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Likelihood of the claim and confidence in its basis stand apart, as ICD 203 asks. */
function FindingEntry({ finding }: { readonly finding: ReportFinding }) {
  const { label, claim, explanation, likelihood, confidence, basis, exhibits } = finding;
  const band = LIKELIHOOD[likelihood];
  const { node } = useLandmark(findingAnchor(label));
  return (
    <View style={{ marginTop: 8, marginBottom: 8 }}>
      <View {...node} wrap={false} minPresenceAhead={30}>
        <View style={{ flexDirection: 'row' }}>
          <Words style={{ width: 34, fontWeight: 700, color: INK.muted, fontSize: SIZE.subheading }}>{label}</Words>
          <View style={{ flex: 1 }}>
            <Words style={{ fontWeight: 700, fontSize: SIZE.subheading, lineHeight: 1.35 }}>{claim}</Words>
          </View>
          <Mark anchor={findingAnchor(label)} />
        </View>
        <View style={{ marginLeft: 34, marginTop: 4 }}>
          <Fact term="Likelihood">
            <Words>{`${sentenceCase(band.words)}, ${band.low} to ${band.high} per cent (also: ${band.other})`}</Words>
          </Fact>
          <Fact term="Confidence">
            <Words>{sentenceCase(CONFIDENCE[confidence])}</Words>
          </Fact>
          <Fact term={basis === 'assessment' ? 'Basis' : 'Evidence'}>
            {basis === 'assessment' ? (
              <Words>Assessment: the investigator's judgement. No exhibit is cited for it.</Words>
            ) : (
              <Referring>{exhibits.join(', ')}</Referring>
            )}
          </Fact>
        </View>
      </View>
      <Paragraphs style={{ marginLeft: 34, marginTop: 4 }}>{explanation}</Paragraphs>
    </View>
  );
}

export const findingsSection: Section = {
  title: () => 'Findings',
  editions: Edition.options,
  entries: ({ findings }) =>
    findings.map(({ label, claim }) => ({ anchor: findingAnchor(label), title: `${label}  ${claim}` })),
  show: { on: 'same page', Body: Findings },
};
