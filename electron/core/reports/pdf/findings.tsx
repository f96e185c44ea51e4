import { View } from '@react-pdf/renderer';
import { CONFIDENCE, LIKELIHOOD } from '../../../../shared/domain/likelihood.ts';
import type { ReportFinding } from '../model.ts';
import { Fact, Heading, Mark } from './frame.tsx';
import { INK, SIZE } from './printing.ts';
import { Paragraphs, Referring, Words } from './text.tsx';

export const findingAnchor = (label: string): string => `finding-${label}`;

export const Findings = ({ findings }: { readonly findings: readonly ReportFinding[] }) => (
  <>
    <Heading anchor="findings">Findings</Heading>
    {findings.length === 0 ? <Words>No finding has been stated yet.</Words> : null}
    {findings.map((finding) => (
      <FindingEntry key={finding.label} finding={finding} />
    ))}
  </>
);

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Likelihood of the claim and confidence in its basis stand apart, as ICD 203 asks. */
function FindingEntry({ finding }: { readonly finding: ReportFinding }) {
  const { label, claim, explanation, likelihood, confidence, basis, exhibits } = finding;
  const band = LIKELIHOOD[likelihood];
  return (
    <View style={{ marginTop: 8, marginBottom: 8 }}>
      <View wrap={false} id={findingAnchor(label)} minPresenceAhead={30}>
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
